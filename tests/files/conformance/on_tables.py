"""ISO 14289-1, 7.2 and 7.5: tables are tables, and every figure knows its headers."""

from collections.abc import Iterator
from itertools import product

from tests.files.conformance.opened import Element, Opened

GROUPS = {"THead", "TBody", "TFoot"}
SCOPES = {"/Row", "/Column", "/Both"}

Square = tuple[int, int]
Taken = dict[Square, Element]


def _of(opened: Opened, *kinds: str) -> Iterator[Element]:
    return (each for each in opened.elements if each.kind in kinds)


def _inside(opened: Opened, kind: str, around: set[str]) -> Iterator[str]:
    for each in _of(opened, kind):
        if each.parent is None or each.parent.kind not in around:
            yield f"{kind} in {each.parent.kind if each.parent else 'nothing'}"


def _holds(opened: Opened, kind: str, parts: set[str]) -> Iterator[str]:
    for each in _of(opened, kind):
        yield from (f"{kid.kind} in {kind}" for kid in each.kids if kid.kind not in parts)


def tables_hold(opened: Opened) -> Iterator[str]:
    yield from _holds(opened, "Table", {"TR", "Caption", *GROUPS})


def rows_are_in(opened: Opened) -> Iterator[str]:
    yield from _inside(opened, "TR", {"Table", *GROUPS})


def heads_are_in(opened: Opened) -> Iterator[str]:
    yield from _inside(opened, "THead", {"Table"})


def bodies_are_in(opened: Opened) -> Iterator[str]:
    yield from _inside(opened, "TBody", {"Table"})


def headers_are_in(opened: Opened) -> Iterator[str]:
    yield from _inside(opened, "TH", {"TR"})


def cells_are_in(opened: Opened) -> Iterator[str]:
    yield from _inside(opened, "TD", {"TR"})


def rows_hold(opened: Opened) -> Iterator[str]:
    yield from _holds(opened, "TR", {"TH", "TD"})


def heads_hold(opened: Opened) -> Iterator[str]:
    yield from _holds(opened, "THead", {"TR"})


def bodies_hold(opened: Opened) -> Iterator[str]:
    yield from _holds(opened, "TBody", {"TR"})


def _count(table: Element, kind: str) -> int:
    return sum(kid.kind == kind for kid in table.kids)


def one_head(opened: Opened) -> Iterator[str]:
    yield from ("two heads" for each in _of(opened, "Table") if _count(each, "THead") > 1)


def a_body(opened: Opened) -> Iterator[str]:
    for each in _of(opened, "Table"):
        if (_count(each, "THead") or _count(each, "TFoot")) and not _count(each, "TBody"):
            yield "a head without a body"


def caption_is_outside(opened: Opened) -> Iterator[str]:
    for each in _of(opened, "Table"):
        if any(kid.kind == "Caption" for kid in each.kids[1:-1]):
            yield "a caption among the rows"


def one_caption(opened: Opened) -> Iterator[str]:
    yield from ("two captions" for each in _of(opened, "Table") if _count(each, "Caption") > 1)


def _rows(table: Element) -> list[Element]:
    groups = [[kid] if kid.kind == "TR" else kid.kids for kid in table.kids if kid.kind in {"TR", *GROUPS}]
    return [row for group in groups for row in group if row.kind == "TR"]


def _laid(table: Element) -> tuple[Taken, list[str]]:
    """Where each cell is, column by column and row by row; and where two would be in one place."""
    taken: Taken = {}
    crossing = []
    for down, row in enumerate(_rows(table)):
        across = 0
        for cell in row.kids:
            while (down, across) in taken:
                across += 1
            squares = list(
                product(
                    range(down, down + cell.span("/RowSpan")), range(across, across + cell.span("/ColSpan"))
                )
            )
            crossing += [f"row {square[0] + 1}" for square in squares if square in taken]
            taken.update(dict.fromkeys(squares, cell))
            across += cell.span("/ColSpan")
    return taken, crossing


def no_crossing(opened: Opened) -> Iterator[str]:
    for table in _of(opened, "Table"):
        yield from _laid(table)[1]


def no_label_beyond_the_rows(opened: Opened) -> Iterator[str]:
    for table in _of(opened, "Table"):
        if max((down for down, _ in _laid(table)[0]), default=-1) >= len(_rows(table)):
            yield "a cell goes on below the last row"


def all_rows_alike(opened: Opened) -> Iterator[str]:
    for table in _of(opened, "Table"):
        taken = _laid(table)[0]
        wide = 1 + max((across for _, across in taken), default=-1)
        for down in range(len(_rows(table))):
            found = sum((down, across) in taken for across in range(wide))
            if found != wide:
                yield f"row {down + 1} has {found} columns, others {wide}"


def scopes(opened: Opened) -> Iterator[str]:
    """Every header says whether it speaks for a row or for a column."""
    for each in _of(opened, "TH"):
        if str(each.attribute("/Scope")) not in SCOPES:
            yield str(each.raw.get("/ID"))


def _ids(table: Element, opened: Opened) -> dict[str, Element]:
    rows = {id(row) for row in _rows(table)}
    return {
        str(each.raw["/ID"]): each
        for each in _of(opened, "TH")
        if "/ID" in each.raw and each.parent is not None and id(each.parent) in rows
    }


def no_unknown_header(opened: Opened) -> Iterator[str]:
    for table in _of(opened, "Table"):
        known = _ids(table, opened)
        for cell in (cell for row in _rows(table) for cell in row.kids):
            yield from (str(name) for name in cell.attribute("/Headers") or () if str(name) not in known)


def headers_are_those_of_the_grid(opened: Opened) -> Iterator[str]:
    """A figure names the headers above it and those on its left, and no other."""
    for table in _of(opened, "Table"):
        known, places = _ids(table, opened), _places(_laid(table)[0])
        scopes = {each: str(each.attribute("/Scope")) for each in known.values()}
        for cell in (cell for row in _rows(table) for cell in row.kids if cell.kind == "TD"):
            said = [str(name) for name in cell.attribute("/Headers") or ()]
            if said and {known.get(name) for name in said} != _speaking(cell, places, scopes):
                yield ", ".join(said)


Places = dict[Element, tuple[set[int], set[int]]]
"""In which rows and in which columns each cell is."""


def _places(taken: Taken) -> Places:
    places: Places = {}
    for (down, across), each in taken.items():
        rows, columns = places.setdefault(each, (set(), set()))
        rows.add(down)
        columns.add(across)
    return places


def _speaking(cell: Element, places: Places, scopes: dict[Element, str]) -> set[Element | None]:
    """The headers that speak for a cell, by the places of both."""
    rows, columns = places[cell]
    return {
        each
        for each, scope in scopes.items()
        if (scope != "/Row" and places[each][1] & columns and min(places[each][0]) < min(rows))
        or (scope != "/Column" and places[each][0] & rows and min(places[each][1]) < min(columns))
    }


def headers_are_named(opened: Opened) -> Iterator[str]:
    """Every figure in a body names its headers, so that no reader has to guess: gouji's own."""
    for each in _of(opened, "TD"):
        group = each.parent.parent if each.parent else None
        if group is not None and group.kind == "TBody" and not list(each.attribute("/Headers") or ()):
            yield "a figure without headers"


CLAUSES = {
    "PDF/UA 7.2-3": tables_hold,
    "PDF/UA 7.2-4": rows_are_in,
    "PDF/UA 7.2-5": heads_are_in,
    "PDF/UA 7.2-6": bodies_are_in,
    "PDF/UA 7.2-8": headers_are_in,
    "PDF/UA 7.2-9": cells_are_in,
    "PDF/UA 7.2-10": rows_hold,
    "PDF/UA 7.2-11": one_head,
    "PDF/UA 7.2-13, 7.2-14": a_body,
    "PDF/UA 7.2-15": no_crossing,
    "PDF/UA 7.2-16": caption_is_outside,
    "PDF/UA 7.2-36": heads_hold,
    "PDF/UA 7.2-37": bodies_hold,
    "PDF/UA 7.2-39": one_caption,
    "PDF/UA 7.2-41": no_label_beyond_the_rows,
    "PDF/UA 7.2-42, 7.2-43": all_rows_alike,
    "PDF/UA 7.5-1": scopes,
    "PDF/UA 7.5-2": no_unknown_header,
    "gouji: headers are those of the grid": headers_are_those_of_the_grid,
    "gouji: every figure names its headers": headers_are_named,
}
