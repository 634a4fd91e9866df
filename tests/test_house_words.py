"""The house rules about words: which language where, what code may not name, what documents have to say."""

import importlib
import io
import re
import tokenize
from collections.abc import Iterator
from typing import get_args

from pydantic_settings import BaseSettings
from ruamel.yaml import YAML

from app.domain.rules import AnyRule
from app.domain.shape import EditionShape
from tests.house import APP, HAN, ROOT, sources, texts

# Ids that are also words of the program; code that says one of these need not mean the id.
WORDS = {
    "change",  # a browser's event; a line of the log
    "legal",  # a basis of rules: what the law says rather than the form
    "new",  # of a report, a page, a form
    "other",  # a key of rules: what must stand together with the first
    "partial",  # a running sum that still lacks parts
    "problems",  # the list of what is to be mended, with its page and its part
    "refused",  # a save the server would not take
    "total",  # a kind of rule, and the name of what it makes
}
SKIPPED = {"__pycache__", "data", "dist"}
# The brackets keep these patterns from finding themselves.
ABROAD = {
    "a path of somebody's machine": r"/(root|work)/\w|/opt/pyp[i]",
    "a package index": r"pypi\.(org|python)|pythonhoste[d]|npmjs\.|deb\.debian",
}


def schemas() -> dict[str, object]:
    reader = YAML(typ="safe", pure=True)
    return {name: reader.load(text) for name, text in texts("schemas/*.yaml").items()}


def ids(node: object) -> Iterator[str]:
    """Every `id` in a part of an edition."""
    if isinstance(node, dict):
        if isinstance(node.get("id"), str):
            yield node["id"]
        node = list(node.values())
    if isinstance(node, list):
        for each in node:
            yield from ids(each)


def named_ids() -> set[str]:
    """The ids of the editions, of their sections, topics, rows, columns, and of their rules."""
    found: set[str] = set()
    for edition in schemas().values():
        assert isinstance(edition, dict)
        found |= {edition["edition"], *ids(edition["sections"]), *ids(edition["rules"])}
    return found - WORDS


def quoted() -> Iterator[tuple[str, str]]:
    """Every quoted text in the program, its templates and its scripts, with its place."""
    for file in sources("app"):
        yield from file.constants()
    for pattern in ("templates/**/*.html", "app/static/**/*.js"):
        for name, text in texts(pattern).items():
            for found in re.finditer(r"""(["'`])(?P<text>[^"'`\n]+)\1""", text):
                yield f"{name}:{text.count(chr(10), 0, found.start()) + 1}", found["text"]


def test_no_code_names_an_edition_or_anything_in_it() -> None:
    known = named_ids()
    assert known
    assert [
        f"{place} names {text!r}"
        for place, text in quoted()
        if text in known or ("." in text and set(text.split(".")) <= known | WORDS)
    ] == []


def test_chinese_stands_only_where_people_read_it() -> None:
    # That is: in editions, templates, scripts and the sentences of the domain, not in comments and names.
    found = [
        f"{file.name}:{token.start[0]}"
        for file in sources("app")
        for token in tokenize.generate_tokens(io.StringIO(file.text).readline)
        if HAN.search(token.string)
        if not (token.type == tokenize.STRING and file.path.is_relative_to(APP / "domain"))
    ]
    assert found == []


def test_nothing_points_to_one_machine_or_one_package_index() -> None:
    found = []
    for file in ROOT.rglob("*"):
        parts = file.relative_to(ROOT).parts
        hidden = any(part in SKIPPED or (part.startswith(".") and part != ".ci") for part in parts[:-1])
        if hidden or file.is_dir() or b"\0" in (content := file.read_bytes()):
            continue
        text = content.decode(errors="replace")
        found += [
            f"{'/'.join(parts)}: {what}" for what, pattern in ABROAD.items() if re.search(pattern, text)
        ]
    assert found == []


def test_every_locked_package_has_its_hashes() -> None:
    locks = texts("requirements*.lock")
    assert len(locks) == 3
    for name, text in locks.items():
        packages = re.findall(r"^\w.*?(?=^\S|\Z)", text, re.MULTILINE | re.DOTALL)
        assert packages
        assert re.findall(r"^\s*-(?!-hash=).*", text, re.MULTILINE) == [], name
        assert [package for package in packages if "--hash=sha256:" not in package] == [], name


def test_what_is_tested_is_what_runs() -> None:
    def pins(name: str) -> set[str]:
        return set(re.findall(r"^\w.*==.*?(?= \\| ;)", texts(name)[name], re.MULTILINE))

    assert pins("requirements.lock") <= pins("requirements-dev.lock")


def test_every_setting_is_documented() -> None:
    documents = "".join([*texts("*.md").values(), *texts("docs/**/*.md").values()])
    models = [
        each for each in vars(importlib.import_module("app.settings")).values() if isinstance(each, type)
    ]
    names = [
        f"{model.model_config.get('env_prefix', '')}{field}".upper()
        for model in models
        if issubclass(model, BaseSettings) and model is not BaseSettings
        for field in model.model_fields
    ]
    assert names
    assert [name for name in names if not re.search(rf"\b{name}\b", documents)] == []
    assert [name for name in names if not name.startswith("GOUJI_")] == []


def test_every_key_and_kind_of_an_edition_is_documented() -> None:
    document = texts("schemas/README.md")["schemas/README.md"]
    shape = EditionShape.model_json_schema(by_alias=True)
    keys = {key for part in (shape, *shape["$defs"].values()) for key in part.get("properties", {})}
    kinds = {rule.model_fields["kind"].annotation for rule in get_args(get_args(AnyRule)[0])}
    words = keys | {name for kind in kinds for name in get_args(kind)}
    assert sorted(word for word in words if f"`{word}`" not in document) == []
