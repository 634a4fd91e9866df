"""Whether the server lives, and whether it can do its work; for whoever watches over it."""

from __future__ import annotations

from http import HTTPStatus

import anyio.to_thread
from fastapi import APIRouter, Request
from fastapi.responses import PlainTextResponse

from app.web.rooms import rooms_of

router = APIRouter()


@router.get("/healthz")
async def alive() -> PlainTextResponse:
    """The process answers."""
    return PlainTextResponse("ok")


@router.get("/readyz")
async def ready(request: Request) -> PlainTextResponse:
    """The database takes writes."""
    works = await anyio.to_thread.run_sync(rooms_of(request).ready)
    if works:
        return PlainTextResponse("ok")
    return PlainTextResponse("not ready", HTTPStatus.SERVICE_UNAVAILABLE)
