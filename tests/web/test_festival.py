"""An edition that nobody here has heard of goes through form, save, problems, finish and print."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.domain.content import content_hash
from app.domain.fields import to_fields
from tests.specimens import TESTS, case
from tests.web.people import House, opened

FOLDER = TESTS / "editions"
YEAR = 2016


@pytest.fixture(scope="module")
def village(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with opened(tmp_path_factory.mktemp("village"), FOLDER) as house:
        yield house


def test_it_is_begun_typed_checked_finished_and_printed(village: House) -> None:
    drafter = village.visitor("drafter")
    begun = drafter.post("/reports", {"agency": str(village.agencies["mine"]), "year": str(YEAR)})
    report = int(begun.headers["location"].rsplit("/", 1)[1])
    edition = village.rooms.editions.for_year(YEAR)
    wanted = {
        name: text or "" for name, text in to_fields(case("festival-balanced")).items() if name != "/title"
    }
    stated = {total.address for total in edition.totals}
    section = ""
    for section in edition.sections:
        page = drafter.get(f"/reports/{report}/sections/{section}")
        typed = {name: wanted[name] for name in page.fields() if name in wanted and name not in stated}
        drafter.post(f"/reports/{report}/sections/{section}", page.fields() | typed)
    totals = {f"v.{name}": text for name, text in wanted.items() if name in stated}
    page = drafter.save(report, {"section": section, "v./preface": "记。", **totals})
    assert page.one(id="tally").text.endswith("可以定稿") or "提示" in page.one(id="tally").text
    drafter.get(f"/reports/{report}/problems?section={section}")
    assert drafter.ask("GET", f"/reports/{report}/rendering.pdf").content.startswith(b"%PDF-")
    stored = village.rooms.reader.report(village.rooms.reports.open(report))
    drafter.post(f"/reports/{report}/steps/finish", {"content_hash": content_hash(stored)})


def test_what_last_years_report_hands_on_waits_to_be_confirmed(village: House) -> None:
    edition = village.rooms.editions.for_year(YEAR)
    fields = {name: text for name, text in to_fields(case("festival-balanced")).items() if name != "/title"}
    village.report(fields, of="beside", year=YEAR, edition=edition.id)
    stranger = village.visitor("stranger")
    form = {"agency": str(village.agencies["beside"]), "year": str(YEAR + 1), "carry": "yes"}
    report = village.rooms.reports.open(
        int(stranger.post("/reports", form).headers["location"].rsplit("/", 1)[1])
    )
    waiting = village.rooms.reader.report(report).unconfirmed
    assert waiting
    for section in dict.fromkeys(each.section for each in waiting):
        page = stranger.get(f"/reports/{report.id}/sections/{section}")
        assert len(page.all("li", data_sort="confirm")) == len([e for e in waiting if e.section == section])
    (section, button) = next(
        (section, button)
        for section in edition.sections
        for button in stranger.get(f"/reports/{report.id}/sections/{section}").all("button", name="bring")
    )
    page = stranger.get(f"/reports/{report.id}/sections/{section}")
    stranger.post(f"/reports/{report.id}/sections/{section}", page.fields() | {"bring": button["value"]})
    report = village.rooms.reports.open(report.id)
    assert len(village.rooms.reader.report(report).unconfirmed) == len(waiting) + 1


def test_what_does_not_add_up_is_said(village: House) -> None:
    edition = village.rooms.editions.for_year(YEAR)
    total = edition.totals[0]
    fields = {**to_fields(case("festival-balanced")), total.address: "999"}
    report = village.report(fields, year=YEAR + 1, edition=edition.id)
    page = village.visitor("drafter").get(f"/reports/{report.id}/sections/{total.section}")
    assert "相差" in page.one(id="problems").text
    assert page.one("input", name=total.address)["data-total"] == "1"
    assert page.one("button", name="take", value=total.address)["data-computed"]


def test_the_folder_is_where_the_edition_is(village: House) -> None:
    assert Path(FOLDER, "festival.yaml").exists()
    assert [edition.id for edition in village.rooms.editions.all] == ["festival"]
