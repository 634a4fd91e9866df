"""The formats in which a report is handed out, by the ending of the file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from app.domain.manuscript import Manuscript
from app.files import bundle, datasheet, webpage
from app.files.copies import Copy
from app.files.pdf import printing as pdf
from app.files.word import writing as word
from app.files.workbook import writing as workbook
from app.rendering import Renderer

Writer = Callable[[Manuscript, Copy, Renderer], bytes]
"""Writes a manuscript as one file: the same bytes for the same manuscript and copy."""


@dataclass(frozen=True, slots=True)
class Format:
    """A format: what browsers call it, and what writes it."""

    media_type: str
    write: Writer


def _report_file(script: Manuscript, _copy: Copy, _renderer: Renderer) -> bytes:
    return bundle.dumps(script.report).encode()


FORMATS: Mapping[str, Format] = {
    "pdf": Format("application/pdf", pdf.render),
    "json": Format("application/json", _report_file),
    "html": Format("text/html; charset=utf-8", webpage.write),
    "csv": Format("text/csv; charset=utf-8", datasheet.write),
    "docx": Format("application/vnd.openxmlformats-officedocument.wordprocessingml.document", word.write),
    "xlsx": Format("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", workbook.write),
}
