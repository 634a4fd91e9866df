"""`gouji serve`: the web application, in one process."""

from __future__ import annotations

import asyncio
from contextlib import closing
from typing import Annotated

import uvicorn
from typer import Option, Typer, echo

from app.cli.configured import configured
from app.cli.demo import accounts, furnish, read_demo
from app.main import create_app
from app.settings import CASES, Settings
from app.store.editions import read_editions
from app.store.storage import Storage, open_storage

GRACE_SECONDS = 10


def register(program: Typer) -> None:
    """Add the command."""
    program.command()(serve)


def serve(
    *,
    host: Annotated[str, Option(help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[int, Option(min=1, max=65535, help="The port to listen on.")] = 8000,
    demo: Annotated[
        bool,
        Option(
            "--demo", help="Begin with sample agencies, people and reports, in a data folder of their own."
        ),
    ] = False,
) -> None:
    """Run the web application. Only one process at a time may write to a database."""
    settings = configured()
    if demo:
        settings = settings.model_copy(update={"data": settings.data / "demo", "database_url": None})
    # Opened once before the server is: what keeps it from opening is said in a sentence.
    with closing(open_storage(settings.database)) as storage:
        if demo:
            _furnish(settings, storage)
    app = create_app(settings, warm=True)
    echo(f"http://{host}:{port}")
    uvicorn.run(
        app,
        host=host,
        port=port,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=GRACE_SECONDS,
    )


def _furnish(settings: Settings, storage: Storage) -> None:
    demo = read_demo(CASES)
    asyncio.run(furnish(storage, demo, CASES, read_editions(settings.schemas)))
    for line in accounts(demo):
        echo(line)
