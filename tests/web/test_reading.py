"""A report that is kept laid out while it is typed in is always the one that is stored."""

from __future__ import annotations

import random

from app.web.reading import Reader
from tests.web.people import House, balanced

FIELDS = (
    "requests.new.natural",
    "requests.new.total",
    "appeals.review.upheld",
    "/title",
    "/preface",
    "/overview/proactive",
    "/overview/extra-1",
    "/explain/requests-carried-in@requests.carried_in.total",
    "/carried/requests.new.natural",
    "/carried//overview/proactive",
)


def test_what_is_kept_equals_what_is_stored(house: House) -> None:
    last_year = house.report(balanced())
    stored = house.report(balanced(), year=last_year.year + 1)
    rooms, drafter, dice = house.rooms, house.visitor("drafter"), random.Random(7)  # noqa: S311 - not for secrets
    for seq in range(1, 40):
        report = dice.choice([stored, stored, stored, last_year])
        text, field = dice.choice(["3", "12", "三", "", "写一段。"]), dice.choice(FIELDS)
        base = rooms.reports.open(report.id).fields.get(field) or ""
        page = drafter.save(report.id, {"seq": str(seq), f"v.{field}": text, f"b.{field}": base})
        assert field in page.one(id="ack")["data-ok"]
        opened = rooms.reports.open(stored.id)
        kept = rooms.reader.report(opened)
        fresh = Reader(rooms.reports, rooms.editions).report(opened)
        assert kept == fresh
        assert kept.findings == fresh.findings
        assert kept.unconfirmed == fresh.unconfirmed


def test_an_earlier_revision_is_laid_out_as_it_was(house: House) -> None:
    stored = house.report(balanced())
    reader, drafter = house.rooms.reader, house.visitor("drafter")
    before = reader.report(stored)
    base = stored.fields["requests.new.natural"] or ""
    drafter.save(stored.id, {"v.requests.new.natural": "77", "b.requests.new.natural": base})
    now = reader.report(house.rooms.reports.open(stored.id))
    assert now.cells != before.cells
    assert reader.report(house.rooms.reports.open(stored.id, stored.rev)) == before
