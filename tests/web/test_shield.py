"""What every request passes first: the host, the origin, the headers, the size."""

from __future__ import annotations

import pytest

from app.web.shield import gate, is_own, knows
from tests.web.people import House
from tests.web.visiting import ORIGIN

GATE = gate(["gk.example.gov.cn"], ["https://oa.example.gov.cn:8443"], [])
HOST = "gk.example.gov.cn"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; "
    "font-src 'self'; connect-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'self'"
)
COOKIE = {b"cookie": b"gouji=x"}


@pytest.mark.parametrize(
    "host",
    [
        "gk.example.gov.cn",
        "gk.example.gov.cn:8000",
        "oa.example.gov.cn",
        "localhost:8000",
        "10.1.2.3",
        "[::1]:80",
        "office-pc",
    ],
)
def test_a_host_of_the_site(host: str) -> None:
    assert knows(GATE, host)


@pytest.mark.parametrize(
    "host",
    [
        "",
        "evil.example",
        "gk.example.gov.cn.evil.example",
        "gk.example.gov.cn@evil.example",
        "a/b",
        "10.1.2.3.evil.cn",
        "a:b",
        "é",
        "x y",
    ],
)
def test_a_host_of_somebody_else(host: str) -> None:
    assert not knows(GATE, host)


@pytest.mark.parametrize(
    "headers",
    [
        {b"sec-fetch-site": b"same-origin"},
        {b"sec-fetch-site": b"none"},
        {b"origin": b"http://gk.example.gov.cn"},
        {b"origin": b"https://oa.example.gov.cn:8443"},
        {b"sec-fetch-site": b"cross-site", b"origin": b"https://oa.example.gov.cn:8443"},
        {b"referer": b"http://gk.example.gov.cn/reports/1"},
    ],
)
def test_a_request_from_a_page_of_the_site(headers: dict[bytes, bytes]) -> None:
    assert is_own(GATE, HOST, {**COOKIE, **headers})


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {b"sec-fetch-site": b"cross-site"},
        {b"sec-fetch-site": b"same-site", b"origin": b"http://gk.example.gov.cn"},
        {b"origin": b"null"},
        {b"origin": b"http://evil.example"},
        {b"origin": b"http://gk.example.gov.cn.evil.example"},
        {b"origin": b"http://[broken", b"referer": b"http://gk.example.gov.cn/"},
        {b"referer": b"http://evil.example/gk.example.gov.cn"},
    ],
)
def test_a_request_from_elsewhere(headers: dict[bytes, bytes]) -> None:
    assert not is_own(GATE, HOST, {**COOKIE, **headers})


def test_a_program_without_a_session_needs_no_origin() -> None:
    assert is_own(GATE, HOST, {})


@pytest.mark.parametrize(
    "kind", ["application/x-www-form-urlencoded", "text/plain", "multipart/form-data; boundary=x"]
)
def test_a_form_of_another_site_changes_nothing(house: House, kind: str) -> None:
    report = house.report()
    visitor = house.visitor("drafter")
    body = b"client=a&seq=1&v.%2Ftitle=x"
    for headers in (
        {},
        {"origin": "http://evil.example"},
        {"origin": "null"},
        {"referer": "http://evil.example/"},
    ):
        answer = visitor.client.post(
            f"/reports/{report.id}/fields", content=body, headers={"content-type": kind, **headers}
        )
        assert answer.status_code == 403
    assert house.rooms.reports.open(report.id).rev == report.rev


@pytest.mark.parametrize("kind", ["text/plain", "multipart/form-data; boundary=x", "application/json", ""])
def test_only_a_form_is_a_form(house: House, kind: str) -> None:
    report = house.report()
    answer = house.visitor("drafter").client.post(
        f"/reports/{report.id}/fields",
        content=b"client=a&seq=1&v.%2Ftitle=x",
        headers={**ORIGIN, "content-type": kind},
    )
    assert answer.status_code == 422


def test_every_answer_carries_the_headers(house: House) -> None:
    visitor = house.visitor("drafter")
    for path in ("/signin", "/reports", "/reports/99999", "/nowhere", "/healthz"):
        headers = visitor.ask("GET", path).headers
        assert headers["content-security-policy"] == POLICY
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "same-origin"
        assert headers["cache-control"] == "no-store"
        assert headers["x-ua-compatible"] == "IE=edge"


def test_a_stranger_host_gets_a_sentence(house: House) -> None:
    answer = house.visitor().ask("GET", "/signin", headers={"host": "evil.example"})
    assert answer.status_code == 400
    assert "evil.example" not in answer.text
    assert "GOUJI_HOSTS" in answer.text


def test_too_much_is_refused_before_it_is_read(house: House) -> None:
    report = house.report()
    visitor = house.visitor("drafter")
    form = {"client": "a", "seq": "1", "v./preface": "字" * 700_000}
    assert (
        visitor.ask("POST", f"/reports/{report.id}/fields", form, {**ORIGIN, "x-gouji": "1"}).status_code
        == 413
    )
    assert house.rooms.reports.open(report.id).rev == report.rev
