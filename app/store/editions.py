"""The editions of the form, read once at start. Nothing else reads the folder `schemas/`."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from app.domain.aliases import NO_ALIASES, Aliases, load_aliases
from app.domain.edition import Edition
from app.domain.loading import load_edition
from app.domain.troubles import NotFound


@dataclass(frozen=True, slots=True)
class Editions:
    """Every edition, in the order of their files' names."""

    all: tuple[Edition, ...]

    def by_id(self, edition_id: str) -> Edition:
        """The edition that a report names. Raises `NotFound`."""
        found = [edition for edition in self.all if edition.id == edition_id]
        if not found:
            raise NotFound
        return found[0]

    def for_year(self, year: int) -> Edition:
        """The edition that reports on this year follow, the newest where several do. Raises `NotFound`."""
        found = [edition for edition in self.all if edition.covers(year)]
        if not found:
            raise NotFound
        return found[-1]


def read_editions(folder: Path) -> Editions:
    """Every `*.yaml` of the folder. Raises `BadEdition` with the file's name and the line."""
    files = sorted(folder.glob("*.yaml"))
    return Editions(tuple(load_edition(file.read_text("utf-8"), file.name) for file in files))


def read_aliases(folder: Path, editions: Editions) -> Aliases:
    """What published reports call things otherwise, `reading/aliases.yaml`. Raises `BadEdition`."""
    file = folder / "reading" / "aliases.yaml"
    if not file.exists():  # a folder of editions somebody else made need not have one
        return NO_ALIASES
    return load_aliases(file.read_text("utf-8"), file.name, editions.all)
