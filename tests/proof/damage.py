"""Files changed after they were written: another figure on the page, another file inside."""

from __future__ import annotations

import re
from io import BytesIO
from itertools import pairwise
from zipfile import ZipFile

import pikepdf


def edited(content: bytes, part: str, old: str, new: str) -> bytes:
    """A package (Word, workbook) with the first `old` of one of its parts as `new`."""
    made = BytesIO()
    with ZipFile(BytesIO(content)) as source, ZipFile(made, "w") as target:
        for each in source.infolist():
            text = source.read(each)
            if each.filename == part:
                assert old.encode() in text
                text = text.replace(old.encode(), new.encode(), 1)
            target.writestr(each, text)
    return made.getvalue()


def replaced(content: bytes, old: str, new: str) -> bytes:
    """A text with the first of something as something else."""
    assert old.encode() in content
    return content.replace(old.encode(), new.encode(), 1)


def redrawn(content: bytes) -> bytes:
    """A PDF in which two different figures of one digit, drawn one after the other, have changed places."""
    document = pikepdf.open(BytesIO(content))
    for page in document.pages:
        stream = page.Contents.read_bytes()
        pairs = pairwise(re.finditer(rb"\[<([0-9a-f]{4})>0\] TJ", stream))
        different = next(((one, other) for one, other in pairs if one[0] != other[0]), None)
        if different:
            one, other = different
            between = stream[one.end() : other.start()]
            drawn = stream[: one.start()] + other[0] + between + one[0] + stream[other.end() :]
            page.Contents = document.make_stream(drawn)
            return saved(document)
    raise AssertionError


def attached_anew(content: bytes, name: str, old: str, new: str) -> bytes:
    """A PDF in which the file of this name says something else."""
    document = pikepdf.open(BytesIO(content))
    before = document.attachments[name].get_file().read_bytes()
    assert old.encode() in before
    changed = before.replace(old.encode(), new.encode(), 1)
    document.attachments[name].obj.EF.F.write(changed)
    return saved(document)


def without(content: bytes, name: str) -> bytes:
    """A PDF without the file of this name."""
    document = pikepdf.open(BytesIO(content))
    del document.attachments[name]
    return saved(document)


def locked(content: bytes) -> bytes:
    """A PDF that nobody reads without a password."""
    document = pikepdf.open(BytesIO(content))
    made = BytesIO()
    document.save(made, encryption=pikepdf.Encryption(owner="owner", user="user"))
    return made.getvalue()


def saved(document: pikepdf.Pdf) -> bytes:
    """The PDF as bytes."""
    made = BytesIO()
    document.save(made)
    return made.getvalue()
