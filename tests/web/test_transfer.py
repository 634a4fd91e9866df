"""A report as a file: who gets which copy of it, under which name, and that it holds up nobody."""

from __future__ import annotations

import io
import zipfile
from concurrent.futures import ThreadPoolExecutor

import pypdf
import pytest

from app.domain.content import content_hash
from app.files.formats import FORMATS
from app.store.verbs import Opened
from app.web.transfer import MEDIA_TYPES
from tests.web.people import House, balanced

ENDINGS = sorted(FORMATS)


def finished(house: House) -> Opened:
    report = house.report(balanced())
    seen = content_hash(house.rooms.reader.report(report))
    house.visitor("drafter").post(f"/reports/{report.id}/steps/finish", {"content_hash": seen})
    return house.rooms.reports.open(report.id)


def text(content: bytes) -> str:
    return "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages)


def test_what_is_offered_is_what_can_be_written() -> None:
    assert {ending: each.media_type for ending, each in FORMATS.items()} == MEDIA_TYPES


@pytest.mark.parametrize("ending", ENDINGS)
def test_every_format_is_a_file_to_be_saved(house: House, ending: str) -> None:
    report = house.report(balanced(), of="above")
    client = house.visitor("supervisor").client
    answer = client.get(f"/reports/{report.id}/rendering.{ending}")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == FORMATS[ending].media_type
    assert answer.headers["content-disposition"].startswith(
        f'attachment; filename="report-{report.id}.{ending}"'
    )
    assert answer.headers["cache-control"] == "private, no-cache"
    assert answer.headers["content-security-policy"].startswith("default-src 'none'")
    assert len(answer.content) > 1000
    again = client.get(
        f"/reports/{report.id}/rendering.{ending}",
        headers={"if-none-match": f'W/"x", {answer.headers["etag"]}'},
    )
    assert (again.status_code, again.content) == (304, b"")


def test_another_content_has_another_tag(house: House) -> None:
    report = house.report(balanced())
    drafter = house.visitor("drafter")

    def tag(query: str = "") -> str:
        return drafter.ask("GET", f"/reports/{report.id}/rendering.json{query}").headers["etag"]

    first = tag()
    assert tag() == first
    assert tag("?annex=1") != first
    drafter.save(report.id, {"v./preface": "补充一句。"})
    assert tag() != first


def test_a_finished_report_is_the_final_copy_and_a_review_copy_never(house: House) -> None:
    path = f"/reports/{finished(house).id}/rendering"
    drafter = house.visitor("drafter")
    final = drafter.ask("GET", f"{path}.pdf")
    assert "草稿" not in text(final.content)
    assert drafter.ask("GET", f"{path}.pdf").content == final.content
    one_sided = drafter.ask("GET", f"{path}.pdf?sides=one")
    assert (one_sided.status_code, one_sided.content != final.content) == (200, True)
    for query in ("lines=1", "annex=1"):
        review = drafter.ask("GET", f"{path}.pdf?{query}")
        assert review.status_code == 200
        assert review.content != final.content
        assert review.headers["etag"] != final.headers["etag"]
    whole, fragment = (drafter.client.get(f"{path}.html{query}").text for query in ("", "?fragment=1"))
    assert "<html" in whole
    assert "<html" not in fragment
    book = zipfile.ZipFile(io.BytesIO(drafter.ask("GET", f"{path}.xlsx").content))
    assert "xl/workbook.xml" in book.namelist()


@pytest.mark.parametrize(
    "asked", ["rendering.exe", "rendering.", "rendering.PDF", "rendering.pdf?sides=three"]
)
def test_what_is_not_offered_is_not_there(house: House, asked: str) -> None:
    report = house.report(balanced())
    house.visitor("drafter").get(f"/reports/{report.id}/{asked}", 404)


def test_what_cannot_be_printed_is_a_page_with_its_sentence(house: House) -> None:
    report = house.report({**balanced(), "/preface": "承办人：\U0003106c"})
    page = house.visitor("drafter").get(f"/reports/{report.id}/rendering.pdf", 422)
    assert "U+3106C" in page.one("main").text


def test_a_report_that_cannot_be_printed_is_not_finished(house: House) -> None:
    report = house.report({**balanced(), "/preface": "承办人：\U0003106c"})
    seen = content_hash(house.rooms.reader.report(report))
    answer = house.visitor("drafter").post(f"/reports/{report.id}/steps/finish", {"content_hash": seen}, 422)
    assert "U+3106C" in answer.text
    assert house.rooms.reports.open(report.id).state == "draft"


def test_others_are_answered_while_a_long_report_is_made(house: House) -> None:
    report = house.report({**balanced(), "/preface": "\n".join(["全年工作平稳有序推进，" * 50] * 30)})
    drafter, colleague = house.visitor("drafter"), house.visitor("colleague")
    with ThreadPoolExecutor() as people:
        made = people.submit(drafter.ask, "GET", f"/reports/{report.id}/rendering.pdf")
        answers = [colleague.ask("GET", f"/reports/{report.id}").status_code for _ in range(3)]
        assert not made.done()
        assert answers == [200, 200, 200]
        assert made.result().content.startswith(b"%PDF")
