"""`gouji render`: files, or a reason why there is none."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import pypdf
import pytest

from app.domain.manuscript import manuscript
from app.files.copies import FINAL
from app.files.formats import FORMATS, Format
from app.rendering import Renderer
from app.settings import TEMPLATES
from tests.cli.conftest import Command, Outcome, put
from tests.specimens import case, case_text

UNMARKED = {"json", "csv"}
"""Data has no place for the mark of a draft."""


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


@pytest.mark.parametrize("ending", sorted(FORMATS))
def test_every_format_final_and_as_a_draft(
    gouji: Command, tmp_path: Path, balanced: Path, ending: str
) -> None:
    final, again, draft = (tmp_path / f"{name}.{ending}" for name in ("final", "again", "draft"))
    for out in (final, again):
        assert gouji("render", str(balanced), "-o", str(out)) == Outcome(0, "", "")
    assert final.read_bytes() == again.read_bytes()
    assert gouji("render", str(balanced), "-o", str(draft), "--draft").status == 0
    assert (draft.read_bytes() == final.read_bytes()) == (ending in UNMARKED)


@pytest.mark.parametrize(
    ("option", "ending"),
    [("--lines", "pdf"), ("--annex", "pdf"), ("--one-sided", "pdf"), ("--fragment", "html")],
)
def test_copies_that_bear_something_more(
    gouji: Command, tmp_path: Path, half: Path, balanced: Path, option: str, ending: str
) -> None:
    out, plain = tmp_path / f"out.{ending}", tmp_path / f"plain.{ending}"
    # What is for those who review is a draft, so that it may have findings that stop a final copy.
    done = gouji("render", str(half), "-o", str(out), option)
    assert (done.status == 0) == (option in {"--lines", "--annex"})
    assert gouji("render", str(balanced), "-o", str(out), option).status == 0
    assert gouji("render", str(balanced), "-o", str(plain)).status == 0
    assert out.read_bytes() != plain.read_bytes()


def test_what_cannot_be_printed_is_said_with_the_name_of_its_file(
    gouji: Command, tmp_path: Path, balanced: Path
) -> None:
    rare = put(tmp_path / "rare.json", balanced.read_text("utf-8").replace("2024年", "\U0003106c", 1))
    done = gouji("render", str(rare), str(balanced), "-o", str(tmp_path / "out"), "--format", "pdf")
    assert (done.status, done.out) == (2, "")
    assert done.err.startswith(f"{rare}: ")
    assert "U+3106C" in done.err
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["balanced.pdf"]


def test_a_file_that_says_something_else_is_not_written(
    gouji: Command, tmp_path: Path, balanced: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = FORMATS["csv"].write(manuscript(case("2021-previous")), FINAL, Renderer(TEMPLATES))
    broken = Format(FORMATS["csv"].media_type, lambda _script, _copy, _renderer: other)
    monkeypatch.setitem(cast("dict[str, Format]", FORMATS), "csv", broken)
    done = gouji("render", str(balanced), "-o", str(tmp_path / "out.csv"))
    assert (done.status, done.out) == (1, "")
    assert done.err.startswith(f"{balanced}: CSV 文件读回后与报告不一致")
    assert not (tmp_path / "out.csv").exists()


@pytest.mark.parametrize("out", ["report.odt", "report", "balanced.json/report.json"])
def test_what_cannot_be_written(gouji: Command, balanced: Path, out: str) -> None:
    done = gouji("render", balanced.name, "-o", out)
    assert (done.status, done.out) == (2, "")
    assert done.err.count("\n") == 1
