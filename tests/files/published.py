"""Reports as web pages, read back with a library that had no part in writing them."""

import json
import re
from functools import cache
from typing import cast

import lxml.html
from lxml.html import HtmlElement

from app.domain.fields import Head, from_fields
from app.domain.manuscript import manuscript
from app.domain.report import Report
from app.files.bundle import loads
from app.files.copies import FINAL, Copy
from app.files.webpage import write
from app.rendering import Renderer
from app.settings import TEMPLATES
from tests.specimens import Shelf, case, edition

RENDERER = Renderer(TEMPLATES)
FRAGMENT = Copy(fragment=True)
DRAFT = Copy(draft=True)
HOSTILE = (
    "</script><script>alert(1)</script>",
    "<!-- <script> --!> ]]> <![CDATA[ ?>",
    "</style><style>*{display:none}</style>",
    "</title></main></body></html><h1>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "&lt;&#60;&amp;lt;&amp &notin; {{ 7 * 7 }}{% raw %}{# #}",
    "<table><tr><td>1</table><plaintext>",
    "javascript:alert(1) https://example.invalid/?a=1&b=2",
    "\\u003c/script\\u003e \u2028\u2029 \ufeff\u200b",
)


def full_of(texts: tuple[str, ...]) -> Report:
    """A report of the invented edition with these texts wherever something can be typed."""
    fields: dict[str, str | None] = {"/title": "".join(texts), "/preface": "\n".join(texts)}
    for number, text in enumerate(texts, 1):
        fields |= dict.fromkeys((f"/story/extra-{number}", f"/story/extra-{number}/heading"), text)
    fields |= dict(zip(edition("festival").figures, texts, strict=False))
    return from_fields(edition("festival"), Head("".join(texts), 2016), fields)


def page(report: Report, copy: Copy = FINAL) -> bytes:
    """The report, published."""
    return write(manuscript(report), copy, RENDERER)


@cache
def case_page(name: str, copy: Copy = FINAL) -> bytes:
    """The report of a case file as a page."""
    return page(case(name), copy)


def tree(content: bytes) -> HtmlElement:
    """The page as it was understood."""
    return lxml.html.document_fromstring(content, parser=lxml.html.HTMLParser(encoding="utf-8"))


def words(content: bytes) -> str:
    """Everything that is read, in order, without white space."""
    [root] = tree(content).xpath("//*[@id='gouji']")
    read = root.xpath(".//text()[not(ancestor::style or ancestor::script)]")
    return re.sub(r"\s", "", "".join(read))


def figures(content: bytes) -> list[tuple[str, str]]:
    """The address and the text of each figure, in order."""
    return [(each.get("data-address"), each.text_content()) for each in tree(content).xpath("//td/*")]


def enclosed(content: bytes) -> Report:
    """The report in the data block."""
    [block] = tree(content).xpath("//script[@id='gouji-report' and @type='application/json']")
    return loads(cast("str", block.text), Shelf(), "report.json")


def described(content: bytes) -> dict[str, object]:
    """What is said of the report to search engines."""
    [block] = tree(content).xpath("//script[@type='application/ld+json']")
    return cast("dict[str, object]", json.loads(block.text))
