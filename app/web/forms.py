"""What a form sends, read strictly: every key known, none twice, nothing dropped in silence."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from urllib.parse import parse_qsl

from fastapi import Request

from app.domain.request_troubles import Malformed

FORM = "application/x-www-form-urlencoded"
MOST_KEYS = 2000

Form = Mapping[str, str]


async def form(request: Request, is_known: Callable[[str], bool]) -> Form:
    """The keys and texts of a form, line ends as line feeds.

    Raises `Malformed` for another kind of body, a key that the form does not have, or one that comes twice.
    """
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != FORM:
        raise Malformed
    pairs = _pairs(await request.body())
    found = {key: text.replace("\r\n", "\n") for key, text in pairs}
    if len(found) != len(pairs):
        raise Malformed
    for key in found:
        if not is_known(key):
            raise Malformed(key)
    return found


def _pairs(body: bytes) -> list[tuple[str, str]]:
    try:
        return parse_qsl(
            body.decode("ascii"),
            keep_blank_values=True,
            strict_parsing=bool(body),
            errors="strict",
            max_num_fields=MOST_KEYS,
        )
    except ValueError as wrong:
        raise Malformed from wrong
