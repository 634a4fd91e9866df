"""The save rule against a model of a few lines: two people, five tabs, duplicates, late retries, steps."""

import asyncio
from collections.abc import Mapping
from pathlib import Path

import hypothesis.strategies as st
from hypothesis import HealthCheck, settings
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from app.domain.troubles import AlreadyFinished
from app.store.storage import Storage
from app.store.verbs import Actor, Edit, NewReport, Sent, Step, Typed
from tests.store.office import Office, opened

FIELDS = ("requests.new.natural", "requests.new.business", "/preface")
TEXTS = (None, "", "0", "1", "2")
# (which person, their tab); both have a tab "a".
TABS = ((0, "a"), (0, "b"), (1, "a"), (1, "c"), (1, "d"))
Tab = tuple[int, str]
Told = tuple[frozenset[str], Mapping[str, str | None]]


class Typing(RuleBasedStateMachine):
    """What the store must do, said again without a database."""

    storage: Storage
    office: Office
    loop: asyncio.Runner
    year = 2100

    def __init__(self) -> None:
        super().__init__()
        type(self).year += 1
        new = NewReport(self.office.agency.id, self.year, "agency", "2021")
        self.report = self.loop.run(self.storage.reports.create(new, self.office.li.actor)).id
        self.texts: dict[str, str | None] = {}
        self.writers: dict[str, Tab] = {}
        self.answered: dict[Tab, tuple[int, Told]] = {}
        self.requests: dict[Tab, list[Sent]] = {tab: [] for tab in TABS}
        self.finished = False

    def person(self, tab: Tab) -> Actor:
        return (self.office.li, self.office.wang)[tab[0]].actor

    def send(self, tab: Tab, request: Sent) -> Typed:
        return self.loop.run(self.storage.reports.type_fields(self.report, self.person(tab), request))

    def expected(self, tab: Tab, edits: tuple[Edit, ...]) -> Told:
        """The rule, and what it does to the model."""
        saved, conflicts = set(), {}
        for each in edits:
            stored, new = self.texts.get(each.field), each.value or None
            if stored == new:
                saved.add(each.field)
            elif stored == (each.base or None) or self.writers.get(each.field) == tab:
                saved.add(each.field)
                self.texts[each.field], self.writers[each.field] = new, tab
            else:
                conflicts[each.field] = stored
        return frozenset(saved), conflicts

    @rule(
        tab=st.sampled_from(TABS),
        skip=st.integers(1, 3),
        typed=st.dictionaries(
            st.sampled_from(FIELDS), st.tuples(st.sampled_from(TEXTS), st.sampled_from((*TEXTS, "now")))
        ),
    )
    def types(self, tab: Tab, skip: int, typed: dict[str, tuple[str | None, str | None]]) -> None:
        edits = tuple(
            Edit(field, value, self.texts.get(field) if base == "now" else base)
            for field, (value, base) in typed.items()
        )
        last = self.requests[tab][-1].seq if self.requests[tab] else 0
        request = Sent(tab[1], last + skip, edits)
        self.requests[tab].append(request)
        if self.finished:
            try:
                self.send(tab, request)
            except AlreadyFinished:
                return
            raise AssertionError
        told = self.expected(tab, edits)
        self.answered[tab] = (request.seq, told)
        self.compare(self.send(tab, request), told, replayed=False)

    @precondition(lambda self: any(self.answered))
    @rule(tab=st.sampled_from(TABS), back=st.integers(0, 5))
    def retries(self, tab: Tab, back: int) -> None:
        """A request comes again, or late: whatever happened since, it gets the last answer."""
        late = [each for each in self.requests[tab] if each.seq <= self.answered.get(tab, (0, None))[0]]
        if late:
            answer = self.send(tab, late[-1 - back % len(late)])
            self.compare(answer, self.answered[tab][1], replayed=True)

    @rule()
    def finishes_or_reopens(self) -> None:
        step = Step("step", "draft" if self.finished else "finished", None)
        self.loop.run(self.storage.reports.take_step(self.report, self.office.li.actor, step))
        self.finished = not self.finished

    @invariant()
    def the_store_holds_what_the_model_holds(self) -> None:
        report = self.storage.reports.open(self.report)
        assert {field: text for field, text in report.fields.items() if text} == {
            field: text for field, text in self.texts.items() if text
        }
        assert (report.state == "finished") == self.finished

    def compare(self, answer: Typed, told: Told, *, replayed: bool) -> None:
        shown = {field: conflict.stored for field, conflict in answer.conflicts.items()}
        assert (frozenset(answer.saved), shown, answer.replayed) == (*told, replayed)
        for field in answer.conflicts if not replayed else ():
            writer = self.writers.get(field)
            assert answer.conflicts[field].by == (self.person(writer).name if writer else "李明")

    def teardown(self) -> None:
        assert self.storage.reports.verify(self.report) == []


def test_typing_follows_the_rule_whatever_happens(furnished: tuple[Path, Office], url: str) -> None:
    with opened(url) as storage, asyncio.Runner() as runner:
        members = {"storage": storage, "office": furnished[1], "loop": runner}
        run_state_machine_as_test(
            type("TypingHere", (Typing,), members),
            settings=settings(
                max_examples=40,
                stateful_step_count=25,
                deadline=None,
                database=None,
                suppress_health_check=[HealthCheck.too_slow],
            ),
        )
