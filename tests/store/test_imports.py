"""Documents that were brought: whose they are, what is decided about them, and how they go."""

import asyncio

import pytest

from app.domain.importing_troubles import TooManyWaiting
from app.domain.troubles import NotFound
from app.store.clock import DAY, now
from app.store.imports import DAYS_KEPT, MOST_WAITING, Brought
from app.store.storage import Storage
from app.store.verbs import Revision
from tests.store.office import Office, Run, opened


def document(office: Office, name: str = "年报.docx") -> Brought:
    return Brought(
        agency_id=office.agency.id,
        name=name,
        digest="0" * 64,
        purpose="previous",
        kind="agency",
        report_id=office.report.id,
        source='{"items": []}',
        result='{"fields": {}}',
    )


@pytest.fixture
def brought(storage: Storage, office: Office, run: Run) -> int:
    return run(storage.imports.add(office.li.id, document(office)))


def test_it_is_kept_as_it_was_brought(storage: Storage, office: Office, brought: int) -> None:
    pending = storage.imports.open(brought, office.li.id)
    assert (pending.source, pending.result, pending.decisions) == ('{"items": []}', '{"fields": {}}', {})
    head = pending.head
    assert (head.name, head.purpose, head.kind, head.state) == ("年报.docx", "previous", "agency", "waiting")
    assert (head.agency_id, head.report_id, head.written_id) == (office.agency.id, office.report.id, None)
    assert storage.imports.waiting(office.li.id) == (head,)


def test_nobody_else_knows_of_it(storage: Storage, office: Office, brought: int, run: Run) -> None:
    imports, wang = storage.imports, office.wang.id
    assert imports.waiting(wang) == ()
    with pytest.raises(NotFound):
        imports.open(brought, wang)
    with pytest.raises(NotFound):
        run(imports.decide(brought, wang, {"year": "2024"}))
    run(imports.discard(brought, wang))
    run(imports.read_anew(brought, wang, "{}", {}))
    run(imports.written(brought, wang, Revision(office.report.id, 1), 1, 1))
    pending = imports.open(brought, office.li.id)
    assert (pending.head.state, pending.result, pending.decisions) == ("waiting", '{"fields": {}}', {})


def test_decisions_are_added_to_the_earlier_ones(
    storage: Storage, office: Office, brought: int, run: Run
) -> None:
    async def decided() -> None:
        pairs = [{"a.b.c": "1"}, {"year": "2023"}, {"a.b.d": ""}, {"take:/x:1": ""}]
        await asyncio.gather(*(storage.imports.decide(brought, office.li.id, pair) for pair in pairs))

    run(decided())
    pending = run(storage.imports.decide(brought, office.li.id, {"a.b.c": "2"}))
    assert pending.decisions == {"a.b.c": "2", "year": "2023", "a.b.d": "", "take:/x:1": ""}
    run(storage.imports.read_anew(brought, office.li.id, '{"fields": {"x": "1"}}', {"year": "2022"}))
    anew = storage.imports.open(brought, office.li.id)
    assert (anew.result, anew.decisions) == ('{"fields": {"x": "1"}}', {"year": "2022"})


def test_it_is_written_once(storage: Storage, office: Office, brought: int, run: Run) -> None:
    imports, li = storage.imports, office.li.id
    run(imports.written(brought, li, Revision(office.report.id, 7), 187, 12))
    run(imports.written(brought, li, Revision(office.report.id, 9), 1, 1))
    (into,) = imports.into(office.report.id)
    assert (into.id, into.person_id, into.name, into.rev) == (brought, li, "年报.docx", 7)
    assert (into.figures, into.texts, into.by, into.kept) == (187, 12, "李明", True)
    assert imports.waiting(li) == ()
    run(imports.discard(brought, li))
    assert imports.open(brought, li).head.state == "written"
    with pytest.raises(NotFound):
        run(imports.decide(brought, li, {"year": "2024"}))


def test_what_is_dropped_is_gone(storage: Storage, office: Office, brought: int, run: Run) -> None:
    run(storage.imports.discard(brought, office.li.id))
    run(storage.imports.discard(brought, office.li.id))
    with pytest.raises(NotFound):
        storage.imports.open(brought, office.li.id)
    row = (
        storage.database.reader()
        .execute('SELECT state, source, result, choices FROM "import" WHERE id = ?', (brought,))
        .fetchone()
    )
    assert row == ("discarded", "", "", "")
    run(storage.imports.written(brought, office.li.id, Revision(office.report.id, 7), 1, 1))
    assert storage.imports.into(office.report.id) == ()


def test_only_so_many_wait(storage: Storage, office: Office, run: Run) -> None:
    async def filled() -> None:
        for number in range(MOST_WAITING):
            await storage.imports.add(office.li.id, document(office, f"{number}.docx"))

    run(filled())
    with pytest.raises(TooManyWaiting) as refused:
        run(storage.imports.add(office.li.id, document(office)))
    assert str(MOST_WAITING) in refused.value.sentence
    run(storage.imports.add(office.wang.id, document(office)))
    names = [each.name for each in storage.imports.waiting(office.li.id)]
    assert names[0] == f"{MOST_WAITING - 1}.docx"


def test_after_a_month_nothing_of_it_is_kept(url: str, office: Office, run: Run) -> None:
    with opened(url) as storage:
        waiting = run(storage.imports.add(office.li.id, document(office)))
        done = run(storage.imports.add(office.li.id, document(office)))
        run(storage.imports.written(done, office.li.id, Revision(office.report.id, 7), 5, 6))
        run(storage.imports.forget_old())
        assert storage.imports.open(waiting, office.li.id).result
        assert storage.imports.open(done, office.li.id).result
    with opened(url, clock=lambda: now() + (DAYS_KEPT + 1) * DAY) as storage:
        run(storage.imports.forget_old())
        for each in (waiting, done):
            with pytest.raises(NotFound):
                storage.imports.open(each, office.li.id)
        (into,) = storage.imports.into(office.report.id)
        assert (into.id, into.figures, into.kept) == (done, 5, False)
