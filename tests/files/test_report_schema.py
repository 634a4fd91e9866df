"""The published schema of the report file says of every file what the program says of it."""

from __future__ import annotations

import copy
import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from app.files.bundle import Bundle
from tests.specimens import CASES, case_text

Json = Any  # whatever stands in a file of JSON
Schema = dict[str, Any]
SCHEMA = json.loads((Path(__file__).parents[2] / "docs" / "report.schema.json").read_text("utf-8"))
TYPES: dict[str, type | tuple[type, ...]] = {
    "object": dict,
    "array": list,
    "string": str,
    "integer": int,
    "null": type(None),
}
KNOWN = {
    "$defs",
    "$ref",
    "$schema",
    "additionalProperties",
    "anyOf",
    "const",
    "default",
    "description",
    "enum",
    "items",
    "maxItems",
    "maximum",
    "minLength",
    "minimum",
    "pattern",
    "properties",
    "required",
    "title",
    "type",
}


def fits(schema: Schema, value: Json) -> bool:
    """Whether a value is as the schema says, of JSON Schema as much as the schema uses."""
    assert set(schema) <= KNOWN
    if "$ref" in schema:
        return fits(SCHEMA["$defs"][schema["$ref"].rpartition("/")[2]], value)
    if "anyOf" in schema:
        return any(fits(each, value) for each in schema["anyOf"])
    if "type" in schema:
        kind = TYPES[schema["type"]]
        if not isinstance(value, kind) or isinstance(value, bool):
            return False
    return _as_listed(schema, value) and _inside(schema, value)


def _as_listed(schema: Schema, value: Json) -> bool:
    if "const" in schema and value != schema["const"]:
        return False
    if "enum" in schema and value not in schema["enum"]:
        return False
    if isinstance(value, int):
        return bool(schema.get("minimum", value) <= value <= schema.get("maximum", value))
    if isinstance(value, str):
        pattern = re.compile(schema.get("pattern", ""))
        return len(value) >= schema.get("minLength", 0) and bool(pattern.search(value))
    return True


def _inside(schema: Schema, value: Json) -> bool:
    if isinstance(value, list):
        most = schema.get("maxItems", len(value))
        return len(value) <= most and all(fits(schema["items"], each) for each in value)
    if isinstance(value, dict):
        named = schema.get("properties", {})
        rest = schema["additionalProperties"]
        needed = schema.get("required", [])
        return all(key in value for key in needed) and all(
            fits(named[key], each) if key in named else rest is not False and fits(rest, each)
            for key, each in value.items()
        )
    return True


def accepted(content: Json) -> bool:
    """Whether the program takes a file for one, before it looks for its edition."""
    try:
        Bundle.model_validate(content)
    except ValidationError:
        return False
    return True


def places(content: Json, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """Every place in a file, the whole first."""
    found = [path]
    if isinstance(content, dict):
        for key, value in list(content.items())[:12]:
            found += places(value, (*path, key))
    elif isinstance(content, list):
        for index, value in enumerate(content):
            found += places(value, (*path, index))
    return found


WHOLE: Schema = json.loads(case_text("2021-balanced")) | {
    "kind": "government",
    "title": "题",
    "explanations": {"some-rule@somewhere": "理由"},
    "deviations": [{"of": "row", "text": "其他", "where": "表二第5行"}],
}
STRANGE: st.SearchStrategy[Json] = st.sampled_from(
    [None, True, 0, 2007, 2008, 2100, 2101, "", "字", "零\0字节", "row", "agency", "gouji/report@1", [], {}]
)


@pytest.mark.parametrize(
    "file", sorted(path.stem for folder in CASES for path in folder.glob("*balanced.json"))
)
def test_a_real_file_fits(file: str) -> None:
    assert fits(SCHEMA, json.loads(case_text(file)))


@given(st.sampled_from(places(WHOLE)[1:]), st.sampled_from(["replace", "drop", "add"]), STRANGE)
def test_schema_and_program_agree_on_every_change(
    path: tuple[str | int, ...], deed: str, value: Json
) -> None:
    content = copy.deepcopy(WHOLE)
    *way, last = path
    place: Any = content
    for key in way:
        place = place[key]
    if deed == "replace":
        place[last] = value
    elif deed == "drop":
        del place[last]
    elif isinstance(place, dict):
        place["unknown"] = value
    assert fits(SCHEMA, content) == accepted(content)
