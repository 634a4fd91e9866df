"""JSON, read with another library than the one that wrote it."""

from __future__ import annotations

import orjson

from app.domain.proof_troubles import UnreadableDocument
from app.intake.limits import limited
from app.intake.neutral import Neutral

CONTENT = "report"
"""The name under which the one block of data is kept."""


def read(content: bytes) -> Neutral:
    """The file as one block of data that is known to be JSON. Raises `UnreadableDocument`."""
    data(content)
    return Neutral(items=(), attached={CONTENT: content})


def data(content: bytes) -> object:
    """What the JSON says. Raises `UnreadableDocument`."""
    limited(content)
    try:
        found: object = orjson.loads(content.removeprefix(b"\xef\xbb\xbf"))
    except orjson.JSONDecodeError as wrong:
        raise UnreadableDocument("broken") from wrong
    return found
