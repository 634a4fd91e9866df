"""JSON from somebody else: no key twice, no bomb, and every complaint with its place."""

from __future__ import annotations

import json
from collections.abc import Iterator

from app.domain.file_troubles import BadReportFile, KeyPath

MOST_BYTES = 5_000_000
MOST_DIGITS = 18

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]


class Doubled(dict[str, Json]):
    """An object in which a key stands twice."""

    def __init__(self, key: str) -> None:
        super().__init__()
        self.key = key


def parsed(text: str | bytes, name: str) -> Json:
    """What a file says; `name` is the file's in complaints. Raises `BadReportFile`."""
    if len(text) > MOST_BYTES:
        raise BadReportFile(name, (), "size", limit=MOST_BYTES)
    try:
        plain = text.decode("utf-8-sig") if isinstance(text, bytes) else text.removeprefix("\ufeff")
        content: Json = json.loads(plain, object_pairs_hook=_object, parse_int=_whole)
        doubled = next(_doubled(content, ()), None)
    except UnicodeDecodeError as wrong:
        raise BadReportFile(name, (), "encoding") from wrong
    except json.JSONDecodeError as wrong:
        raise BadReportFile(name, (), "json", line=wrong.lineno) from wrong
    except RecursionError as wrong:
        raise BadReportFile(name, (), "depth") from wrong
    if doubled is not None:
        raise BadReportFile(name, doubled, "doubled")
    return content


def _object(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
    content = dict(pairs)
    if len(content) == len(pairs):
        return content
    keys = [key for key, _ in pairs]
    return Doubled(next(key for key in keys if keys.count(key) > 1))


def _whole(digits: str) -> int | float:
    # Nothing in a report has so many digits, and Python refuses to read thousands of them.
    return int(digits) if len(digits) <= MOST_DIGITS else float("inf")


def _doubled(content: Json, path: KeyPath) -> Iterator[KeyPath]:
    if isinstance(content, Doubled):
        yield (*path, content.key)
    elif isinstance(content, dict):
        for key, value in content.items():
            yield from _doubled(value, (*path, key))
    elif isinstance(content, list):
        for index, value in enumerate(content):
            yield from _doubled(value, (*path, index))
