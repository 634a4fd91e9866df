"""What comes over from last year's report, without scripts: offered, marked and confirmed."""

from __future__ import annotations

from collections.abc import Mapping

from app.domain.address import dom_id
from app.domain.carried import is_mark, mark_of
from app.domain.fields import to_fields
from app.domain.workflow import STEPS, take
from app.store.verbs import Opened
from tests.specimens import case
from tests.web.people import House, balanced

ROW = "requests.carried_in."
CELL = f"{ROW}natural"
TEXT = "/overview/proactive"
FIRST, SECOND = "滨江局2023年公开信息112条，比上年增加12%。", "召开发布会3次。"


def path(report: Opened, section: str) -> str:
    return f"/reports/{report.id}/sections/{section}"


def row(fields: Mapping[str, str | None]) -> dict[str, str | None]:
    return {name: text for name, text in fields.items() if name.startswith(ROW)}


def marks(fields: Mapping[str, str | None]) -> dict[str, str | None]:
    return {name: text for name, text in fields.items() if is_mark(name) and text}


def two_years(house: House, last: Mapping[str, str | None], now: Mapping[str, str | None]) -> Opened:
    """A report, and one of the year before; both are balanced but for these fields."""
    year = next(house.years) + 1
    house.report({**balanced(), **last}, year=year)
    return house.report(now, year=year + 1)


def waiting(house: House, report: Opened) -> list[str]:
    stored = house.rooms.reports.open(report.id)
    return [each.field for each in house.rooms.reader.report(stored).unconfirmed]


def test_a_report_begins_with_what_is_handed_on_and_waits(house: House) -> None:
    house.report(balanced(), of="beside", year=2023)
    stranger = house.visitor("stranger")
    desk = stranger.get("/reports")
    assert [option["value"] for option in desk.all("option") if option.text == "不带入"] == ["no"]
    form = {"agency": str(house.agencies["beside"]), "year": "2024"}
    answer = stranger.post("/reports", {**form, "carry": "yes"})
    report = house.rooms.reports.open(int(answer.headers["location"].rsplit("/", 1)[1]))
    expected = {
        name: balanced()[name.replace("carried_in", "carried_out")]
        for name in balanced()
        if name.startswith(ROW) and not name.endswith("total")
    }
    assert row(report.fields) == expected
    assert marks(report.fields) == {mark_of(name): text for name, text in expected.items()}
    assert {entry.source for entry in house.rooms.reports.history(report.id) if entry.rev > 1} == {"carried"}
    page = stranger.get(path(report, "requests"))
    cell = page.one("input", name=CELL)
    sign = page.one(id=f"{dom_id(CELL)}-carried")
    assert "unconfirmed" in cell["class"].split()
    assert sign["id"] in cell["aria-describedby"].split()
    assert "带入，待确认" in sign.text
    assert "结转下年度继续办理，自然人" in sign["title"]
    assert f"待确认 {len(expected)} 处" in page.one(id="tally").text
    assert len(page.all("li", data_sort="confirm")) == len(expected)


def test_nothing_comes_over_where_nobody_wants_it(house: House) -> None:
    house.report(balanced(), of="beside", year=2027)
    stranger = house.visitor("stranger")
    form = {"agency": str(house.agencies["beside"]), "year": "2028", "carry": "no"}
    answer = stranger.post("/reports", form)
    report = house.rooms.reports.open(int(answer.headers["location"].rsplit("/", 1)[1]))
    assert (row(report.fields), marks(report.fields)) == ({}, {})


def test_the_desk_says_what_there_is_of_last_year(house: House) -> None:
    drafter = house.visitor("drafter")
    offered = [each.text for each in drafter.get("/reports").all("li") if "年度报告：" in each.text]
    assert len(offered) == 1
    assert "新建后可在报告首页导入" in offered[0]
    year = next(
        int(each["value"])
        for each in drafter.get("/reports").all("option")
        if "selected" in each.own and each["value"].isdigit()
    )
    house.report(balanced(), year=year - 1)
    offered = [each.text for each in drafter.get("/reports").all("li") if "年度报告：" in each.text]
    assert [f"可从 {year - 1} 年度报告带入上年结转 6 个数" in each for each in offered] == [True]
    house.report(year=year)
    assert [each for each in drafter.get("/reports").all("li") if "年度报告：" in each.text] == []


def test_last_years_report_may_come_later(house: House) -> None:
    year = next(house.years) + 1
    report = house.report({CELL: "7"}, year=year)
    drafter, home = house.visitor("drafter"), f"/reports/{report.id}"
    links = [link["href"] for link in drafter.get(home).all("a")]
    assert f"/imports/new?report={report.id}&as=previous" in links
    drafter.post(f"{home}/carried", status=409)
    house.report(balanced(), year=year - 1)
    page = drafter.get(home)
    assert f"{year - 1} 年度报告有 5 个数可以带入" in page.one("section", aria_label="上年度报告").text
    drafter.post(f"{home}/carried", {"rev": "1"}, 422)
    drafter.post(f"{home}/carried")
    stored = house.fields(report)
    assert stored[CELL] == "7"
    assert mark_of(CELL) not in stored
    assert len(marks(stored)) == 5
    assert {entry.source for entry in house.rooms.reports.history(report.id) if entry.rev == 2} == {"carried"}
    drafter.post(f"{home}/carried", status=409)
    assert house.rooms.reports.open(report.id).rev == 2
    assert drafter.get(home).all("section", aria_label="上年度报告") == []


def test_one_is_confirmed_then_all(house: House) -> None:
    report = two_years(house, {}, {})
    drafter = house.visitor("drafter")
    drafter.post(f"/reports/{report.id}/carried")
    page = drafter.get(path(report, "requests"))
    assert "confirm" not in {each["name"] for each in page.all("button") if each["form"] != "section"}
    drafter.post(path(report, "requests"), page.fields() | {"confirm": CELL})
    assert CELL not in waiting(house, report)
    assert len(waiting(house, report)) == 5
    page = drafter.get(path(report, "requests"))
    assert "unconfirmed" not in page.one("input", name=CELL)["class"]
    drafter.post(path(report, "requests"), page.fields() | {"confirm": "section"})
    assert waiting(house, report) == []
    assert len(row(house.fields(report))) == 6
    page = drafter.get(path(report, "requests"))
    assert "待确认" not in page.one(id="tally").text + page.one(id="problems").text
    drafter.post(path(report, "requests"), page.fields() | {"confirm": "requests.nobody.total"}, 422)


def test_typing_something_else_confirms_too(house: House) -> None:
    report = two_years(house, {}, {})
    drafter = house.visitor("drafter")
    drafter.post(f"/reports/{report.id}/carried")
    old = house.fields(report)[CELL] or ""
    page = drafter.save(report.id, {f"v.{CELL}": "8", f"b.{CELL}": old, "section": "requests"})
    assert "待确认 5 处" in page.one(id="tally").text
    mark = mark_of(f"{ROW}other")
    page = drafter.save(report.id, {"seq": "2", f"v.{mark}": "", f"b.{mark}": "0", "section": "requests"})
    assert "待确认 4 处" in page.one(id="tally").text


def test_a_report_is_not_finished_before_all_is_confirmed(house: House) -> None:
    year = next(house.years) + 1
    last = {name: text for name, text in to_fields(case("2021-previous")).items() if name != "/title"}
    house.report(last, year=year)
    whole = {name: text for name, text in balanced().items() if not name.startswith(ROW)}
    report = house.report(whole, year=year + 1)
    drafter, home = house.visitor("drafter"), f"/reports/{report.id}"
    drafter.post(f"{home}/carried")
    form = {"content_hash": drafter.get(home).one("input", name="content_hash")["value"]}
    answer = drafter.post(f"{home}/steps/finish", form, 422)
    assert "有 6 处由上年度带入，尚未确认" in answer.text
    assert house.rooms.reports.open(report.id).state == "draft"
    page = drafter.get(path(report, "requests"))
    drafter.post(path(report, "requests"), page.fields() | {"confirm": "section"})
    assert form == {"content_hash": drafter.get(home).one("input", name="content_hash")["value"]}
    stored = house.rooms.reader.report(house.rooms.reports.open(report.id))
    assert take(STEPS["finish"], "draft", stored) == "finished"


def test_a_paragraph_of_last_year_is_appended_and_waits(house: House) -> None:
    report = two_years(house, {TEXT: f"{FIRST}\n{SECOND}"}, {TEXT: "今年的一段。"})
    drafter, place = house.visitor("drafter"), path(report, "overview")
    page = drafter.get(place)
    marked = [each.text for each in page.all("mark")]
    assert marked[:4] == ["2023年", "112条", "上年", "12%"]
    first, second = (
        each for each in page.all("button", name="bring", data_field=TEXT) if "改为" not in each.text
    )
    drafter.post(place, page.fields() | {"bring": second["value"]})
    assert house.fields(report)[TEXT] == f"今年的一段。\n{SECOND}"
    assert house.rooms.reports.history(report.id, TEXT)[-1].source == "carried"
    page = drafter.get(place)
    drafter.post(place, page.fields() | {"bring": first["value"]})
    assert house.fields(report)[TEXT] == f"今年的一段。\n{SECOND}\n{FIRST}"
    assert house.fields(report)[mark_of(TEXT)] == f"{SECOND}\n{FIRST}"
    page = drafter.get(place)
    assert page.one(id=f"{dom_id(TEXT)}-carried").text == (
        "带入上年文本，待确认。逐一核对：3次、2023年、112条、上年、12%"
    )
    assert "上年文本 2 段" in page.one("li", data_sort="confirm").text
    changed = page.fields() | {TEXT: f"今年的一段。\n{SECOND}\n滨江局2024年公开信息130条。"}
    drafter.post(place, changed)
    assert drafter.get(place).one(id=f"{dom_id(TEXT)}-carried").text.endswith("逐一核对：3次")
    drafter.post(place, drafter.get(place).fields() | {"confirm": TEXT})
    assert waiting(house, report) == []
    assert house.fields(report)[TEXT] == changed[TEXT]


def test_the_year_is_changed_only_where_that_is_asked_for(house: House) -> None:
    year = next(house.years) + 1
    text = f"{year}年新收{year}件，依据国办发〔{year}〕3号，较{year - 1}年增加。"
    house.report({**balanced(), TEXT: text}, year=year)
    report = house.report(year=year + 1)
    drafter, place = house.visitor("drafter"), path(report, "overview")
    page = drafter.get(place)
    (later,) = [each for each in page.all("button", name="bring", data_field=TEXT) if "改为" in each.text]
    assert later.text.startswith(f"带入并把 {year} 年改为 {year + 1} 年")
    drafter.post(place, page.fields() | {"bring": later["value"]})
    assert house.fields(report)[TEXT] == text.replace(f"{year}年新收", f"{year + 1}年新收")
    assert waiting(house, report) == [TEXT]
    assert (
        f"逐一核对：{year + 1}年、{year}件、{year - 1}年"
        in drafter.get(place).one(id=f"{dom_id(TEXT)}-carried").text
    )


def test_what_has_no_place_comes_into_a_part_of_its_own(house: House) -> None:
    extra = {"/overview/extra-1/heading": "（六）专区", "/overview/extra-1": f"{FIRST}\n{SECOND}"}
    report = two_years(house, extra, {TEXT: "今年的一段。"})
    drafter, place = house.visitor("drafter"), path(report, "overview")
    page = drafter.get(place)
    first, second, *_ = (
        each for each in page.all("button", name="bring", data_field="") if "改为" not in each.text
    )
    drafter.post(place, page.fields() | {"bring": first["value"]})
    stored = house.fields(report)
    assert (stored["/overview/extra-1/heading"], stored["/overview/extra-1"]) == ("（六）专区", FIRST)
    page = drafter.get(place)
    beside = page.all("button", name="bring", data_field="/overview/extra-1")
    assert len([each for each in beside if "改为" not in each.text]) == 2
    drafter.post(place, page.fields() | {"bring": second["value"]}, 409)
    drafter.post(place, page.fields() | {"bring": beside[-1]["value"]})
    assert house.fields(report)["/overview/extra-1"] == f"{FIRST}\n{SECOND}"
    drafter.post(place, drafter.get(place).fields() | {"drop": "extra-1"})
    assert waiting(house, report) == []
    assert not marks(house.fields(report))


def test_a_text_without_topics_takes_every_paragraph(house: House) -> None:
    extra = {"/problems/extra-1/heading": "改进情况", "/problems/extra-1": SECOND, "/problems/text": FIRST}
    report = two_years(house, extra, {})
    drafter, place = house.visitor("drafter"), path(report, "problems")
    page = drafter.get(place)
    assert page.all("button", name="bring", data_field="") == []
    for button in [each for each in page.all("button", name="bring") if "改为" not in each.text]:
        drafter.post(place, drafter.get(place).fields() | {"bring": button["value"]})
    assert house.fields(report)["/problems/text"] == f"{FIRST}\n{SECOND}"


def test_a_paragraph_that_is_gone_is_said_to_be(house: House) -> None:
    report = two_years(house, {TEXT: FIRST}, {})
    drafter, place = house.visitor("drafter"), path(report, "overview")
    form = drafter.get(place).fields()
    for sent in ("", "proactive 0123456789abcdef", "nowhere 0", f"{TEXT} later"):
        answer = drafter.post(place, form | {"bring": sent}, 409)
        assert "上年度报告中没有这一段" in answer.text
    assert TEXT not in house.fields(report)


def test_a_text_of_last_year_is_text_and_no_markup(house: House) -> None:
    report = two_years(house, {TEXT: '<SCRIPT>alert("2023年")</SCRIPT>\u202e'}, {})
    page = house.visitor("drafter").get(path(report, "overview"))
    assert [each for each in page.all("script") if not each["src"]] == []
    assert "2023年" in [each.text for each in page.all("mark")]


def test_who_only_reads_sees_the_marks_and_no_buttons(house: House) -> None:
    report = two_years(house, {TEXT: FIRST}, {})
    house.visitor("drafter").post(f"/reports/{report.id}/carried")
    for part in ("supervisor", "reviewer"):
        visitor = house.visitor(part)
        page = visitor.get(path(report, "requests"))
        assert "带入，待确认" in page.one(id=f"{dom_id(CELL)}-carried").text
        assert page.all("button", name="confirm") == []
        assert visitor.get(path(report, "overview")).all("button", name="bring") == []
        assert visitor.get(f"/reports/{report.id}").all("section", aria_label="待确认的内容") == []


def test_a_stock_goes_on_from_last_years(house: House) -> None:
    stock = "proactive.normative."
    last = {f"{stock}valid": "21"}
    report = two_years(house, last, {f"{stock}made": "5", f"{stock}repealed": "1"})
    page = house.visitor("drafter").get(path(report, "proactive"))
    assert page.one(id=f"{dom_id(f'{stock}valid')}-last").text == "上年 21＋5－1＝25"
    report = two_years(house, last, {f"{stock}made": "5"})
    page = house.visitor("drafter").get(path(report, "proactive"))
    assert page.one(id=f"{dom_id(f'{stock}valid')}-last").text == "上年 21"
