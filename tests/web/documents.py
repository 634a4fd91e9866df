"""Documents that people bring: a report as a Word file of another office program, whole or damaged."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime

from docx import Document

from app.domain.address import Address
from app.domain.imported import Imported
from app.domain.manuscript import manuscript
from app.domain.report import Report
from app.files.copies import FINAL
from app.files.formats import FORMATS
from app.intake.neutral import Neutral
from app.rendering import Renderer
from app.settings import TEMPLATES
from app.store.imports import Brought
from app.web.imports_kept import result_text, source_text
from tests.specimens import case
from tests.web.people import House

# A figure that stands nowhere else, and what a person would doubt in its place.
SINGULAR, DOUBTFUL = "20713", "207 13"
AT = "requests.new.natural"


def a_report(agency: str, year: int, cells: Mapping[str, str | None] | None = None) -> Report:
    """A balanced report of this office on this year, in which some figures are other."""
    whole = case("2021-balanced")
    typed = {Address(name): text for name, text in (cells or {}).items()}
    title = whole.edition.title(agency, year)
    return replace(whole, agency=agency, year=year, title=title, cells={**whole.cells, **typed})


RENDERER = Renderer(TEMPLATES)


def written(report: Report, ending: str) -> bytes:
    """The report as a file of ours."""
    return FORMATS[ending].write(manuscript(report), FINAL, RENDERER)


def damaged(agency: str, year: int, *, rows: tuple[str, ...] = (), also: tuple[str, ...] = ()) -> bytes:
    """A Word file in which a figure has a gap, as have those of `also`.

    `rows` stand below the first table, outside of the form.
    """
    content = written(a_report(agency, year, dict.fromkeys((AT, *also), SINGULAR)), "docx")
    document = Document(io.BytesIO(content))
    found = [
        cell
        for table in document.tables
        for row in table.rows
        for cell in row.cells
        if cell.text.strip() == SINGULAR
    ]
    for cell in found:
        cell.paragraphs[0].runs[0].text = DOUBTFUL
    assert found
    for label in rows:
        row = document.tables[0].add_row()  # type: ignore[no-untyped-call]  # as the library has it
        row.cells[0].text = label
    document.core_properties.created = datetime(2026, 1, 1, tzinfo=UTC)
    kept = io.BytesIO()
    document.save(kept)
    return kept.getvalue()


def waiting(house: House) -> int:
    """An import of the drafter's that was read a while ago, and waits."""
    person = house.rooms.accounts.person("drafter")
    for each in house.rooms.imports.waiting(person.id):
        return each.id
    report = a_report("滨江市发展和改革委员会", 2024)
    brought = Brought(
        agency_id=house.agencies["mine"],
        name="年报.docx",
        digest="",
        purpose="draft",
        kind="agency",
        report_id=None,
        source=source_text(Neutral(items=()), ""),
        result=result_text(Imported(report), ""),
    )
    return house.run(lambda: house.rooms.imports.add(person.id, brought))
