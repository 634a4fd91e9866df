"""`gouji check`: findings for people and for programs."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from app.files.bundle import dumps
from tests.cli.conftest import Command, put
from tests.reports import balancing, editions, report
from tests.specimens import case_text

ROOT = Path(__file__).parents[2]


def wrong_report(path: Path) -> Path:
    """A report with one figure that is too large by two."""
    whole = report(editions()[-1], balancing(editions()[-1], {}))
    return put(path, dumps(whole).replace('granted.natural": "0"', 'granted.natural": "2"'))


def test_a_report_in_order(gouji: Command, balanced: Path) -> None:
    done = gouji("check", str(balanced))
    assert (done.status, done.err) == (0, "")
    assert done.out == "云河市科学技术局　2024 年　2021 版　没有需要处理的问题\n"


def test_findings_with_the_changes_that_mend_them(gouji: Command, tmp_path: Path) -> None:
    done = gouji("check", str(wrong_report(tmp_path / "wrong.json")))
    assert (done.status, done.err) == (1, "")
    assert "  待改 " in done.out
    assert "      可改：把“（一）予以公开，自然人”改为 0\n" in done.out


def test_many_blank_cells_are_one_line(gouji: Command, half: Path) -> None:
    done = gouji("check", str(half))
    assert done.status == 1
    assert "第三部分还有 66 格未填，没有发生的填 0" in done.out
    assert "表二“行政事业性收费，本年收费金额”：没有填写" in done.out


def test_findings_as_data(gouji: Command, tmp_path: Path) -> None:
    done = gouji("check", "--json", str(wrong_report(tmp_path / "wrong.json")))
    assert done.status == 1
    answer = json.loads(done.out)
    assert list(answer) == ["report", "findings"]
    assert answer["report"] == {"agency": "某市某局", "year": 2021, "edition": "2021"}
    row = next(each for each in answer["findings"] if each["rule"] == "requests-row-total")
    assert list(row) == ["rule", "severity", "addresses", "message", "values", "suggestions"]
    assert (row["severity"], row["addresses"][0]) == ("block", "requests.granted.total")
    assert (row["values"]["left"], row["values"]["right"]) == ("0", "2")
    assert row["suggestions"] == [{"address": "requests.granted.natural", "value": "0", "with": []}]
    assert gouji("check", "--json", str(tmp_path / "wrong.json")).out == done.out


def test_totals_that_follow_a_suggestion_stand_with_it(gouji: Command, tmp_path: Path) -> None:
    text = wrong_report(tmp_path / "wrong.json").read_text("utf-8")
    put(tmp_path / "wrong.json", text.replace('granted.total": "0"', 'granted.total": "2"'))
    answer = json.loads(gouji("check", "--json", str(tmp_path / "wrong.json")).out)
    assert answer["findings"][0]["suggestions"] == [
        {
            "address": "requests.granted.natural",
            "value": "0",
            "with": [{"address": "requests.granted.total", "value": "0"}],
        }
    ]


def test_files_and_folders_one_object_a_line(gouji: Command, tmp_path: Path, balanced: Path) -> None:
    put(tmp_path / "in" / "a" / "deep.json", case_text("2021-previous"))
    wrong_report(tmp_path / "in" / "wrong.json")
    put(tmp_path / "in" / "notes.json", '{"kind": "notes"}')
    put(tmp_path / "in" / "readme.txt", "no report")
    put(tmp_path / "in" / "~$draft.docx", "what a word processor keeps for itself")
    put(tmp_path / "in" / "picture.png", "not read")
    done = gouji("check", "--json", str(balanced), str(tmp_path / "in"))
    lines = [json.loads(line) for line in done.out.splitlines()]
    names = [Path(line["file"]).name for line in lines]
    assert names == ["balanced.json", "deep.json", "wrong.json"]
    assert done.status == 1
    # A file in a folder that does not claim to be a report is named and passed over.
    assert "notes.json" in done.err
    assert "readme.txt" in done.err
    assert done.err.count("\n") == 2


def test_a_folder_says_which_file_is_which(gouji: Command, tmp_path: Path) -> None:
    path = put(tmp_path / "in" / "one.json", case_text("2021-balanced"))
    assert gouji("check", str(path.parent)).out.startswith(f"{path}\n云河市科学技术局")


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ('{"format": "gouji/report@1"', "第 1 行"),
        ('{"kind": "notes"}', "gouji/report@1"),
        ("", "第 1 行"),
        (
            case_text("2021-balanced").replace("requests.new.natural", "requests.nw.natural"),
            "cells.requests.nw",
        ),
    ],
)
def test_an_unreadable_file_ends_with_one_sentence(
    gouji: Command, tmp_path: Path, balanced: Path, text: str, place: str
) -> None:
    broken = put(tmp_path / "broken.json", text)
    done = gouji("check", str(broken), str(balanced))
    assert done.status == 2
    assert done.err.count("\n") == 1
    assert place in done.err
    assert "没有需要处理的问题" in done.out  # the others are checked all the same


def test_a_broken_file_in_a_folder_is_not_passed_over(gouji: Command, tmp_path: Path) -> None:
    put(tmp_path / "in" / "one.json", case_text("2021-balanced")[:-40])
    assert gouji("check", str(tmp_path / "in")).status == 2


@pytest.mark.parametrize("name", ["missing.json", "empty"])
def test_what_is_not_there(gouji: Command, tmp_path: Path, name: str) -> None:
    (tmp_path / "empty").mkdir()
    done = gouji("check", name)
    assert (done.status, done.out) == (2, "")
    assert done.err.count("\n") == 1


def test_a_name_that_is_no_text(gouji: Command) -> None:
    done = gouji("check", os.fsdecode(b"\xff.json"))
    assert (done.status, done.out) == (2, "")
    assert "\\udcff.json" in done.err


def test_last_year_beside_this_year(gouji: Command, tmp_path: Path, balanced: Path) -> None:
    previous = put(tmp_path / "previous.json", case_text("2021-previous"))
    assert gouji("check", str(balanced), "--previous", str(previous)).status == 0
    other = previous.read_text("utf-8").replace('carried_out.natural": "', 'carried_out.natural": "1')
    put(previous, re.sub(r'("requests\.\w+\.total"): "\d+"', r"\1: null", other))
    done = gouji("check", str(balanced), "--previous", str(previous))
    assert done.status == 1
    assert "需说明" in done.out
    assert "上一年度报告" in done.out


@pytest.mark.parametrize(
    ("old", "new"),
    [('"year": 2023', '"year": 2022'), ('"agency",', '"government",')],
)
def test_another_report_is_not_last_years(
    gouji: Command, tmp_path: Path, balanced: Path, old: str, new: str
) -> None:
    previous = put(tmp_path / "previous.json", case_text("2021-previous").replace(old, new))
    done = gouji("check", str(balanced), "--previous", str(previous))
    assert (done.status, done.out) == (2, "")
    assert "“云河市科学技术局”2023 年" in done.err


def test_an_agency_may_have_had_another_name(gouji: Command, tmp_path: Path, balanced: Path) -> None:
    old = case_text("2021-previous").replace("云河市科学技术局", "云河市科技局")
    done = gouji("check", str(balanced), "--previous", str(put(tmp_path / "previous.json", old)))
    assert (done.status, done.err.count("\n")) == (0, 1)
    assert "“云河市科技局”，本年度是“云河市科学技术局”" in done.err


def test_a_check_does_not_wait_for_the_web_framework(balanced: Path) -> None:
    code = (
        "import sys; from app.cli import main\n"
        f"sys.argv = ['gouji', 'check', {str(balanced)!r}]\n"
        "try: main()\n"
        "finally: print(sorted({'fastapi', 'weasyprint', 'sqlalchemy', 'uvicorn'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"
