"""Other words by which published reports call what an edition names: read from data, bound to no edition."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from app.domain.edition import Edition
from app.domain.loading import BadEdition, lined

FURNITURE = 120
"""Characters of the longest line around a document."""
NAME = 40
"""Characters of the longest name of an agency."""


class Shape(BaseModel):
    """Frozen, and a key that nobody knows is refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class AliasShape(Shape):
    """Other words for a section, a row (`section.row`), a column (`section.*.column`)."""

    at: str = Field(pattern=r"^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*|\.\*\.[a-z][a-z0-9_]*)?$")
    words: tuple[str, ...] = Field(min_length=1)


class AliasesShape(Shape):
    """The whole file."""

    titles: tuple[str, ...] = ()
    governments: tuple[str, ...] = ()
    not_governments: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    placeholders: tuple[str, ...] = ()
    furniture: tuple[str, ...] = ()
    characters: tuple[str, ...] = ()
    labels: tuple[AliasShape, ...] = ()


@dataclass(frozen=True)
class Aliases:
    """Other words by pattern.

    `titles` are patterns like an edition's; `governments` how the names of governments end, unless they end
    like `not_governments`; `agencies` how the names of other agencies end; `placeholders` how a blank form
    begins to say what is to be written; `furniture` how the lines begin that a web page has around a
    document; `characters` are pairs, a traditional one and the simplified one.
    """

    labels: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    titles: tuple[str, ...] = ()
    governments: tuple[str, ...] = ()
    not_governments: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    placeholders: tuple[str, ...] = ()
    furniture: tuple[str, ...] = ()
    characters: tuple[str, ...] = ()

    @cached_property
    def _simple(self) -> Mapping[int, str]:
        return {ord(pair[0]): pair[1] for pair in self.characters}

    def simplified(self, text: str) -> str:
        """The text in simplified characters, as far as labels use them."""
        return text.translate(self._simple)

    def is_placeholder(self, text: str) -> bool:
        """Whether a paragraph is the form's own, in brackets where somebody was to write."""
        stripped = text.strip()
        return stripped[:1] in ("(", "（") and stripped[1:].startswith(self.placeholders or "\0")

    def is_furniture(self, text: str) -> bool:
        """Whether a line belongs to the page around a document."""
        stripped = text.strip(" \u3000\u3010[(\uff08\u00a9")
        return len(text) <= FURNITURE and stripped.startswith(self.furniture or "\0")

    def is_agency(self, text: str) -> bool:
        """Whether a line can be the name of an agency and nothing else."""
        name = text.strip().rstrip(")\uff09")
        ends = self.agencies + self.governments
        return (
            bool(ends)
            and len(name) <= NAME
            and name.endswith(ends)
            and not re.search("[:\uff1a\u3002\uff0c]", name)
        )

    def kind(self, agency: str) -> str:
        """Whether the report is a government's own or an agency's."""
        ends = bool(self.governments) and agency.endswith(self.governments)
        return "government" if ends and not agency.endswith(self.not_governments or "\0") else "agency"


NO_ALIASES = Aliases()


def load_aliases(text: str, file: str, editions: Iterable[Edition]) -> Aliases:
    """The aliases that a YAML text lists; `file` is its name in complaints.

    Raises `BadEdition` for a misspelt key, and for words for something that no edition has.
    """
    content, line_of = lined(text, file)
    try:
        shape = AliasesShape.model_validate(content)
    except ValidationError as wrong:
        first = wrong.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise BadEdition(file, line_of(first["loc"]), f"{where}: {first['msg']}") from wrong
    known = {name for edition in editions for name in _names(edition)}
    labels: dict[str, tuple[str, ...]] = {}
    for index, alias in enumerate(shape.labels):
        if alias.at not in known:
            raise BadEdition(file, line_of(("labels", index, "at")), f"no edition has '{alias.at}'")
        labels[alias.at] = (*labels.get(alias.at, ()), *alias.words)
    for index, pair in enumerate(shape.characters):
        if not re.fullmatch("..", pair):
            raise BadEdition(file, line_of(("characters", index)), f"'{pair}' is no pair of characters")
    return Aliases(
        labels=labels,
        titles=shape.titles,
        governments=shape.governments,
        not_governments=shape.not_governments,
        agencies=shape.agencies,
        placeholders=shape.placeholders,
        furniture=shape.furniture,
        characters=shape.characters,
    )


def _names(edition: Edition) -> set[str]:
    figures = edition.figures.values()
    rows = {f"{each.section}.{each.row}" for each in figures}
    columns = {f"{each.section}.*.{each.column}" for each in figures}
    return rows | columns | set(edition.sections)
