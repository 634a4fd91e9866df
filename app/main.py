"""The web application: the only place where the rooms meet."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from anyio import to_thread
from fastapi import FastAPI

from app.domain.fields import Head, from_fields
from app.files.faces import with_fallback
from app.jobs.hand import Tools
from app.jobs.press import Press
from app.rendering import Renderer
from app.settings import STATIC, TEMPLATES, Settings
from app.store.editions import read_editions
from app.store.policy import AccountPolicy
from app.store.storage import open_storage
from app.web import assets, desk, editor, health, home, preview, saving, signin, transfer, trouble
from app.web.reading import Reader
from app.web.rooms import Rooms
from app.web.shield import Shield, gate

BODY_LIMIT = 2_000_000


def create_app(settings: Settings, *, warm: bool = False) -> FastAPI:
    """The application for these settings. Its storage is open from start-up to shutdown.

    Workers that make files start with the first one that is asked for, or at once if they are to be `warm`.
    """
    with_fallback(settings.fallback_face)
    editions = read_editions(settings.schemas)
    renderer = Renderer(TEMPLATES)
    files = assets.read_assets(STATIC)
    policy = AccountPolicy(idle_minutes=settings.idle_minutes, absolute_hours=settings.absolute_hours)

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        settings.data.mkdir(parents=True, exist_ok=True)
        storage = open_storage(settings.database, policy)
        press = Press(Tools(TEMPLATES, settings.fallback_face), settings.workers)
        app.state.rooms = Rooms(
            reports=storage.reports,
            accounts=storage.accounts,
            editions=editions,
            reader=Reader(storage.reports, editions),
            renderer=renderer,
            press=press,
            assets=files,
            secure=settings.secure_cookies,
            ready=storage.is_ready,
        )
        if warm:
            newest = editions.all[-1]
            press.warm(from_fields(newest, Head("0", newest.shape.years.first), {}))
        try:
            yield
        finally:
            await to_thread.run_sync(press.close)
            storage.close()

    app = FastAPI(lifespan=lifespan, openapi_url=None, max_body_size=BODY_LIMIT)
    trouble.install(app, settings.ancestors)
    app.add_middleware(
        Shield,
        gate=gate(settings.hosts, settings.origins, settings.ancestors),
        refuse=trouble.refuse,
    )
    for room in (saving, editor, home, desk, signin, transfer, preview, assets, health):
        app.include_router(room.router)
    return app
