"""The house rules that can be counted: sizes, layers and habits. What each is for: CONTRIBUTING.md."""

import ast
import importlib
import inspect
import pkgutil
import re
import statistics
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import get_args

import pytest
from pydantic import BaseModel

import app.domain
from app.domain.rules import AnyRule
from docs.build import pages
from tests.house import (
    ROOT,
    Function,
    Source,
    arguments,
    branches,
    length,
    over,
    percentile,
    sources,
    texts,
)
from tests.web.people import House
from tests.web.test_routes import TABLE, routes

HOUSE = (*sources("app"), *sources("tests"))
KINDS: tuple[type[BaseModel], ...] = get_args(get_args(AnyRule)[0])
# The two places that put words to what went wrong: in an edition file, and in an answer to a browser.
SPEAKERS = {"app/domain/loading.py", "app/web/trouble.py"}
EMPTY_NAMES = {"util", "utils", "helper", "helpers", "common", "base", "manager", "service", "services"}


def sizes(of: Callable[[Function], int], files: tuple[Source, ...] = HOUSE) -> dict[str, int]:
    return {place: of(function) for file in files for place, function in file.functions()}


def domain_modules() -> Iterator[ModuleType]:
    for found in pkgutil.walk_packages(app.domain.__path__, "app.domain."):
        yield importlib.import_module(found.name)


def domain_classes() -> list[type]:
    return [
        member
        for module in domain_modules()
        for _, member in inspect.getmembers(module, inspect.isclass)
        if member.__module__ == module.__name__
    ]


def test_no_file_is_too_long() -> None:
    lines = {file.name: file.lines for file in HOUSE}
    for pattern in ("app/static/**/*.js", "app/static/**/*.css"):
        lines |= {name: len(text.splitlines()) for name, text in texts(pattern).items()}
    assert over(lines, 400) == []


def test_no_template_is_too_long() -> None:
    lines = {name: len(text.splitlines()) for name, text in texts("templates/**/*.html").items()}
    assert over(lines, 160) == []
    assert statistics.median(lines.values()) <= 40
    assert percentile(list(lines.values()), 95) <= 120


def test_no_edition_is_too_long_to_be_read_in_one_sitting() -> None:
    lines = {name: len(text.splitlines()) for name, text in texts("schemas/*.yaml").items()}
    assert over(lines, 400) == []


@pytest.mark.parametrize(
    ("of", "limit"), [(length, 50), (branches, 10), (arguments, 6)], ids=["lines", "branches", "arguments"]
)
def test_no_function_is_too_large(of: Callable[[Function], int], limit: int) -> None:
    assert over(sizes(of), limit) == []


def test_most_of_the_program_is_small() -> None:
    files = sources("app")
    lines = [file.lines for file in files]
    assert statistics.median(lines) <= 120
    assert percentile(lines, 95) <= 300
    functions = list(sizes(length, files).values())
    assert statistics.median(functions) <= 9
    assert percentile(functions, 95) <= 35
    assert percentile(list(sizes(branches, files).values()), 95) <= 7
    assert percentile(list(sizes(arguments, files).values()), 95) <= 4


def test_every_module_has_its_room_and_imports_downwards() -> None:
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as run; run()"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_nothing_is_imported_inside_a_function() -> None:
    found = [
        place
        for file in HOUSE
        for place, function in file.functions()
        if any(isinstance(node, ast.Import | ast.ImportFrom) for node in ast.walk(function))
    ]
    assert found == []


def test_only_named_exceptions_are_caught() -> None:
    def is_broad(caught: ast.expr | None) -> bool:
        names = caught.elts if isinstance(caught, ast.Tuple) else [caught]
        return any(name is None or ast.unparse(name) in {"Exception", "BaseException"} for name in names)

    found = [
        f"{file.name}:{node.lineno}"
        for file in HOUSE
        for node in ast.walk(file.tree)
        if isinstance(node, ast.ExceptHandler) and is_broad(node.type)
    ]
    assert found == []


def test_a_refusal_is_a_class_that_owns_its_sentence() -> None:
    def is_speech(node: ast.AST) -> bool:
        if not isinstance(node, ast.Call):
            return isinstance(node, ast.Name | ast.Attribute) and ast.unparse(node).endswith("HTTPException")
        says = any(isinstance(word, ast.JoinedStr | ast.Constant) for word in node.args)
        return says and ast.unparse(node.func) in {"ValueError", "Exception", "RuntimeError"}

    found = [
        f"{file.name}:{node.lineno}"
        for file in sources("app")
        for node in ast.walk(file.tree)
        if file.name not in SPEAKERS and isinstance(node, ast.expr) and is_speech(node)
    ]
    assert found == []


def test_every_dataclass_is_frozen() -> None:
    def lacks(made: ast.ClassDef, decorator: str) -> set[str]:
        # What is worked out once and kept needs the dictionary that slots do away with.
        keeps = "@cached_property" in ast.unparse(made)
        return ({"frozen=True"} if keeps else {"frozen=True", "slots=True"}) - set(decorator.split())

    found = [
        f"{file.name}:{node.lineno} {node.name}"
        for file in HOUSE
        for node in ast.walk(file.tree)
        if isinstance(node, ast.ClassDef)
        for decorator in node.decorator_list
        if (said := ast.unparse(decorator)).startswith("dataclass")
        if lacks(node, re.sub(r"[(),]", " ", said))
    ]
    assert found == []


def test_every_model_of_the_domain_is_frozen() -> None:
    models = [each for each in domain_classes() if issubclass(each, BaseModel)]
    assert set(KINDS) <= set(models)
    assert [each for each in models if not each.model_config.get("frozen")] == []


def test_no_name_says_nothing() -> None:
    folders = {folder for file in HOUSE for folder in file.path.relative_to(ROOT).parent.parts}
    names = {file.path.stem for file in HOUSE} | folders
    assert sorted(name for name in names if EMPTY_NAMES & set(name.split("_"))) == []


def test_a_check_is_switched_off_only_with_its_code_and_a_reason() -> None:
    switch = re.compile(r"#\s*(type: ignore|noqa|djlint:off)\b(?P<rest>.*)")
    reason = re.compile(r"(\[[\w, -]+\]|: ?[A-Z]+\d+(, ?[A-Z]+\d+)*) +(#|-|--) *\w{2}.*")
    found = [
        f"{file.name}:{number}"
        for file in HOUSE
        for number, line in enumerate(file.text.splitlines(), 1)
        if (off := switch.search(line))
        and not reason.fullmatch(off["rest"])
        and file.name != "tests/test_house.py"
    ]
    assert found == []


def test_one_kind_of_rule_is_one_file_with_one_name() -> None:
    kinds = {kind.__module__.rpartition(".")[2]: kind for kind in KINDS}
    files = {
        file.path.stem: file.lines for file in sources("app/domain/rules") if file.path.stem != "__init__"
    }
    assert sorted(kinds) == sorted(files)
    for name, kind in kinds.items():
        snake = re.sub(r"(?<!^)(?=[A-Z])", "_", kind.__name__).lower()
        assert get_args(kind.model_fields["kind"].annotation) == (name,), kind
        assert snake == name, kind
    assert over(files, 60) == []


def test_every_route_stands_in_the_table_of_who_may(house: House) -> None:
    assert sorted(routes(house.app.routes)) == sorted(TABLE)


@pytest.mark.parametrize("path", sorted(pages()), ids=lambda path: path.name)
def test_generated_documents_are_current(path: Path) -> None:
    assert path.read_text("utf-8") == pages()[path], "run `make docs`"
