"""A report as the flat fields that people type into, and back.

A field is named by a cell's address, or by a path: `/title`, `/preface`, `/<section>/<block>` for the
text of a block (paragraphs separated by line feeds), `/<section>/<block>/heading`, `/<section>/blocks`
for the order of the blocks where it is not the edition's, `/explain/<rule>@<place>` for a reason, and
`/carried/<field>` for what came over from last year into a figure or the text of a block.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from app.domain.address import Address
from app.domain.carried import is_mark, mark_of, marked
from app.domain.characters import cleaned, one_line
from app.domain.edition import Edition
from app.domain.narrative import Block
from app.domain.report import Report
from app.domain.shape import SectionShape

Fields = Mapping[str, str | None]

PLAIN = "text"
_EXTRA = re.compile(r"extra-[1-9][0-9]?")
_PROSE = re.compile(r"/([a-z][a-z0-9_]*)/([a-z][a-z0-9_-]*)(/heading)?")
_FRONT: Mapping[str, str] = {"/title": "标题", "/preface": "前言"}
_REASON = re.compile(r"/explain/([a-z0-9-]+)@([a-z0-9_.]+)")


@dataclass(frozen=True, slots=True)
class Head:
    """What is known of a report before anything is typed."""

    agency: str
    year: int
    kind: str = "agency"
    traits: frozenset[str] = frozenset()


def known_field(edition: Edition, name: str) -> bool:
    """Whether a report of this edition has such a field."""
    if name in edition.figures or name in ("/title", "/preface"):
        return True
    if is_mark(name):
        return _can_be_carried(edition, marked(name))
    reason = _REASON.fullmatch(name)
    if reason:
        return reason[1] in edition.rules and (reason[2] in edition.figures or reason[2] in edition.sections)
    path = _PROSE.fullmatch(name)
    section = edition.sections.get(path[1]) if path else None
    if path is None or section is None or section.prose is None:
        return False
    if path[2] == "blocks":
        return not path[3]
    return path[2] in block_keys(section) or bool(_EXTRA.fullmatch(path[2]))


def _can_be_carried(edition: Edition, field: str) -> bool:
    """Whether a mark may stand beside a field: a figure, or the text of a block."""
    path = _PROSE.fullmatch(field)
    text = path is not None and path[2] != "blocks" and not path[3]
    return field in edition.figures or (text and known_field(edition, field))


def carried_over(edition: Edition, fields: Fields) -> dict[str, str]:
    """What came over from last year, by the field it came into; only what the edition knows."""
    marks = {marked(name): text for name, text in fields.items() if text and is_mark(name)}
    known = {field: text for field, text in marks.items() if _can_be_carried(edition, field)}
    texts = {
        field: "\n".join(paragraphs(text)) if field.startswith("/") else text for field, text in known.items()
    }
    return {field: text for field, text in texts.items() if text}


def place_name(edition: Edition, name: str) -> str:
    """Where the field with this name stands, as people refer to it: a part, or a figure in it."""
    if name in _FRONT:
        return _FRONT[name]
    if is_mark(name):
        return place_name(edition, marked(name))
    figure = edition.figures.get(Address(name))
    if figure:
        return f"{edition.part_name(figure.section)}“{figure.name}”"
    return edition.part_name(name.split("/")[1])


def block_keys(section: SectionShape) -> tuple[str, ...]:
    """The blocks that the form offers in a section: one for each topic, or a single one."""
    if section.prose is None:
        return ()
    return tuple(topic.id for topic in section.prose.topics) or (PLAIN,)


def block_order(section: SectionShape, fields: Fields) -> tuple[str, ...]:
    """The blocks of a section as the author has ordered them.

    Those of the form that are not named come last.
    """
    named = tuple(dict.fromkeys((fields.get(f"/{section.id}/blocks") or "").split()))
    offered = block_keys(section)
    known = tuple(key for key in named if key in offered or _EXTRA.fullmatch(key))
    unnamed = (*offered, *sorted(_extras(section, fields), key=lambda key: int(key.removeprefix("extra-"))))
    return tuple(dict.fromkeys((*known, *unnamed)))


def _extras(section: SectionShape, fields: Fields) -> set[str]:
    """The blocks that the author added, whether or not their order was ever stated."""
    filled = (name for name, text in fields.items() if text is not None)
    parts = (name.split("/") for name in filled if name.startswith(f"/{section.id}/extra-"))
    return {part[2] for part in parts if _EXTRA.fullmatch(part[2])}


def paragraphs(text: str | None) -> tuple[str, ...]:
    """The paragraphs of a typed text.

    Its lines, cleaned, without the empty ones and without white space around them.
    """
    lines = (line.strip(" \t\u3000") for line in cleaned(text or "").split("\n"))
    return tuple(line for line in lines if line)


def from_fields(edition: Edition, head: Head, fields: Fields, previous: Report | None = None) -> Report:
    """The report that these fields make. Fields that the edition does not know are left aside.

    Its texts are `cleaned` of what came along when they were copied; its cells are as typed.
    """
    # Nearly all fields are cells; what is no cell is looked through several times.
    paths = {name: text for name, text in fields.items() if name.startswith("/")}
    agency = one_line(head.agency) or "\ufffd"  # a report has to be of somebody
    return Report(
        edition=edition,
        agency=agency,
        year=head.year,
        kind=head.kind,
        title=one_line(fields.get("/title") or "") or edition.title(agency, head.year),
        preface=cleaned(fields.get("/preface") or "") or None,
        sections={
            section.id: _blocks(section, paths) for section in edition.sections.values() if section.prose
        },
        cells={address: fields.get(address) for address in edition.figures},
        explanations={
            name.removeprefix("/explain/"): reason
            for name, text in paths.items()
            if _REASON.fullmatch(name) and (reason := cleaned(text or ""))
        },
        traits=head.traits,
        previous=previous,
        carried=carried_over(edition, paths),
    )


def _blocks(section: SectionShape, fields: Fields) -> tuple[Block, ...]:
    topics = {topic.id for topic in section.prose.topics} if section.prose else set()
    blocks: list[Block] = []
    for key in block_order(section, fields):
        text = paragraphs(fields.get(f"/{section.id}/{key}"))
        heading = one_line(fields.get(f"/{section.id}/{key}/heading") or "") or None
        if text or heading:
            blocks.append(Block(key, heading, key if key in topics else None, text))
    return tuple(blocks)


def to_fields(report: Report) -> dict[str, str | None]:
    """Every field of a report that has something in it."""
    fields: dict[str, str | None] = {
        str(address): report.cells[Address(address)]
        for address in report.edition.figures
        if report.cells.get(address) is not None
    }
    if report.title and report.title != report.edition.title(report.agency, report.year):
        fields["/title"] = report.title
    if report.preface is not None:
        fields["/preface"] = report.preface
    fields |= {f"/explain/{key}": reason for key, reason in report.explanations.items()}
    fields |= {mark_of(field): text for field, text in report.carried.items()}
    for section in report.edition.sections.values():
        fields |= _section_fields(section, report.sections.get(section.id, ()))
    return fields


def _section_fields(section: SectionShape, blocks: tuple[Block, ...]) -> dict[str, str | None]:
    fields: dict[str, str | None] = {}
    for block in blocks:
        if block.paragraphs:
            fields[f"/{section.id}/{block.key}"] = block.text
        if block.heading is not None:
            fields[f"/{section.id}/{block.key}/heading"] = block.heading
    order = tuple(block.key for block in blocks)
    offered = [key for key in block_keys(section) if key in order]
    if list(order) != offered:
        fields[f"/{section.id}/blocks"] = " ".join(order)
    return fields
