"""A report's home, and the step from draft to finished: the server decides."""

from __future__ import annotations

from app.domain.content import content_hash
from app.store.verbs import Opened
from tests.web.people import House, balanced


def seen(house: House, report: Opened) -> str:
    return content_hash(house.rooms.reader.report(house.rooms.reports.open(report.id)))


def test_the_parts_are_a_list_of_tasks(house: House) -> None:
    report = house.report({"requests.new.natural": "三", "/problems/text": "有待改进。"})
    page = house.visitor("supervisor").get(f"/reports/{report.id}")
    rows = [
        link.text for link in page.all("a") if "/sections/" in link["href"] and link.parents[-1].tag == "li"
    ][:6]
    assert [row.split(" ", 1)[1].split(" ")[-2:] for row in rows] == [
        ["○", "未开始"],
        ["○", "未开始"],
        ["1", "处"],
        ["○", "未开始"],
        ["✓", "已完成"],
        ["○", "未开始"],
    ]
    assert "李晓明" in rows[2]
    assert page.all("form", id="section") == []


def test_the_title_and_the_preface_are_kept(house: House) -> None:
    report = house.report()
    drafter = house.visitor("drafter")
    page = drafter.get(f"/reports/{report.id}")
    drafter.post(f"/reports/{report.id}/front", page.fields())
    assert house.rooms.reports.open(report.id).rev == report.rev
    drafter.post(
        f"/reports/{report.id}/front", page.fields() | {"/title": "本局年报", "/preface": "按条例编制。"}
    )
    page = drafter.get(f"/reports/{report.id}")
    assert page.one("h1").text == "本局年报"
    assert page.one("textarea", name="/preface").text == "按条例编制。"
    drafter.post(f"/reports/{report.id}/front", {"rev": "1", "requests.new.natural": "1"}, 422)


def test_a_report_that_stops_is_not_finished(house: House) -> None:
    report = house.report({**balanced(), "requests.new.total": "99"})
    drafter = house.visitor("drafter")
    answer = drafter.post(f"/reports/{report.id}/steps/finish", {"content_hash": seen(house, report)}, 422)
    assert 'role="alert"' in answer.text
    assert "requests-row-total" in answer.text
    assert house.rooms.reports.open(report.id).state == "draft"


def test_an_unexplained_finding_stops_too(house: House) -> None:
    year = next(house.years) + 1
    house.report(balanced(), year=year)
    more = ("requests.carried_in.natural", "requests.carried_out.natural")
    changed = {name: str(int(balanced()[name] or 0) + 5) for name in more}
    report = house.report({**balanced(), **changed}, year=year + 1)
    findings = house.rooms.reader.report(report).stopping
    assert {finding.severity for finding in findings} == {"explain"}
    drafter = house.visitor("drafter")
    drafter.post(f"/reports/{report.id}/steps/finish", {"content_hash": seen(house, report)}, 422)
    drafter.save(report.id, {f"v./explain/{finding.key}": "上年漏报" for finding in findings})
    drafter.post(f"/reports/{report.id}/steps/finish", {"content_hash": seen(house, report)})


def test_what_was_not_seen_is_not_finished(house: House) -> None:
    report = house.report(balanced())
    drafter = house.visitor("drafter")
    form = {"content_hash": seen(house, report)}
    house.visitor("colleague").save(report.id, {"v./preface": "补充一句。"})
    answer = drafter.post(f"/reports/{report.id}/steps/finish", form, 409)
    assert "刷新" in answer.text
    assert house.rooms.reports.open(report.id).state == "draft"


def test_finished_and_taken_back(house: House) -> None:
    report = house.report(balanced())
    drafter = house.visitor("drafter")
    page = drafter.get(f"/reports/{report.id}")
    form = {"content_hash": page.one("input", name="content_hash")["value"]}
    drafter.post(f"/reports/{report.id}/steps/finish", form)
    drafter.post(f"/reports/{report.id}/steps/finish", form, 409)
    page = drafter.get(f"/reports/{report.id}")
    assert page.one("p", id="save-state").text == "已定稿，不可修改"
    assert page.all("form", id="section") == []
    drafter.post(f"/reports/{report.id}/front", {"rev": "1", "/title": "另一个"}, 409)
    drafter.post(f"/reports/{report.id}/steps/reopen", form)
    assert house.rooms.reports.open(report.id).state == "draft"
    drafter.post(f"/reports/{report.id}/steps/publish", form, 404)


def test_the_printed_report_is_a_draft_until_it_is_finished(house: House) -> None:
    report = house.report(balanced())
    drafter = house.visitor("drafter")
    draft = drafter.ask("GET", f"/reports/{report.id}/rendering.pdf")
    assert draft.content.startswith(b"%PDF-")
    assert draft.headers["content-type"] == "application/pdf"
    assert f'filename="report-{report.id}.pdf"' in draft.headers["content-disposition"]
    assert "filename*=UTF-8''%E6%BB%A8" in draft.headers["content-disposition"]
    drafter.post(f"/reports/{report.id}/steps/finish", {"content_hash": seen(house, report)})
    assert drafter.ask("GET", f"/reports/{report.id}/rendering.pdf").content != draft.content
    assert drafter.ask("GET", f"/reports/{report.id}/rendering.json").json()["cells"]["requests.new.natural"]


def test_a_title_cannot_break_out_of_the_header(house: House) -> None:
    report = house.report({**balanced(), "/title": 'a"; filename=x.exe\n../../etc'})
    header = (
        house.visitor("drafter")
        .ask("GET", f"/reports/{report.id}/rendering.json")
        .headers["content-disposition"]
    )
    assert header == (
        f'attachment; filename="report-{report.id}.json"; '
        "filename*=UTF-8''a%22%3B%20filename%3Dx.exe..%2F..%2Fetc.json"
    )
