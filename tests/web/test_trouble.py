"""What people are told when something is refused, cannot be kept, or breaks."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import Request

from app.domain import request_troubles, troubles
from app.domain.file_troubles import BadReportFile
from app.domain.troubles import Trouble
from app.web.trouble import STATUS, status_of
from tests.web.people import House, opened
from tests.web.visiting import ORIGIN

# These stop the program or the command line and never reach a browser.
ELSEWHERE = {"SecondWriter", "LibraryTooOld", "DatabaseUnsupported", "DatabaseNewer", "ChainBroken"}


@pytest.fixture
def alone(tmp_path: Path) -> Iterator[House]:
    with opened(tmp_path) as house:
        yield house


def test_every_refusal_has_a_status() -> None:
    kinds = {
        kind
        for module in (troubles, request_troubles)
        for kind in vars(module).values()
        if isinstance(kind, type) and issubclass(kind, Trouble) and kind is not Trouble
    }
    assert {kind.__name__ for kind in kinds if not set(kind.__mro__) & set(STATUS)} == ELSEWHERE
    assert {status.value for status in STATUS.values()} <= set(range(400, 504))
    assert status_of(BadReportFile("a.json", (), "json", line=1)).value == 409


def test_a_full_disk_is_told_and_forgotten_again(alone: House) -> None:
    report = alone.report()
    drafter = alone.visitor("drafter")
    storage_pages = alone.rooms.accounts._writer  # the one connection that writes

    def limit(pages: int) -> int:
        found: int = storage_pages.submit(
            lambda connection: connection.execute(f"PRAGMA max_page_count = {pages}").fetchone()[0]
        ).result(5)
        return found

    usual = limit(2**30)
    limit(1)
    form = {"client": "a", "seq": "1", "v./preface": "很长的一段。" * 3000}
    answer = drafter.ask("POST", f"/reports/{report.id}/fields", form, {**ORIGIN, "x-gouji": "1"})
    assert answer.status_code == 503
    assert answer.text.startswith("未保存")
    assert answer.headers["retry-after"] == "5"
    page = drafter.post(f"/reports/{report.id}/front", {"rev": "1", "/preface": form["v./preface"]}, 503)
    assert "未保存" in page.text
    limit(usual)
    drafter.save(report.id, form)
    assert alone.fields(report)["/preface"] == form["v./preface"]


def test_a_defect_gives_a_number_and_nothing_else(alone: House, caplog: pytest.LogCaptureFixture) -> None:
    async def broken(request: Request) -> None:
        raise ZeroDivisionError(request.url.path)

    alone.app.router.add_api_route("/broken", broken)
    visitor = alone.visitor("drafter")
    with caplog.at_level(logging.ERROR):
        answer = visitor.ask("GET", "/broken")
    assert answer.status_code == 500
    found = re.search(r"编号：<code>([0-9a-f]{8})</code>", answer.text)
    assert found
    assert "ZeroDivision" not in answer.text
    assert answer.headers["content-security-policy"]
    short = visitor.ask("GET", "/broken", headers={"x-gouji": "1"})
    assert (short.status_code, short.headers["content-type"]) == (500, "text/plain; charset=utf-8")


def test_the_server_says_whether_it_works(house: House) -> None:
    assert house.visitor().ask("GET", "/healthz").text == "ok"
    assert house.visitor().ask("GET", "/readyz").text == "ok"


def test_files_are_kept_for_ever_under_their_own_name(house: House) -> None:
    visitor = house.visitor()
    for name, asset in house.rooms.assets.items():
        answer = visitor.ask("GET", asset.url)
        assert answer.content == asset.body
        assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
        assert visitor.ask("GET", f"/static/0000000000000000/{name}").status_code == 404
    assert "htmx.js" in house.rooms.assets
