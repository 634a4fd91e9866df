"""What is brought that cannot be used, or means harm: one sentence each, and nothing is kept."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace

import pytest
from httpx2 import Response

from app.domain.narrative import Block
from app.web.imports_upload import MOST_MEGABYTES, plain_name
from tests.web.documents import a_report, written
from tests.web.page import Page
from tests.web.people import House
from tests.web.test_imports import HEADERS, MINE, bring, brought, said
from tests.web.visiting import FORM, ORIGIN


def waiting(house: House) -> int:
    return len(house.rooms.imports.waiting(house.rooms.accounts.person("drafter").id))


def package(**parts: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        for name, text in parts.items():
            file.writestr(name, text)
    return made.getvalue()


BAD = {
    "empty.docx": b"",
    "broken.docx": b"PK\x03\x04nothing",
    "other.docx": package(a="b"),
    "picture.pdf": b"%PDF-1.7\n%%EOF",
    "note.txt": "今天下午开会。".encode(),
    "program.exe": b"MZ\x90\x00",
    "list.json": b"[1, 2]",
    "noname": b"x",
}


@pytest.mark.parametrize("name", sorted(BAD))
def test_what_cannot_be_read_is_refused_on_the_same_page(house: House, name: str) -> None:
    before = waiting(house)
    answer = bring(house, BAD[name], {"as": "previous"}, name=name)
    assert 400 <= answer.status_code < 500
    page = Page(answer.text)
    (sentence,) = said(page)
    assert sentence.endswith("。")
    assert "checked" in page.one("input", value="previous").own
    plain = bring(house, BAD[name], name=name, headers=HEADERS)
    assert plain.headers["content-type"].startswith("text/plain")
    assert plain.text == sentence.removeprefix("▲ ")
    assert waiting(house) == before


def test_too_large_a_file_is_refused_while_it_is_read(house: House) -> None:
    before = waiting(house)
    for size in (MOST_MEGABYTES * 1_000_000 + 1, 20_000_000):
        answer = bring(house, b"x" * size, name="大.txt")
        assert answer.status_code == 413
        assert f"超过 {MOST_MEGABYTES} MB" in said(Page(answer.text))[0]
    assert waiting(house) == before


def test_only_the_form_itself_is_taken(house: House) -> None:
    client = house.visitor("drafter").client
    agency = str(house.agencies["mine"])
    content = written(a_report(MINE, 2024), "docx")
    assert (
        client.post("/imports", content=b"a=b", headers={**ORIGIN, "content-type": FORM}).status_code == 422
    )
    broken = {**ORIGIN, "content-type": "multipart/form-data; boundary=x"}
    assert client.post("/imports", content=b"--x\r\nnonsense", headers=broken).status_code == 422
    for more in ({"other": "1"}, {"as": "both"}, {"agency": "x"}, {"kind": "x"}, {"file": "text"}):
        form = {"agency": agency, "as": "draft", **more}
        files = {"file": ("a.docx", content)} if "file" not in more else {"text": ("", b"x")}
        assert client.post("/imports", data=form, files=files, headers=ORIGIN).status_code == 422
    files = {"file": ("a.docx", content)}
    form = {"agency": agency, "as": "draft"}
    assert (
        client.post("/imports", data=form, files=files, headers={"origin": "http://evil"}).status_code == 403
    )


def test_a_pasted_text_is_read_and_comes_back_when_refused(house: House) -> None:
    refused = paste(house, text="不是报告")
    assert refused.status_code == 422
    assert Page(refused.text).one("textarea").text == "不是报告"
    assert paste(house, text=" \r\n ").status_code == 422
    report = a_report(MINE, 2024)
    lines = [report.title]
    for section in report.edition.sections.values():
        lines += [section.heading, *(block.text for block in report.sections.get(section.id, ()))]
    answer = paste(house, text="\r\n".join(lines))
    assert answer.status_code == 303, answer.text
    page = house.visitor("drafter").get(answer.headers["location"])
    assert report.sections["overview"][0].paragraphs[0][:20] in page.one(id="source").text


def test_of_a_pasted_table_its_markup_is_read(house: House) -> None:
    answer = paste(house, text="表", html=written(a_report(MINE, 2024), "html").decode())
    assert answer.status_code == 303
    page = house.visitor("drafter").get(answer.headers["location"])
    assert "将写入 0 个数" not in page.one(id="import-sum").text


def paste(house: House, **texts: str) -> Response:
    """Sends the form without a file, for which browsers send one without a name."""
    fields = {"agency": str(house.agencies["mine"]), "as": "draft", **texts}
    parts = [f'name="{name}"\r\n\r\n{text}' for name, text in fields.items()]
    parts.append('name="file"; filename=""\r\nContent-Type: application/octet-stream\r\n\r\n')
    body = "".join(f"--edge\r\nContent-Disposition: form-data; {part}\r\n" for part in parts) + "--edge--\r\n"
    headers = {**ORIGIN, "content-type": "multipart/form-data; boundary=edge"}
    client = house.visitor("drafter").client
    answer: Response = client.post("/imports", content=body.encode(), headers=headers)
    return answer


def test_nothing_in_a_document_is_markup(house: House) -> None:
    evil = "<SCRIPT>alert(1)</SCRIPT><IMG src=x onerror=alert(2)>\u202e\u2066翻转"
    report = a_report(MINE, 2024)
    sections = {**report.sections, "problems": (Block("text", None, None, (evil,)),)}
    hostile = replace(report, sections=sections, preface=evil)
    path = brought(house, written(hostile, "docx"), name='<B>"\u202excod.docx')
    answer = house.visitor("drafter").client.get(path)
    page = Page(answer.text)
    assert "<SCRIPT" not in answer.text
    assert "<IMG" not in answer.text
    assert "<B>" not in answer.text
    assert "alert(1)" in page.one(id="source").text
    assert page.all("img") == []
    assert len(page.all("script")) == 1
    assert "\u202e" not in page.one("p", class_="facts").text


def test_a_name_is_only_a_name() -> None:
    assert plain_name("C:\\fakepath\\年报.docx") == "年报.docx"
    assert plain_name("../../etc/年报.docx") == "年报.docx"
    assert plain_name("a\u202ecod.docx\n") == "acod.docx"
    assert plain_name("长" * 300 + ".docx") == "长" * 120 + ".docx"
    assert plain_name("\u202e") == plain_name("") != ""
    assert plain_name(".docx").endswith(".docx")


def test_decisions_about_something_else_are_refused(house: House) -> None:
    path = brought(house, written(a_report(MINE, 2024), "docx"))
    drafter = house.visitor("drafter")
    for sent in ({"no.such.cell": "1"}, {"client": "x"}, {"/title": "x"}):
        drafter.post(f"{path}/decisions", sent, 422)
        drafter.post(path, sent, 422)
    drafter.post(path, {"act": "explode"}, 422)
    drafter.post(path, {"year": "abcd", "act": "keep"})
    drafter.post(path, {"year": "9" * 30, "act": "keep"})
    assert drafter.get(path).one("h1").text
    for odd in ("0", "-1", "99999999999999999999999", "x", "１"):
        assert drafter.ask("GET", f"/imports/{odd}").status_code == 404
