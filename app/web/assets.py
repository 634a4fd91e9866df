"""Scripts and styles: read once, named by their content, so that browsers may keep them for ever."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from fastapi import APIRouter, Request, Response

from app.domain.troubles import NotFound

TYPES = {".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml"}
FIRST, LAST = ("htmx.js", "figures.js", "fields.js"), ("page.js",)
HTMX = ("django_htmx", "static/django_htmx/htmx-2.min.js")

router = APIRouter()


@dataclass(frozen=True, slots=True)
class Asset:
    """One file as it is served. `integrity` is what a page asks the browser to compare."""

    body: bytes
    type: str
    url: str
    integrity: str


Assets = Mapping[str, Asset]


def read_assets(folder: Path) -> Assets:
    """The program's own scripts and styles by file name, and htmx under `htmx.js`."""
    own = {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.suffix in TYPES}
    own["htmx.js"] = htmx_file().read_bytes()
    return {name: _asset(name, body) for name, body in own.items()}


def in_order(assets: Assets) -> tuple[str, ...]:
    """The scripts in the order in which a page runs them: what others stand on first, the start last."""
    between = (name for name in assets if name.endswith(".js") and name not in FIRST + LAST)
    return tuple(name for name in (*FIRST, *between, *LAST) if name in assets)


def htmx_file() -> Path:
    """Where the set-up has put htmx: among the files of a package that is never imported."""
    package, inside = HTMX
    found = find_spec(package)
    places: Iterator[str] = iter(found.submodule_search_locations or ()) if found else iter(())
    return Path(next(places, package), *inside.split("/"))


def _asset(name: str, body: bytes) -> Asset:
    digest = hashlib.sha384(body)
    integrity = f"sha384-{base64.b64encode(digest.digest()).decode()}"
    return Asset(body, TYPES[Path(name).suffix], f"/static/{digest.hexdigest()[:16]}/{name}", integrity)


@router.get("/static/{digest}/{name}")
async def asset(request: Request, digest: str, name: str) -> Response:
    """A script or a style under its current name; an old name is gone."""
    found: Asset | None = request.app.state.rooms.assets.get(name)
    if found is None or found.url != f"/static/{digest}/{name}":
        raise NotFound
    return Response(
        found.body,
        media_type=found.type,
        headers={"Cache-Control": "public, max-age=31536000, immutable"},
    )
