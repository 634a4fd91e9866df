"""The command that reads what other programs made."""

from __future__ import annotations

import json
import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from app.domain.address import Address
from app.domain.manuscript import manuscript
from app.files.copies import FINAL
from app.files.formats import FORMATS
from tests.cli.conftest import Command, put
from tests.files.printed import RENDERER, case_pdf
from tests.intake.extracted import extracted
from tests.specimens import case


def published(tmp_path: Path, name: str = "2021-balanced") -> Path:
    return put(tmp_path / f"{name}.txt", extracted(case(name)))


def test_a_published_report_becomes_a_report_file(gouji: Command, tmp_path: Path) -> None:
    target = tmp_path / "report.json"
    done = gouji("import", str(published(tmp_path)), "-o", str(target))
    assert (done.status, done.out, done.err) == (0, "", "")
    content = json.loads(target.read_text("utf-8"))
    assert (content["edition"], content["year"], content["agency"]) == (
        "2021",
        2024,
        case("2021-balanced").agency,
    )
    assert gouji("check", str(target)).status == 0


def test_a_report_file_goes_through(gouji: Command, balanced: Path) -> None:
    done = gouji("import", str(balanced), "--json")
    assert done.status == 0
    read = json.loads(done.out)
    assert (read["unplaced"], read["doubtful"]) == ([], [])


def test_what_needs_a_person_is_listed(gouji: Command, tmp_path: Path) -> None:
    script = extracted(case("2021-balanced")).replace("\n规章\t0\t0\t0", "\n规章\t0\t4\n其他文件\t1\t2\t3")
    source = put(tmp_path / "last.txt", script)
    done = gouji("import", str(source), "--json")
    assert (done.status, done.err) == (1, "")
    read = json.loads(done.out)
    assert [each["address"] for each in read["doubtful"]] == [
        "proactive.regulation.made",
        "proactive.regulation.repealed",
        "proactive.regulation.valid",
    ]
    assert all(set(each) == {"address", "read", "why", "where"} for each in read["doubtful"])
    assert read["cells"]["proactive.regulation.made"] is None
    assert [each["text"] for each in read["unplaced"]] == ["其他文件 1 2 3"]
    told = gouji("import", str(source))
    assert told.status == 1
    assert json.loads(told.out)["deviations"][0]["text"] == "其他文件"
    assert "存疑　第二部分“规章，本年制发件数”：读到“0 4”" in told.err
    assert "未导入　“其他文件 1 2 3”" in told.err


def test_several_files_are_one_object_a_line(gouji: Command, tmp_path: Path) -> None:
    first, second = published(tmp_path), published(tmp_path, "2019-balanced")
    done = gouji("import", str(first), str(second), "--json")
    assert done.status == 0
    assert [json.loads(line)["file"] for line in done.out.splitlines()] == [str(first), str(second)]
    refused = gouji("import", str(first), str(second), "-o", str(tmp_path / "one.json"))
    assert (refused.status, refused.err.count("\n")) == (2, 1)


def test_what_is_known_can_be_said(gouji: Command, tmp_path: Path) -> None:
    lines = extracted(case("2021-balanced")).split("\n")
    source = put(tmp_path / "draft.txt", "\n".join(line.replace("2024", "") for line in lines[1:]))
    silent = gouji("import", str(source), "--json")
    assert (silent.status, silent.err) == (1, "")
    read = json.loads(silent.out)
    assert (read["agency"], read["year"]) == ("", 0)
    assert [flag for flag in ("--year", "--agency") if any(flag in each["why"] for each in read["unplaced"])]
    nameless = gouji("import", str(source), "--year", "2024")
    assert (nameless.status, nameless.err.count("\n"), "--agency" in nameless.err) == (1, 1, True)
    assert '"proactive.regulation.made": "0"' in nameless.out
    done = gouji("import", str(source), "--year", "2024", "--agency", "某市某局", "--edition", "2021")
    assert (done.status, done.err) == (0, "")
    assert json.loads(done.out)["title"] == "某市某局2024年政府信息公开工作年度报告"


def test_every_format_of_our_own(gouji: Command, tmp_path: Path) -> None:
    report = case("2021-balanced")
    files = []
    for ending in ("pdf", "docx", "html", "xlsx", "csv"):
        files.append(tmp_path / f"report.{ending}")
        if ending == "pdf":
            files[-1].write_bytes(case_pdf("2021-balanced"))
        else:
            files[-1].write_bytes(FORMATS[ending].write(manuscript(report), FINAL, RENDERER))
    files.append(tmp_path / "no ending")
    files[-1].write_bytes(files[1].read_bytes())
    done = gouji("import", *map(str, files), "--json")
    assert (done.status, done.err) == (0, "")
    read = [json.loads(line) for line in done.out.splitlines()]
    printed = {address for address, figure in report.edition.figures.items() if figure.printed}
    for each in read:
        cells = {Address(address): text for address, text in each["cells"].items()}
        back = report.with_cells(cells)
        assert {a: back.written(a) for a in printed} == {a: report.written(a) for a in printed}
    assert all(each["sections"] == read[0]["sections"] for each in read[1:4])


def test_what_cannot_be_read_is_one_sentence_each(gouji: Command, tmp_path: Path) -> None:
    names = {
        "letter.txt": "通知",
        "broken.docx": "PK\x03\x04 no package",
        "empty.txt": "",
        "broken.pdf": "%PDF-1.7",
        "wrong.json": '{"format": "gouji/report@1"}',
    }
    files = [str(put(tmp_path / name, content)) for name, content in names.items()]
    files += [str(tmp_path / "missing.txt"), str(tmp_path), os.fsdecode(bytes(tmp_path) + b"/\xff.pdf")]
    done = gouji("import", *files, str(published(tmp_path)), "--json")
    assert done.status == 2
    lines = done.err.splitlines()
    assert len(lines) == len(files)
    assert all(name in line for name, line in zip([*names, "missing.txt"], lines, strict=False))
    assert "\\udcff.pdf" in lines[-1]
    assert len(done.out.splitlines()) == 1  # the others are read all the same


def test_what_is_asked_for_wrongly_is_one_sentence(gouji: Command, tmp_path: Path, balanced: Path) -> None:
    source = published(tmp_path)
    unknown = gouji("import", str(source), "--edition", "1999")
    assert (unknown.status, unknown.out, unknown.err.count("\n"), "1999" in unknown.err) == (2, "", 1, True)
    other = gouji("import", str(balanced), "--edition", "2019")
    assert (other.status, other.out, other.err.count("\n")) == (2, "", 1)
    assert "2021 版的报告文件" in other.err


@pytest.mark.parametrize("output", ["nowhere/report.json", "folder", "balanced.json/report.json"])
def test_where_nothing_can_be_written_nothing_is(
    gouji: Command, tmp_path: Path, balanced: Path, output: str
) -> None:
    (tmp_path / "folder").mkdir()
    before = sorted(tmp_path.rglob("*"))
    done = gouji("import", str(balanced), "-o", str(tmp_path / output))
    assert (done.status, done.out, done.err.count("\n")) == (2, "", 1)
    assert sorted(tmp_path.rglob("*")) == before


def test_pipes_are_read_and_written(gouji: Command, tmp_path: Path) -> None:
    source, target = tmp_path / "in", tmp_path / "out"
    os.mkfifo(source)
    os.mkfifo(target)
    with ThreadPoolExecutor() as people:
        people.submit(source.write_bytes, extracted(case("2021-balanced")).encode())
        written = people.submit(target.read_bytes)
        assert gouji("import", str(source), "-o", str(target)).status == 0
        assert json.loads(written.result(10))["year"] == 2024
    assert target.is_fifo()


def test_the_same_file_twice_is_read_twice(gouji: Command, balanced: Path) -> None:
    done = gouji("import", str(balanced), str(balanced), "--json")
    first, second = done.out.splitlines()
    assert (done.status, first) == (0, second)
