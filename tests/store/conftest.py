"""A furnished store on a real file, and an event loop to wait in."""

import asyncio
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.store.storage import Storage
from tests.store.office import Office, Run, furnish, opened


@pytest.fixture
def run() -> Iterator[Run]:
    with asyncio.Runner() as runner:
        yield runner.run


@pytest.fixture(scope="session")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Office]:
    """Furnished once; every test gets a copy of the files."""
    folder = tmp_path_factory.mktemp("furnished")
    with opened(f"sqlite:///{folder}/gouji.db") as storage:
        return folder, asyncio.run(furnish(storage))


@pytest.fixture
def office(furnished: tuple[Path, Office]) -> Office:
    return furnished[1]


@pytest.fixture
def url(tmp_path: Path, furnished: tuple[Path, Office]) -> str:
    shutil.copytree(furnished[0], tmp_path / "data")
    return f"sqlite:///{tmp_path}/data/gouji.db"


@pytest.fixture
def storage(url: str) -> Iterator[Storage]:
    with opened(url) as storage:
        yield storage
