"""Undoing a revision against a model of a few lines: two people type, import, undo, redo and repeat."""

import asyncio
from collections.abc import Mapping
from pathlib import Path

import hypothesis.strategies as st
import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from app.domain.troubles import AlreadyFinished, NotFound, Unwritable
from app.store.storage import Storage
from app.store.verbs import Actor, Edit, NewReport, Sent, Source, Step, Typed, Undoing
from tests.store.office import Office, Run, edit, opened, sent

FIELDS = ("requests.new.natural", "requests.new.business", "/preface", "/overview/proactive")
TEXTS = (None, "0", "1", "2")
FIRST, SECOND, THIRD = FIELDS[:3]
IMPORT: Source = "import"

Texts = Mapping[str, str | None]


class Undoings(RuleBasedStateMachine):
    """What the store must do, said again without a database."""

    storage: Storage
    office: Office
    loop: asyncio.Runner
    year = 2100

    def __init__(self) -> None:
        super().__init__()
        type(self).year += 1
        new = NewReport(self.office.agency.id, self.year, "agency", "2021", {FIRST: "7"})
        self.report = self.loop.run(self.storage.reports.create(new, self.office.li.actor)).id
        self.texts: dict[str, str | None] = {FIRST: "7"}
        self.writers: dict[str, int] = {FIRST: 1}
        self.written: dict[int, dict[str, tuple[str | None, str | None]]] = {1: {FIRST: (None, "7")}}
        self.answers: dict[tuple[int, int, str], tuple[frozenset[str], Texts]] = {}
        self.rev = 1
        self.seq = 0

    def person(self, which: int) -> Actor:
        return (self.office.li, self.office.wang)[which].actor

    def write(self, changes: Texts) -> None:
        """What a revision does to the model."""
        real = {field: text for field, text in changes.items() if text != self.texts.get(field)}
        if real:
            self.rev += 1
            self.written[self.rev] = {field: (self.texts.get(field), text) for field, text in real.items()}
            self.texts |= real
            self.writers |= dict.fromkeys(real, self.rev)

    @rule(
        who=st.integers(0, 1),
        source=st.sampled_from(("typed", "import", "paste")),
        texts=st.dictionaries(st.sampled_from(FIELDS), st.sampled_from(TEXTS), min_size=1),
    )
    def types(self, who: int, source: Source, texts: dict[str, str | None]) -> None:
        self.seq += 1
        edits = tuple(Edit(field, text, self.texts.get(field)) for field, text in texts.items())
        request = Sent("tab", self.seq, edits, source)
        answer = self.loop.run(self.storage.reports.type_fields(self.report, self.person(who), request))
        assert answer.conflicts == {}
        self.write(texts)

    @rule(who=st.integers(0, 1), back=st.integers(0, 30), key=st.sampled_from("abc"))
    def undoes(self, who: int, back: int, key: str) -> None:
        """Any revision, again and again: also an undoing, which is how one redoes."""
        rev = sorted(self.written)[-1 - back % len(self.written)]
        asked = self.storage.reports.revert(self.report, self.person(who), Undoing(rev, key))
        answer, known = self.loop.run(asked), (who, rev, key)
        if known in self.answers:
            assert (answer.replayed, told(answer)) == (True, self.answers[known])
            return
        mine = {field for field in self.written[rev] if self.writers[field] == rev}
        expected = (
            frozenset(mine),
            {field: self.texts.get(field) for field in self.written[rev] if field not in mine},
        )
        assert (answer.replayed, told(answer)) == (False, expected)
        self.answers[known] = expected
        self.write({field: self.written[rev][field][0] for field in mine})

    @precondition(lambda self: len(self.written) > 1)
    @rule(who=st.integers(0, 1))
    def undoes_and_redoes(self, who: int) -> None:
        """Undo, then undo that: everything is as it was."""
        before, rev = dict(self.texts), self.rev
        if all(self.writers[field] == rev for field in self.written[rev]):
            self.seq += 1
            for _ in range(2):
                asked = self.storage.reports.revert(
                    self.report, self.person(who), Undoing(self.rev, f"both {self.seq}")
                )
                assert self.loop.run(asked).conflicts == {}
                undone = self.written[self.rev]
                self.write({field: was for field, (was, _) in undone.items()})
            assert filled(self.texts) == filled(before)

    @invariant()
    def the_store_holds_what_the_model_holds(self) -> None:
        report = self.storage.reports.open(self.report)
        assert report.rev == self.rev
        assert filled(report.fields) == filled(self.texts)

    def teardown(self) -> None:
        assert self.storage.reports.verify(self.report) == []


def filled(texts: Texts) -> Texts:
    return {field: text for field, text in texts.items() if text is not None}


def told(answer: Typed) -> tuple[frozenset[str], Texts]:
    return frozenset(answer.saved), {field: each.stored for field, each in answer.conflicts.items()}


def test_undoing_follows_the_rule_whatever_happens(furnished: tuple[Path, Office], url: str) -> None:
    with opened(url) as storage, asyncio.Runner() as runner:
        members = {"storage": storage, "office": furnished[1], "loop": runner}
        run_state_machine_as_test(
            type("UndoingsHere", (Undoings,), members),
            settings=settings(
                derandomize=True,
                max_examples=40,
                stateful_step_count=25,
                deadline=None,
                database=None,
                suppress_health_check=[HealthCheck.too_slow],
            ),
        )


def test_what_was_changed_since_stays_and_is_told(storage: Storage, office: Office, run: Run) -> None:
    reports, report, li, wang = storage.reports, office.report.id, office.li.actor, office.wang.actor
    run(reports.type_fields(report, li, sent("tab", 1, edit(FIRST, "1"))))
    edits = (edit(FIRST, "5", "1"), edit(SECOND, "6"), edit(THIRD, "七"))
    imported = run(reports.type_fields(report, li, Sent("import-1", 1, edits, IMPORT))).opened
    run(reports.type_fields(report, wang, sent("other", 1, edit(SECOND, "8", "6"))))
    answer = run(reports.revert(report, wang, Undoing(imported.rev, "once")))
    assert set(answer.saved) == {FIRST, THIRD}
    conflict = answer.conflicts[SECOND]
    assert (conflict.stored, conflict.by, conflict.by_id) == ("8", "王芳", wang.id)
    assert {name: answer.opened.fields[name] for name in (FIRST, SECOND, THIRD)} == {
        FIRST: "1",
        SECOND: "8",
        THIRD: None,
    }
    lines = [line for line in reports.history(report) if line.rev == answer.opened.rev]
    assert {(line.actor, line.source, line.reason) for line in lines} == {
        ("王芳", "import", f"撤销第 {imported.rev} 次修改")
    }
    again = run(reports.revert(report, wang, Undoing(imported.rev, "once")))
    assert (again.replayed, again.opened.rev) == (True, answer.opened.rev)
    later = run(reports.revert(report, wang, Undoing(imported.rev, "later")))
    assert (later.saved, later.opened.rev, set(later.conflicts)) == (
        (),
        answer.opened.rev,
        {FIRST, SECOND, THIRD},
    )
    assert reports.verify(report) == []


def test_a_finished_report_is_not_changed(storage: Storage, office: Office, run: Run) -> None:
    reports, report, li = storage.reports, office.report.id, office.li.actor
    typed = run(reports.type_fields(report, li, sent("tab", 1, edit(FIRST, "1")))).opened
    run(reports.take_step(report, li, Step("finish", "finished", None)))
    with pytest.raises(AlreadyFinished):
        run(reports.revert(report, li, Undoing(typed.rev, "a")))
    assert reports.open(report).fields[FIRST] == "1"


def test_a_revision_without_fields_is_none(storage: Storage, office: Office, run: Run) -> None:
    reports, report, li = storage.reports, office.report.id, office.li.actor
    for rev in (0, -1, 1, 99):  # the first one of this report says only whose it is
        with pytest.raises(NotFound):
            run(reports.revert(report, li, Undoing(rev, "a")))
    with pytest.raises(Unwritable):
        run(reports.revert(report, li, Undoing(1, "")))
    with pytest.raises(NotFound):
        run(reports.revert(report + 1, li, Undoing(1, "a")))


def test_undoing_outlives_the_program(url: str, office: Office, run: Run) -> None:
    with opened(url) as storage:
        typed = run(
            storage.reports.type_fields(office.report.id, office.li.actor, sent("tab", 1, edit(FIRST, "1")))
        )
        run(storage.reports.revert(office.report.id, office.li.actor, Undoing(typed.opened.rev, "a")))
    with opened(url) as storage:
        again = run(storage.reports.revert(office.report.id, office.li.actor, Undoing(typed.opened.rev, "a")))
        assert (again.replayed, storage.reports.open(office.report.id).fields[FIRST]) == (True, None)
