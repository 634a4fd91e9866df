from pathlib import Path

import pytest

from app.domain.loading import BadEdition
from app.domain.troubles import NotFound
from app.store.editions import Editions, read_editions

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def editions() -> Editions:
    return read_editions(ROOT / "schemas")


def test_every_edition_file_is_read(editions: Editions) -> None:
    files = sorted((ROOT / "schemas").glob("*.yaml"))
    assert [edition.id for edition in editions.all] == [file.stem for file in files]
    for edition in editions.all:
        assert editions.by_id(edition.id) is edition


def test_a_year_has_the_edition_that_covers_it(editions: Editions) -> None:
    for edition in editions.all:
        assert editions.for_year(edition.shape.years.first) is edition
    assert editions.for_year(2024).covers(2024)


def test_what_there_is_not_is_not_found(editions: Editions) -> None:
    with pytest.raises(NotFound):
        editions.by_id("1999")
    with pytest.raises(NotFound):
        editions.for_year(1999)


def test_a_bad_edition_is_named_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "next.yaml").write_text("edition: 'next'\nyeers: {}\n", "utf-8")
    with pytest.raises(BadEdition, match=r"^next\.yaml:[0-9]+: "):
        read_editions(tmp_path)
