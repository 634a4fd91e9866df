"""Tokens for other programs: `gouji1.PERSON.EXPIRES.SIGNATURE`.

Signed instead of stored, because whoever asks for one on the command line must not write to a database that
the server is writing to. The signature covers the hash of the person's password, so a new password ends all
tokens of its owner, as does closing the account. The key lies beside the database and not in it: a copy of
the file signs nobody in.
"""

from __future__ import annotations

import hmac
import os
import re
import secrets
from pathlib import Path

from app.domain.troubles import NotFound
from app.store.clock import DAY, SECOND
from app.store.database import Connection
from app.store.people import Person, person_of

FORM = re.compile(r"gouji1\.(?P<person>[0-9]{1,18})\.(?P<expires>[0-9]{1,12})\.(?P<signature>[0-9a-f]{64})")
BY_ID = """
    SELECT person.id, person.name, person.display, membership.agency_id, membership.role, person.password_hash
    FROM person LEFT JOIN membership ON membership.person_id = person.id WHERE person.id = ? AND person.active
"""
HASH = "SELECT id, password_hash FROM person WHERE name = ? AND active"


def key_path(database: Path) -> Path:
    """The file that holds the key for a database."""
    return database.with_name(database.name + ".key")


def make_key(database: Path) -> None:
    """Make the key, unless there is one."""
    try:
        file = os.open(key_path(database), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return
    with os.fdopen(file, "wb") as opened:
        opened.write(secrets.token_bytes(32))


def read_key(database: Path) -> bytes:
    """The key. Raises `NotFound` where the program has never been started."""
    path = key_path(database)
    if not path.exists():
        raise NotFound
    return path.read_bytes()


def issue(connection: Connection, key: bytes, name: str, at: int, days: int) -> str:
    """A token for the person of this name, valid for so many days. Raises `NotFound`."""
    row = connection.execute(HASH, (name,)).fetchone()
    if row is None:
        raise NotFound
    person, kept = row
    expires = (at + days * DAY) // SECOND
    return f"gouji1.{person}.{expires}.{_signature(key, person, expires, kept)}"


def bearer(connection: Connection, key: bytes, token: str, at: int) -> Person | None:
    """Whose token it is; None if it is nobody's, out of date, or its owner's account closed."""
    found = FORM.fullmatch(token)
    if not found or int(found["expires"]) * SECOND <= at:
        return None
    rows = connection.execute(BY_ID, (int(found["person"]),)).fetchall()
    if not rows:
        return None
    expected = _signature(key, int(found["person"]), int(found["expires"]), rows[0][5])
    if not hmac.compare_digest(expected, found["signature"]):
        return None
    return person_of(rows[0][:3], [row[3:5] for row in rows])


def _signature(key: bytes, person: int, expires: int, kept: str) -> str:
    return hmac.digest(key, f"gouji1.{person}.{expires}.{kept}".encode(), "sha256").hex()
