"""The editions and reports that tests work with, from `schemas/`, `tests/editions/` and `tests/cases/`."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from app.domain.edition import Edition
from app.domain.loading import load_edition
from app.domain.report import Report
from app.domain.troubles import NotFound
from app.files.bundle import loads

TESTS = Path(__file__).parent
SCHEMAS = TESTS.parent / "schemas"
FOLDERS = (SCHEMAS, TESTS / "editions")
CASES = (TESTS / "cases", TESTS / "editions")


@cache
def edition(name: str) -> Edition:
    """The edition whose file has this name, a published one or the invented one."""
    path = next((folder / f"{name}.yaml" for folder in FOLDERS if (folder / f"{name}.yaml").exists()), None)
    if path is None:
        raise NotFound
    return load_edition(path.read_text("utf-8"), path.name)


@dataclass(frozen=True, slots=True)
class Shelf:
    """Where a report file finds its edition."""

    def by_id(self, edition_id: str) -> Edition:
        return edition(edition_id)


def case_text(name: str) -> str:
    """The text of a report file by its name without the ending."""
    path = next(folder / f"{name}.json" for folder in CASES if (folder / f"{name}.json").exists())
    return path.read_text("utf-8")


@cache
def case(name: str, previous: str | None = None) -> Report:
    """The report in a case file, with the one of the year before where that is named."""
    report = loads(case_text(name), Shelf(), f"{name}.json")
    return replace(report, previous=case(previous) if previous else None)
