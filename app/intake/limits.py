"""What no reader opens: files that are too large for a report, packed ones counted as they are unpacked."""

from __future__ import annotations

import zlib
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from app.domain.proof_troubles import UnreadableDocument

MOST_BYTES = 50_000_000
"""Of a file, and of everything that is packed in one."""
MEGABYTE = 1_000_000
UNPACKING = (BadZipFile, EOFError, NotImplementedError, OSError, RuntimeError, ValueError, zlib.error)
"""What is raised where a package is none, or only half of one."""


def limited(content: bytes) -> None:
    """Raises `UnreadableDocument` for too large a file."""
    if len(content) > MOST_BYTES:
        raise UnreadableDocument("size", MOST_BYTES)


def at_most(content: bytes, limit: int) -> None:
    """Raises `UnreadableDocument` for more bytes than this reader takes, which it tells in megabytes."""
    if len(content) > limit:
        raise UnreadableDocument("large", limit // MEGABYTE)


def unpackable(content: bytes) -> None:
    """Raises `UnreadableDocument` for what is no package, is locked or becomes too large when unpacked.

    Also for one that declares a document type: no office writes one, and it could make much of little.
    """
    limited(content)
    try:
        with ZipFile(BytesIO(content)) as package:
            parts = package.infolist()
            if any(part.flag_bits & 1 for part in parts):
                raise UnreadableDocument("locked")
            if sum(part.file_size for part in parts) > MOST_BYTES:
                raise UnreadableDocument("size", MOST_BYTES)
            declared = any(b"<!DOCTYPE" in package.read(part) for part in parts)
    except UNPACKING as wrong:
        raise UnreadableDocument("broken") from wrong
    if declared:
        raise UnreadableDocument("broken")
