"""The printed pages to look at: as images, for whoever may read the report."""

from __future__ import annotations

import io

import PIL.Image

from app.web.preview import WIDTH
from tests.web.people import House, balanced

RARE = "承办人：\U0003106c"


def test_every_page_is_an_image_with_its_number(house: House) -> None:
    report = house.report(balanced())
    visitor = house.visitor("supervisor")
    page = visitor.get(f"/reports/{report.id}/preview")
    images = page.all("img")
    assert len(images) >= 4
    assert [image["alt"] for image in images][:2] == [
        f"第1页，共{len(images)}页",
        f"第2页，共{len(images)}页",
    ]
    for image in images[:2]:
        answer = visitor.ask("GET", image["src"])
        assert answer.headers["content-type"] == "image/png"
        assert answer.headers["cache-control"] == "private, max-age=31536000, immutable"
        assert PIL.Image.open(io.BytesIO(answer.content)).width == WIDTH
        known = visitor.ask("GET", image["src"], headers={"if-none-match": answer.headers["etag"]})
        assert known.status_code == 304
    assert visitor.ask("GET", f"/reports/{report.id}/preview/{len(images) + 1}.png").status_code == 404
    assert visitor.ask("GET", f"/reports/{report.id}/preview/0.png").status_code == 404


def test_the_size_is_a_link_that_works_without_scripts(house: House) -> None:
    report = house.report(balanced())
    visitor = house.visitor("drafter")
    for view in ("width", "whole", "two"):
        page = visitor.get(f"/reports/{report.id}/preview?view={view}")
        assert page.one("ol", id="preview")["data-view"] == view
        [chosen] = [link for link in page.all("a") if link["aria-current"]]
        assert chosen["href"].endswith(f"view={view}")
    visitor.get(f"/reports/{report.id}/preview?view=huge", 404)


def test_a_change_is_another_image(house: House) -> None:
    report = house.report(balanced())
    drafter = house.visitor("drafter")
    path = f"/reports/{report.id}/preview"
    at = drafter.get(path).one("ol", id="preview")["data-at"]
    before = drafter.ask("GET", f"{path}/1.png?at={at}").content
    assert drafter.ask("GET", f"{path}/state?at={at}").json() == {"at": at}
    drafter.save(report.id, {"v./title": "另一个标题"})
    state = drafter.ask("GET", f"{path}/state?at={at}").json()
    assert state["at"] != at
    assert (state["pages"] >= 4, state["said"]) == (True, "")
    # An old address shows what there is now, and is not kept for ever.
    late = drafter.ask("GET", f"{path}/1.png?at={at}")
    assert late.headers["cache-control"] == "private, no-cache"
    assert late.content != before
    assert late.content == drafter.ask("GET", f"{path}/1.png?at={state['at']}").content


def test_what_cannot_be_printed_is_said_in_place_of_the_pages(house: House) -> None:
    report = house.report({**balanced(), "/preface": RARE})
    drafter = house.visitor("drafter")
    path = f"/reports/{report.id}/preview"
    page = drafter.get(path)
    assert page.all("img") == []
    assert "U+3106C" in page.one("p", id="preview-said").text
    state = drafter.ask("GET", f"{path}/state").json()
    assert (state["pages"], "U+3106C" in state["said"]) == (0, True)
    assert drafter.ask("GET", f"{path}/1.png", headers={"x-gouji": "1"}).status_code == 422


def test_the_form_leads_to_it(house: House) -> None:
    report = house.report(balanced())
    section = next(iter(house.rooms.editions.by_id(report.edition).sections))
    for path in (f"/reports/{report.id}", f"/reports/{report.id}/sections/{section}"):
        links = house.visitor("drafter").get(path).all("a", href=f"/reports/{report.id}/preview")
        assert [link["target"] for link in links] == ["gouji-preview"]
