"""The source of the house, read once, for the tests that hold it to its habits (CONTRIBUTING.md)."""

import ast
import re
import statistics
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent
APP = ROOT / "app"
HAN = re.compile("[\u2e80-\u2fdf\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")

Function = ast.FunctionDef | ast.AsyncFunctionDef
FORKS = (ast.If, ast.For, ast.AsyncFor, ast.While, ast.ExceptHandler, ast.match_case)


@dataclass(frozen=True, slots=True)
class Source:
    """One Python file: where it is, its text and its tree."""

    path: Path
    text: str
    tree: ast.Module

    @property
    def name(self) -> str:
        return self.path.relative_to(ROOT).as_posix()

    @property
    def lines(self) -> int:
        return len(self.text.splitlines())

    def functions(self) -> Iterator[tuple[str, Function]]:
        """Every function, also those inside others, with the place to look for it."""
        for node in ast.walk(self.tree):
            if isinstance(node, Function):
                yield f"{self.name}:{node.lineno} {node.name}()", node

    def constants(self) -> Iterator[tuple[str, str]]:
        """Every string literal that is not a docstring, with its place."""
        docstrings = {id(node.value) for node in ast.walk(self.tree) if isinstance(node, ast.Expr)}
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
                yield f"{self.name}:{node.lineno}", node.value


@cache
def sources(folder: str) -> tuple[Source, ...]:
    """The Python files below `folder` of the repository, in order of their names."""
    files = sorted((ROOT / folder).rglob("*.py"))
    texts = [(file, file.read_text("utf-8")) for file in files]
    return tuple(Source(file, text, ast.parse(text)) for file, text in texts)


@cache
def texts(pattern: str) -> dict[str, str]:
    """The files that match `pattern` by their names in the repository."""
    return {
        file.relative_to(ROOT).as_posix(): file.read_text("utf-8")
        for file in sorted(ROOT.glob(pattern))
        if file.is_file()
    }


def length(function: Function) -> int:
    """The lines of a function without its docstring: what it says about itself is not counted against it."""
    lines = (function.end_lineno or function.lineno) - function.lineno + 1
    first = function.body[0]
    if ast.get_docstring(function, clean=False) is None:
        return lines
    return lines - ((first.end_lineno or first.lineno) - first.lineno + 1)


def branches(function: Function) -> int:
    """McCabe's number: one, and one more for each fork; functions inside it count for themselves."""
    own, rest = [], list(ast.iter_child_nodes(function))
    while rest:
        node = rest.pop()
        own.append(node)
        if not isinstance(node, Function):
            rest.extend(ast.iter_child_nodes(node))
    return 1 + sum(isinstance(node, FORKS) for node in own)


def arguments(function: Function) -> int:
    """What a caller has to know about: everything but self and cls."""
    names = [arg.arg for arg in (*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs)]
    return len([name for name in names if name not in {"self", "cls"}])


def over(sizes: dict[str, int], limit: int) -> list[str]:
    """The places that are larger than `limit`, the largest first."""
    found = sorted(((size, place) for place, size in sizes.items() if size > limit), reverse=True)
    return [f"{place}: {size}, at most {limit}" for size, place in found]


def percentile(sizes: Sequence[int], percent: int) -> float:
    """The size that `percent` of a hundred do not exceed."""
    return statistics.quantiles(sizes, n=100, method="inclusive")[percent - 1]
