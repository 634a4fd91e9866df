"""Closed by default: the table names every route (tests/test_house.py sees to it) and whom it lets in."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from fastapi.routing import APIRoute
from starlette.routing import BaseRoute

from tests.web.documents import waiting
from tests.web.people import House, balanced
from tests.web.visiting import ORIGIN

# What each kind of person gets: nobody, the drafter, those who only read, somebody from elsewhere.
OPEN = {"nobody": "ok", "drafter": "ok", "reviewer": "ok", "supervisor": "ok", "stranger": "ok"}
SIGNED_IN = {**OPEN, "nobody": "sign in"}
READ = {**SIGNED_IN, "stranger": "missing"}
WRITE = {**READ, "reviewer": "forbidden", "supervisor": "forbidden"}
DRAFT = {**SIGNED_IN, "reviewer": "forbidden", "supervisor": "forbidden"}
OWN = {**SIGNED_IN, "reviewer": "missing", "supervisor": "missing", "stranger": "missing"}

TABLE = {
    "GET /": OPEN,
    "GET /signin": OPEN,
    "POST /signin": OPEN,
    "POST /signout": OPEN,
    "POST /size": OPEN,
    "GET /healthz": OPEN,
    "GET /readyz": OPEN,
    "GET /static/{digest}/{name}": OPEN,
    "GET /reports": SIGNED_IN,
    "POST /reports": {
        **SIGNED_IN,
        "reviewer": "forbidden",
        "supervisor": "forbidden",
        "stranger": "forbidden",
    },
    "GET /imports/new": DRAFT,
    "POST /imports": SIGNED_IN,
    "GET /imports/{import_id:int}": OWN,
    "POST /imports/{import_id:int}": OWN,
    "POST /imports/{import_id:int}/decisions": OWN,
    "POST /imports/{import_id:int}/discard": OWN,
    "GET /reports/{report_id:int}": READ,
    "GET /reports/{report_id:int}/problems": READ,
    "GET /reports/{report_id:int}/sections/{section}": READ,
    "GET /reports/{report_id:int}/rendering.{ending}": READ,
    "GET /reports/{report_id:int}/preview": READ,
    "GET /reports/{report_id:int}/preview/state": READ,
    "GET /reports/{report_id:int}/preview/{page:int}.png": READ,
    "POST /reports/{report_id:int}/carried": WRITE,
    "POST /reports/{report_id:int}/fields": WRITE,
    "POST /reports/{report_id:int}/front": WRITE,
    "POST /reports/{report_id:int}/sections/{section}": WRITE,
    "POST /reports/{report_id:int}/sections/{section}/pasted": WRITE,
    "POST /reports/{report_id:int}/undo": WRITE,
    "POST /reports/{report_id:int}/steps/{step}": WRITE,
}
# What each change sends; the others send nothing.
FORMS = {
    "POST /signin": {"name": "nobody here", "password": "not this one"},
    "POST /size": {"size": "large"},
    "POST /reports": {"year": "2008", "kind": "agency"},
    "POST /reports/{report_id:int}/fields": {"client": "t", "seq": "1", "v./title": "题"},
    "POST /reports/{report_id:int}/front": {"rev": "1"},
    "POST /reports/{report_id:int}/sections/{section}": {"rev": "1"},
    "POST /reports/{report_id:int}/sections/{section}/pasted": {"text": "1"},
    "POST /reports/{report_id:int}/undo": {"rev": "1", "seen": "1"},
    "POST /reports/{report_id:int}/steps/{step}": {"content_hash": "another"},
}
# Allowed, and then refused for what it asks: a wrong password, a year without an edition, a changed report.
ASKED_TOO_MUCH = {
    "POST /signin": 401,
    "POST /reports": 404,
    "POST /imports": 422,
    "POST /reports/{report_id:int}/carried": 409,
    "POST /reports/{report_id:int}/sections/{section}/pasted": 404,
    "POST /reports/{report_id:int}/steps/{step}": 409,
}


# What stands in the places of an address.
PLACES = {
    "section": "overview",
    "step": "finish",
    "digest": "0",
    "name": "app.css",
    "ending": "json",
    "page": 1,
    "import_id": 10**9,
}


def filled(path: str, **places: object) -> str:
    return path.replace(":int", "").format(**{**PLACES, **places})


def routes(found: Iterator[BaseRoute] | list[BaseRoute]) -> Iterator[str]:
    for each in found:
        inside = getattr(each, "original_router", None)
        if inside is not None:
            yield from routes(inside.routes)
        else:
            assert isinstance(each, APIRoute), each
            yield from (f"{method} {each.path}" for method in each.methods or ())


@pytest.mark.parametrize("part", ["nobody", "drafter", "reviewer", "supervisor", "stranger"])
@pytest.mark.parametrize("route", sorted(TABLE))
def test_a_route_lets_in_whom_the_table_names(house: House, route: str, part: str) -> None:
    report = house.report(balanced())
    section = next(iter(house.rooms.editions.by_id(report.edition).sections))
    style = house.rooms.assets["app.css"]
    method, path = route.split()
    places = {"report_id": report.id, "section": section, "digest": style.url.split("/")[2]}
    path = filled(path, **places, import_id=waiting(house) if "import_id" in path else 0)
    form = dict(FORMS.get(route, {}))
    if route == "POST /reports":
        form["agency"] = str(house.agencies["mine"])
    visitor = house.visitor(part, anew=route == "POST /signout")
    answer = visitor.ask(method, path, form)
    said = TABLE[route][part]
    if said == "sign in":
        assert answer.status_code == (303 if method == "GET" else 401)
        assert method == "POST" or answer.headers["location"].startswith("/signin?next=%2F")
    elif said == "ok":
        assert answer.status_code in {200, 204, 303, ASKED_TOO_MUCH.get(route)}
    else:
        assert answer.status_code == {"missing": 404, "forbidden": 403}[said]
    if said != "ok":
        assert house.rooms.reports.open(report.id).rev == report.rev


@pytest.mark.parametrize("route", [route for route, who in TABLE.items() if who["stranger"] == "missing"])
def test_what_is_not_yours_reads_like_what_is_not_there(house: House, route: str) -> None:
    report = house.report()
    method, path = route.split()
    stranger = house.visitor("stranger")

    def body(report_id: int) -> str:
        address = filled(path, report_id=report_id)
        answer = stranger.ask(method, address, FORMS.get(route))
        assert answer.status_code == 404
        return answer.text.replace(address, "")

    assert body(report.id) == body(report.id + 10_000)


@pytest.mark.parametrize("report_id", ["0", "-1", "99999999999999999999999", "one", "1.0", "%00", "１"])
def test_an_odd_number_is_no_report(house: House, report_id: str) -> None:
    assert house.visitor("drafter").ask("GET", f"/reports/{report_id}").status_code == 404


def test_looking_changes_nothing(house: House) -> None:
    report = house.report(balanced())
    before = [(each.id, each.rev, each.state) for each in house.rooms.reports.list_for(None)]
    for part in ("nobody", "drafter", "supervisor", "stranger"):
        visitor = house.visitor(part)
        for route in TABLE:
            path = filled(route.split()[1], report_id=report.id)
            visitor.ask("GET", path)
            visitor.ask("GET", path, headers={"x-http-method-override": "POST"})
    assert [(each.id, each.rev, each.state) for each in house.rooms.reports.list_for(None)] == before


def test_nothing_of_the_inside_is_served(house: House) -> None:
    visitor = house.visitor("drafter")
    for path in (
        "/docs",
        "/redoc",
        "/openapi.json",
        "/metrics",
        "/.git/config",
        "/static/../main.py",
    ):
        assert visitor.ask("GET", path).status_code == 404
    assert visitor.ask("DELETE", "/reports", headers=ORIGIN).status_code == 405
