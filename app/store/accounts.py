"""Agencies, people and who is signed in: the facts, from which others decide what somebody may do."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import TypeVar

import orjson

from app.domain.troubles import AlreadyExists, NotFound, NotSaved, Overloaded, TooManyTries, WrongPassword
from app.store import people
from app.store.attempts import Attempts
from app.store.bearer import bearer, issue, read_key
from app.store.clock import HOUR, MINUTE, Clock, moment
from app.store.database import Connection, Database, UniqueError
from app.store.passwords import Passwords, check_password
from app.store.people import Person, Role
from app.store.policy import AccountPolicy
from app.store.verbs import Agency, Kind
from app.store.writer import Writer

T = TypeVar("T")

# A clock may be set back a little; a session from further in the future was made by a wrong clock.
CLOCK_SLACK = 2 * MINUTE
SEEN_EVERY = MINUTE

WHO = """
    SELECT session.created, session.seen, session.expires, person.id, person.name, person.display,
    membership.agency_id, membership.role
    FROM session JOIN person ON person.id = session.person_id AND person.active
    LEFT JOIN membership ON membership.person_id = person.id
    WHERE session.token_hash = ?
"""
SEEN = "UPDATE session SET seen = ?2 WHERE token_hash = ?1 AND seen < ?2"
CREDENTIALS = "SELECT id, password_hash, locked_until FROM person WHERE name = ? AND active"
END_SESSIONS = "DELETE FROM session WHERE person_id = ?"
FAILED = """
    UPDATE person SET failed = CASE WHEN failed + 1 >= ?2 THEN 0 ELSE failed + 1 END,
    locked_until = CASE WHEN failed + 1 >= ?2 THEN ?3 ELSE locked_until END WHERE name = ?1
"""


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A new session. The token is shown once and only its hash is kept."""

    token: str
    person: Person
    expires: datetime


def token_hash(token: str) -> str:
    """What is kept of a session's token; 256 random bits need no salt."""
    return hashlib.sha256(token.encode(errors="replace")).hexdigest()


class Accounts:
    """Agencies, people, sessions. Reading is direct; writing is awaited and durable when answered."""

    def __init__(self, database: Database, writer: Writer, policy: AccountPolicy, clock: Clock) -> None:
        self._database = database
        self._writer = writer
        self._policy = policy
        self._clock = clock
        self._passwords = Passwords()
        self._attempts = Attempts(policy)
        self._key = read_key(database.path)

    def who(self, token: str) -> Person | None:
        """Whose session or bearer token it is; None when nobody's, too old, idle too long or account closed.

        Once a minute at most a session is noted as used, without waiting for it.
        """
        at = self._clock()
        if token.startswith("gouji1."):
            return bearer(self._database.reader(), self._key, token, at)
        kept = token_hash(token)
        rows = self._database.reader().execute(WHO, (kept,)).fetchall()
        if not rows:
            return None
        created, seen, expires = rows[0][:3]
        if not (
            max(created, seen) - CLOCK_SLACK <= at < min(expires, seen + self._policy.idle_minutes * MINUTE)
        ):
            return None
        if at - seen >= SEEN_EVERY:
            with contextlib.suppress(Overloaded, NotSaved):  # then the next request notes it
                self._writer.submit(lambda connection: connection.execute(SEEN, (kept, at)).rowcount)
        return people.person_of(rows[0][3:6], [row[6:] for row in rows])

    def person(self, name: str) -> Person:
        """The person with this login. Raises `NotFound`."""
        return people.person_named(self._database.reader(), name)

    def roles_at(self, person: Person, agency_id: int) -> frozenset[Role]:
        """The person's roles at an agency, with supervisor if they supervise it or one above it."""
        return people.roles_at(self._database.reader(), person, agency_id)

    def agencies_of(self, person: Person) -> Mapping[int, frozenset[Role]]:
        """Every agency the person has to do with, those below supervised ones included."""
        return people.agencies_of(self._database.reader(), person)

    def agency(self, agency_id: int) -> Agency:
        """The agency. Raises `NotFound`."""
        return people.agency_with(self._database.reader(), agency_id)

    def agencies(self) -> tuple[Agency, ...]:
        """All agencies by name."""
        return people.every_agency(self._database.reader())

    def bearer_token(self, name: str) -> str:
        """A token for another program, with its owner's roles. Raises `NotFound`."""
        reader = self._database.reader()
        return issue(reader, self._key, name, self._clock(), self._policy.token_days)

    async def sign_in(self, name: str, password: str, address: str) -> SignedIn:
        """A new session. Raises `WrongPassword` or `TooManyTries`, for unknown names as for known ones."""
        self._attempts.count(name, address)
        row = self._database.reader().execute(CREDENTIALS, (name,)).fetchone()
        id_, kept, locked_until = row or (0, None, 0)
        right = await self._passwords.matches(kept, password)
        at = self._clock()
        if locked_until > at:
            raise TooManyTries(-(-(locked_until - at) // MINUTE))
        if kept is None or not right:
            lock = (name, self._policy.lock_after, at + self._policy.lock_minutes * MINUTE)
            await self._write(lambda connection: connection.execute(FAILED, lock).rowcount)
            raise WrongPassword
        self._attempts.give_back(name, address)
        stale = self._passwords.is_stale(kept)
        fresh = await self._passwords.hash(password) if stale else kept
        token, expires = secrets.token_urlsafe(32), at + self._policy.absolute_hours * HOUR
        await self._write(partial(_begin_session, id_, fresh, (token_hash(token), id_, at, at, expires)))
        return SignedIn(token, self.person(name), moment(expires))

    async def sign_out(self, token: str) -> None:
        """End the session; nothing happens to an unknown token."""
        kept = token_hash(token)
        await self._execute(("DELETE FROM session WHERE token_hash = ?", (kept,)))

    async def confirm_password(self, person: Person, password: str, address: str) -> None:
        """Ask again before a weighty step. Raises `WrongPassword` or `TooManyTries`."""
        self._attempts.count(person.name, address)
        row = self._database.reader().execute(CREDENTIALS, (person.name,)).fetchone()
        if not await self._passwords.matches(row[1] if row else None, password):
            raise WrongPassword
        self._attempts.give_back(person.name, address)

    async def add_agency(
        self, name: str, kind: Kind = "agency", parent_id: int | None = None, traits: Sequence[str] = ()
    ) -> Agency:
        """A new agency. Raises `AlreadyExists`, or `NotFound` for the one above it."""
        if parent_id is not None:
            self.agency(parent_id)
        made = await self._insert(
            "INSERT INTO agency (name, parent_id, kind, traits) VALUES (?, ?, ?, ?)",
            (name, parent_id, kind, orjson.dumps(list(traits)).decode()),
        )
        return self.agency(made)

    async def add_person(self, name: str, display: str, password: str) -> Person:
        """Somebody new, without a part in any agency yet. Raises `AlreadyExists` or `WeakPassword`."""
        check_password(name, password)
        kept = await self._passwords.hash(password)
        await self._insert(
            "INSERT INTO person (name, display, password_hash, active, failed, locked_until, created)"
            " VALUES (?, ?, ?, 1, 0, 0, ?)",
            (name, display, kept, self._clock()),
        )
        return self.person(name)

    async def add_membership(self, person_id: int, agency_id: int, role: Role) -> None:
        """Give the person a part in an agency; giving it again changes nothing. Raises `NotFound`."""
        statement = (
            "INSERT INTO membership (person_id, agency_id, role) VALUES (?, ?, ?) ON CONFLICT DO NOTHING"
        )
        try:
            await self._execute((statement, (person_id, agency_id, role)))
        except UniqueError:
            raise NotFound from None

    async def set_password(self, person_id: int, password: str) -> None:
        """A new password; ends the person's sessions and tokens. Raises `NotFound` or `WeakPassword`."""
        row = self._database.reader().execute("SELECT name FROM person WHERE id = ?", (person_id,)).fetchone()
        if row is None:
            raise NotFound
        check_password(row[0], password)
        kept = await self._passwords.hash(password)
        changed = "UPDATE person SET password_hash = ?, failed = 0, locked_until = 0 WHERE id = ?"
        await self._execute((changed, (kept, person_id)), (END_SESSIONS, (person_id,)))

    async def set_active(self, person_id: int, *, active: bool) -> None:
        """Open or close the account; either way its sessions end."""
        changed = "UPDATE person SET active = ? WHERE id = ?"
        await self._execute((changed, (int(active), person_id)), (END_SESSIONS, (person_id,)))

    async def end_sessions(self, person_id: int) -> None:
        """Sign the person out everywhere."""
        await self._execute((END_SESSIONS, (person_id,)))

    def close(self) -> None:
        """Let the threads go that hash passwords."""
        self._passwords.close()

    async def _insert(self, statement: str, values: tuple[str | int | None, ...]) -> int:
        try:
            return await self._write(lambda connection: connection.execute(statement, values).lastrowid or 0)
        except UniqueError:
            raise AlreadyExists from None

    async def _execute(self, *statements: tuple[str, tuple[str | int, ...]]) -> None:
        await self._write(lambda connection: [connection.execute(*each).rowcount for each in statements])

    async def _write(self, job: Callable[[Connection], T]) -> T:
        return await asyncio.wrap_future(self._writer.submit(job))


def _begin_session(
    person_id: int, password_hash: str, session: tuple[str, int, int, int, int], connection: Connection
) -> None:
    connection.execute(
        "UPDATE person SET failed = 0, password_hash = ? WHERE id = ?", (password_hash, person_id)
    )
    connection.execute("DELETE FROM session WHERE expires <= ?", (session[2],))
    connection.execute("INSERT INTO session VALUES (?, ?, ?, ?, ?)", session)
