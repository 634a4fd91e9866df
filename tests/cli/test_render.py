"""`gouji render`: files, or a reason why there is none."""

from __future__ import annotations

from pathlib import Path

import pypdf
import pytest

from tests.cli.conftest import Command, Outcome, put
from tests.specimens import case_text


def test_a_printed_report(gouji: Command, tmp_path: Path, balanced: Path) -> None:
    out = tmp_path / "out" / "report.pdf"
    assert gouji("render", str(balanced), "-o", str(out)) == Outcome(0, "", "")
    text = "".join(page.extract_text() for page in pypdf.PdfReader(out).pages)
    assert "云河市科学技术局" in text
    assert [path.name for path in out.parent.iterdir()] == ["report.pdf"]


def test_a_report_file_again(gouji: Command, tmp_path: Path, balanced: Path) -> None:
    out = tmp_path / "again.json"
    assert gouji("render", str(balanced), "-o", str(out)).status == 0
    assert gouji("render", str(out), "-o", str(tmp_path / "third.json")).status == 0
    assert out.read_bytes() == (tmp_path / "third.json").read_bytes()


def test_only_a_draft_may_have_findings_that_stop_it(gouji: Command, tmp_path: Path, half: Path) -> None:
    out = tmp_path / "half.pdf"
    done = gouji("render", str(half), "-o", str(out))
    assert (done.status, done.out) == (1, "")
    assert "待改" in done.err
    assert not out.exists()
    assert gouji("render", str(half), "-o", str(out), "--draft").status == 0
    assert out.read_bytes().startswith(b"%PDF")


def test_a_folder_of_reports(gouji: Command, tmp_path: Path, balanced: Path, half: Path) -> None:
    out = tmp_path / "out"
    done = gouji("render", str(balanced), str(half), "-o", str(out), "--format", "json")
    assert done.status == 1
    assert [path.name for path in out.iterdir()] == ["balanced.json"]


def test_two_reports_do_not_become_one_file(gouji: Command, tmp_path: Path, balanced: Path) -> None:
    twin = put(tmp_path / "other" / "balanced.json", case_text("2021-previous"))
    for target in (("-o", "one.json"), ("-o", "out", "--format", "json")):
        done = gouji("render", str(balanced), str(twin), *target)
        assert (done.status, done.out) == (2, "")
    assert not (tmp_path / "one.json").exists()
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("out", ["report.docx", "report", "balanced.json/report.json"])
def test_what_cannot_be_written(gouji: Command, balanced: Path, out: str) -> None:
    done = gouji("render", balanced.name, "-o", out)
    assert (done.status, done.out) == (2, "")
    assert done.err.count("\n") == 1
