"""Every clause that a printed report is held to, by its number in the profiles of veraPDF or its standard."""

from collections.abc import Callable, Iterator, Mapping

from tests.files.conformance import (
    on_attachments,
    on_file,
    on_fonts,
    on_graphics,
    on_metadata,
    on_structure,
    on_tables,
)
from tests.files.conformance.opened import Opened

Clause = Callable[[Opened], Iterator[str]]
"""What in a file breaks the clause, place by place; nothing where the file keeps it."""

CLAUSES: Mapping[str, Clause] = {
    **on_file.CLAUSES,
    **on_graphics.CLAUSES,
    **on_fonts.CLAUSES,
    **on_metadata.CLAUSES,
    **on_structure.CLAUSES,
    **on_tables.CLAUSES,
    **on_attachments.CLAUSES,
}


def broken_clauses(content: bytes) -> dict[str, list[str]]:
    """The clauses that a file breaks, each with the first few places."""
    opened = Opened(content)
    found = {name: list(clause(opened)) for name, clause in CLAUSES.items()}
    return {name: places[:5] for name, places in found.items() if places}
