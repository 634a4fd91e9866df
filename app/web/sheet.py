"""One part of a report as it is laid out on its page: its tables, its texts, and what is said beside them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from app.domain.address import Address
from app.domain.fields import PLAIN, Fields, block_order
from app.domain.figures import Figure
from app.domain.grid import Grid, grid
from app.domain.relations import Relation, Term, plain
from app.domain.report import Report
from app.domain.rules import Balance
from app.domain.shape import BlockShape, SectionShape, leaf_columns, leaf_rows
from app.domain.values import Money
from app.web.beside import Chain, chains, last, sources
from app.web.glyphs import complaint_about
from app.web.lastyear import ADDED, LastParagraph, beside, words_to_check
from app.web.tally import sort_of


@dataclass(frozen=True, slots=True)
class Clash:
    """A field that somebody else changed meanwhile: what was typed here, what stands there instead."""

    mine: str
    stored: str
    by: str
    at: datetime
    own: bool


@dataclass(frozen=True, slots=True)
class Cell:
    """One figure in the form.

    `text` is what stands in the input, `base` what is stored, `shown` the figure as it is printed, `last`
    last year's, `computed` the sum of the parts of a total. `unset` is why it cannot be printed, `carried`
    what came over from last year and `source` from which figures; `chain` tells how a stock goes on.
    """

    figure: Figure
    text: str
    base: str
    shown: str
    last: str
    computed: str
    wrong: bool
    clash: Clash | None = None
    unset: str = ""
    carried: str = ""
    source: str = ""
    chain: Chain | None = None

    @property
    def unconfirmed(self) -> bool:
        """Whether it says what came over from last year, and nobody has confirmed that."""
        return bool(self.carried) and self.base == self.carried

    @property
    def differs(self) -> bool:
        """Whether a stated total is known to be another than the sum of its parts."""
        return self.stated and bool(self.computed) and self.computed != self.shown

    @property
    def stated(self) -> bool:
        """Whether somebody has written a total that would otherwise be added up."""
        return self.figure.computed and bool(self.text)

    @property
    def unit_printed(self) -> str:
        """For amounts, whether the form prints the unit; nothing for other kinds."""
        kind = self.figure.kind
        return str(int(kind.unit_printed)) if isinstance(kind, Money) else ""

    @property
    def unit(self) -> str:
        """The unit of the kind, if it has one."""
        return str(getattr(self.figure.kind, "unit", ""))


@dataclass(frozen=True, slots=True)
class Text:
    """One text in the form. `lines` is how high its box is, 1 a single line; `unset` why it has no print.

    `carried` are the paragraphs that came over from last year; `check` what is to be checked in those that
    still stand there, None where none does.
    """

    name: str
    label: str
    text: str
    base: str
    hint: str = ""
    lines: int = 1
    clash: Clash | None = None
    unset: str = ""
    carried: str = ""
    check: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """A block of prose, perhaps under a heading of the author's. What the author added can be dropped.

    `last` is what last year's report says there.
    """

    key: str
    body: Text
    heading: Text | None
    added: bool
    last: tuple[LastParagraph, ...] = ()


@dataclass(frozen=True, slots=True)
class Residual:
    """What is left over of a printed relation on one line; `text` is the difference, empty if unknown."""

    rule: str
    line: str
    name: str
    text: str
    span: int = 1


@dataclass(frozen=True, slots=True)
class Strip:
    """A printed relation under a table, one residual below each column; None where a column has none."""

    label: str
    residuals: tuple[Residual | None, ...]


@dataclass(frozen=True, slots=True)
class Hint:
    """What counts in a row or column, with the articles. `line` is how its fields begin, or end."""

    line: str
    name: str
    text: str
    articles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TableView:
    """A grid with its looks and what stands under it."""

    grid: Grid
    looks: str
    strips: tuple[Strip, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """All that a section's page shows of the section. `relations` is for the script that adds up.

    `others` are the paragraphs of last year that have no block of this year beside them.
    """

    section: SectionShape
    passages: tuple[Passage, ...]
    tables: tuple[TableView, ...]
    cells: Mapping[Address, Cell]
    hints: tuple[Hint, ...]
    relations: str
    totals: tuple[Figure, ...]
    last_year: int | None
    others: tuple[LastParagraph, ...] = ()

    @property
    def marked(self) -> bool:
        """Whether a figure waits to be confirmed."""
        return any(cell.unconfirmed for cell in self.cells.values())


Clashes = Mapping[str, Clash]


def sheet(
    report: Report, section: SectionShape, fields: Fields, clashes: Clashes, stating: str = ""
) -> Sheet:
    """The section of this report; `stating` is a total that somebody is about to write."""
    blocks = report.edition.blocks(section.id)
    wrong = {
        address
        for finding in report.findings
        if sort_of(report, finding) == "mend"
        for address in finding.addresses
    }
    mine = [figure for figure in report.edition.figures.values() if figure.section == section.id]
    cells = {figure.address: _cell(report, figure, wrong, clashes) for figure in mine}
    cells |= {address: replace(cells[address], chain=chain) for address, chain in chains(report, section.id)}
    last_texts = beside(report, section, fields)
    passages = (
        replace(passage, body=_carried(report, passage.body), last=last_texts.get(passage.key, ()))
        for passage in _passages(section, fields, clashes)
    )
    return Sheet(
        section=section,
        passages=tuple(passages),
        tables=tuple(_table(report, section.id, number, block) for number, block in enumerate(blocks)),
        cells=cells,
        hints=tuple(_hints(section.id, blocks)),
        relations=_arithmetic(report, section.id),
        totals=tuple(figure for figure in mine if figure.computed and figure.address != stating),
        last_year=report.previous.year if report.previous else None,
        others=last_texts.get(ADDED, ()),
    )


def written(fields: Fields) -> Fields:
    """The fields with something in them; a block that was dropped leaves empty ones behind."""
    return {name: text for name, text in fields.items() if text}


def text_field(name: str, label: str, fields: Fields, clashes: Clashes, lines: int = 1) -> Text:
    """One text as it stands in the fields, or as it was typed where somebody else was quicker."""
    stored = fields.get(name) or ""
    clash = clashes.get(name)
    text = clash.mine if clash else stored
    height, unset = _height(text, lines), complaint_about(text)
    return Text(name, label, text, stored, lines=height, clash=clash, unset=unset)


def _height(text: str, least: int) -> int:
    """Lines of 44 characters, as the box shows them."""
    if least == 1:
        return 1
    return max(least, min(24, 1 + sum(1 + len(line) // 44 for line in text.split("\n"))))


def _passages(section: SectionShape, fields: Fields, clashes: Clashes) -> Iterator[Passage]:
    if section.prose is None:
        return
    topics = {topic.id: topic for topic in section.prose.topics}
    for key in block_order(section, written(fields)):
        name, topic = f"/{section.id}/{key}", topics.get(key)
        added = topic is None and key != PLAIN
        headed = added or bool(fields.get(f"{name}/heading"))
        body = text_field(name, topic.label if topic else "", fields, clashes, 4 if topic or added else 8)
        yield Passage(
            key=key,
            body=replace(body, hint=(topic.hint or "") if topic else ""),
            heading=text_field(f"{name}/heading", "", fields, clashes) if headed else None,
            added=added,
        )


def _cell(report: Report, figure: Figure, wrong: set[Address], clashes: Clashes) -> Cell:
    stored = report.cells.get(figure.address) or ""
    clash, shown = clashes.get(figure.address), report.written(figure.address)
    return Cell(
        figure=figure,
        text=clash.mine if clash else stored,
        base=stored,
        shown=shown,
        last=last(report, figure.address),
        computed=_computed(report, figure),
        wrong=figure.address in wrong,
        clash=clash,
        unset=complaint_about(shown) if figure.printed and figure.address not in wrong else "",
        carried=report.carried.get(figure.address, ""),
        source=sources(report, figure.address) if figure.address in report.carried else "",
    )


def _carried(report: Report, body: Text) -> Text:
    carried = report.carried.get(body.name, "")
    return replace(body, carried=carried, check=words_to_check(report, body.name)) if carried else body


def _computed(report: Report, figure: Figure) -> str:
    """The sum of a total's parts as it would be printed; nothing while one of them is not known."""
    numbers = [report.numbers[part] for part in figure.parts]
    known = [number for number in numbers if number is not None]
    return figure.kind.show(sum(known)) if known and len(known) == len(numbers) else ""


def _table(report: Report, section: str, number: int, block: BlockShape) -> TableView:
    made = grid(section, number, block)
    looks = f"form stubs-{made.stubs} figures-{made.width}"
    strips = tuple(_strips(report, section, block)) if made.stubs else ()
    return TableView(made, looks, strips)


def _strips(report: Report, section: str, block: BlockShape) -> Iterator[Strip]:
    """The printed relations that hold down the columns of this block."""
    columns = tuple(leaf_columns(block.columns))
    by_rule: dict[str, dict[str, Relation]] = {}
    for relation in report.edition.printed_relations:
        if relation.section == section and relation.line:
            by_rule.setdefault(relation.rule.id, {})[relation.line] = relation
    for lines in by_rule.values():
        rule = next(iter(lines.values())).rule
        residuals = tuple(
            _residual(report, lines[column.id], column.span) if column.id in lines else None
            for column in columns
        )
        if any(residuals) and isinstance(rule, Balance):
            yield Strip(rule.printed or "", residuals)


def _residual(report: Report, relation: Relation, span: int) -> Residual:
    sides = relation.sides(report.case)
    text = "" if sides is None else plain(sides[0] - sides[1])
    return Residual(relation.rule.id, relation.line, relation.name, text, span)


def _hints(section: str, blocks: tuple[BlockShape, ...]) -> Iterator[Hint]:
    for block in blocks:
        for row in leaf_rows(block.rows):
            if row.hint or row.articles:
                yield Hint(f"{section}.{row.id}.", row.label, row.hint or "", row.articles)
        for column in leaf_columns(block.columns):
            if column.hint:
                yield Hint(f".{column.id}", column.label, column.hint, ())


def _arithmetic(report: Report, section: str) -> str:
    """The sums of this section as data, for the script that shows them while people type."""
    edition = report.edition
    totals = [
        {"address": total.address, "parts": total.parts}
        for total in edition.totals
        if total.section == section
    ]
    relations = [
        {
            "rule": relation.rule.id,
            "line": relation.line,
            "left": _terms(relation.left),
            "right": _terms(relation.right),
        }
        for relation in edition.printed_relations
        if relation.within_the_year and all(each.split(".")[0] == section for each in relation.addresses)
    ]
    return json.dumps({"totals": totals, "relations": relations}, ensure_ascii=False, separators=(",", ":"))


def _terms(terms: tuple[Term, ...]) -> list[tuple[Address, str]]:
    return [(term.address, str(term.times)) for term in terms]
