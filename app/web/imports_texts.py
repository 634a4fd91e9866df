"""What an import would write: the report as found, with what the person has corrected and left out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from app.domain.address import Address
from app.domain.fields import place_name, to_fields
from app.domain.narrative import Block
from app.domain.report import Report
from app.store.verbs import Edit
from app.web.imports_target import Bringing, Target

TAKE, USE = "take:", "use:"
YES, NO = "1", ""
MOST_LINES = 40


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph of the document: `key` is the decision about it, `taken` what was decided."""

    key: str
    text: str
    taken: bool


@dataclass(frozen=True, slots=True)
class Found:
    """The text of one field, line by line; `part` is where it belongs, `heading` what stands above it."""

    field: str
    part: str
    heading: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Rival:
    """A field in which the report already has another text. `used` says that the document's goes in."""

    field: str
    key: str
    place: str
    stored: str
    brought: str
    used: bool


def found_texts(bringing: Bringing) -> tuple[Found, ...]:
    """Every text of the document, for the person to take or to leave."""
    return tuple(_found(bringing))


def _found(bringing: Bringing) -> Iterator[Found]:
    report, decisions = bringing.imported.report, bringing.decisions
    edition, fields = report.edition, to_fields(report)
    for name in ("/title", "/preface"):
        if fields.get(name):
            yield Found(name, place_name(edition, name), "", _lines(name, str(fields[name]), decisions))
    for section, blocks in report.sections.items():
        topics = {topic.id: topic.label for topic in edition.sections[section].prose.topics}  # type: ignore[union-attr]  # blocks are of prose
        for block in blocks:
            name = f"/{section}/{block.key}"
            heading = block.heading or topics.get(block.key, "")
            text = block.text or (block.heading or "")
            yield Found(name, edition.sections[section].heading, heading, _lines(name, text, decisions))


def _lines(name: str, text: str, decisions: Mapping[str, str]) -> tuple[Line, ...]:
    """Its paragraphs, one by one; of a text without end the rest is taken or left whole."""
    lines = text.split("\n", MOST_LINES - 1)
    keys = [f"{TAKE}{name}:{number}" for number in range(1, len(lines) + 1)]
    return tuple(
        Line(key, line, decisions.get(key, YES) == YES) for key, line in zip(keys, lines, strict=True)
    )


def settled(bringing: Bringing) -> Report:
    """The report as it would be written: corrected figures, and of the texts those that are taken."""
    report, decisions = bringing.imported.report, bringing.decisions
    typed = {Address(name): text for name, text in decisions.items() if name in report.edition.figures}
    kept = {found.field: [line.text for line in found.lines if line.taken] for found in found_texts(bringing)}
    sections = {section: tuple(_blocks(section, blocks, kept)) for section, blocks in report.sections.items()}
    title = report.title if kept.get("/title") else report.edition.title(report.agency, report.year)
    preface = "\n".join(kept.get("/preface", ())) or None
    return replace(report, sections=sections, title=title, preface=preface).with_cells(typed)


def _blocks(section: str, blocks: tuple[Block, ...], kept: Mapping[str, list[str]]) -> Iterator[Block]:
    for block in blocks:
        lines = kept.get(f"/{section}/{block.key}", [])
        if lines:
            yield replace(block, paragraphs=tuple(lines) if block.paragraphs else ())


def brought(bringing: Bringing) -> dict[str, str]:
    """The fields that the document fills. A blank fills nothing."""
    return {name: text for name, text in to_fields(settled(bringing)).items() if text}


def rivals(bringing: Bringing, target: Target, fields: Mapping[str, str]) -> tuple[Rival, ...]:
    """Where the report says something else already. What is there stays, unless the person says otherwise."""
    stored = target.opened.fields if target.opened else {}
    edition = target.edition
    return tuple(
        Rival(
            name, f"{USE}{name}", place_name(edition, name), there, text, _is_used(bringing.decisions, name)
        )
        for name, text in fields.items()
        if (there := stored.get(name)) and not _is_equal(target, name, there, text)
    )


def _is_used(decisions: Mapping[str, str], name: str) -> bool:
    return decisions.get(f"{USE}{name}", NO) == YES


def _is_equal(target: Target, name: str, one: str, other: str) -> bool:
    """Whether two texts say the same; a figure may be written in several ways."""
    figure = target.edition.figures.get(Address(name))
    return one == other or (figure is not None and figure.kind.write(one) == figure.kind.write(other))


def edits_of(bringing: Bringing, target: Target) -> tuple[Edit, ...]:
    """What writing the import would change in the report."""
    fields = brought(bringing)
    stored = target.opened.fields if target.opened else {}
    kept = {each.field for each in rivals(bringing, target, fields) if not each.used}
    return tuple(
        Edit(name, text, there)
        for name, text in fields.items()
        if name not in kept and not ((there := stored.get(name)) and _is_equal(target, name, there, text))
    )
