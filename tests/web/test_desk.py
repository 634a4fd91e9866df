"""My reports, and beginning a new one."""

from __future__ import annotations

from tests.web.people import House, balanced


def test_everybody_sees_their_own(house: House) -> None:
    mine, beside = house.report(), house.report(of="beside")
    links = {part: house.visitor(part).get("/reports") for part in ("drafter", "supervisor", "stranger")}
    hrefs = {part: [link["href"] for link in page.all("a")] for part, page in links.items()}
    assert f"/reports/{mine.id}" in hrefs["drafter"]
    assert f"/reports/{mine.id}" in hrefs["supervisor"]
    assert f"/reports/{beside.id}" not in hrefs["drafter"] + hrefs["supervisor"]
    assert f"/reports/{beside.id}" in hrefs["stranger"]
    assert links["supervisor"].all("select", id="agency") == []


def test_the_list_says_what_is_left(house: House) -> None:
    report = house.report({"requests.new.natural": "三"})
    page = house.visitor("drafter").get(f"/reports?year={report.year}")
    (row,) = [row for row in page.all("tr") if str(report.year) in row.text]
    assert "待改 1 处" in row.text
    assert "李晓明" in row.text


def test_a_new_report_gets_the_edition_of_its_year_and_what_is_handed_on(house: House) -> None:
    house.report(balanced(), of="beside", year=2022)
    stranger = house.visitor("stranger")
    form = {"agency": str(house.agencies["beside"]), "year": "2023", "kind": "agency"}
    answer = stranger.post("/reports", form)
    opened = house.rooms.reports.open(int(answer.headers["location"].rsplit("/", 1)[1]))
    assert opened.edition == house.rooms.editions.for_year(2023).id
    assert opened.fields["requests.carried_in.natural"] == balanced()["requests.carried_out.natural"]
    assert "requests.carried_in.total" not in opened.fields
    again = stranger.post("/reports", form, 409)
    assert "已存在" in again.text
    old = stranger.post("/reports", {**form, "year": "2020"})
    opened = house.rooms.reports.open(int(old.headers["location"].rsplit("/", 1)[1]))
    assert opened.edition == house.rooms.editions.for_year(2020).id
    stranger.post("/reports", {**form, "year": "2018"}, 404)
    for wrong in (
        {"year": "x"},
        {"kind": "king"},
        {"agency": ""},
        {"state": "finished"},
        {"agency": "9" * 40},
    ):
        stranger.post("/reports", {**form, **wrong}, 422)


def test_years_are_offered_newest_first(house: House) -> None:
    page = house.visitor("drafter").get("/reports")
    inside = page.one("select", id="year")
    years = [int(each["value"]) for each in page.all("option") if inside in each.parents]
    assert years == sorted(years, reverse=True)
    assert years[-1] == 2019


def test_size_is_remembered(house: House) -> None:
    drafter = house.visitor("drafter")
    answer = drafter.post("/size", {"size": "large", "next": "/reports?year=2024"})
    assert answer.headers["location"] == "/reports?year=2024"
    assert drafter.get("/reports").one("html")["data-size"] == "large"
    drafter.post("/size", {"size": "normal", "next": "//evil.example"})
    assert drafter.get("/reports").one("html")["data-size"] == ""
