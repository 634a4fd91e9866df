"""One frozen context for each page. A template knows nothing but its context."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from app.store.verbs import Agency, Listed
from app.web.assets import Asset
from app.web.problems import ProblemList
from app.web.sheet import Sheet, Text
from app.web.tally import Part, Tally


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
    """A report's home: its parts, its title, what stops it, and the steps it can take."""

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
