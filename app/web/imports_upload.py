"""What somebody brings: a file or a pasted text, read from the request into memory and nowhere else."""

from __future__ import annotations

import unicodedata
from collections.abc import AsyncGenerator, Mapping
from dataclasses import dataclass

from fastapi import Request
from starlette.datastructures import FormData, UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser

from app.domain.importing_troubles import PASTED, FileTooLarge, NothingBrought, UploadBroken
from app.domain.request_troubles import Malformed, TooLarge

MEGABYTE = 1_000_000
MOST_MEGABYTES = 10
MOST_BYTES = MOST_MEGABYTES * MEGABYTE
MOST_PASTED = 2 * MEGABYTE
MOST_READ = MOST_BYTES + 2 * MOST_PASTED
# Whoever sends more is heard to the end, as a browser that is cut short shows no answer; but not for ever.
MOST_HEARD = 64 * MEGABYTE
LONGEST_NAME = 120
FORM = "multipart/form-data"
KEYS = frozenset({"file", "text", "html", "agency", "report", "as", "kind"})


@dataclass(frozen=True, slots=True)
class Upload:
    """A document with the name that tells its kind, and what else the form said."""

    content: bytes
    name: str
    said: Mapping[str, str]


async def uploaded(request: Request) -> Upload:
    """What the form brought, not yet looked at.

    Raises `FileTooLarge`, `TooLarge`, `UploadBroken` and `Malformed`.
    """
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != FORM:
        raise Malformed
    parser = MultiPartParser(
        request.headers, _limited(request), max_files=1, max_fields=len(KEYS), max_part_size=MOST_PASTED
    )
    parser.spool_max_size = MOST_READ + 1  # nothing is ever written to a disk
    try:
        form = await parser.parse()
    except MultiPartException as wrong:
        raise UploadBroken from wrong
    try:
        return await _read(form)
    finally:
        await form.close()


async def _read(form: FormData) -> Upload:
    pairs = form.multi_items()
    names = [name for name, _ in pairs]
    said = {name: value for name, value in pairs if isinstance(value, str)}
    if len(set(names)) < len(names) or not KEYS.issuperset(names) or said.keys() & {"file"}:
        raise Malformed
    file = next((value for _, value in pairs if isinstance(value, UploadFile)), None)
    return await _file(file, said) if file is not None and file.filename else _pasted(said)


async def _file(file: UploadFile, said: Mapping[str, str]) -> Upload:
    return Upload(await file.read(), plain_name(file.filename or ""), said)


def _pasted(said: Mapping[str, str]) -> Upload:
    """A table that was copied comes as markup as well, which tells its cells; the text alone does not."""
    ending = "html" if said.get("html", "").strip() else "txt"
    text = said.get("html", "") if ending == "html" else said.get("text", "").strip()
    return Upload(text.encode(errors="replace"), f"{PASTED}.{ending}" if text else "", said)


def looked_at(upload: Upload) -> None:
    """Raises `NothingBrought`, `UploadBroken` for an empty file, or `FileTooLarge`."""
    if not upload.name:
        raise NothingBrought
    if not upload.content:
        raise UploadBroken
    if len(upload.content) > MOST_BYTES:
        raise FileTooLarge(upload.name, MOST_MEGABYTES)


def plain_name(name: str) -> str:
    """A file's name without folders and without what cannot be seen, such as marks that turn text around."""
    last = name.replace("\\", "/").rpartition("/")[2]
    seen = "".join(each for each in last if unicodedata.category(each)[0] not in "CZ" or each == " ").strip()
    stem, dot, ending = seen.rpartition(".")
    if not dot:
        return seen[:LONGEST_NAME] or PASTED
    return f"{stem[:LONGEST_NAME] or PASTED}.{ending[:16]}"


async def _limited(request: Request) -> AsyncGenerator[bytes, None]:
    """The body as it comes; beyond the limit it is heard, and let go."""
    size = 0
    async for chunk in request.stream():
        size += len(chunk)
        if size <= MOST_READ:
            yield chunk
        elif size > MOST_HEARD:
            raise TooLarge
    if size > MOST_READ:
        raise FileTooLarge("", MOST_MEGABYTES)
