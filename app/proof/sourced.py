"""A document of anybody as it was read, and the report that it is. Who only looks at it needs no reader."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.imported import Imported
from app.intake.neutral import Neutral


@dataclass(frozen=True, slots=True)
class Sourced:
    """What stands in the document, to be shown beside what was understood of it.

    The files inside the document have been looked at by then, and are not carried along.
    """

    neutral: Neutral
    imported: Imported
