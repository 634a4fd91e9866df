"""What every test may ask for: editions, a report, a store, and people who use the real application."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

from app.domain.edition import Edition
from app.domain.fields import Head, from_fields, to_fields
from app.domain.report import Report
from app.store.storage import Storage, open_storage
from tests.reports import editions
from tests.specimens import case
from tests.web.people import House, opened
from tests.web.visiting import Visitor

Cells = Mapping[str, str | None]


@pytest.fixture
def edition() -> Edition:
    """The newest published edition."""
    return editions()[-1]


@pytest.fixture
def a_report() -> Callable[[Cells], Report]:
    """A balanced report in which some fields are other."""

    def made(cells: Cells) -> Report:
        whole = case("2021-balanced")
        head = Head(whole.agency, whole.year, whole.kind, whole.traits)
        return from_fields(whole.edition, head, {**to_fields(whole), **cells})

    return made


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Storage]:
    """An empty store on a real file."""
    storage = open_storage(f"sqlite:///{tmp_path / 'gouji.db'}")
    yield storage
    storage.close()


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """The real application with its people, shared by the tests of a module."""
    with opened(tmp_path_factory.mktemp("house")) as house:
        yield house


@pytest.fixture
def as_(house: House) -> Callable[[str], Visitor]:
    """Signs somebody in by their part: nobody, drafter, stranger, reviewer or supervisor."""
    return house.visitor
