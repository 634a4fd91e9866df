"""`gouji check` on documents that other programs made: what they lack and add is found by the rules."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import Command, put
from tests.intake.extracted import extracted
from tests.specimens import case, case_text


def text_of(name: str = "2021-balanced", *changes: tuple[str, str]) -> str:
    """The text of a case as it is published, with some of it otherwise."""
    text = extracted(case(name))
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return text


def findings(out: str) -> dict[str, str]:
    return {each["rule"]: each["message"] for each in json.loads(out)["findings"]}


def test_a_published_report_in_order(gouji: Command, tmp_path: Path) -> None:
    done = gouji("check", str(put(tmp_path / "年报.txt", text_of())))
    assert (done.status, done.err) == (0, "")
    assert done.out == "云河市科学技术局　2024 年　2021 版　没有需要处理的问题\n"


def test_doubtful_figures_are_blank_and_said(gouji: Command, tmp_path: Path) -> None:
    source = put(tmp_path / "年报.txt", text_of("2021-balanced", ("\n规章\t0\t0\t0", "\n规章\t0\t4")))
    done = gouji("check", str(source))
    assert done.status == 1
    assert done.err == f"{source}：有 3 格存疑，按空白检查。逐处内容用 gouji import 查看。\n"
    assert done.out.count("没有填写") == 3


DEVIATIONS = (
    ("2021-balanced", "\n规章\t0", "\n其他主动公开文件\t1\t2\t3\n规章\t0", "rows", "其他主动公开文件"),
    ("2021-balanced", "三、收到和处理政府信息公开申请情况", "三、依申请公开政府信息情况", "six", "依申请"),
    ("2019-balanced", "2020", "2023", "edition", "2023"),
)
"""An added row, a renamed heading, the form of another year: old and new text, the rule and what it says."""


def test_what_deviates_from_the_form_is_a_finding(gouji: Command, tmp_path: Path) -> None:
    for number, (name, old, new, _, _) in enumerate(DEVIATIONS):
        put(tmp_path / "in" / f"{number}.txt", text_of(name, (old, new)))
    done = gouji("check", "--json", str(tmp_path / "in"))
    assert done.status == 1
    for line, (_, _, _, rule, word) in zip(done.out.splitlines(), DEVIATIONS, strict=True):
        assert [said for key, said in findings(line).items() if rule in key and word in said]


def test_last_year_may_be_a_document_too(gouji: Command, tmp_path: Path) -> None:
    this, last = put(tmp_path / "2024.txt", text_of()), put(tmp_path / "2023.txt", text_of("2021-previous"))
    done = gouji("check", str(this), "--previous", str(last))
    assert done.status == 0
    turned = gouji("check", str(last), "--previous", str(this))
    assert (turned.status, turned.out) == (2, "")


def test_a_report_that_does_not_say_whose_it_is(gouji: Command, tmp_path: Path) -> None:
    lines = text_of().split("\n")
    nameless = put(tmp_path / "nameless.txt", "\n".join(["2024年政府信息公开工作年度报告", *lines[1:]]))
    done = gouji(
        "check", str(nameless), "--previous", str(put(tmp_path / "p.json", case_text("2021-previous")))
    )
    assert done.status == 0
    assert done.out.startswith("（未写明机关）　2024 年")
    yearless = put(tmp_path / "yearless.txt", "\n".join(line.replace("2024", "") for line in lines[1:]))
    done = gouji("check", str(yearless))
    assert (done.status, done.out, done.err.count("\n")) == (2, "", 1)
    assert "--year" in done.err


def test_a_folder_of_everything(gouji: Command, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    put(folder / "a" / "年报.TXT", text_of())
    put(folder / "b.html", f"<html><body><p>{'</p><p>'.join(text_of().split('附')[:1])}</p></body></html>")
    put(folder / "old.doc", "\x00")
    put(folder / "picture.png", "not read")
    put(folder / "letter.txt", "通知")
    put(folder / ".git" / "note.txt", "hidden")
    (folder / "folder.pdf").mkdir()
    (folder / "gone.pdf").symlink_to(tmp_path / "nowhere.pdf")
    done = gouji("check", "--json", str(folder))
    assert done.status == 2  # the old one may be a report
    assert str(folder / "a" / "年报.TXT") in [json.loads(line)["file"] for line in done.out.splitlines()]
    assert [name for name in ("old.doc", "letter.txt", "note.txt", "picture") if name in done.err] == [
        "old.doc",
        "letter.txt",
    ]


def test_a_folder_with_many_files(gouji: Command, tmp_path: Path) -> None:
    text = case_text("2021-balanced")
    for number in range(120):
        put(tmp_path / "in" / f"{number:03}.json", text)
    done = gouji("check", "--json", str(tmp_path / "in"))
    assert (done.status, done.err, done.out.count("\n")) == (0, "", 120)
