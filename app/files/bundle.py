"""A report as JSON, `gouji/report@1`: archive, hand-over and tests. Nothing is dropped in silence."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import count
from typing import Annotated, Literal, Protocol

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from app.domain.edition import Edition
from app.domain.fields import PLAIN, Head, block_keys, from_fields, known_field
from app.domain.file_troubles import BadReportFile, KeyPath
from app.domain.narrative import Deviation
from app.domain.report import Report
from app.domain.troubles import NotFound
from app.files.strict_json import parsed

FORMAT = "gouji/report@1"
MOST_BLOCKS = 99

# A zero byte is the one character that databases and printers disagree about.
Words = Annotated[str, StringConstraints(pattern=r"^[^\x00]*$")]


class Editions(Protocol):
    """Where an edition is found by its id."""

    def by_id(self, edition_id: str) -> Edition:
        """Raises `NotFound`."""


class Part(BaseModel):
    """Strict: a number is not a text, and a key that nobody knows is refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class BlockPart(Part):
    """Paragraphs under a heading or a topic."""

    heading: Words | None = None
    topic: str | None = None
    paragraphs: list[Words]


class DeviationPart(Part):
    """Something that a document had and the form has not."""

    of: Literal["row", "heading"]
    text: Words
    where: Words = ""


class Bundle(Part):
    """The whole file."""

    format: Literal["gouji/report@1"]
    edition: str
    agency: Annotated[Words, StringConstraints(min_length=1)]
    year: int = Field(ge=2008, le=2100)
    kind: Literal["agency", "government"] = "agency"
    title: Words | None = None
    preface: Words | None = None
    sections: dict[str, Annotated[list[BlockPart], Field(max_length=MOST_BLOCKS)]] = {}
    cells: dict[str, Words | None]
    explanations: dict[str, Words] = {}
    deviations: list[DeviationPart] = []


def loads(text: str | bytes, editions: Editions, name: str) -> Report:
    """The report in a file's text; `name` is the file's in complaints. Raises `BadReportFile`."""
    content = parsed(text, name)
    if not isinstance(content, dict) or "format" not in content:
        raise BadReportFile(name, (), "foreign")
    try:
        bundle = Bundle.model_validate(content)
    except ValidationError as wrong:
        first = wrong.errors(include_url=False)[0]
        path = tuple(part for part in first["loc"] if part != "[key]")
        raise BadReportFile(name, path, first["type"], **_words(first.get("ctx", {}))) from wrong
    try:
        edition = editions.by_id(bundle.edition)
    except NotFound as unknown:
        raise BadReportFile(name, ("edition",), "edition") from unknown
    for path, reason in _strangers(bundle, edition):
        raise BadReportFile(name, path, reason)
    return _report(bundle, edition)


def dumps(report: Report) -> str:
    """The file's text, one cell a line in printed order; the same for the same report."""
    content: dict[str, object] = {
        "format": FORMAT,
        "edition": report.edition.id,
        "agency": report.agency,
        "year": report.year,
        "kind": report.kind,
        "title": report.title or None,
        "preface": report.preface,
        "sections": {
            section: [
                {"heading": block.heading, "topic": block.topic, "paragraphs": list(block.paragraphs)}
                for block in report.sections[section]
            ]
            for section in report.edition.sections
            if section in report.sections
        },
        "cells": {address: report.cells.get(address) for address in report.edition.figures},
        "explanations": dict(sorted(report.explanations.items())),
    }
    if report.deviations:
        content["deviations"] = [
            {"of": each.of, "text": each.text, "where": each.where} for each in report.deviations
        ]
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def _words(given: Mapping[str, object]) -> dict[str, object]:
    return {
        word: value.replace("'", '"').replace(" or ", " / ") if isinstance(value, str) else value
        for word, value in given.items()
    }


def _strangers(bundle: Bundle, edition: Edition) -> Iterator[tuple[KeyPath, str]]:
    """The places of what the edition does not know, each with the reason to refuse it."""
    for section, blocks in bundle.sections.items():
        shape = edition.sections.get(section)
        if shape is None or shape.prose is None:
            yield ("sections", section), "section"
        else:
            offered = {topic.id for topic in shape.prose.topics}
            for index, reason in _strange_topics(blocks, offered):
                yield ("sections", section, index, "topic"), reason
    for address in bundle.cells:
        if address not in edition.figures:
            yield ("cells", address), "address"
    for key in bundle.explanations:
        if not known_field(edition, f"/explain/{key}"):
            yield ("explanations", key), "explanation"


def _strange_topics(blocks: list[BlockPart], offered: set[str]) -> Iterator[tuple[int, str]]:
    seen: set[str] = set()
    for index, block in enumerate(blocks):
        if block.topic is not None:
            if block.topic not in offered:
                yield index, "topic"
            if block.topic in seen:
                yield index, "topic_doubled"
            seen.add(block.topic)


def _report(bundle: Bundle, edition: Edition) -> Report:
    fields: dict[str, str | None] = {address: text or None for address, text in bundle.cells.items()}
    fields |= {"/title": bundle.title, "/preface": bundle.preface or None}
    fields |= {f"/explain/{key}": reason for key, reason in bundle.explanations.items()}
    for section, blocks in bundle.sections.items():
        keys = _keys(blocks, offers_plain=PLAIN in block_keys(edition.sections[section]))
        fields[f"/{section}/blocks"] = " ".join(keys)
        for key, block in zip(keys, blocks, strict=True):
            fields[f"/{section}/{key}"] = "\n".join(block.paragraphs)
            fields[f"/{section}/{key}/heading"] = block.heading or None
    report = from_fields(edition, Head(bundle.agency, bundle.year, bundle.kind), fields)
    deviations = tuple(Deviation(each.of, each.text, each.where) for each in bundle.deviations)
    return replace(report, deviations=deviations)


def _keys(blocks: list[BlockPart], *, offers_plain: bool) -> list[str]:
    """The names under which the form keeps the blocks: a topic, its plain block, or one that was added."""
    extra = count(1)
    keys: list[str] = []
    for block in blocks:
        if block.topic is not None:
            keys.append(block.topic)
        elif offers_plain and block.heading is None and PLAIN not in keys:
            keys.append(PLAIN)
        else:
            keys.append(f"extra-{next(extra)}")
    return keys
