"""The save protocol over HTTP: what is kept, what is not, and what comes back."""

from __future__ import annotations

import json

import pytest

from app.domain.content import content_hash
from tests.web.people import House, balanced
from tests.web.visiting import ORIGIN

CELL = "requests.new.natural"
OTHER = "requests.new.business"


def test_what_is_typed_is_kept_and_answered(house: House) -> None:
    report = house.report()
    page = house.visitor("drafter").save(report.id, {"seq": "7", "section": "requests", f"v.{CELL}": "１２"})
    ack = page.one(id="ack")
    assert (ack["data-seq"], json.loads(ack["data-ok"]), json.loads(ack["data-bad"])) == ("7", [CELL], {})
    assert house.fields(report)[CELL] == "１２"
    assert [element["hx-swap-oob"] for element in page.all("div")] == ["true", "true"]
    chip = page.one("a", aria_current="page")
    assert chip["href"] == f"/reports/{report.id}/sections/requests"
    assert "填写中" in chip.text


def test_the_title_is_typed_where_the_report_is_finished(house: House) -> None:
    report = house.report(balanced())
    drafter = house.visitor("drafter")
    page = drafter.save(report.id, {"v./preface": "按条例编制。"})
    seen = page.one("input", name="content_hash")["value"]
    assert page.one("div", id="finishing")["hx-swap-oob"] == "true"
    drafter.post(f"/reports/{report.id}/steps/finish", {"content_hash": seen})


def test_a_repeated_request_gets_its_answer_and_does_nothing(house: House) -> None:
    report = house.report()
    drafter = house.visitor("drafter")
    first = drafter.save(report.id, {f"v.{CELL}": "5"})
    house.visitor("colleague").save(report.id, {f"v.{CELL}": "6", f"b.{CELL}": "5"})
    again = drafter.save(report.id, {f"v.{CELL}": "5"})
    assert again.one(id="ack").own == first.one(id="ack").own
    assert house.fields(report)[CELL] == "6"


def test_what_somebody_else_changed_is_told_and_kept(house: House) -> None:
    report = house.report()
    house.visitor("colleague").save(report.id, {f"v.{CELL}": "9"})
    page = house.visitor("drafter").save(report.id, {f"v.{CELL}": "7", f"v.{OTHER}": "1"})
    ack = page.one(id="ack")
    assert json.loads(ack["data-ok"]) == [OTHER]
    found = json.loads(ack["data-bad"])[CELL]
    assert (found["stored"], found["by"], found["own"]) == ("9", "王芳", False)
    assert len(found["at"]) == len("10:31")
    assert (house.fields(report)[CELL], house.fields(report)[OTHER]) == ("9", "1")


def test_two_windows_of_one_person_are_told_apart(house: House) -> None:
    report = house.report()
    house.visitor("drafter").save(report.id, {"client": "one", f"v.{CELL}": "9"})
    page = house.visitor("drafter").save(report.id, {"client": "two", f"v.{CELL}": "7"})
    assert json.loads(page.one(id="ack")["data-bad"])[CELL]["own"] is True


def test_line_ends_are_line_feeds(house: House) -> None:
    report = house.report({"/overview/oversight": "一\n二"})
    page = house.visitor("drafter").save(
        report.id, {"v./overview/oversight": "一\r\n二\r\n三", "b./overview/oversight": "一\r\n二"}
    )
    assert json.loads(page.one(id="ack")["data-bad"]) == {}
    assert house.fields(report)["/overview/oversight"] == "一\n二\n三"


@pytest.mark.parametrize(
    "sent",
    [
        {"v.requests.nobody.natural": "1"},
        {"v./requests/text": "1"},
        {"v.@state": "finished"},
        {"v./explain/no-such-rule@requests.new.natural": "1"},
        {"v." + CELL: "1", "state": "finished"},
        {"v." + CELL: "1", "agency_id": "2"},
        {"v." + CELL: "1", "rev": "1"},
        {"v." + CELL: "1", "b." + OTHER: "1"},
        {"v." + CELL: "1", "seq": "0"},
        {"v." + CELL: "1", "seq": "-1"},
        {"v." + CELL: "1", "seq": "１"},
        {"v." + CELL: "1", "seq": "9" * 30},
        {"v." + CELL: "1", "client": ""},
        {"v." + CELL: "1", "client": "x" * 65},
        {"v." + CELL: "1", "source": "step"},
        {"v." + CELL: "1", "source": "computed"},
        {"v." + CELL: "\x00"},
        {},
    ],
)
def test_what_cannot_be_kept_is_refused_with_a_sentence(house: House, sent: dict[str, str]) -> None:
    report = house.report()
    form = {"client": "tab-1", "seq": "1", "source": "typed", **sent}
    answer = house.visitor("drafter").ask(
        "POST", f"/reports/{report.id}/fields", form, {**ORIGIN, "x-gouji": "1"}
    )
    assert answer.status_code == 422
    assert answer.headers["content-type"].startswith("text/plain")
    assert answer.text.endswith("。")
    assert house.rooms.reports.open(report.id).rev == report.rev


@pytest.mark.parametrize(
    "body", [b"client=a&seq=1&seq=2&v.%2Ftitle=x", b"client=a&seq=1&v.%2Ftitle=%ff", b"seq", b"\xff"]
)
def test_a_broken_form_is_refused(house: House, body: bytes) -> None:
    report = house.report()
    answer = house.visitor("drafter").client.post(
        f"/reports/{report.id}/fields",
        content=body,
        headers={**ORIGIN, "x-gouji": "1", "content-type": "application/x-www-form-urlencoded"},
    )
    assert answer.status_code == 422
    assert house.rooms.reports.open(report.id).rev == report.rev


def test_signed_out_is_answered_and_not_redirected(house: House) -> None:
    report = house.report()
    house.visitor().save(report.id, {f"v.{CELL}": "1"}, 401)


def test_a_finished_report_does_not_change(house: House) -> None:
    report = house.report(balanced(), year=2026)  # the house gives out years that no report file may have
    drafter = house.visitor("drafter")
    seen = content_hash(house.rooms.reader.report(house.rooms.reports.open(report.id)))
    drafter.post(f"/reports/{report.id}/steps/finish", {"content_hash": seen})
    drafter.save(report.id, {f"v.{CELL}": "1"}, 409)
    assert house.fields(report) == report.fields
    assert drafter.get(f"/reports/{report.id}/sections/requests").all("input", name=CELL) == []
