"""The sample city of `gouji serve --demo`: its agencies, people and reports, as files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pydantic import BaseModel, ConfigDict
from ruamel.yaml import YAML

from app.cli.reading import read
from app.domain.fields import to_fields
from app.domain.troubles import NotFound, ReportExists
from app.store.accounts import Accounts
from app.store.editions import Editions
from app.store.people import Role
from app.store.storage import Storage
from app.store.verbs import Kind, NewReport, Step


class Sample(BaseModel):
    """A part of the file; nothing in it is left unread."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class SampleAgency(Sample):
    """An agency; the one above it stands before it."""

    name: str
    kind: Kind = "agency"
    under: str | None = None
    traits: tuple[str, ...] = ()


class SamplePerson(Sample):
    """Somebody with one part in one agency."""

    login: str
    display: str
    password: str
    agency: str
    role: Role


class SampleReport(Sample):
    """A report file beside this one, typed in `by` somebody."""

    file: str
    by: str
    finished: bool = False


class Demo(Sample):
    """The whole city."""

    agencies: tuple[SampleAgency, ...]
    people: tuple[SamplePerson, ...]
    reports: tuple[SampleReport, ...]


def read_demo(folder: Path) -> Demo:
    """The sample city as its file describes it."""
    return Demo.model_validate(YAML(typ="safe", pure=True).load(folder / "demo.yaml"))


def accounts(demo: Demo) -> Iterator[str]:
    """The accounts with which to sign in, one a line: login, password, name, agency, role."""
    for person in demo.people:
        yield f"{person.login}\t{person.password}\t{person.display}\t{person.agency}\t{person.role}"


async def furnish(storage: Storage, demo: Demo, folder: Path, editions: Editions) -> None:
    """Whatever of the sample city is not there yet; what people have done with it stays."""
    for agency in demo.agencies:
        await _add_agency(storage.accounts, agency)
    for person in demo.people:
        await _add_person(storage.accounts, person)
    for sample in demo.reports:
        await _add_report(storage, sample, folder, editions)


def _agencies(accounts: Accounts) -> dict[str, int]:
    return {agency.name: agency.id for agency in accounts.agencies()}


async def _add_agency(accounts: Accounts, agency: SampleAgency) -> None:
    known = _agencies(accounts)
    if agency.name not in known:
        above = known[agency.under] if agency.under else None
        await accounts.add_agency(agency.name, agency.kind, above, agency.traits)


async def _add_person(accounts: Accounts, person: SamplePerson) -> None:
    try:
        made = accounts.person(person.login)
    except NotFound:
        made = await accounts.add_person(person.login, person.display, person.password)
    await accounts.add_membership(made.id, _agencies(accounts)[person.agency], person.role)


async def _add_report(storage: Storage, sample: SampleReport, folder: Path, editions: Editions) -> None:
    report = read(folder / sample.file, editions)
    by = storage.accounts.person(sample.by).actor
    place = _agencies(storage.accounts)[report.agency]
    kind: Kind = "government" if report.kind == "government" else "agency"
    new = NewReport(place, report.year, kind, report.edition.id, to_fields(report), source="import")
    try:
        made = await storage.reports.create(new, by)
    except ReportExists:
        return
    if sample.finished:
        await storage.reports.take_step(made.id, by, Step("finish", "finished", made.head))
