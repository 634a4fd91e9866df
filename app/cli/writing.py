"""Files from the command line."""

from __future__ import annotations

from pathlib import Path

from app.domain.file_troubles import NotWritten


def write_whole(path: Path, content: bytes) -> None:
    """The whole file or none of it: what stood there before stays until the new one is complete.

    What is no ordinary file, such as a pipe, is written to as it is. Raises `NotWritten`.
    """
    part = path.with_name(f".{path.name}.part")
    try:
        if path.exists() and not path.is_file():
            path.write_bytes(content)
            return
        part.write_bytes(content)
        part.replace(path)
    except OSError as wrong:
        raise NotWritten(str(path)) from wrong
