"""An edition of the statutory form: what is asked, frozen once it is loaded.

Nothing outside the edition's file knows its name or the name of one of its rows.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from app.domain.address import Address
from app.domain.figures import Figure, Plan
from app.domain.relations import Relation
from app.domain.rules import Balance
from app.domain.ruling import Check, Rule
from app.domain.shape import BlockShape, EditionShape, SectionShape

NUMERALS = "零一二三四五六七八九十"


@dataclass(frozen=True, slots=True)
class Bound:
    """A rule with its checks on this edition's cells."""

    rule: Rule
    checks: tuple[Check, ...]


@dataclass(frozen=True)
class Edition:
    """A loaded edition.

    `figures` stand in printed order; `totals` in the order in which they can be added up.
    """

    shape: EditionShape
    plan: Plan
    totals: tuple[Figure, ...]
    bound: tuple[Bound, ...]

    @property
    def id(self) -> str:
        """The name that reports keep."""
        return self.shape.edition

    @property
    def figures(self) -> Mapping[Address, Figure]:
        """Every cell, in printed order."""
        return self.plan.figures

    @cached_property
    def sections(self) -> Mapping[str, SectionShape]:
        """The parts of the report by id, in order."""
        return {section.id: section for section in self.shape.sections}

    @cached_property
    def checks(self) -> tuple[Check, ...]:
        """Every check of every rule, in the order of the rules and of their cells."""
        return tuple(check for bound in self.bound for check in bound.checks)

    @cached_property
    def relations(self) -> tuple[Relation, ...]:
        """Every linear relation between figures, those of the totals first as their rows are printed."""
        return tuple(check for check in self.checks if isinstance(check, Relation))

    @cached_property
    def printed_relations(self) -> tuple[Relation, ...]:
        """The relations that the form itself prints."""
        return tuple(
            relation
            for relation in self.relations
            if isinstance(relation.rule, Balance) and relation.rule.printed
        )

    @cached_property
    def rules(self) -> Mapping[str, Rule]:
        """Every rule by its id, those that are switched off included."""
        return {bound.rule.id: bound.rule for bound in self.bound}

    def blocks(self, section: str) -> tuple[BlockShape, ...]:
        """The grids of a section; none where it has no table."""
        table = self.sections[section].table
        return table.blocks if table else ()

    def part_name(self, section: str) -> str:
        """第三部分, as people refer to it."""
        return f"第{NUMERALS[list(self.sections).index(section) + 1]}部分"

    def covers(self, year: int) -> bool:
        """Whether reports on this year follow the edition."""
        years = self.shape.years
        return years.first <= year and (years.last is None or year <= years.last)

    def title(self, agency: str, year: int) -> str:
        """The title by the form's pattern."""
        return self.shape.title.format(agency=agency, year=year)
