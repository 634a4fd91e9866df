"""One keystroke's whole request against the reference, one after the other on connections that stay open."""

from __future__ import annotations

import asyncio
import os
import re
import sys
import time
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlencode

from app.domain.address import Address
from app.domain.fields import to_fields
from app.store.storage import open_storage
from app.store.verbs import NewReport
from tests.bench.servers import Client, serving
from tests.specimens import case

REQUESTS = 400
WARM_UP = 50
FIELD = Address("requests.new.natural")
LOGIN, PASSWORD = "clerk", "a long enough one"


def measured() -> tuple[list[float], list[float]]:
    """The seconds of each request: of the application, and of the reference."""
    with TemporaryDirectory() as folder:
        data = Path(folder) / "data"
        report = asyncio.run(_furnished(f"sqlite:///{data / 'gouji.db'}"))
        environment = {**os.environ, "GOUJI_DATA": str(data)}
        reference = ["tests.bench.reference", str(Path(folder) / "reference.db")]
        with (
            serving(["app", "serve", "--port"], environment) as ours,
            serving(reference, environment) as theirs,
            closing(Client(theirs, {})) as plain,
            closing(_signed_in(ours)) as client,
        ):
            return _alternate(client, f"/reports/{report}/fields", plain)


async def _furnished(url: str) -> int:
    """A database with one person and one complete report; gives the report's id."""
    report = case("2021-balanced")
    with closing(open_storage(url)) as storage:
        agency = await storage.accounts.add_agency(report.agency)
        person = await storage.accounts.add_person(LOGIN, "王芳", PASSWORD)
        await storage.accounts.add_membership(person.id, agency.id, "drafter")
        new = NewReport(agency.id, report.year, "agency", report.edition.id, to_fields(report))
        opened = await storage.reports.create(new, person.actor)
    return opened.id


def _signed_in(port: int) -> Client:
    origin = {"Origin": f"http://127.0.0.1:{port}"}
    with closing(Client(port, origin)) as door:
        head, _ = door.post("/signin", urlencode({"name": LOGIN, "password": PASSWORD}))
    cookie = re.findall(r"(?im)^set-cookie: ([^;]+)", head)
    return Client(port, origin | {"Cookie": "; ".join(cookie), "X-Gouji": "1"})


def _alternate(client: Client, path: str, plain: Client) -> tuple[list[float], list[float]]:
    ours: list[float] = []
    theirs: list[float] = []
    before = case("2021-balanced").cells[FIELD] or ""
    for number in range(1, WARM_UP + REQUESTS + 1):
        text = str(1000 + number)
        fields = {"client": "bench", "seq": number, "source": "typed", "section": "requests"}
        body = urlencode(fields | {f"v.{FIELD}": text, f"b.{FIELD}": before})
        begun = time.perf_counter()
        head, answer = client.post(path, body)
        ours.append(time.perf_counter() - begun)
        if FIELD not in answer:
            sys.exit(f"{head}\n{answer}")
        before = text
        begun = time.perf_counter()
        plain.post("/", "")
        theirs.append(time.perf_counter() - begun)
    return ours[WARM_UP:], theirs[WARM_UP:]
