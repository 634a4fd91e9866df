"""The rooms a request may enter, handed down by `main`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import cast

from fastapi import Request

from app.domain.aliases import Aliases
from app.jobs.importing import Importer
from app.jobs.press import Press
from app.rendering import Renderer
from app.store.accounts import Accounts
from app.store.editions import Editions
from app.store.imports import Imports
from app.store.verbs import ReportStore
from app.web.assets import Assets
from app.web.reading import Reader


@dataclass(frozen=True, slots=True)
class Rooms:
    """What the pages work with, from the start of the server to its end. `ready` may block."""

    reports: ReportStore
    accounts: Accounts
    imports: Imports
    editions: Editions
    aliases: Aliases
    reader: Reader
    renderer: Renderer
    press: Press
    importer: Importer
    assets: Assets
    secure: bool
    ready: Callable[[], bool]


def rooms_of(request: Request) -> Rooms:
    """The rooms of the server that answers this request."""
    return cast("Rooms", request.app.state.rooms)
