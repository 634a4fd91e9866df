"""Reports as Word files, read back with libraries that had no part in writing them."""

import re
from functools import cache
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import mammoth
from lxml import etree

from app.domain.manuscript import Manuscript, manuscript
from app.domain.report import Report
from app.files.copies import FINAL, Copy
from app.files.word.writing import write
from tests.files.printed import RENDERER
from tests.specimens import case

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
ACROSS = 8844
"""The text area in twips."""

Node = Any
"""An element of lxml, which carries no types."""
STYLES = """
p[style-name='Title'] => h1:fresh
p[style-name='heading 1'] => h2:fresh
p[style-name='heading 2'] => h3:fresh
"""


def word(report: Report, copy: Copy = FINAL) -> bytes:
    return write(manuscript(report), copy, RENDERER)


@cache
def case_word(name: str, copy: Copy = FINAL) -> bytes:
    return word(case(name), copy)


def inside(content: bytes, path: str) -> Node:
    """One file of the archive."""
    return etree.fromstring(ZipFile(BytesIO(content)).read(path))


@cache
def read(content: bytes) -> Node:
    """The document as web page, by a library that had no part in writing it."""
    html = mammoth.convert_to_html(BytesIO(content), style_map=STYLES, external_file_access=False).value
    return etree.fromstring(f"<body>{html}</body>")


def said(node: Node) -> str:
    """The text of an element without white space."""
    return re.sub(r"\s", "", "".join(node.itertext()))


def value(node: Node, path: str, name: str = "val") -> str | None:
    """An attribute of what stands at a path of tags."""
    found = node.find("/".join(W + tag for tag in path.split("/")))
    return None if found is None else found.get(W + name)


def has(node: Node, path: str) -> bool:
    return node.find("/".join(W + tag for tag in path.split("/"))) is not None


def style(content: bytes, name: str) -> Node:
    """A style by the name under which people see it."""
    styles = inside(content, "word/styles.xml").findall(f"{W}style")
    return next(each for each in styles if value(each, "name") == name)


def word_of(script: Manuscript) -> bytes:
    return write(script, FINAL, RENDERER)
