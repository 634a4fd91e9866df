"""The text of a section: blocks of paragraphs, some under a heading or a topic that the form asks for."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Block:
    """Paragraphs under one heading.

    `topic` is the edition's topic it answers, `heading` what the author wrote above it.
    """

    key: str
    heading: str | None = None
    topic: str | None = None
    paragraphs: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The paragraphs, one a line."""
        return "\n".join(self.paragraphs)


@dataclass(frozen=True, slots=True)
class Deviation:
    """Something a read document had that the template does not: an added row, a renamed heading."""

    of: str
    text: str
    where: str = ""
