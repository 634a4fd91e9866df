"""Other processes for the tests: one saves until it is killed, one holds the file, one opens it."""

import asyncio
from contextlib import closing
from multiprocessing.connection import Connection as Pipe
from pathlib import Path

from app.domain.troubles import Trouble
from app.store.database import connect_to_write
from app.store.storage import open_storage
from app.store.verbs import Actor
from tests.store.office import edit, sent

CLERKS = 8


def save_until_killed(url: str, report_id: int, by: Actor, life: int, pipe: Pipe) -> None:
    """Tell `pipe` each text that was acknowledged, after it was."""
    storage = open_storage(url)

    async def clerk(number: int) -> None:
        field, seq, text = f"f{number}", 0, storage.reports.open(report_id).fields.get(f"f{number}")
        while True:
            seq += 1
            new = f"{life}.{number}.{seq}"
            request = sent(f"{life}-{number}", seq, edit(field, new, text))
            answer = await storage.reports.type_fields(report_id, by, request)
            assert answer.saved
            pipe.send(new)
            text = new

    async def all_of_them() -> None:
        await asyncio.gather(*map(clerk, range(CLERKS)))

    asyncio.run(all_of_them())


def hold(path: Path, pipe: Pipe) -> None:
    """Keep others from writing until told otherwise."""
    with closing(connect_to_write(path)) as connection:
        connection.execute("BEGIN EXCLUSIVE")
        pipe.send("held")
        pipe.recv()


def open_second(url: str, pipe: Pipe) -> None:
    """Tell what opening the store says."""
    try:
        open_storage(url).close()
    except Trouble as trouble:
        pipe.send(trouble.sentence)
    else:
        pipe.send("opened")
