"""A Word file, by way of the HTML that mammoth makes of it."""

from __future__ import annotations

import logging
import zlib
from io import BytesIO
from xml.parsers.expat import ExpatError
from zipfile import BadZipFile

import mammoth

from app.domain.proof_troubles import UnreadableDocument
from app.intake.limits import unpackable
from app.intake.markup import items, parsed
from app.intake.neutral import Neutral

STYLES = """
p[style-name='Title'] => h1:fresh
p[style-name='heading 1'] => h2:fresh
p[style-name='heading 2'] => h3:fresh
p[style-name='Heading 1'] => h2:fresh
p[style-name='Heading 2'] => h3:fresh
p => p:fresh
"""
# What mammoth and what it stands on raise where a package is no Word file; they have no errors in common.
BROKEN = (
    ArithmeticError,
    AttributeError,
    BadZipFile,
    ExpatError,
    LookupError,
    NotImplementedError,
    OSError,
    RecursionError,
    TypeError,
    ValueError,
    zlib.error,
)
logging.getLogger("mammoth").setLevel(logging.CRITICAL)


def read(content: bytes) -> Neutral:
    """The text of a Word file without its headers and footers. Raises `UnreadableDocument`."""
    unpackable(content)
    try:
        html = mammoth.convert_to_html(
            BytesIO(content), style_map=STYLES, include_default_style_map=False, external_file_access=False
        ).value
    except BROKEN as wrong:
        raise UnreadableDocument("broken") from wrong
    shown, _ = items(parsed(f"<body>{html}</body>"))
    return Neutral(items=shown)
