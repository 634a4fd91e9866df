"""What can happen to a save on its way: latency, refusals, lost answers, late copies. Seeded, and counted."""

import asyncio
import random
from collections import Counter
from dataclasses import dataclass

from starlette.types import ASGIApp, Message, Receive, Scope, Send

DECK = 10


@dataclass(frozen=True, slots=True)
class Storm:
    """Shares of the requests that suffer, and the latency of all of them in seconds.

    Of every ten requests exactly these shares suffer; the seed only decides which.
    """

    seed: int
    latency: tuple[float, float] = (0.03, 0.8)
    refused: float = 0.0
    lost: float = 0.0
    repeated: float = 0.0


class Weather:
    """Stands before the application. Requests that are not saves pass; so does everything while it is calm.

    `refused` never reach the application and are answered 503. `lost` ones do, durably, but their answer is
    cut off or replaced by a gateway's 504. `repeated` ones reach it a second time later, as some proxies do.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.counts: Counter[str] = Counter()
        self.under_way = 0
        self.most_under_way = 0
        self.down = False
        self._storm = Storm(0, (0.0, 0.0))
        self._chance = random.Random(0)  # noqa: S311 # the same weather every time
        self._fates: list[str] = []
        self._late: set[asyncio.Task[None]] = set()

    def turn(self, storm: Storm | None = None) -> None:
        """From now on this storm, or calm; counted from nothing."""
        self._storm = storm or Storm(0, (0.0, 0.0))
        self._chance = random.Random(self._storm.seed)  # noqa: S311 # the same weather every time
        self._fates = []
        self.counts.clear()
        self.most_under_way = 0
        self.down = False

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not scope["path"].endswith("/fields"):
            await self.app(scope, receive, send)
            return
        self.under_way += 1
        self.most_under_way = max(self.most_under_way, self.under_way)
        try:
            await self._save(scope, await _body(receive), send)
        finally:
            self.under_way -= 1

    async def _save(self, scope: Scope, body: bytes, send: Send) -> None:
        fate = self._fate()
        self.counts.update(("requests", fate))
        await asyncio.sleep(self._chance.uniform(*self._storm.latency))
        if fate == "refused":
            await _answer(send, 503)
        elif fate == "lost":
            await self.app(scope, _once(body), _nowhere)
            await self._lose(send)
        else:
            await self.app(scope, _once(body), send)
        if self._chance.random() < self._storm.repeated:
            self._repeat(scope, body)

    def _fate(self) -> str:
        if not self._fates:
            refused, lost = round(DECK * self._storm.refused), round(DECK * self._storm.lost)
            self._fates = ["refused"] * refused + ["lost"] * lost
            self._fates += ["answered"] * (DECK - len(self._fates))
            self._chance.shuffle(self._fates)
        return "refused" if self.down else self._fates.pop()

    async def _lose(self, send: Send) -> None:
        if self._chance.random() < 0.5:
            await _answer(send, 504)
            return
        headers = [(b"content-type", b"text/html"), (b"content-length", b"1000")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": b"<div", "more_body": True})

    def _repeat(self, scope: Scope, body: bytes) -> None:
        self.counts.update(("repeated",))
        task = asyncio.ensure_future(self._later(dict(scope), body))
        self._late.add(task)
        task.add_done_callback(self._late.discard)

    async def _later(self, scope: Scope, body: bytes) -> None:
        await asyncio.sleep(self._chance.uniform(0.2, 1.5))
        await self.app(scope, _once(body), _nowhere)


async def _body(receive: Receive) -> bytes:
    body, more = b"", True
    while more:
        message = await receive()
        body += message.get("body", b"")
        more = message.get("more_body", False)
    return body


def _once(body: bytes) -> Receive:
    async def receive() -> Message:
        return {"type": "http.request", "body": body, "more_body": False}

    return receive


async def _nowhere(message: Message) -> None:
    """An answer that nobody gets."""


async def _answer(send: Send, status: int) -> None:
    await send(
        {"type": "http.response.start", "status": status, "headers": [(b"content-type", b"text/html")]}
    )
    await send({"type": "http.response.body", "body": b"<html>gateway</html>"})
