"""A report file against the report: every key, every value, no more and no less."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from app.domain import difference as words
from app.domain.difference import Difference
from app.domain.edition import Edition
from app.domain.report import Report
from app.domain.troubles import NotFound
from app.files import bundle
from app.intake.report_file import data
from app.proof.again import rules_again


@dataclass(frozen=True, slots=True)
class OnlyEdition:
    """The edition of the report at hand, under its own id."""

    edition: Edition

    def by_id(self, edition_id: str) -> Edition:
        """Raises `NotFound` for any other."""
        if edition_id != self.edition.id:
            raise NotFound
        return self.edition


def compared(report: Report, content: bytes, name: str = "") -> tuple[Difference, ...]:
    """What differs, in words and figures first, then in what the rules say of it.

    `name` is the file's in the document it is attached to. Raises `UnreadableDocument` for what is no JSON
    and `BadReportFile` for what is no report file of this edition.
    """
    found = tuple(_values(report, (), contents(report), data(content), name))
    if found:
        return found
    read = bundle.loads(content, OnlyEdition(report.edition), name)
    beside = replace(read, previous=report.previous, traits=report.traits, on=report.on)
    return tuple(rules_again(report, beside))


def contents(report: Report) -> dict[str, object]:
    """What a report file has to say, as plain data."""
    content: dict[str, object] = {
        "format": bundle.FORMAT,
        "edition": report.edition.id,
        "agency": report.agency,
        "year": report.year,
        "kind": report.kind,
        "title": report.title or None,
        "preface": report.preface,
        "sections": {
            section: [
                {"heading": block.heading, "topic": block.topic, "paragraphs": list(block.paragraphs)}
                for block in blocks
            ]
            for section, blocks in report.sections.items()
        },
        "cells": {address: report.cells.get(address) for address in report.edition.figures},
        "explanations": dict(report.explanations),
    }
    deviations = [{"of": each.of, "text": each.text, "where": each.where} for each in report.deviations]
    return content | ({"deviations": deviations} if deviations else {})


Path = tuple[str, ...]


def _values(report: Report, path: Path, expected: object, found: object, name: str) -> Iterator[Difference]:
    """Where two values differ, down to the single text or number."""
    if isinstance(expected, dict) and isinstance(found, dict):
        for key in dict.fromkeys((*expected, *found)):
            below = (*path, str(key))
            if key in expected and key in found:
                yield from _values(report, below, expected[key], found[key], name)
            else:
                yield _lone(
                    _place(report, below, name), expected.get(key), found.get(key), lost=key in expected
                )
    elif isinstance(expected, list) and isinstance(found, list) and len(expected) == len(found):
        for number, (one, other) in enumerate(zip(expected, found, strict=True), 1):
            yield from _values(report, (*path, str(number)), one, other, name)
    elif type(expected) is not type(found) or expected != found:
        yield Difference(_place(report, path, name), _said(expected), _said(found))


def _lone(place: str, expected: object, found: object, *, lost: bool) -> Difference:
    return Difference(place, _said(expected), _said(found), "lost" if lost else "extra")


def _place(report: Report, path: Path, name: str) -> str:
    """The keys that lead there; a figure by its own name."""
    figures = {str(address): figure.name for address, figure in report.edition.figures.items()}
    return words.inside(name, *(figures.get(key, key) for key in path))


def _said(value: object) -> str:
    if isinstance(value, list):
        return words.listed(_said(each) for each in value)
    if isinstance(value, dict):
        return words.listed(_said(each) for each in value.values())
    return "" if value is None else str(value)
