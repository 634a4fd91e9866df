"""The files that go along inside a printed report, for machines: everything, and the figures as a table."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

from app.domain.manuscript import Manuscript
from app.files import bundle, datasheet
from app.files.copies import FINAL
from app.rendering import Renderer


@dataclass(frozen=True, slots=True)
class Attached:
    """A file inside a PDF; `relationship` is ISO 19005-3's word for what it is to the page.

    How it is described to people stands in the page's template, under a `meta` of the file's name.
    """

    name: str
    content: bytes
    media_type: str
    relationship: Literal["Source", "Data"]
    modified: datetime


def attached(script: Manuscript, renderer: Renderer) -> tuple[Attached, ...]:
    """The report file, of which the page was made, and its figures, which it shows; sorted by name.

    PDF/A-3 wants the date of each, and a report knows no day but those of its year: the figures are those of
    the last one. The clock would make other bytes every time.
    """
    state = datetime(script.report.year, 12, 31, tzinfo=UTC)
    report = bundle.dumps(script.report).encode()
    figures = datasheet.write(script, FINAL, renderer)
    return (
        Attached("figures.csv", figures, "text/csv", "Data", state),
        Attached("report.json", report, "application/json", "Source", state),
    )
