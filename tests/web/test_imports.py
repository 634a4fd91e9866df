"""Bringing a document: what is read, what is decided, and what goes into which report."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping
from dataclasses import replace

import pytest
from httpx2 import Response

from app.domain.address import Address
from app.domain.fields import to_fields
from app.domain.importing_troubles import imported_words
from app.store.verbs import Opened, Step
from app.web.imports_kept import imported_of
from app.web.imports_target import Bringing
from app.web.imports_writing import client_of
from app.web.imports_writing import write as write_import
from tests.specimens import TESTS, case
from tests.web.documents import AT, DOUBTFUL, SINGULAR, a_report, damaged, written
from tests.web.page import Page
from tests.web.people import House, opened
from tests.web.visiting import ORIGIN, Visitor

MINE = "滨江市发展和改革委员会"
HEADERS = {**ORIGIN, "x-gouji": "1"}
Files = Mapping[str, tuple[str, bytes]]


def bring(
    house: House,
    content: bytes,
    said: Mapping[str, str] | None = None,
    *,
    name: str = "年报.docx",
    part: str = "drafter",
    headers: Mapping[str, str] = ORIGIN,
) -> Response:
    """Sends the form of the first page as a browser does."""
    form = {"agency": str(house.agencies["mine"]), "as": "draft", **(said or {})}
    if "report" in form:
        del form["agency"]
    files: Files = {"file": (name, content)}
    answer: Response = house.visitor(part).client.post(
        "/imports", files=files, data=form, headers=dict(headers)
    )
    return answer


def brought(
    house: House, content: bytes, said: Mapping[str, str] | None = None, name: str = "年报.docx"
) -> str:
    """Where the import is looked through."""
    answer = bring(house, content, said, name=name)
    assert answer.status_code == 303, answer.text[-3000:]
    return answer.headers["location"]


def sent_by(page: Page) -> dict[str, str]:
    """What the form of the second page sends without a button, as a browser does."""
    sent: dict[str, str] = {}
    for each in page.elements:
        inside = any(parent["id"] == "import" for parent in each.parents)
        if (
            inside
            and each["name"]
            and each.tag == "input"
            and (each["type"] != "checkbox" or "checked" in each.own)
        ):
            sent[each["name"]] = each["value"]
        if inside and each.tag == "option" and "selected" in each.own:
            sent[each.parents[-1]["name"]] = each["value"]
    return sent


def write(visitor: Visitor, path: str, more: Mapping[str, str] | None = None, status: int = 303) -> Response:
    form = {**sent_by(visitor.get(path)), **(more or {}), "act": "write"}
    return visitor.post(path, form, status)


def home_of(answer: Response) -> int:
    """The report that was written to."""
    path = answer.headers["location"]
    assert path.endswith("#undo")
    return int(path.removesuffix("#undo").rsplit("/", 1)[1])


def said(page: Page) -> list[str]:
    return [each.text for each in page.all("p", class_="said") if "hidden" not in each.own]


def revisions(house: House, report: int) -> list[tuple[str, str]]:
    """The clients and sources of a report's revisions after its creation."""
    found = {each.rev: (each.client, each.source) for each in house.rooms.reports.history(report)}
    return [found[rev] for rev in sorted(found) if rev > 1]


def test_a_document_becomes_a_draft_in_one_revision(house: House) -> None:
    origin = house.report(year=2024)
    report = a_report(MINE, 2024)
    path = brought(house, written(report, "docx"), {"report": str(origin.id)})
    drafter = house.visitor("drafter")
    page = drafter.get(path)
    assert "将写入" in page.one(id="import-sum").text
    assert said(page) == []
    assert house.fields(origin) == {}
    assert home_of(write(drafter, path)) == origin.id
    fields = {name: text for name, text in house.fields(origin).items() if text}
    wanted = {name: text for name, text in to_fields(report).items() if name in fields}
    assert {name: fields[name] for name in wanted} == wanted
    figures = report.edition.figures
    printed = {name for name, figure in figures.items() if figure.printed} | {"/problems/text"}
    assert {name for name, text in to_fields(report).items() if text and name in printed} <= fields.keys()
    (only,) = revisions(house, origin.id)
    assert only == (client_of(int(path.rsplit("/", 1)[1])), "import")
    (into,) = house.rooms.imports.into(origin.id)
    home = drafter.get(f"/reports/{origin.id}")
    assert imported_words("年报.docx", into.figures, into.texts) in home.one(id="undo").text
    assert into.figures == sum(name in figures for name in fields)
    drafter.post(f"/reports/{origin.id}/undo", {"rev": str(into.rev), "seen": str(into.rev)})
    assert not any(house.fields(origin).values())


def test_a_second_press_has_no_effect(house: House) -> None:
    path = brought(house, written(a_report(MINE, 2012), "docx"))
    drafter = house.visitor("drafter")
    form = {**sent_by(drafter.get(path)), "year": "2012", "act": "write"}
    first = home_of(drafter.post(path, form))
    rev = house.rooms.reports.open(first).rev
    again = drafter.post(path, {**form, AT: "999"})
    assert again.headers["location"] == f"/reports/{first}"
    assert house.rooms.reports.open(first).rev == rev
    assert len(house.rooms.imports.into(first)) == 1
    page = drafter.get(path)
    (into,) = house.rooms.imports.into(first)
    assert f"已写入 {into.figures} 个数、{into.texts} 段文字" in page.one(id="import-sum").text
    assert all("readonly" in each.own for each in page.all("input", type="text"))
    drafter.ask("POST", f"{path}/discard")
    assert house.rooms.imports.into(first)[0].kept


def test_what_is_doubtful_comes_first_and_can_be_settled(house: House) -> None:
    path = brought(house, damaged(MINE, 2013))
    drafter = house.visitor("drafter")
    page = drafter.get(path)
    (doubt,) = page.all("li", class_="doubt")
    assert DOUBTFUL in doubt.text
    (link,) = [each for each in page.all("a", class_="to-source") if doubt in each.parents]
    assert page.one(id=link["href"].removeprefix("#")).text == DOUBTFUL
    assert page.one("input", name=AT)["value"] == ""
    state = drafter.ask("POST", f"{path}/decisions", {AT: SINGULAR}, HEADERS)
    assert "均已填写" in state.text
    assert drafter.get(path).one("input", name=AT)["value"] == SINGULAR
    report = home_of(write(drafter, path))
    assert house.rooms.reports.open(report).fields[AT] == SINGULAR


def test_what_stays_doubtful_stays_blank(house: House) -> None:
    path = brought(house, damaged(MINE, 2014, rows=("其他主动公开文件",)))
    drafter = house.visitor("drafter")
    page = drafter.get(path)
    assert "其他主动公开文件" in page.one("ul", class_="strays").text
    report = home_of(write(drafter, path))
    assert house.rooms.reports.open(report).fields.get(AT) is None


def test_a_figure_as_read_can_be_corrected_and_emptied(house: House) -> None:
    path = brought(house, written(a_report(MINE, 2015), "docx"))
    drafter = house.visitor("drafter")
    form = sent_by(drafter.get(path))
    first, second = [name for name, text in form.items() if "." in name and text][:2]
    drafter.post(path, {**form, first: "77", second: "", "act": "keep"})
    page = drafter.get(path)
    assert (page.one("input", name=first)["value"], page.one("input", name=second)["value"]) == ("77", "")
    fields = house.rooms.reports.open(home_of(write(drafter, path))).fields
    assert (fields[first], fields.get(second)) == ("77", None)


def test_paragraphs_can_be_left_out(house: House) -> None:
    path = brought(house, written(a_report(MINE, 2016), "docx"))
    drafter = house.visitor("drafter")
    form = sent_by(drafter.get(path))
    taken = sorted(name for name in form if name.startswith("take:/overview"))
    assert len(taken) > 1
    field = taken[0].removeprefix("take:").rpartition(":")[0]
    left = {name for name in taken if name.startswith(f"take:{field}:")}
    drafter.post(path, {name: text for name, text in form.items() if name not in left} | {"act": "keep"})
    page = drafter.get(path)
    assert not any("checked" in page.one("input", name=name).own for name in left)
    fields = house.rooms.reports.open(home_of(write(drafter, path))).fields
    assert not fields.get(field)
    assert fields[taken[-1].removeprefix("take:").rpartition(":")[0]]


def test_what_the_report_has_already_is_kept_unless_asked(house: House) -> None:
    origin = house.report(
        {AT: "5", "requests.new.business": "9", "/overview/proactive": "本局的文字。"}, year=2017
    )
    content = written(a_report(MINE, 2017), "docx")
    drafter = house.visitor("drafter")
    path = brought(house, content, {"report": str(origin.id)})
    page = drafter.get(path)
    boxes = {each["name"] for each in page.all("input", type="checkbox") if each["name"].startswith("use:")}
    assert boxes == {f"use:{AT}", "use:/overview/proactive"}  # the other figure is the same in both
    write(drafter, path, {"use:/overview/proactive": "1"})
    fields = house.fields(origin)
    assert fields[AT] == "5"
    assert fields["/overview/proactive"] != "本局的文字。"
    path = brought(house, content, {"report": str(origin.id)})
    drafter.post(path, {**sent_by(drafter.get(path)), "act": "all"})
    write(drafter, path)
    assert house.fields(origin)[AT] == a_report(MINE, 2017).cells[Address(AT)]


def test_as_last_years_report_it_is_made_with_its_own_edition(house: House) -> None:
    origin = house.report(year=2022)
    path = brought(house, written(a_report(MINE, 2021), "docx"), {"report": str(origin.id), "as": "previous"})
    drafter = house.visitor("drafter")
    made = house.rooms.reports.open(home_of(write(drafter, path)))
    assert (made.year, made.agency.name, made.kind) == (2021, MINE, "agency")
    before = house.rooms.reader.last_year(house.agencies["mine"], 2022, "agency")
    assert before
    assert before.cells[Address(AT)] == made.fields[AT] is not None
    assert "上年" in drafter.get(f"/reports/{origin.id}/sections/requests").one("main").text


@pytest.mark.parametrize(("year", "agency"), [(2019, MINE), (2018, "某县水务局")])
def test_another_year_or_office_has_to_be_agreed_to(house: House, year: int, agency: str) -> None:
    origin = house.report(year=2018) if not house.rooms.reports.list_for(None, 2018) else None
    target = origin.id if origin else house.rooms.reports.list_for(None, 2018)[0].id
    path = brought(house, written(a_report(agency, year), "docx"), {"report": str(target)})
    drafter = house.visitor("drafter")
    rev = house.rooms.reports.open(target).rev
    page = drafter.get(path)
    assert len(said(page)) == (year != 2018) + (agency != MINE)
    write(drafter, path, status=409)
    assert house.rooms.reports.open(target).rev == rev
    agreed = {"any-year": "1"} if year != 2018 else {}
    agreed |= {"any-agency": "1"} if agency != MINE else {}
    drafter.post(path, {**sent_by(page), **agreed, AT: str(year) + str(len(agency)), "act": "keep"})
    assert said(drafter.get(path)) == []
    write(drafter, path, {f"use:{AT}": "1"})
    assert house.rooms.reports.open(target).rev == rev + 1


def test_a_finished_report_takes_nothing_in(house: House) -> None:
    origin = house.report(year=2011)
    house.run(lambda: _finish(house, origin))
    path = brought(house, written(a_report(MINE, 2011), "docx"), {"report": str(origin.id)})
    drafter = house.visitor("drafter")
    assert "已定稿" in said(drafter.get(path))[0]
    write(drafter, path, status=409)
    assert house.fields(origin) == {}


async def _finish(house: House, report: Opened) -> None:
    by = house.rooms.accounts.person("drafter").actor
    await house.rooms.reports.take_step(report.id, by, Step("finish", "finished", None))


def test_a_document_of_another_form_is_read_by_the_reports_own(house: House) -> None:
    origin = house.report(year=2020, edition="2019")
    path = brought(house, written(a_report(MINE, 2020), "docx"), {"report": str(origin.id)})
    drafter = house.visitor("drafter")
    assert len(said(drafter.get(path))) == 1
    write(drafter, path, status=409)
    drafter.post(path, {**sent_by(drafter.get(path)), "act": "again"})
    assert said(drafter.get(path)) == []
    write(drafter, path)
    fields = house.fields(origin)
    figures = house.rooms.editions.by_id("2019").figures
    assert fields[AT] == a_report(MINE, 2020).cells[Address(AT)]
    assert all(name.startswith("/") or name in figures for name in fields)


def test_without_a_year_somebody_has_to_say_it(house: House) -> None:
    text = written(a_report(MINE, 2010), "docx")
    path = brought(house, text)
    drafter = house.visitor("drafter")
    drafter.post(path, {**sent_by(drafter.get(path)), "year": "2009", "any-year": "1", "act": "keep"})
    report = house.rooms.reports.open(home_of(write(drafter, path)))
    assert report.year == 2009


@pytest.mark.parametrize("part", ["colleague", "reviewer", "supervisor", "stranger", "nobody"])
def test_an_import_is_its_owners_alone(house: House, part: str) -> None:
    path = brought(house, damaged(MINE, 2025))
    other = house.visitor(part)
    for method, where in (("GET", ""), ("POST", ""), ("POST", "/decisions"), ("POST", "/discard")):
        answer = other.ask(method, path + where, {})
        there = other.ask(method, path + "999" + where, {})
        assert answer.status_code == there.status_code
        assert answer.status_code == ({"GET": 303, "POST": 401}[method] if part == "nobody" else 404)
        assert answer.text.replace(path, "") == there.text.replace(path + "999", "")
    house.visitor("drafter").post(f"{path}/discard")
    house.visitor("drafter").get(path, 404)


@pytest.mark.parametrize("part", ["reviewer", "supervisor", "stranger"])
def test_only_drafters_bring_something(house: House, part: str) -> None:
    report = house.report()
    content = written(a_report(MINE, 2024), "docx")
    assert bring(house, content, part=part).status_code == 403
    status = 404 if part == "stranger" else 403
    assert bring(house, content, {"report": str(report.id)}, part=part).status_code == status
    assert house.visitor(part).ask("GET", f"/imports/new?report={report.id}").status_code == status


def test_one_page_offers_it_and_the_waiting_ones(house: House) -> None:
    drafter = house.visitor("drafter")
    report = house.report()
    assert [each for each in drafter.get("/reports").all("a") if each["href"] == "/imports/new"]
    link = next(
        each["href"]
        for each in drafter.get(f"/reports/{report.id}").all("a")
        if "/imports/new" in each["href"]
    )
    page = drafter.get(link)
    assert page.all("select") == []
    assert page.one("input", name="report")["value"] == str(report.id)
    path = brought(house, damaged(MINE, 2025), name="去年的报告.docx")
    assert path in {each["href"] for each in drafter.get("/imports/new").all("a")}
    drafter.post(f"{path}/discard")
    assert path not in {each["href"] for each in drafter.get("/imports/new").all("a")}


def test_two_presses_at_once_have_one_effect(house: House) -> None:
    path = brought(house, written(a_report(MINE, 2007), "docx"))
    rooms, person = house.rooms, house.rooms.accounts.person("drafter")
    pending = rooms.imports.open(int(path.rsplit("/", 1)[1]), person.id)
    agency = rooms.accounts.agency(house.agencies["mine"])
    own = Bringing(person, agency, pending, imported_of(pending.result, rooms.editions))

    async def twice() -> list[int]:
        return await asyncio.gather(*(write_import(rooms, own) for _ in range(3)))

    (report,) = set(house.run(twice))
    assert len(revisions(house, report)) == 1
    assert len(rooms.imports.into(report)) == 1


@pytest.fixture(scope="module")
def village(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with opened(tmp_path_factory.mktemp("village"), TESTS / "editions") as house:
        yield house


def test_an_invented_edition_is_looked_through_and_written(village: House) -> None:
    whole = case("festival-balanced")
    report = replace(whole, agency=MINE, title=whole.edition.title(MINE, whole.year))
    path = brought(village, written(report, "docx"))
    drafter = village.visitor("drafter")
    assert len(drafter.get(path).all("table", class_="source-table")) > 0
    stored = village.rooms.reports.open(home_of(write(drafter, path)))
    assert (stored.edition, stored.year) == (whole.edition.id, whole.year)
    figures = {name: text for name, text in stored.fields.items() if name in whole.edition.figures}
    assert figures
    for name, text in figures.items():
        assert report.written(Address(name)) == whole.edition.figures[Address(name)].kind.write(text)
