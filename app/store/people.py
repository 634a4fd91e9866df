"""Who somebody is and which agencies they have to do with: reading only, by plain statements."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from app.domain.troubles import NotFound
from app.store.database import Connection
from app.store.rows import AGENCY, agency_of
from app.store.verbs import Actor, Agency

Role = Literal["drafter", "reviewer", "approver", "supervisor"]
ROLES: dict[str, Role] = {role: role for role in get_args(Role)}
SUPERVISOR: Role = "supervisor"

PERSON = """
    SELECT person.id, person.name, person.display, membership.agency_id, membership.role
    FROM person LEFT JOIN membership ON membership.person_id = person.id WHERE person.name = ?
"""
AGENCIES = "SELECT id, name, parent_id, kind, traits FROM agency ORDER BY name"
ABOVE = """
    WITH RECURSIVE above (id, parent_id) AS (
    SELECT id, parent_id FROM agency WHERE id = ?
    UNION SELECT agency.id, agency.parent_id FROM agency JOIN above ON agency.id = above.parent_id
    ) SELECT id FROM above
"""
BELOW = """
    WITH RECURSIVE below (id) AS (
    SELECT ? UNION SELECT agency.id FROM agency JOIN below ON agency.parent_id = below.id
    ) SELECT id FROM below
"""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who can sign in. `name` is the login, `display` what others read.

    `roles` holds the person's own memberships by agency; what follows from the agencies' order stands in
    `roles_at` and `agencies_of`.
    """

    id: int
    name: str
    display: str
    roles: Mapping[int, frozenset[Role]]

    @property
    def actor(self) -> Actor:
        """The person as the change log has them."""
        return Actor(self.id, self.display)

    @property
    def supervised(self) -> frozenset[int]:
        """The agencies at whose head the person supervises those below."""
        return frozenset(agency for agency, roles in self.roles.items() if SUPERVISOR in roles)


def person_of(who: tuple[int, str, str], memberships: Iterable[tuple[int | None, str | None]]) -> Person:
    """A person from the columns of a joined query; agency and role are None for somebody without any."""
    roles: defaultdict[int, set[Role]] = defaultdict(set)
    for agency, role in memberships:
        if agency is not None and role is not None:
            roles[agency].add(ROLES[role])
    return Person(*who, {agency: frozenset(held) for agency, held in roles.items()})


def person_named(connection: Connection, name: str) -> Person:
    """The person with this login. Raises `NotFound`."""
    rows = connection.execute(PERSON, (name,)).fetchall()
    if not rows:
        raise NotFound
    return person_of(rows[0][:3], [row[3:] for row in rows])


def roles_at(connection: Connection, person: Person, agency_id: int) -> frozenset[Role]:
    """What the person is to an agency: their roles there, and supervisor if they are that to one above it."""
    own = person.roles.get(agency_id, frozenset())
    if not person.supervised or SUPERVISOR in own:
        return own
    above = {row[0] for row in connection.execute(ABOVE, (agency_id,))}
    return own | {SUPERVISOR} if above & person.supervised else own


def agencies_of(connection: Connection, person: Person) -> dict[int, frozenset[Role]]:
    """Every agency the person has to do with, those below supervised ones included."""
    below = {row[0] for top in person.supervised for row in connection.execute(BELOW, (top,))}
    nothing: frozenset[Role] = frozenset()
    return {**person.roles, **{each: person.roles.get(each, nothing) | {SUPERVISOR} for each in below}}


def agency_with(connection: Connection, agency_id: int) -> Agency:
    """The agency. Raises `NotFound`."""
    row = connection.execute(AGENCY, (agency_id,)).fetchone()
    if row is None:
        raise NotFound
    return agency_of(row)


def every_agency(connection: Connection) -> tuple[Agency, ...]:
    """All agencies by name."""
    return tuple(map(agency_of, connection.execute(AGENCIES)))
