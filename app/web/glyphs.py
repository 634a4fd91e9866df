"""Texts that no face can set. They are listed beside the findings: a report with one cannot be printed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from app.domain.address import Address
from app.domain.characters import cleaned, complaint
from app.domain.fields import place_name
from app.domain.figures import DOCUMENT
from app.domain.report import Report
from app.files.faces import missing_characters


@dataclass(frozen=True, slots=True)
class Unprintable:
    """One field whose text cannot be printed: the section it stands in, where, and why not."""

    field: str
    section: str
    place: str
    sentence: str


def unprintable(report: Report) -> tuple[Unprintable, ...]:
    """Every field of a report that cannot be printed as it is, in the order of the report."""
    return tuple(
        Unprintable(field, section, place_name(report.edition, field), sentence)
        for field, section, text in _texts(report)
        if (sentence := complaint_about(text))
    )


def complaint_about(text: str) -> str:
    """What is said beside a field with this text, as it was typed; nothing where it can be printed."""
    if _is_plain(text):
        return ""
    meant = cleaned(text)
    missing = missing_characters(meant)
    return complaint(meant, missing) if missing else ""


def _texts(report: Report) -> Iterator[tuple[str, str, str]]:
    """What is printed as it was typed: the field, its section, and the text."""
    yield "/title", DOCUMENT, report.title
    yield "/preface", DOCUMENT, report.preface or ""
    for section, blocks in report.sections.items():
        for block in blocks:
            yield f"/{section}/{block.key}/heading", section, block.heading or ""
            yield f"/{section}/{block.key}", section, block.text
    figures = report.edition.figures
    # Nearly every cell is a number or empty.
    odd = [address for address, text in report.cells.items() if text and not _is_plain(text)]
    for address in odd:
        if figures[address].printed and not _is_found_wrong(report, address):
            yield address, figures[address].section, report.written(address)


def _is_plain(text: str) -> bool:
    return text.isascii() and text.isprintable()


def _is_found_wrong(report: Report, address: Address) -> bool:
    """Whether a rule says already that what stands in a cell is no figure."""
    return any(finding.stops and finding.place == address for finding in report.findings)
