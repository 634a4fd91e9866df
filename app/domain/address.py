"""Names of what can be typed, and the same names as ids in a page."""

import re
from typing import NewType

Address = NewType("Address", str)
"""The name of one figure, `section.row.column`, e.g. `requests.new.natural`."""

_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9_]*(?:\.[A-Za-z0-9_]+)*")
_FOREIGN = re.compile(r"[^A-Za-z0-9-]")
_SHORT = {"/": "__", ".": "_-"}


def dom_id(field: str) -> str:
    """The id of a field's element in a page.

    In: any field name, a cell's address or a slash path. Out: letters, digits, hyphens and underscores,
    beginning with a letter, so that it needs no escaping in a selector. Two different fields never share an
    id: a plain address only trades its dots for hyphens; everything else begins with `f--`, as no plain
    address can, and is spelled in a code that can be read back.
    """
    if _PLAIN.fullmatch(field):
        return field.replace(".", "-")
    return "f--" + _FOREIGN.sub(_escaped, field)


def _escaped(character: re.Match[str]) -> str:
    found = character[0]
    return _SHORT.get(found) or f"_{ord(found):x}_"
