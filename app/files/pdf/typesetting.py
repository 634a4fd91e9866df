"""HTML and a style sheet to PDF with WeasyPrint.

Only the bundled faces are used, nothing is fetched, no complaint of WeasyPrint is passed over.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache, lru_cache
from threading import Lock
from typing import NoReturn
from xml.etree import ElementTree as ET

from cssselect2 import ElementWrapper

from app.files.faces import families

# isort: split
# Above this line fontconfig was told about the faces; from here on Pango may be loaded.
from weasyprint import CSS, HTML, Document
from weasyprint.text.ffi import harfbuzz_subset
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetchingError

from app.files.pdf import flush
from app.files.pdf.archival import archived
from app.files.pdf.attachments import Attached

LOGGER = logging.getLogger("weasyprint")
LOGGER.setLevel(logging.WARNING)
flush.install()


class Misprint(Exception):
    """The page could not be set as its template and style sheet say: a defect of ours, never of a report."""


class NothingFetched(URLFetcher):  # type: ignore[misc] # WeasyPrint carries no types
    """Refuses every address: all that is printed is in the text and in the bundled faces."""

    def __init__(self) -> None:
        super().__init__(allowed_protocols=(), allow_redirects=False)

    def fetch(self, url: str, headers: object = None) -> NoReturn:
        """Nothing; WeasyPrint reports it, and the report becomes a `Misprint`."""
        raise URLFetchingError(url, headers)


class Markup(HTML):  # type: ignore[misc] # as above
    """A document of ours, read as XML: a parser for whatever stands in the web takes fifty times as long."""

    def __init__(self, html: str) -> None:
        """Raises `Misprint` for what is no XML."""
        try:
            root = ET.fromstring(html)  # noqa: S314 - our own template, with all texts escaped
        except ET.ParseError as wrong:
            raise Misprint(*wrong.args) from wrong
        self.base_url, self.url_fetcher, self.media_type = None, _fetcher(), "print"
        self.wrapper_element = ElementWrapper.from_html_root(root, content_language=None)
        self.etree_element = self.wrapper_element.etree_element


class Complaints(logging.Handler):
    """What WeasyPrint had to say."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep it."""
        self.said.append(record.getMessage())


# Pango's font map serves one thread at a time, and a second one would be no faster (GIL).
_PRESS = Lock()


def typeset(html: str, css: str, attached: Sequence[Attached] = ()) -> bytes:
    """The PDF of a document with files in it, the same bytes for the same texts. Raises `Misprint`."""
    return written(laid_out(html, css), attached)


def laid_out(html: str, css: str) -> Document:
    """The pages of a document, not yet written. `html` has to be XML as well. Raises `Misprint`."""
    with _PRESS, _complaining():
        return Markup(html).render(
            font_config=fonts(), stylesheets=[_sheet(css)], presentational_hints=False, pdf_forms=False
        )


def written(document: Document, attached: Sequence[Attached] = ()) -> bytes:
    """Pages as PDF with files in it. Raises `Misprint`, also where a face that is not ours was used."""
    with _PRESS, _complaining():
        # The copy has written nothing: a document that has keeps the characters of that time.
        document = document.copy()
        content = archived(document, attached)
    strangers = {font.family for font in document.fonts.values()} - families()
    if strangers:
        raise Misprint(*sorted(strangers))
    return content


@cache
def _fetcher() -> NothingFetched:
    return NothingFetched()


@cache
def fonts() -> FontConfiguration:
    """One for the whole process: each of them costs memory that is never given back."""
    if harfbuzz_subset is None:
        # Without it fonts are cut three to fifteen times as slowly, and to other bytes.
        raise Misprint("libharfbuzz-subset0")
    return FontConfiguration()


@lru_cache(maxsize=2)
def _sheet(css: str) -> CSS:
    with _complaining():  # here as well, so that a sheet with a mistake is not kept
        return CSS(string=css, url_fetcher=_fetcher(), font_config=fonts())


@contextmanager
def _complaining() -> Iterator[None]:
    """Whatever WeasyPrint complains about inside is raised as a `Misprint`."""
    complaints = Complaints()
    LOGGER.addHandler(complaints)
    try:
        yield
    finally:
        LOGGER.removeHandler(complaints)
    if complaints.said:
        raise Misprint(*complaints.said)
