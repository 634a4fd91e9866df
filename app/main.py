"""The web application: the only place where the rooms meet."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from anyio import to_thread
from fastapi import FastAPI

from app.domain.aliases import Aliases
from app.domain.fields import Head, from_fields
from app.files.faces import with_fallback
from app.jobs.hand import Tools
from app.jobs.importing import Importer
from app.jobs.press import Press
from app.rendering import Renderer
from app.settings import STATIC, TEMPLATES, Settings
from app.store.editions import Editions, read_aliases, read_editions
from app.store.policy import AccountPolicy
from app.store.storage import open_storage
from app.web import (
    assets,
    desk,
    editor,
    health,
    home,
    imports,
    imports_own,
    opening,
    pasting,
    preview,
    saving,
    signin,
    transfer,
    trouble,
    undoing,
)
from app.web.reading import Reader
from app.web.rooms import Rooms
from app.web.shield import Shield, gate

BODY_LIMIT = 2_000_000
ROOMS = (
    saving,
    editor,
    home,
    opening,
    desk,
    imports,
    imports_own,
    signin,
    transfer,
    preview,
    pasting,
    undoing,
    assets,
    health,
)


@dataclass(frozen=True, slots=True)
class Furniture:
    """What is read once, before anything is opened; a mistake in it stops the start."""

    editions: Editions
    aliases: Aliases
    renderer: Renderer
    files: assets.Assets


def create_app(settings: Settings, *, warm: bool = False) -> FastAPI:
    """The application for these settings. Its storage is open from start-up to shutdown.

    Workers that make files start with the first one that is asked for, or at once if they are to be `warm`.
    """
    with_fallback(settings.fallback_face)
    editions = read_editions(settings.schemas)
    aliases = read_aliases(settings.schemas, editions)
    furniture = Furniture(editions, aliases, Renderer(TEMPLATES), assets.read_assets(STATIC))

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        async with opened(settings, furniture) as rooms:
            app.state.rooms = rooms
            if warm:
                newest = editions.all[-1]
                rooms.press.warm(from_fields(newest, Head("0", newest.shape.years.first), {}))
            yield

    app = FastAPI(lifespan=lifespan, openapi_url=None, max_body_size=BODY_LIMIT)
    trouble.install(app, settings.ancestors)
    app.add_middleware(
        Shield,
        gate=gate(settings.hosts, settings.origins, settings.ancestors),
        refuse=trouble.refuse,
    )
    for room in ROOMS:
        app.include_router(room.router)
    return app


@asynccontextmanager
async def opened(settings: Settings, furniture: Furniture) -> AsyncIterator[Rooms]:
    """The rooms with their storage and their workers, until the block is left."""
    policy = AccountPolicy(idle_minutes=settings.idle_minutes, absolute_hours=settings.absolute_hours)
    settings.data.mkdir(parents=True, exist_ok=True)
    storage = open_storage(settings.database, policy)
    press = Press(Tools(TEMPLATES, settings.fallback_face), settings.workers)
    importer = Importer(furniture.editions.all, furniture.aliases)
    try:
        await storage.imports.forget_old()
        yield Rooms(
            reports=storage.reports,
            accounts=storage.accounts,
            imports=storage.imports,
            editions=furniture.editions,
            aliases=furniture.aliases,
            reader=Reader(storage.reports, furniture.editions),
            renderer=furniture.renderer,
            press=press,
            importer=importer,
            assets=furniture.files,
            secure=settings.secure_cookies,
            ready=storage.is_ready,
        )
    finally:
        await to_thread.run_sync(importer.close)
        await to_thread.run_sync(press.close)
        storage.close()
