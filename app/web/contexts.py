"""One frozen context for each page. A template knows nothing but its context."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from app.domain.report import Report
from app.store.imports import Purpose, Waiting
from app.store.verbs import Agency, Listed, Opened
from app.web.assets import Asset
from app.web.imports_review import Review
from app.web.opening import Offer, Opening
from app.web.problems import ProblemList
from app.web.sheet import Sheet, Text
from app.web.tally import Part, Tally
from app.web.undos import Undo


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around every page: its files, and who is signed in."""

    assets: Mapping[str, Asset]
    scripts: tuple[str, ...]
    user: str
    person: str
    login: str
    path: str
    large: bool


@dataclass(frozen=True, slots=True)
class SignInPage:
    """Name and password. `said` is why the last try did not work."""

    template: ClassVar[str] = "pages/signin.html"
    frame: Frame
    name: str
    next: str
    said: str


@dataclass(frozen=True, slots=True)
class TroublePage:
    """What was refused, what to do, and for a defect of the program the number to give."""

    template: ClassVar[str] = "pages/trouble.html"
    frame: Frame
    status: int
    sentence: str
    reference: str


@dataclass(frozen=True, slots=True)
class DeskRow:
    """One report in the list."""

    report: Listed
    tally: Tally
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class DeskPage:
    """The reports that somebody may see, and a form to begin one."""

    template: ClassVar[str] = "pages/desk.html"
    frame: Frame
    rows: tuple[DeskRow, ...]
    year: int | None
    years: tuple[int, ...]
    shown: int
    next_page: int | None
    drafts_for: tuple[Agency, ...]
    new_years: tuple[int, ...]
    new_year: int
    waiting: int
    offers: tuple[Offer, ...]
    governments: bool
    said: str


@dataclass(frozen=True, slots=True)
class Crumb:
    """Which report a page belongs to."""

    id: int
    agency: str
    year: int
    title: str
    government: bool
    edition: str
    document: str
    finished: bool
    writes: bool
    drafts: bool
    saved_at: datetime
    saved_by: str


@dataclass(frozen=True, slots=True)
class PartRow:
    """One part in the task list, and who touched it last."""

    part: Part
    by: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class HomePage:
    """A report's home: its parts, its title, what stops it, and the steps it can take.

    `imports` says what each import has brought, by its name in the log; `source` is the import whose document
    this person can look at, 0 for none.
    """

    template: ClassVar[str] = "pages/home.html"
    frame: Frame
    report: Crumb
    tally: Tally
    parts: tuple[PartRow, ...]
    title: Text
    preface: Text
    rev: int
    content_hash: str
    problems: ProblemList
    opening: Opening
    undos: tuple[Undo, ...]
    imports: Mapping[str, str]
    source: int
    said: str


@dataclass(frozen=True, slots=True)
class SectionPage:
    """One part of a report being written, or read."""

    template: ClassVar[str] = "pages/section.html"
    frame: Frame
    report: Crumb
    tally: Tally
    sheet: Sheet
    rev: int
    problems: ProblemList
    before: str | None
    after: str | None
    conflicts: int
    state: str


@dataclass(frozen=True, slots=True)
class PreviewPage:
    """The printed pages as images. `at` names what they show; `said` is why there are none."""

    template: ClassVar[str] = "pages/preview.html"
    frame: Frame
    report: Crumb
    view: str
    at: str
    pages: int
    said: str


@dataclass(frozen=True, slots=True)
class WaitingRow:
    """A document that waits to be looked through."""

    head: Waiting
    agency: str
    at: datetime


@dataclass(frozen=True, slots=True)
class NewImportPage:
    """A file to choose, or a text to paste. `origin` is the report for which it is done; `limit` in MB."""

    template: ClassVar[str] = "pages/import_new.html"
    frame: Frame
    origin: Opened | None
    agencies: tuple[Agency, ...]
    agency: str
    kind: str
    purpose: Purpose
    governments: bool
    text: str
    limit: int
    waiting: tuple[WaitingRow, ...]
    said: str


@dataclass(frozen=True, slots=True)
class ImportPage:
    """A document beside the form. `found` is what it says of itself; `writes` until it is written.

    `agreed_year` and `agreed_agency` say that the person wants it in a report of another year or office.
    """

    template: ClassVar[str] = "pages/import.html"
    frame: Frame
    head: Waiting
    at: datetime
    agency: str
    found: Report
    origin: Opened | None
    view: Review
    agreed_year: bool
    agreed_agency: bool
    writes: bool
    said: str
