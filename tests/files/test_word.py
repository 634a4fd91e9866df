"""The Word file says what the report says, and nothing else."""

import hashlib
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from itertools import chain
from zipfile import ZipFile

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.fields import Head, from_fields
from app.domain.manuscript import Manuscript, manuscript
from app.domain.print_troubles import NoGlyph
from app.files.copies import Copy
from tests.files.printed import REPORTS, expected
from tests.files.worded import (
    case_word,
    read,
    said,
    word,
    word_of,
)
from tests.house import ROOT
from tests.reports import editions
from tests.specimens import case, edition

Cell = tuple[str, int, int]
"""What stands in it, over how many columns and rows."""


def html_tables(content: bytes) -> list[list[list[Cell]]]:
    return [
        [
            [(said(cell), int(cell.get("colspan", 1)), int(cell.get("rowspan", 1))) for cell in row]
            for row in table.iter("tr")
        ]
        for table in read(content).iter("table")
    ]


def grid_rows(script: Manuscript) -> Iterator[list[Cell]]:
    """Every row of every table as the form wants it."""
    for grid in chain.from_iterable(part.grids for part in script.parts):
        if grid.caption:
            yield [(grid.caption, grid.stubs + grid.width, 1)]
        for row in (*grid.head, *grid.body):
            texts = (script.written[cell.address] if cell.address else cell.text for cell in row)
            yield [(text, cell.colspan, cell.rowspan) for text, cell in zip(texts, row, strict=True)]


@pytest.mark.parametrize("name", REPORTS)
def test_every_word_and_figure_stands_there_once_and_in_order(name: str) -> None:
    assert said(read(case_word(name))) == expected(case(name))


@pytest.mark.parametrize("name", REPORTS)
def test_cells_are_merged_as_the_form_has_them(name: str) -> None:
    found = list(chain.from_iterable(html_tables(case_word(name))))
    wanted = list(grid_rows(manuscript(case(name))))
    assert found == [[(re.sub(r"\s", "", text), *spans) for text, *spans in row] for row in wanted]


@pytest.mark.parametrize("name", REPORTS)
def test_headings_are_headings(name: str) -> None:
    script = manuscript(case(name))
    found = [(node.tag, said(node)) for node in read(case_word(name)) if node.tag in {"h1", "h2", "h3"}]
    wanted = [("h1", re.sub(r"\s", "", script.title))]
    for part in script.parts:
        wanted.append(("h2", part.heading))
        wanted += [("h3", passage.heading) for passage in part.passages if passage.heading]
    assert found == wanted


def test_blocks_that_share_their_columns_are_one_table() -> None:
    script = manuscript(case("2021-balanced"))
    tables = html_tables(case_word("2021-balanced"))
    assert len(tables) == sum(bool(part.grids) for part in script.parts)
    captions = [grid.caption for part in script.parts for grid in part.grids if grid.caption]
    assert [row[0][0] for row in tables[0] if len(row) == 1] == captions


def test_the_file_says_whose_and_what_it_is() -> None:
    report = case("2021-balanced")
    said = docx.Document(BytesIO(case_word("2021-balanced"))).core_properties
    assert (said.title, said.author, said.language) == (report.title, report.agency, "zh-CN")
    assert said.created is not None
    assert said.created.date().isoformat() == f"{report.year}-12-31"
    assert said.modified == said.created
    draft = docx.Document(BytesIO(case_word("2021-balanced", Copy(draft=True)))).core_properties
    assert (said.content_status, draft.content_status) == ("Final", "Draft")


def test_nothing_in_it_runs_or_lies_elsewhere() -> None:
    archive = ZipFile(BytesIO(case_word("2021-balanced", Copy(draft=True))))
    assert {name.rpartition(".")[2] for name in archive.namelist()} == {"xml", "rels"}
    for name in archive.namelist():
        assert b"TargetMode" not in archive.read(name), name
        assert b"macro" not in archive.read(name).lower(), name


ELSEWHERE = """
import hashlib
from app.domain.manuscript import manuscript
from app.files.copies import Copy
from app.files.word.writing import write
from app.rendering import Renderer
from app.settings import TEMPLATES
from tests.specimens import case
content = write(manuscript(case("2021-balanced")), Copy(draft=True), Renderer(TEMPLATES))
print(hashlib.sha256(content).hexdigest())
"""


def test_the_same_report_is_the_same_bytes_in_any_process_and_place() -> None:
    environment = os.environ | {"PYTHONHASHSEED": "7", "TZ": "America/New_York", "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", ELSEWHERE]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    here = word(case("2021-balanced"), Copy(draft=True))
    assert done.stdout.strip() == hashlib.sha256(here).hexdigest()
    assert len({each.date_time for each in ZipFile(BytesIO(here)).infolist()}) == 1


def test_what_no_word_file_can_hold_is_named() -> None:
    script = manuscript(case("festival-balanced"))
    for changed in (
        replace(script, preface=("前\x0b后",)),
        replace(script, title="题\x0b目"),
        replace(script, report=replace(script.report, agency="某市\x0b某局")),
        replace(script, written=dict.fromkeys(script.written, "1\x0b")),
    ):
        with pytest.raises(NoGlyph, match=r"U\+000B") as refused:
            word_of(changed)
        assert refused.value.characters == ("\x0b",)


def test_what_is_typed_is_only_ever_text() -> None:
    texts = (
        "<w:p>&amp;</w:p>",
        "{{ page }}{% if %}",
        "]]>",
        "<!--",
        "https://example.org/?a=1&b=2",
        "=1+1",
        "\\x41",
    )
    script = replace(manuscript(case("festival-balanced")), title="".join(texts) * 9, preface=texts)
    found = read(word_of(script))
    assert [said(node) for node in found.iter("p")][: len(texts)] == [
        re.sub(r"\s", "", text) for text in texts
    ]
    assert said(next(found.iter("h1"))) == re.sub(r"\s", "", script.title)
    assert list(found.iter("a")) == []


def test_tabs_and_line_ends_in_a_text_stay_such() -> None:
    script = replace(manuscript(case("festival-balanced")), preface=("甲\t乙\n丙",))
    paragraph = docx.Document(BytesIO(word_of(script))).paragraphs[1]
    assert paragraph.text == "甲\t乙\n丙"


WORDS = st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn", "Co")), max_size=40)
REASONABLE = st.text("某市公开政府信息，。、；：“”‘’（）《》—…·0123456789<>&\"'", min_size=1, max_size=300)


@settings(max_examples=12, deadline=None)
@given(st.data())
def test_any_report_is_read_back_as_it_was_written(data: st.DataObject) -> None:
    form = data.draw(st.sampled_from([*editions(), edition("festival")]))
    fields: dict[str, str | None] = {"/preface": data.draw(WORDS | REASONABLE), "/title": data.draw(WORDS)}
    for section in form.sections.values():
        for number in range(1, data.draw(st.integers(1, 3)) if section.prose else 1):
            fields[f"/{section.id}/extra-{number}"] = data.draw(WORDS | REASONABLE)
            fields[f"/{section.id}/extra-{number}/heading"] = data.draw(WORDS)
    for address in data.draw(st.sets(st.sampled_from(sorted(form.figures)), max_size=20)):
        fields[address] = data.draw(st.integers(0, 10**12).map(str) | WORDS)
    made = from_fields(form, Head("某市某局", form.shape.years.first), fields)
    assert said(read(word(made))) == expected(made)
