"""Bad input, in every format: written as it is meant and read back equal, or refused with a sentence, soon.

The seconds are those of this process, so that a machine with other work does not decide.
"""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping

import pytest

from app.domain.fields import Head, from_fields
from app.domain.manuscript import manuscript
from app.domain.print_troubles import NoGlyph, ReportTooLong, TextTooLong
from app.domain.report import Report
from app.domain.troubles import Trouble
from app.files.copies import FINAL
from app.files.formats import FORMATS
from app.proof.gate import passed
from tests.files.printed import RENDERER
from tests.house import ROOT
from tests.specimens import edition

SECONDS = 5
REMARK = "purse.gifts.thanks"

NUISANCE = {
    "controls": "文\x00\x01\x07\x1b\x7f\x9f件",
    "line ends": "一\u2028二\u2029三\v四\x85五\f六",
    "radicals": "⼀⽂⽚⻚⻔⻢",
    "doubles": "隆",
    "half characters": "文\ud800件\udfff",
    "no characters": "甲\ufffe乙\uffff丙\U0001ffff",
    "nothing to see": "文\u200b件\u200d\ufeff甲\u2060乙\u00ad\u200e",
    "variants": "葛\U000e0100城\ufe0f",
    "spaces": "\u3000甲\t乙\u00a0丙\u2003丁\u3000",
    "markup": "<b>&amp;</b>]]><!-- --><script>alert(1)</script></textarea>{{ x }}{% y %}${z}\\n",
    "addresses": "http://example.invalid/" + "a" * 300 + " file:///etc/passwd \\\\host\\share",
    "formulas": "=HYPERLINK(1)+@SUM(A1)-1|' /C calc'!A0",
    "quotes": "“甲”“乙”‘丙’\"丁\"'戊'",
}
UNPRINTABLE = {
    "rare": ("村名𠮷野", "“𠮷”（U+20BB7）"),
    "emoji": ("👨\u200d👩①\ufe0f", "“👨”（U+1F468）、“👩”（U+1F469）"),
    "combining": ("e\u0301", "“\u0301”（U+0301）"),
    "right to left": ("12\u202e34\u2066\u200f\u061c", "U+202E、U+2066、U+200F、U+061C"),
    "foreign": ("ก", "“ก”（U+0E01）"),
    "private": ("\ue000", "U+E000"),
    "lost before": ("\ufffd", "“\ufffd”（U+FFFD）"),
}


def full_of(words: str) -> Report:
    """A report of the invented edition with these words in every kind of field."""
    fields: dict[str, str | None] = {
        "/title": words,
        "/preface": words,
        "/story/extra-1": words,
        "/story/extra-1/heading": words,
        REMARK: words.replace("\ud800", "").replace("\udfff", ""),  # what no file and no store takes
    }
    return from_fields(edition("festival"), Head(words, 2016), fields)


def within(seconds: float, make: Callable[[], bytes]) -> bytes:
    began = time.process_time()
    try:
        return make()
    finally:
        assert time.process_time() - began < seconds


def written(report: Report, ending: str) -> bytes:
    """The file, read back by other libraries than wrote it and found equal."""
    script = manuscript(report)
    content = within(SECONDS, lambda: FORMATS[ending].write(script, FINAL, RENDERER))
    return passed(script, ending, content)


def outcome(report: Report, ending: str) -> str:
    """`written`, or the sentence of the refusal."""
    try:
        written(report, ending)
    except (NoGlyph, TextTooLong, ReportTooLong) as refused:
        return refused.sentence
    return "written"


@pytest.mark.parametrize("ending", FORMATS)
@pytest.mark.parametrize("name", NUISANCE)
def test_what_was_copied_along_does_no_harm(name: str, ending: str) -> None:
    written(full_of(NUISANCE[name]), ending)


@pytest.mark.parametrize("ending", FORMATS)
@pytest.mark.parametrize("name", UNPRINTABLE)
def test_what_cannot_be_printed_is_named_before_anything_is_laid_out(name: str, ending: str) -> None:
    words, named = UNPRINTABLE[name]
    began = time.process_time()
    found = outcome(full_of(words), ending)
    if ending == "pdf":
        assert found == f"报告中有无法打印的字符：{named}。请换成其他写法后再生成。"
        assert time.process_time() - began < 1
    else:
        assert found == "written", "other formats are shown in the reader's own faces"


@pytest.mark.parametrize("ending", FORMATS)
def test_long_names_and_figures_and_empty_sections(ending: str) -> None:
    festival = edition("festival")
    numbers = [each for each, figure in festival.figures.items() if figure.kind.kind != "text"]
    name = "某市某区某街道办事处" * 8
    for figure in ("9" * 40, "-" + "1" * 39, "12,345,678,901,234,567,890.123456"):
        report = from_fields(festival, Head(name, 2016), dict.fromkeys(numbers[::7], figure))
        assert len(report.agency) == 80
        written(report, ending)
    written(from_fields(festival, Head("某局", 2016), {}), ending)


@pytest.mark.parametrize("ending", FORMATS)
@pytest.mark.parametrize(
    "fields",
    [{"/story/extra-1": "长" * 200_000}, {"/preface": "长" * 200_000}, {"/story/extra-1": "短\n" * 10_000}],
    ids=["200,000 characters", "200,000 in the preface", "10,000 paragraphs"],
)
def test_what_is_far_too_long_is_refused_or_written_soon(fields: Mapping[str, str], ending: str) -> None:
    report = from_fields(edition("festival"), Head("某局", 2016), fields)
    found = outcome(report, ending)
    if ending == "pdf":
        assert found.endswith("后再生成。")
        assert "超过" in found
    else:
        assert found == "written" or "超过" in found


WATCHED = """
import json, sys
from tests.files.test_hostile import FINAL, FORMATS, NUISANCE, RENDERER, full_of, manuscript
def all_formats(words):
    for ending, each in FORMATS.items():
        each.write(manuscript(full_of(words)), FINAL, RENDERER)
all_formats("文")  # whatever is imported late is imported now
seen = []
def watch(event, details):
    if event == "open":
        seen.append(str(details[0]))
    elif event.split(".")[0] in {"socket", "subprocess", "os", "shutil", "urllib", "ftplib", "http"}:
        seen.append(event)
sys.addaudithook(watch)
for name in ("markup", "addresses", "formulas", "quotes"):
    all_formats(NUISANCE[name])
found = list(seen)
with open("/dev/null"):
    print(json.dumps([found, seen]))
"""


def test_nothing_outside_the_package_is_opened_and_nobody_is_called() -> None:
    surroundings = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", WATCHED]
    done = subprocess.run(command, env=surroundings, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    found, seen = json.loads(done.stdout)
    assert "/dev/null" in seen, "the watch does not see what is opened"
    ours = (f"{ROOT}/app/", f"{ROOT}/templates/", sys.prefix, sys.base_prefix)
    assert {each for each in found if not each.startswith(ours)} == set()


def test_every_refusal_is_a_sentence_without_gaps() -> None:
    for kind in (NoGlyph(["😀"]), TextTooLong("第一部分", 9, 8), ReportTooLong(9, 8)):
        assert isinstance(kind, Trouble)
        assert kind.sentence.endswith("。")
        assert not {"{", "}"} & set(kind.sentence)
