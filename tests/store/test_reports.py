import asyncio
from dataclasses import replace

import pytest

from app.domain.troubles import (
    AlreadyFinished,
    ContentChanged,
    KeyReused,
    NotFinished,
    NotFound,
    ReportExists,
    StillBlocked,
    TooLong,
    TooMany,
    Trouble,
    Unwritable,
)
from app.store.acceptable import LONGEST_TEXT, MOST_EDITS
from app.store.storage import Storage
from app.store.verbs import NewReport, Opened, ReportStore, Sent, Step
from tests.store.office import Office, Run, edit, opened, sent

FIELD = "requests.new.natural"


def test_the_file_store_speaks_the_protocol(storage: Storage, office: Office) -> None:
    store: ReportStore = storage.reports
    assert store.open(office.report.id) == office.report


def test_a_new_report_begins_with_what_it_is_given(storage: Storage, office: Office, run: Run) -> None:
    new = NewReport(office.agency.id, 2025, "agency", "2021", {FIELD: "9", "/title": ""})
    made = run(storage.reports.create(new, office.li.actor))
    assert (made.year, made.kind, made.edition, made.state, made.rev) == (2025, "agency", "2021", "draft", 1)
    assert made.fields == {FIELD: "9"}
    assert made.agency == office.agency
    assert storage.reports.open(made.id) == made
    log = storage.reports.history(made.id)
    assert [(line.field, line.after, line.source) for line in log] == [
        ("@report", f"{office.agency.id} 2025 agency 2021", "step"),
        ("@state", "draft", "step"),
        (FIELD, "9", "carried"),
    ]


def test_an_agency_has_one_report_of_a_kind_for_a_year(storage: Storage, office: Office, run: Run) -> None:
    again = NewReport(office.agency.id, 2024, "agency", "2021")
    with pytest.raises(ReportExists):
        run(storage.reports.create(again, office.wang.actor))
    run(storage.reports.create(replace(again, kind="government"), office.wang.actor))
    with pytest.raises(NotFound):
        run(storage.reports.create(replace(again, agency_id=99), office.wang.actor))
    assert len(storage.reports.list_for(None)) == 2


def test_typing_is_answered_when_kept(storage: Storage, office: Office, run: Run, url: str) -> None:
    typed = run(
        storage.reports.type_fields(office.report.id, office.li.actor, sent("a", 1, edit(FIELD, "9")))
    )
    assert typed.saved == (FIELD,)
    assert not typed.conflicts
    assert not typed.replayed
    assert typed.opened == storage.reports.open(office.report.id)
    assert typed.opened.fields == {FIELD: "9"}
    assert typed.opened.revisions == {FIELD: typed.opened.rev}
    assert typed.opened.changed_by == "李明"
    storage.close()
    with opened(url) as later:
        assert later.reports.open(office.report.id) == typed.opened


def test_blank_is_one_thing_and_not_zero(storage: Storage, office: Office, run: Run) -> None:
    def type_(seq: int, value: str | None, base: str | None) -> str | None:
        request = sent("a", seq, edit(FIELD, value, base))
        return run(storage.reports.type_fields(office.report.id, office.li.actor, request)).opened.fields[
            FIELD
        ]

    assert type_(1, "0", "") == "0"
    assert type_(2, "", "0") is None
    assert [line.after for line in storage.reports.history(office.report.id, FIELD)] == ["0", None]


def test_what_already_stands_there_is_acknowledged_and_not_logged(
    storage: Storage, office: Office, run: Run
) -> None:
    store, id_ = storage.reports, office.report.id
    first = run(store.type_fields(id_, office.li.actor, sent("a", 1, edit(FIELD, "9"))))
    same = run(store.type_fields(id_, office.wang.actor, sent("b", 1, edit(FIELD, "9", "7"))))
    assert same.saved == (FIELD,)
    assert same.opened == first.opened
    assert len(store.history(id_, FIELD)) == 1


def test_a_conflict_shows_what_stands_there_and_writes_nothing(
    storage: Storage, office: Office, run: Run
) -> None:
    store, id_ = storage.reports, office.report.id
    first = run(store.type_fields(id_, office.li.actor, sent("a", 1, edit(FIELD, "9"))))
    request = sent("b", 1, edit(FIELD, "7"), edit("requests.new.business", "3"))
    answer = run(store.type_fields(id_, office.wang.actor, request))
    assert answer.saved == ("requests.new.business",)
    conflict = answer.conflicts[FIELD]
    assert (conflict.stored, conflict.by, conflict.by_id, conflict.at) == (
        "9",
        "李明",
        office.li.id,
        first.at,
    )
    assert store.open(id_).fields == {FIELD: "9", "requests.new.business": "3"}


def test_a_field_nobody_wrote_conflicts_with_the_making_of_the_report(
    storage: Storage, office: Office, run: Run
) -> None:
    request = sent("b", 1, edit(FIELD, "7", "8"))
    conflict = run(storage.reports.type_fields(office.report.id, office.wang.actor, request)).conflicts[FIELD]
    assert (conflict.stored, conflict.by, conflict.at) == (None, "李明", office.report.changed_at)


def test_two_people_may_call_their_clients_the_same(storage: Storage, office: Office, run: Run) -> None:
    store, id_ = storage.reports, office.report.id
    run(store.type_fields(id_, office.li.actor, sent("tab-7", 1, edit(FIELD, "9"))))
    answer = run(store.type_fields(id_, office.wang.actor, sent("tab-7", 1, edit(FIELD, "7"))))
    assert not answer.replayed
    assert FIELD in answer.conflicts


def test_a_repeated_request_gets_the_recorded_answer(storage: Storage, office: Office, run: Run) -> None:
    store, id_ = storage.reports, office.report.id
    request = sent("a", 5, edit(FIELD, "9"))
    first = run(store.type_fields(id_, office.li.actor, request))
    run(store.type_fields(id_, office.wang.actor, sent("b", 1, edit(FIELD, "8", "9"))))
    for late in (request, sent("a", 3, edit(FIELD, "1", "8"))):
        again = run(store.type_fields(id_, office.li.actor, late))
        assert again == replace(first, replayed=True)
    assert store.open(id_).fields == {FIELD: "8"}


def test_fifty_identical_requests_at_once_have_one_effect(storage: Storage, office: Office, run: Run) -> None:
    async def all_at_once() -> set[int]:
        requests = [
            storage.reports.type_fields(office.report.id, office.li.actor, sent("a", 1, edit(FIELD, "9")))
            for _ in range(50)
        ]
        return {answer.opened.rev for answer in await asyncio.gather(*requests)}

    assert run(all_at_once()) == {2}
    assert len(storage.reports.history(office.report.id, FIELD)) == 1


@pytest.mark.parametrize(
    ("request_", "trouble"),
    [
        (sent("a", 1, edit(FIELD, "x" * (LONGEST_TEXT + 1))), TooLong),
        (sent("a", 1, edit(FIELD, "\ud800")), Unwritable),
        (sent("a", 1, edit(FIELD, "a\0b")), Unwritable),
        (sent("a", 1, edit("", "1")), Unwritable),
        (sent("a", 1, edit("@state", "finished")), Unwritable),
        (sent("a", 1, edit("x" * 201, "1")), Unwritable),
        (sent("a", 1, edit("\udfff", "1")), Unwritable),
        (sent("", 1, edit(FIELD, "1")), Unwritable),
        (sent("@step:k", 1, edit(FIELD, "1")), Unwritable),
        (sent("a", 0, edit(FIELD, "1")), Unwritable),
        (sent("a", 2**63, edit(FIELD, "1")), Unwritable),
        (sent("a", 1, edit(FIELD, "1"), edit(FIELD, "2")), Unwritable),
        (sent("a", 1, *(edit(f"f{n}", "1") for n in range(MOST_EDITS + 1))), TooMany),
    ],
)
def test_what_cannot_be_kept_exactly_is_refused_whole(
    storage: Storage, office: Office, run: Run, request_: Sent, trouble: type[Trouble]
) -> None:
    with pytest.raises(trouble) as refusal:
        run(storage.reports.type_fields(office.report.id, office.li.actor, request_))
    assert refusal.value.sentence.encode()
    assert storage.reports.open(office.report.id) == office.report


def test_the_longest_text_and_the_most_edits_are_kept(storage: Storage, office: Office, run: Run) -> None:
    long = "\U00020bb7" * LONGEST_TEXT
    request = sent("a", 1, *(edit(f"f{n}", long if n == 0 else str(n)) for n in range(MOST_EDITS)))
    answer = run(storage.reports.type_fields(office.report.id, office.li.actor, request))
    assert len(answer.saved) == MOST_EDITS
    assert storage.reports.open(office.report.id).fields["f0"] == long


def test_nothing_is_typed_into_a_report_that_does_not_exist(
    storage: Storage, office: Office, run: Run
) -> None:
    with pytest.raises(NotFound):
        run(storage.reports.type_fields(99, office.li.actor, sent("a", 1, edit(FIELD, "1"))))
    with pytest.raises(NotFound):
        storage.reports.open(99)
    with pytest.raises(NotFound):
        storage.reports.history(99)
    with pytest.raises(NotFound):
        storage.reports.verify(99)


def test_a_finished_report_does_not_change_until_it_is_reopened(
    storage: Storage, office: Office, run: Run
) -> None:
    store, id_, li = storage.reports, office.report.id, office.li.actor
    done = run(store.take_step(id_, li, Step("finish", "finished", office.report.head, reason="齐了")))
    assert done.opened.state == "finished"
    assert store.open(id_) == done.opened
    with pytest.raises(AlreadyFinished):
        run(store.type_fields(id_, li, sent("a", 1, edit(FIELD, "9"))))
    with pytest.raises(AlreadyFinished):
        run(store.take_step(id_, li, Step("finish", "finished", None)))
    run(store.take_step(id_, li, Step("reopen", "draft", done.opened.head)))
    with pytest.raises(NotFinished):
        run(store.take_step(id_, li, Step("reopen", "draft", None)))
    assert run(store.type_fields(id_, li, sent("a", 1, edit(FIELD, "9")))).saved == (FIELD,)
    assert [(line.after, line.reason) for line in store.history(id_, "@state")] == [
        ("draft", None),
        ("finished", "齐了"),
        ("draft", None),
    ]


def test_a_step_is_taken_on_the_content_that_was_seen(storage: Storage, office: Office, run: Run) -> None:
    store, id_ = storage.reports, office.report.id
    run(store.type_fields(id_, office.wang.actor, sent("b", 1, edit(FIELD, "9"))))
    with pytest.raises(ContentChanged):
        run(store.take_step(id_, office.li.actor, Step("finish", "finished", office.report.head)))
    assert store.open(id_).state == "draft"


def test_a_step_is_checked_on_what_is_stored(storage: Storage, office: Office, run: Run) -> None:
    seen = []

    def refuse(report: Opened) -> None:
        seen.append(report)
        raise StillBlocked(())

    step = Step("finish", "finished", None, check=refuse)
    with pytest.raises(StillBlocked):
        run(storage.reports.take_step(office.report.id, office.li.actor, step))
    assert seen == [office.report]
    assert storage.reports.open(office.report.id) == office.report


def test_a_step_with_a_key_is_taken_once(storage: Storage, office: Office, run: Run) -> None:
    store, id_, li = storage.reports, office.report.id, office.li.actor
    step = Step("finish", "finished", office.report.head, key="k-1")
    first = run(store.take_step(id_, li, step))
    again = run(store.take_step(id_, li, step))
    assert again == replace(first, replayed=True)
    assert len(store.history(id_, "@state")) == 2
    with pytest.raises(KeyReused):
        run(store.take_step(id_, li, Step("reopen", "draft", None, key="k-1")))


def test_a_report_can_be_read_as_it_was(storage: Storage, office: Office, run: Run) -> None:
    store, id_, li = storage.reports, office.report.id, office.li.actor
    states = [office.report]
    for seq, value in enumerate(("1", "2", "3"), 1):
        states.append(run(store.type_fields(id_, li, sent("a", seq, edit(FIELD, value)))).opened)
    states.append(run(store.take_step(id_, li, Step("finish", "finished", None))).opened)
    assert [store.open(id_, state.rev) for state in states] == states
    for never in (0, 99):
        with pytest.raises(NotFound):
            store.open(id_, never)


def test_reports_are_listed_by_agency_year_and_state(storage: Storage, office: Office, run: Run) -> None:
    store, li = storage.reports, office.li.actor
    other = run(storage.accounts.add_agency("某市甲局", parent_id=office.agency.id, traits=("department",)))
    for year in (2023, 2024):
        run(store.create(NewReport(other.id, year, "agency", "2021"), li))
    run(store.take_step(office.report.id, li, Step("finish", "finished", None)))
    listed = store.list_for(None)
    assert [(each.agency.name, each.year) for each in listed] == [
        ("某市某局", 2024),
        ("某市甲局", 2024),
        ("某市甲局", 2023),
    ]
    assert listed[1].agency == other
    assert [each.year for each in store.list_for([other.id], year=2023)] == [2023]
    assert [each.id for each in store.list_for(None, state="finished")] == [office.report.id]
    assert store.list_for([]) == ()


def test_last_years_report_is_found(storage: Storage, office: Office, run: Run) -> None:
    before = run(storage.reports.create(NewReport(office.agency.id, 2023, "agency", "2021"), office.li.actor))
    assert storage.reports.previous(office.agency.id, 2024, "agency") == (before.id, before.rev)
    assert storage.reports.previous(office.agency.id, 2023, "agency") is None
    assert storage.reports.previous(office.agency.id, 2024, "government") is None
