"""What every request passes before any page sees it: the host it asks for, and where it comes from.

Plain ASGI, because every keystroke's save passes here too. The origin check is the one of Go's
CrossOriginProtection: `Sec-Fetch-Site` where the browser sends it, else the host of `Origin`, else that of
`Referer`. Over plain HTTP browsers send no `Sec-Fetch-Site`, so that `Origin` decides. It is stricter in one
point: a request that carries a session and none of the three is refused.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from ipaddress import ip_address
from urllib.parse import urlsplit

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.domain.request_troubles import WrongHost, WrongOrigin

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
Headers = Mapping[bytes, bytes]
Refuse = Callable[[Scope, WrongHost | WrongOrigin], ASGIApp]


@dataclass(frozen=True, slots=True)
class Gate:
    """Which hosts the site answers to, which foreign origins are its own, who may frame it."""

    hosts: frozenset[str]
    origins: frozenset[str]
    ancestors: tuple[str, ...]


def gate(hosts: Sequence[str], origins: Sequence[str], ancestors: Sequence[str]) -> Gate:
    """The gate for these settings; the hosts of the origins are hosts of the site."""
    netlocs = frozenset(urlsplit(origin).netloc.lower() for origin in origins)
    names = frozenset(name.lower() for name in hosts) | {_name(netloc) for netloc in netlocs}
    return Gate(names, netlocs, tuple(ancestors))


def security_headers(ancestors: Sequence[str]) -> dict[str, str]:
    """The headers of every answer. Nothing may be inline, nothing may come from elsewhere."""
    frames = " ".join(("'self'", *ancestors))
    policy = (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; "
        "font-src 'self'; connect-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; "
        f"frame-ancestors {frames}"
    )
    return {
        "Content-Security-Policy": policy,
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "same-origin",
        "X-UA-Compatible": "IE=edge",
    }


class Shield:
    """Refuses what no page of the site sends, and puts the security headers on every answer."""

    def __init__(self, app: ASGIApp, gate: Gate, refuse: Refuse) -> None:
        """`refuse` makes the answer to a refused request."""
        self._app, self._gate, self._refuse = app, gate, refuse
        headers = security_headers(gate.ancestors)
        self._headers = [(name.lower().encode(), value.encode()) for name, value in headers.items()]
        self._fresh = (b"cache-control", b"no-store")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers: Headers = dict(scope["headers"])
        host = headers.get(b"host", b"").decode("latin-1").lower()
        app = self._app
        if not knows(self._gate, host):
            app = self._refuse(scope, WrongHost())
        elif scope["method"] not in SAFE and not is_own(self._gate, host, headers):
            app = self._refuse(scope, WrongOrigin())
        await app(scope, receive, self._sealed(send))

    def _sealed(self, send: Send) -> Callable[[Message], Awaitable[None]]:
        async def sealed(message: Message) -> None:
            if message["type"] == "http.response.start":
                given = message.get("headers", [])
                kept = any(name == b"cache-control" for name, _ in given)
                message["headers"] = [*given, *self._headers, *(() if kept else (self._fresh,))]
            await send(message)

        return sealed


@lru_cache(maxsize=256)
def knows(gate: Gate, host: str) -> bool:
    """Whether the site answers to this Host header.

    Addresses and names without a dot cannot be pointed here by a stranger's name server; others are listed.
    """
    name = _name(host)
    return bool(name) and (name in gate.hosts or _is_near(name))


def is_own(gate: Gate, host: str, headers: Headers) -> bool:
    """Whether an unsafe request comes from a page of the site, or from no browser session at all."""
    site = headers.get(b"sec-fetch-site")
    source = headers.get(b"origin")
    if site is not None:
        return site in (b"same-origin", b"none") or _netloc(source) in gate.origins
    source = source or headers.get(b"referer")
    if source is None:
        return b"cookie" not in headers
    netloc = _netloc(source)
    return netloc == host or netloc in gate.origins


def _netloc(source: bytes | None) -> str:
    """The host of an address; an opaque `null` or a broken one has none and equals no host."""
    try:
        return urlsplit((source or b"").decode("latin-1")).netloc.lower() or "null/"
    except ValueError:
        return "null/"


def _name(host: str) -> str:
    """The host without its port, or nothing where it is no host name."""
    try:
        parts = urlsplit(f"//{host}")
        port = parts.port
    except ValueError:
        return ""
    rest = parts.path or parts.query or parts.fragment or parts.username or parts.password
    return "" if rest or port == 0 else (parts.hostname or "").rstrip(".")


def _is_near(name: str) -> bool:
    if "." not in name and ":" not in name:
        return name.replace("-", "").isalnum() and name.isascii()
    try:
        ip_address(name)
    except ValueError:
        return False
    return True
