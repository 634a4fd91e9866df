"""`gouji user`: agencies, people and their tokens."""

from __future__ import annotations

import asyncio
import secrets
from contextlib import closing
from typing import Annotated

from typer import Argument, Option, Typer, echo, prompt

from app.cli.configured import configured
from app.domain.command_troubles import NoSuchAgency, NoSuchPerson
from app.domain.troubles import NotFound
from app.store.accounts import Accounts
from app.store.people import Role
from app.store.storage import bearer_token, open_storage
from app.store.verbs import Agency, Kind

SECRET_BYTES = 12
Login = Annotated[str, Argument(metavar="NAME", help="The login name.")]
Asked = Annotated[
    bool, Option("--ask-password", help="Ask for the password instead of making one and printing it.")
]
group = Typer(help="Agencies and people.", no_args_is_help=True)


def register(program: Typer) -> None:
    """Add the commands."""
    program.add_typer(group, name="user")


@group.command()
def add(
    name: Login,
    *,
    display: Annotated[str, Option(help="The person's own name, as others read it.")],
    agency: Annotated[str, Option(help="The agency's full name; made if there is none of this name.")],
    role: Annotated[Role, Option(help="What the person is there.")] = "drafter",
    ask_password: Asked = False,
) -> None:
    """Add a person, or give a known one a part in another agency. Prints the password that was made."""
    secret = _secret(asked=ask_password)
    with closing(open_storage(configured().database)) as storage:
        is_new = asyncio.run(_add(storage.accounts, (name, display, secret), agency, role))
    if is_new and not ask_password:
        echo(secret)


@group.command()
def agency(
    name: Annotated[str, Argument(metavar="NAME", help="The agency's full name.")],
    *,
    government: Annotated[
        bool, Option("--government", help="It is a government, not an agency of one.")
    ] = False,
    under: Annotated[str | None, Option(metavar="AGENCY", help="The agency above it.")] = None,
    trait: Annotated[
        list[str] | None, Option(help="A fact about it that rules of an edition ask for.")
    ] = None,
) -> None:
    """Add an agency."""
    kind: Kind = "government" if government else "agency"
    with closing(open_storage(configured().database)) as storage:
        above = _agency(storage.accounts, under).id if under else None
        asyncio.run(storage.accounts.add_agency(name, kind, above, trait or ()))


@group.command()
def password(name: Login, *, ask_password: Asked = False) -> None:
    """Give a person a new password, which ends their sessions and tokens. Prints the one that was made."""
    secret = _secret(asked=ask_password)
    with closing(open_storage(configured().database)) as storage:
        try:
            person = storage.accounts.person(name)
        except NotFound as unknown:
            raise NoSuchPerson(name) from unknown
        asyncio.run(storage.accounts.set_password(person.id, secret))
    if not ask_password:
        echo(secret)


@group.command()
def token(name: Login) -> None:
    """Print a token with which a program acts as this person, also while the server runs."""
    try:
        echo(bearer_token(configured().database, name))
    except NotFound as unknown:
        raise NoSuchPerson(name) from unknown


def _secret(*, asked: bool) -> str:
    if asked:
        return str(prompt("Password", hide_input=True, confirmation_prompt=True))
    return secrets.token_urlsafe(SECRET_BYTES)


def _agency(accounts: Accounts, name: str) -> Agency:
    for known in accounts.agencies():
        if known.name == name:
            return known
    raise NoSuchAgency(name)


async def _add(accounts: Accounts, who: tuple[str, str, str], agency: str, role: Role) -> bool:
    """Whether the person is new; `who` is login, own name and password."""
    try:
        place = _agency(accounts, agency)
    except NoSuchAgency:
        place = await accounts.add_agency(agency)
    try:
        person, is_new = accounts.person(who[0]), False
    except NotFound:
        person, is_new = await accounts.add_person(*who), True
    await accounts.add_membership(person.id, place.id, role)
    return is_new
