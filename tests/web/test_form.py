"""The forms without scripts: every page, and every button on it."""

from __future__ import annotations

import json

import pytest

from app.domain.address import dom_id
from tests.specimens import edition as named
from tests.web.people import House, balanced

CELL = "requests.new.natural"
TOTAL = "requests.new.total"


def path(report: int, section: str) -> str:
    return f"/reports/{report}/sections/{section}"


@pytest.mark.parametrize("year", [2020, 2023])
@pytest.mark.parametrize("part", ["drafter", "supervisor"])
def test_every_section_of_every_edition_is_a_page(house: House, year: int, part: str) -> None:
    edition = house.rooms.editions.for_year(year)
    report = house.report(edition=edition.id)
    visitor = house.visitor(part)
    for section in edition.sections:
        page = visitor.get(path(report.id, section))
        shown = {element["name"] for element in page.elements if element["class"].startswith("figure")}
        mine = {figure.address for figure in edition.figures.values() if figure.section == section}
        assert shown & set(edition.figures) == (mine if part == "drafter" else set())
        assert page.one("p", id="save-state").text == (
            "只读" if part == "supervisor" else page.one(id="save-state").text
        )


def test_a_form_sent_back_unchanged_changes_nothing(house: House) -> None:
    report = house.report({**balanced(), "/overview/oversight": "\n一\n\n二 \n"})
    drafter = house.visitor("drafter")
    for section in house.rooms.editions.by_id(report.edition).sections:
        drafter.post(path(report.id, section), drafter.get(path(report.id, section)).fields())
    assert house.rooms.reports.open(report.id).rev == report.rev


def test_what_was_typed_is_kept(house: House) -> None:
    report = house.report()
    drafter = house.visitor("drafter")
    form = drafter.get(path(report.id, "requests")).fields() | {CELL: "九"}
    drafter.post(path(report.id, "requests"), form)
    page = drafter.get(path(report.id, "requests"))
    cell = page.one("input", name=CELL)
    assert (cell["value"], cell["data-base"], cell["aria-invalid"]) == ("九", "九", "true")
    problem = page.one("li", data_key=f"requests-filled@{CELL}")
    assert problem["data-severity"] == "block"
    assert f"{path(report.id, 'requests')}#{dom_id(CELL)}" in [link["href"] for link in page.all("a")]
    assert [entry.client[:5] for entry in house.rooms.reports.history(report.id, CELL)] == ["form-"]


def test_somebody_was_quicker(house: House) -> None:
    report = house.report()
    drafter, colleague = house.visitor("drafter"), house.visitor("colleague")
    form = drafter.get(path(report.id, "requests")).fields() | {CELL: "7", "requests.new.business": "1"}
    colleague.save(report.id, {f"v.{CELL}": "9"})
    answer = drafter.ask("POST", path(report.id, "requests"), form)
    assert answer.status_code == 409
    assert (house.fields(report)[CELL], house.fields(report)["requests.new.business"]) == ("9", "1")
    assert "王芳" in answer.text
    again = drafter.ask("POST", path(report.id, "requests"), form)
    assert again.status_code == 409
    page = type(drafter.get(path(report.id, "requests")))(answer.text)
    assert (page.one("input", name=CELL)["value"], page.one("input", name=CELL)["data-base"]) == ("7", "9")
    drafter.post(path(report.id, "requests"), page.fields())
    assert house.fields(report)[CELL] == "7"


def test_a_total_is_stated_and_given_back(house: House) -> None:
    cells = dict.fromkeys((c for c in balanced() if c.startswith("requests.new.")), "2")
    report = house.report({name: text for name, text in cells.items() if name != TOTAL})
    drafter = house.visitor("drafter")
    page = drafter.get(path(report.id, "requests"))
    assert page.one("output", name=TOTAL).text == "12"
    answer = drafter.post(path(report.id, "requests"), page.fields() | {"state": TOTAL})
    assert answer.headers["location"] == f"{path(report.id, 'requests')}?state={TOTAL}#{dom_id(TOTAL)}"
    page = drafter.get(f"{path(report.id, 'requests')}?state={TOTAL}")
    drafter.post(path(report.id, "requests"), page.fields() | {TOTAL: "13"})
    page = drafter.get(path(report.id, "requests"))
    assert page.one("input", name=TOTAL)["data-total"] == "1"
    take = page.one("button", name="take")
    assert (take["value"], take["data-computed"], take.text) == (TOTAL, "12", "取计算值 12")
    assert "requests-row-total" in {each["data-rule"] for each in page.all("li")}
    drafter.post(path(report.id, "requests"), page.fields() | {"take": TOTAL})
    assert house.fields(report)[TOTAL] is None
    assert drafter.get(path(report.id, "requests")).one("output", name=TOTAL).text == "12"


def test_the_rest_is_zero(house: House) -> None:
    report = house.report({CELL: "4"})
    drafter = house.visitor("drafter")
    page = drafter.get(path(report.id, "requests"))
    assert "第三部分还有 143 格未填" in page.one(id="problems").text
    drafter.post(path(report.id, "requests"), page.fields() | {"zero": "section"})
    fields = house.fields(report)
    assert fields[CELL] == "4"
    assert TOTAL not in fields
    assert sum(text == "0" for text in fields.values()) == 143


def test_a_suggestion_is_taken(house: House) -> None:
    report = house.report({**balanced(), TOTAL: "99"})
    drafter = house.visitor("drafter")
    page = drafter.get(path(report.id, "requests"))
    mends = page.all("button", name="apply", form="section")
    assert mends
    drafter.post(path(report.id, "requests"), page.fields() | {"apply": mends[-1]["value"]})
    page = drafter.get(path(report.id, "requests"))
    assert page.all("li", data_rule="requests-row-total") == []


def test_a_reason_is_given(house: House) -> None:
    year = next(house.years) + 1
    house.report(balanced(), year=year)
    # One more in and one more left keeps everything else in balance.
    changed = {"requests.carried_in.natural": "3", "requests.carried_out.natural": "3"}
    report = house.report({**balanced(), **changed}, year=year + 1)
    drafter = house.visitor("drafter")
    page = drafter.get(path(report.id, "requests"))
    problem = page.all("li", data_severity="explain")[0]
    name = f"/explain/{problem['data-key']}"
    assert page.one("textarea", name=name)["form"] == "section"
    drafter.post(path(report.id, "requests"), page.fields() | {name: "上年漏报一件"})
    page = drafter.get(path(report.id, "requests"))
    assert page.one("li", data_key=problem["data-key"]).text.startswith("✓ 已说明")


def test_a_block_is_added_and_dropped(house: House) -> None:
    report = house.report({"/overview/oversight": "已培训。"})
    drafter = house.visitor("drafter")
    page = drafter.get(path(report.id, "overview"))
    drafter.post(path(report.id, "overview"), page.fields() | {"add": "block"})
    page = drafter.get(path(report.id, "overview"))
    heading = "/overview/extra-1/heading"
    form = page.fields() | {heading: "（六）其他", "/overview/extra-1": "办事指南。"}
    drafter.post(path(report.id, "overview"), form)
    assert house.fields(report)["/overview/blocks"].endswith(" extra-1")  # type: ignore[union-attr]  # it was just written
    page = drafter.get(path(report.id, "overview"))
    drafter.post(path(report.id, "overview"), page.fields() | {"drop": "extra-1"})
    page = drafter.get(path(report.id, "overview"))
    assert page.all("input", name=heading) == []
    assert house.fields(report)["/overview/oversight"] == "已培训。"


@pytest.mark.parametrize(
    "form",
    [
        {"rev": "0"},
        {"rev": "99"},
        {"rev": "x"},
        {},
        {"rev": "1", "take": "requests.nobody.total"},
        {"rev": "1", "apply": "requests.nobody.total=1"},
        {"rev": "1", "requests.nobody.total": "1"},
        {"rev": "1", "agency_id": "1"},
    ],
)
def test_a_form_of_another_make_is_refused(house: House, form: dict[str, str]) -> None:
    report = house.report()
    assert house.visitor("drafter").ask("POST", path(report.id, "requests"), form).status_code == 422
    assert house.rooms.reports.open(report.id).rev == report.rev


def test_an_unknown_part_is_not_found(house: House) -> None:
    report = house.report()
    drafter = house.visitor("drafter")
    drafter.get(path(report.id, "weather"), 404)
    drafter.get(f"/reports/{report.id}/problems?section=weather", 404)
    drafter.post(path(report.id, "weather"), {"rev": "1"}, 404)


def test_last_years_figures_stand_beside(house: House) -> None:
    year = next(house.years) + 1
    house.report(balanced(), year=year)
    report = house.report(year=year + 1)
    page = house.visitor("drafter").get(path(report.id, "requests"))
    assert page.one(id=f"{dom_id(CELL)}-last").text == f"上年 {balanced()[CELL]}"
    assert str(year) in page.one("p", class_="hint").text


def test_the_script_is_told_the_sums(house: House) -> None:
    report = house.report()
    page = house.visitor("drafter").get(path(report.id, "requests"))
    data = json.loads(page.one("form", id="section")["data-relations"])
    edition = named("2021")
    assert [total["address"] for total in data["totals"]] == [
        total.address for total in edition.totals if total.section == "requests"
    ]
    lines = {relation["line"] for relation in data["relations"]}
    residuals = [each for each in page.all("output") if each["data-relation"]]
    assert {each["data-line"] for each in residuals} == lines
    assert len(lines) == 7
