"""Signing in and out, and where one goes afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from app.main import create_app
from app.settings import Settings
from app.web.signin import own
from tests.web.people import PASSWORD, House, opened
from tests.web.visiting import ORIGIN


@pytest.fixture
def alone(tmp_path: Path) -> Iterator[House]:
    """A house in which nobody else has mistyped a password."""
    with opened(tmp_path) as house:
        yield house


def test_who_comes_to_a_page_is_sent_to_sign_in_and_back(house: House) -> None:
    report = house.report()
    visitor = house.visitor()
    goal = f"/reports/{report.id}/problems?section=overview"
    answer = visitor.ask("GET", goal)
    assert answer.status_code == 303
    page = visitor.get(answer.headers["location"])
    form = {"name": "drafter", "password": PASSWORD, "next": page.all("input", name="next")[-1]["value"]}
    answer = visitor.post("/signin", form)
    assert answer.headers["location"] == goal
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=lax" in cookie
    visitor.get(goal)


def test_a_wrong_password_and_an_unknown_name_read_the_same(alone: House) -> None:
    visitor = alone.visitor()
    said = {
        visitor.post("/signin", {"name": name, "password": "not this one"}, 401).text.replace(name, "")
        for name in ("drafter", "nobody")
    }
    assert len(said) == 1


def test_too_many_tries(alone: House) -> None:
    visitor = alone.visitor()
    for _ in range(5):
        visitor.post("/signin", {"name": "drafter", "password": "not this one"}, 401)
    answer = visitor.post("/signin", {"name": "drafter", "password": PASSWORD}, 429)
    assert "分钟后再试" in answer.text


def test_a_script_signs_in_in_the_page(alone: House) -> None:
    visitor = alone.visitor()
    script = {**ORIGIN, "x-gouji": "1"}
    wrong = visitor.ask("POST", "/signin", {"name": "drafter", "password": "not this one"}, script)
    assert (wrong.status_code, wrong.headers["content-type"]) == (401, "text/plain; charset=utf-8")
    right = visitor.ask("POST", "/signin", {"name": "drafter", "password": PASSWORD}, script)
    assert right.status_code == 204
    visitor.get("/reports")


def test_who_signs_out_is_out(house: House) -> None:
    visitor = house.visitor("drafter", anew=True)
    token = visitor.client.cookies["gouji"]
    visitor.get("/reports")
    visitor.post("/signout")
    assert visitor.ask("GET", "/reports").status_code == 303
    visitor.client.cookies.set("gouji", token)
    assert visitor.ask("GET", "/reports").status_code == 303


@pytest.mark.parametrize("goal", ["/reports/17/sections/overview?state=a.b", "/reports", "/"])
def test_an_own_path_is_followed(goal: str) -> None:
    assert own(goal) == goal


@pytest.mark.parametrize(
    "goal",
    [
        "",
        "//evil.example",
        "/\\evil.example",
        "https://evil.example/",
        "javascript:alert(1)",
        "reports",
        "/a\nb",
        "/\t/evil",
        "/ /evil",
        "///evil",
        "/http://[x",
    ],
)
def test_another_path_is_not(goal: str) -> None:
    assert own(goal) in {"/reports", "/http://[x"}


def test_over_https_the_cookie_belongs_to_this_host(tmp_path: Path) -> None:
    app = create_app(Settings(data=tmp_path, secure_cookies=True))
    with TestClient(app, base_url="https://testserver", follow_redirects=False) as client:
        accounts = app.state.rooms.accounts
        assert client.portal
        client.portal.call(accounts.add_person, "drafter", "李晓明", PASSWORD)
        form = {"name": "drafter", "password": PASSWORD}
        answer = client.post("/signin", data=form, headers={"origin": "https://testserver"})
        cookie = answer.headers["set-cookie"]
        assert cookie.startswith("__Host-gouji=")
        assert "Secure" in cookie
        assert "Domain" not in cookie
        assert client.get("/reports").status_code == 200
