"""The command that reads a document back."""

from pathlib import Path

import pytest

from tests.cli.conftest import Command, put
from tests.specimens import case_text


@pytest.mark.parametrize("ending", ["pdf", "docx", "xlsx", "html", "json", "csv"])
def test_a_document_and_its_report(gouji: Command, balanced: Path, tmp_path: Path, ending: str) -> None:
    document = tmp_path / f"out.{ending}"
    assert gouji("render", str(balanced), "-o", str(document)).status == 0
    done = gouji("verify", str(balanced), str(document))
    assert (done.status, done.err) == (0, "")
    assert done.out == f"{document}　与报告一致\n"


def test_a_draft_is_compared_without_its_marks(gouji: Command, half: Path, tmp_path: Path) -> None:
    document = tmp_path / "draft.pdf"
    assert gouji("render", str(half), "-o", str(document), "--draft").status == 0
    assert gouji("verify", str(half), str(document)).status == 0


def test_every_place_that_differs_is_named(gouji: Command, balanced: Path, tmp_path: Path) -> None:
    document = tmp_path / "out.html"
    gouji("render", str(balanced), "-o", str(document))
    text = document.read_text("utf-8")
    put(document, text.replace(">203<", ">302<", 1).replace("<p>2024年", "<p>2025年", 1))
    done = gouji("verify", str(balanced), str(document))
    assert done.status == 1
    assert "表格第7行“行政许可，本年处理决定数量”应为“203”，文件中为“302”" in done.out
    assert "第1段应为“2024年" in done.out
    assert done.out.splitlines()[-1] == f"{document}　与报告不一致，共 {len(done.out.splitlines()) - 1} 处"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("out.pdf", "no PDF"),
        ("out.docx", "no package"),
        ("out.doc", "old"),
        ("out", "nameless"),
        ("out.json", "{"),
    ],
)
def test_an_unreadable_document_ends_with_one_sentence(
    gouji: Command, balanced: Path, tmp_path: Path, name: str, content: str
) -> None:
    document = put(tmp_path / name, content)
    done = gouji("verify", str(balanced), str(document))
    assert (done.status, done.out) == (2, "")
    assert done.err.startswith(f"{document}：")
    assert done.err.count("\n") == 1


def test_what_is_not_there_and_what_is_no_report(gouji: Command, balanced: Path, tmp_path: Path) -> None:
    assert gouji("verify", str(balanced), str(tmp_path / "missing.pdf")).status == 2
    document = put(tmp_path / "other.json", case_text("2021-balanced"))
    assert gouji("verify", str(put(tmp_path / "no.json", "{}")), str(document)).status == 2
    assert gouji("verify", str(balanced), str(document)).status == 0


def test_the_help_names_the_statuses(gouji: Command) -> None:
    assert "Exit status: 0 equal; 1 differs" in " ".join(gouji("verify", "--help").out.split())
