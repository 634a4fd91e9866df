"""What is typed is only ever text; nothing is fetched or passed over, and no input takes for ever."""

import hashlib
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pypdf
import pytest

from app.domain.address import Address
from app.domain.fields import Head, from_fields
from app.domain.print_troubles import NoGlyph, ReportTooLong, TextTooLong
from app.domain.report import Report
from app.files.faces import families, missing_characters
from app.files.pdf.composing import Stylesheet
from app.files.pdf.printing import LONGEST_CELL, LONGEST_PARAGRAPH
from app.files.pdf.typesetting import Misprint, typeset
from tests.files.printed import RENDERER, case_pdf, expected, pages, pdf, text
from tests.house import ROOT
from tests.specimens import case, edition

PAGE = '<!DOCTYPE html><html lang="zh-CN"><head><title>页</title></head><body>{}</body></html>'


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    """A port of this machine on which somebody would answer."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)  # noqa: FBT003 -- the name of the method says what it is
        yield server


def was_called(server: socket.socket) -> bool:
    try:
        server.accept()
    except BlockingIOError:
        return False
    return True


def hostile(port: int) -> list[str]:
    """Texts that would be heard of, if they were taken for anything but text."""
    there = f"http://127.0.0.1:{port}/x"
    return [
        f'<img src="{there}">',
        f'<link rel="stylesheet" href="{there}">',
        f"<style>@import url({there});</style>",
        f"</title><base href='{there}'>",
        f'<a rel="attachment" href="{there}">附件</a>',
        f'<object data="{there}"></object><embed src="{there}">',
        f'<svg><image href="{there}"/></svg>',
        f'<iframe src="{there}"></iframe><script>fetch("{there}")</script>',
        f"{{{{ page }}}}{{% include '{there}' %}}",
        f'"><p style="background:url({there})">&lt;&amp;&#60;',
        "<!-- 注释 --><![CDATA[文字]]><?xml version='1.0'?>",
        '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>&e;',
        '<table><td colspan="1000000">宽</td></table>',
    ]


def full_of(payloads: list[str]) -> Report:
    """A report of the invented edition with these texts wherever something can be typed."""
    fields: dict[str, str | None] = {"/title": "".join(payloads), "/preface": "\n".join(payloads)}
    for number, payload in enumerate(payloads, 1):
        fields |= dict.fromkeys((f"/story/extra-{number}", f"/story/extra-{number}/heading"), payload)
    cells = ("lanterns.kept_in.paper", "purse.candles.spent", "purse.music.spent", "riddles.noon.asked")
    fields |= {address: payload[:LONGEST_CELL] for address, payload in zip(cells, payloads, strict=False)}
    return from_fields(edition("festival"), Head(payloads[3], 2016), fields)


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def test_nothing_typed_is_taken_for_markup(listener: socket.socket) -> None:
    report = full_of(hostile(listener.getsockname()[1]))
    content = pdf(report)
    assert text(content) == expected(report)
    reader = pypdf.PdfReader(BytesIO(content))
    assert reader.metadata is not None
    assert reader.metadata.title == report.title
    assert not any("/Annots" in page for page in reader.pages)
    plain = pypdf.PdfReader(BytesIO(case_pdf("festival-balanced")))
    assert sorted(reader.attachments) == sorted(plain.attachments)
    assert not was_called(listener)


@pytest.mark.parametrize(
    "markup",
    [
        '<img src="{there}" alt=""/>',
        '<link rel="stylesheet" href="{there}"/>',
        "<style>@import url({there});</style>",
        "<style>@font-face {{ font-family: x; src: url({there}) }} p {{ font-family: x }}</style><p>字</p>",
        '<p style="background: url({there})">字</p>',
        '<img src="file:///etc/hostname" alt=""/>',
    ],
)
def test_not_even_a_template_could_fetch_anything(markup: str, listener: socket.socket) -> None:
    there = f"http://127.0.0.1:{listener.getsockname()[1]}/x"
    with pytest.raises(Misprint):
        typeset(PAGE.format(markup.format(there=there)), RENDERER.page(Stylesheet()))
    with pytest.raises(Misprint):
        typeset(PAGE.format("字"), f"p {{ background: url({there}) }} @import url({there});")
    assert not was_called(listener)


@pytest.mark.parametrize("css", ["p { colour: red }", "p { width: 3 }", "@page { size: Z9 }"])
def test_a_style_sheet_with_a_mistake_is_never_used(css: str) -> None:
    for _ in range(2):
        with pytest.raises(Misprint):
            typeset(PAGE.format("<p>字</p>"), css)


def test_a_template_that_is_no_xml_is_never_used() -> None:
    with pytest.raises(Misprint, match="mismatched tag"):
        typeset(PAGE.format("<p>字<br>"), "")


def test_only_the_bundled_faces_are_used_whatever_is_asked_for() -> None:
    content = typeset(PAGE.format('<p style="font-family: Arial, sans-serif">字a</p>'), "")
    faces = {str(each["fontname"]).partition("+")[2] for each in pages(content)[0].chars}
    assert faces <= {family.replace(" ", "-") for family in families()}
    assert len(families()) == 5


def test_the_characters_that_cannot_be_printed_are_named() -> None:
    assert missing_characters("镕堃喆㛃𬭎，“①”—℃ \u200b\ufeff\n") == ()
    assert missing_characters("中😀文ก中😀") == ("😀", "ก")
    with pytest.raises(NoGlyph) as refusal:
        pdf(replace(case("2021-balanced"), preface="一个😀\ue000"))
    assert (
        refusal.value.sentence == "报告中有无法打印的字符：“😀”（U+1F600）、U+E000。请换成其他写法后再生成。"
    )
    with pytest.raises(NoGlyph) as refusal:
        pdf(replace(case("2021-balanced"), preface="".join(map(chr, range(0x0E01, 0x0E20)))))
    assert refusal.value.sentence.count("“") == NoGlyph.most
    assert "等 31 种" in refusal.value.sentence


def test_a_character_without_glyph_never_gets_onto_paper() -> None:
    with pytest.raises(Misprint, match="U\\+0E01"):
        typeset(PAGE.format("<p>\u0e01</p>"), "")


def test_marks_that_turn_the_direction_are_refused() -> None:
    turning = "\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
    assert missing_characters(f"12{turning}34") == tuple(turning)


def test_texts_too_long_to_be_laid_out_are_refused_with_their_place() -> None:
    report = case("2021-balanced")
    longest = "长" * LONGEST_PARAGRAPH
    assert text(pdf(replace(report, preface=longest))).count("长") >= LONGEST_PARAGRAPH
    with pytest.raises(TextTooLong) as refusal:
        pdf(replace(report, preface=longest + "长"))
    assert refusal.value.sentence.endswith(
        "有一处文字长 5001 个字符，超过 5000 个，请分成几段或精简后再生成。"
    )
    first, *others = report.sections["problems"]
    blocks = (replace(first, paragraphs=(longest + "长",)), *others)
    with pytest.raises(TextTooLong, match="第五部分有一处文字长 5001 个字符"):
        pdf(replace(report, sections={**report.sections, "problems": blocks}))
    cells = {**report.cells, Address("requests.new.natural"): "9" * (LONGEST_CELL + 1)}
    with pytest.raises(TextTooLong, match="第三部分“一、本年新收，自然人”有一处文字长 61 个字符"):
        pdf(replace(report, cells=cells))


def test_a_report_of_hundreds_of_pages_is_refused_at_once() -> None:
    started = time.perf_counter()
    with pytest.raises(ReportTooLong, match="超过 100 页"):
        pdf(replace(case("2021-balanced"), preface="短\n" * 10_000))
    with pytest.raises(ReportTooLong):
        pdf(replace(case("2021-balanced"), preface=("长" * 4000 + "\n") * 100))
    assert time.perf_counter() - started < 1


def test_the_same_report_gives_the_same_bytes_in_every_process(tmp_path: Path) -> None:
    wanted = digest(case_pdf("2021-balanced"))
    assert digest(pdf(case("2021-balanced"))) == wanted
    command = (
        "import hashlib; from tests.files.printed import case_pdf;"
        "print(hashlib.sha256(case_pdf('2021-balanced')).hexdigest())"
    )
    for seed, zone in (("1", "Asia/Shanghai"), ("4242", "America/New_York")):
        surroundings = {
            **os.environ,
            "PYTHONPATH": str(ROOT),
            "PYTHONHASHSEED": seed,
            "TZ": zone,
            "LC_ALL": "C",
            "FONTCONFIG_FILE": "/etc/fonts/fonts.conf",
            "XDG_CACHE_HOME": str(tmp_path),
        }
        done = subprocess.run(
            [sys.executable, "-c", command],
            env=surroundings,
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=True,
        )
        assert done.stdout.strip() == wanted
        assert done.stderr == ""


def test_several_can_ask_at_once() -> None:
    names = ["festival-balanced", "festival-previous"] * 2
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda name: digest(pdf(case(name))), names))
    assert found == [digest(case_pdf(name)) for name in names]
