"""One report read by a process that does nothing else: prints the most megabytes it had in memory."""

from __future__ import annotations

import resource
import sys
from functools import cache
from pathlib import Path

from app.domain.aliases import Aliases
from app.domain.edition import Edition
from app.domain.imported import Asked, Imported
from app.proof.importing import sourced
from app.store.editions import read_aliases, read_editions

SCHEMAS = Path(__file__).parents[2] / "schemas"


@cache
def words() -> tuple[tuple[Edition, ...], Aliases]:
    """What the program reads once, when it starts."""
    editions = read_editions(SCHEMAS)
    return editions.all, read_aliases(SCHEMAS, editions)


def reading(content: bytes, ending: str) -> Imported:
    """What an import does, without its worker."""
    return sourced(content, f"it.{ending}", *words(), Asked()).imported


if __name__ == "__main__":
    path = Path(sys.argv[1])
    reading(path.read_bytes(), path.suffix[1:])
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)  # noqa: T201 - its purpose
