"""The save rule, and every other change of a report: jobs for the writer's thread, each one transaction.

For a request of a client on a report, if its number is not above the last one answered, the recorded answer
is given again and nothing happens. Otherwise each field is written when what is stored there

- already is the new text (acknowledged, and nothing logged), or
- is the text the client last saw, or
- was written by this same client of this same person;

else it is a conflict: nothing is written there, and the client is told what stands there, by whom and since
when. A late retry must not undo what another person restored meanwhile, which is why numbers count per client
and not per field. Client names are the clients' own, so they are told apart by person as well.
"""

from __future__ import annotations

from dataclasses import replace

from app.domain.troubles import AlreadyFinished, ContentChanged, KeyReused, NotFinished
from app.store.acceptable import kept
from app.store.answers import Answer, Told, record, recorded, standing, typed
from app.store.chain import OWN, STATE
from app.store.clock import moment
from app.store.database import Connection
from app.store.rows import open_as_of, open_report
from app.store.verbs import Actor, Edit, Opened, Sent, Step, Taken, Typed
from app.store.writing import Stamp, write


def type_fields(connection: Connection, report_id: int, by: Actor, sent: Sent, at: int) -> Typed:
    """The save rule. `sent` has been through `check_sent`."""
    last = recorded(connection, report_id, by, sent.client)
    if last and sent.seq <= last[0]:
        return typed(last[1], open_as_of(connection, report_id, last[1]["rev"]), replayed=True)
    before = open_report(connection, report_id)
    if before.state != "draft":
        raise AlreadyFinished
    edits = [replace(edit, value=kept(edit.value), base=kept(edit.base)) for edit in sent.edits]
    conflicts = _conflicts(connection, before, edits, (by.id, sent.client))
    changes = {
        edit.field: edit.value
        for edit in edits
        if edit.field not in conflicts and edit.value != before.fields.get(edit.field)
    }
    stamp = Stamp(by, at, sent.source, sent.client, sent.seq, sent.reason)
    after = write(connection, before, changes, stamp) if changes else before
    answer = Answer(
        saved=[edit.field for edit in edits if edit.field not in conflicts],
        conflicts=conflicts,
        at=at,
        rev=after.rev,
        step="",
    )
    record(connection, report_id, stamp, answer)
    return typed(answer, after, replayed=False)


def take_step(connection: Connection, report_id: int, by: Actor, step: Step, at: int) -> Taken:
    """Change the state, if the content is the one that was decided on and `check` agrees."""
    client = f"{OWN}step:{step.key}" if step.key else ""
    last = recorded(connection, report_id, by, client) if client else None
    if last:
        if last[1]["step"] != step.name:
            raise KeyReused
        then = open_as_of(connection, report_id, last[1]["rev"])
        return Taken(then, moment(last[1]["at"]), replayed=True)
    before = open_report(connection, report_id)
    if step.expected_head not in {None, before.head}:
        raise ContentChanged
    if step.to == before.state:
        raise AlreadyFinished if step.to == "finished" else NotFinished
    step.check(before)
    stamp = Stamp(by, at, "step", client, 1, step.reason)
    after = write(connection, before, {STATE: step.to}, stamp)
    if client:
        record(
            connection, report_id, stamp, Answer(saved=[], conflicts={}, at=at, rev=after.rev, step=step.name)
        )
    return Taken(after, moment(at), replayed=False)


def _conflicts(
    connection: Connection, before: Opened, edits: list[Edit], me: tuple[int, str]
) -> dict[str, Told]:
    found: dict[str, Told] = {}
    for edit in edits:
        if before.fields.get(edit.field) in (edit.value, edit.base):
            continue
        told, client = standing(connection, before, edit.field)
        if (told[3], client) != me:
            found[edit.field] = told
    return found
