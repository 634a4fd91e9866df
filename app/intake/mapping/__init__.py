"""From the neutral form of a published report to a report of an edition. Knows editions, and no format."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from app.domain.aliases import NO_ALIASES, Aliases
from app.domain.edition import Edition
from app.domain.fields import Head, from_fields
from app.domain.imported import SECTION_TEXT, YEAR, Asked, Imported, Unplaced
from app.domain.labels import year_in
from app.intake.mapping.choosing import chosen
from app.intake.mapping.figures import Figures, read_tables
from app.intake.mapping.front import Front, front
from app.intake.mapping.lines import where
from app.intake.mapping.outline import Outline, outlined, table_of
from app.intake.mapping.prose import prose
from app.intake.mapping.vocabulary import Vocabulary
from app.intake.neutral import Neutral

NOTHING = Asked()


def mapped(
    neutral: Neutral,
    editions: Iterable[Edition],
    aliases: Aliases = NO_ALIASES,
    asked: Asked = NOTHING,
) -> Imported:
    """The report that the document is, each figure where its label or the sums prove that it belongs.

    What is asked for is taken as given. Where nobody says the year it is 0, and an agency that nobody names
    is empty: whoever asked has to ask on. Of a section that is asked for only the figures are read, with or
    without heads over them, and nothing found is no trouble.
    Raises `NoReportIn` and `NoSuchEdition`.
    """
    words = chosen(neutral.items, [Vocabulary(each, aliases) for each in editions], asked)
    figures = Figures()
    if asked.section is not None:
        outline = table_of(neutral.items, words, asked.section)
        said, year = Front(), asked.year
    else:
        outline = outlined(neutral.items, words)
        said = front(outline.front.paragraphs, words)
        year = asked.year or said.year or _year_of_the_text(outline, said, figures)
    for section, part in outline.parts.items():
        if part.lines:
            read_tables(words, section, tuple(part.lines), figures)
    agency = asked.agency or said.agency
    return _imported(words, outline, said, Head(agency, year or 0, aliases.kind(agency)), figures)


def _year_of_the_text(outline: Outline, said: Front, figures: Figures) -> int | None:
    """The year that the preface and the first part speak of, told as nothing to rely on."""
    part = next(iter(outline.parts.values()), None)
    year = year_in(" ".join([said.preface, *(each.text for each in (part.paragraphs if part else ()))]))
    if year:
        figures.unplaced.append(Unplaced(str(year), "", YEAR))
    return year


def _imported(words: Vocabulary, outline: Outline, said: Front, head: Head, figures: Figures) -> Imported:
    fields: dict[str, str | None] = {"/title": said.title, "/preface": said.preface}
    fields |= {str(address): text for address, text in figures.cells.items()}
    seen = {**said.seen, **figures.seen}
    for name, part in outline.parts.items():
        section = words.edition.sections[name]
        if section.prose:
            written = prose(section, part.paragraphs)
            fields |= written.fields
            seen |= written.seen
        else:
            figures.unplaced.extend(
                Unplaced(each.text, where(each.place).words, SECTION_TEXT) for each in part.paragraphs
            )
    report = from_fields(words.edition, head, fields)
    deviations = (*outline.renamed, *figures.deviations)
    title = report.title if said.title or (head.agency and head.year) else ""
    report = replace(report, agency=head.agency, title=title, deviations=deviations)
    order = {address: at for at, address in enumerate(words.edition.figures)}
    doubts = sorted(figures.doubts.values(), key=lambda doubt: order[doubt.address])
    return Imported(report, tuple(doubts), tuple(_in_order(figures.unplaced)), seen)


def _in_order(unplaced: list[Unplaced]) -> list[Unplaced]:
    """The year last: it is the least of them."""
    return sorted(unplaced, key=lambda each: each.why == YEAR)
