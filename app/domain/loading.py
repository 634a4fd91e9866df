"""The text of an edition file into an `Edition`, or the line on which it cannot be."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from io import StringIO

from pydantic import ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from app.domain.binding import BadPlace, bind
from app.domain.edition import Edition
from app.domain.shape import EditionShape

Plain = None | bool | int | str | list["Plain"] | dict[str, "Plain"]
Path = tuple[str | int, ...]


class BadEdition(Exception):
    """An edition file that cannot be used: `file:line: what`. It stops the start of the program."""

    def __init__(self, file: str, line: int, what: str) -> None:
        """`line` counts from 1."""
        super().__init__(f"{file}:{line}: {what}")
        self.file, self.line, self.what = file, line, what


def load_edition(text: str, file: str) -> Edition:
    """The edition that a YAML text describes; `file` is its name in complaints.

    Raises `BadEdition` for a misspelt or doubled key, a wrong value, an unknown or doubled id.
    """
    lines: dict[Path, int] = {}
    content = _plain(_compose(text, file), (), lines, file)
    try:
        shape = EditionShape.model_validate(content)
    except ValidationError as wrong:
        # A misspelt key is also a missing one; what stands in the file is the better thing to name.
        first = min(wrong.errors(), key=lambda error: error["type"] != "extra_forbidden")
        where = ".".join(str(part) for part in first["loc"])
        raise BadEdition(file, _line(lines, first["loc"]), f"{where}: {first['msg']}") from wrong
    try:
        return bind(shape)
    except BadPlace as wrong:
        path = _last_named(content, wrong.path, wrong.name) or wrong.path
        where = ".".join(str(part) for part in path)
        raise BadEdition(file, _line(lines, path), f"{where}: {wrong.what}") from wrong


def lined(text: str, file: str) -> tuple[Plain, Callable[[Path], int]]:
    """What a YAML text that stands beside the editions says, and the line of each of its keys.

    Raises `BadEdition` where it is no YAML, or says a key twice.
    """
    lines: dict[Path, int] = {}
    content = _plain(_compose(text, file), (), lines, file)
    return content, lambda where: _line(lines, where)


def _last_named(content: Plain, above: Path, name: str) -> Path | None:
    """Where below `above` the name stands; of several places the last, which is the one too many."""
    found: list[Path] = []

    def look(node: Plain, path: Path) -> None:
        children = (
            node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
        )
        for key, child in children:
            look(child, (*path, key))
        inside = len(path) >= len(above) and path[: len(above)] == above
        if inside and name and node == name:
            found.append(path)

    look(content, ())
    return found[-1] if found else None


def _compose(text: str, file: str) -> Node:
    try:
        node = YAML(typ="safe", pure=True).compose(StringIO(text))
    except MarkedYAMLError as wrong:
        mark = wrong.problem_mark or wrong.context_mark
        line = mark.line + 1 if mark else 1
        raise BadEdition(file, line, f"not YAML: {wrong.problem or wrong.context}") from wrong
    if not isinstance(node, MappingNode):
        raise BadEdition(file, 1, "an edition is a mapping")
    return node


def _plain(node: Node, path: Path, lines: dict[Path, int], file: str) -> Plain:
    lines[path] = node.start_mark.line + 1
    if isinstance(node, SequenceNode):
        return [_plain(item, (*path, index), lines, file) for index, item in enumerate(node.value)]
    if isinstance(node, MappingNode):
        return _mapping(node, path, lines, file)
    if isinstance(node, ScalarNode):
        return _scalar(node, file)
    raise BadEdition(file, lines[path], "an edition is made of mappings, lists and plain words")


def _mapping(node: MappingNode, path: Path, lines: dict[Path, int], file: str) -> dict[str, Plain]:
    content: dict[str, Plain] = {}
    for key, value in node.value:
        line = key.start_mark.line + 1
        if not isinstance(key, ScalarNode):
            raise BadEdition(file, line, "a key is a plain word")
        if key.value in content:
            raise BadEdition(
                file, line, f"{'.'.join(map(str, (*path, key.value)))}: this key stands here twice"
            )
        content[key.value] = _plain(value, (*path, key.value), lines, file)
        lines[(*path, key.value)] = line
    return content


def _scalar(node: ScalarNode, file: str) -> Plain:
    kind = node.tag if isinstance(node.tag, str) else str(node.tag)
    match kind.rsplit(":", 1)[-1]:
        case "str":
            return str(node.value)
        case "int":
            return int(node.value)
        case "bool":
            return bool(node.value.lower() == "true")
        case "null":
            return None
    # A float would have lost its decimals before anybody could read them exactly.
    raise BadEdition(file, node.start_mark.line + 1, f"put quotation marks around {node.value}")


def _line(lines: Mapping[Path, int], where: Path) -> int:
    # pydantic puts the tag of a union among the keys, so whatever is no key of the file is stepped over.
    path: Path = ()
    for part in where:
        if (*path, part) in lines:
            path = (*path, part)
    return lines[path]
