"""ISO 19005-3, 6.8 and ISO 14289-1, 7.11: the files in the file."""

import re
from collections.abc import Iterator
from hashlib import md5

from pikepdf import Array, Dictionary, Object

from tests.files.conformance.opened import Opened

MEDIA_TYPE = re.compile(r"/[-\w+.]+/[-\w+.]+")
RELATIONSHIPS = {f"/{name}" for name in ("Source", "Data", "Alternative", "Supplement", "Unspecified")}
DATE = re.compile(r"D:\d{14}(Z|[+-]\d\d'\d\d'?)")


def _specifications(opened: Opened) -> list[Object]:
    return [each for each in opened.objects if isinstance(each, Dictionary) and "/EF" in each]


def _files(opened: Opened) -> list[Object]:
    return [each["/EF"]["/F"] for each in _specifications(opened)]


def media_types(opened: Opened) -> Iterator[str]:
    for each in _files(opened):
        if not MEDIA_TYPE.fullmatch(str(each.get("/Subtype", ""))):
            yield str(each.get("/Subtype"))


def two_names(opened: Opened) -> Iterator[str]:
    for each in _specifications(opened):
        yield from (key for key in ("/F", "/UF") if not str(each.get(key, "")))


def relationships(opened: Opened) -> Iterator[str]:
    for each in _specifications(opened):
        if str(each.get("/AFRelationship", "")) not in RELATIONSHIPS:
            yield str(each.get("/AFRelationship"))


def associated(opened: Opened) -> Iterator[str]:
    """Every file belongs to the document, once."""
    parts = [each.objgen for each in opened.root.get("/AF", Array())]
    if sorted(parts) != sorted(each.objgen for each in _specifications(opened)):
        yield f"{len(parts)} parts"


def dated(opened: Opened) -> Iterator[str]:
    for each in _files(opened):
        date = str(each.get("/Params", Dictionary()).get("/ModDate", ""))
        if not DATE.fullmatch(date):
            yield date or "no date"


def described(opened: Opened) -> Iterator[str]:
    yield from ("no description" for each in _specifications(opened) if not str(each.get("/Desc", "")))


def named_in_order(opened: Opened) -> Iterator[str]:
    """The names stand in the order in which readers look for them, ISO 32000-1, 7.9.6."""
    tree = opened.root.get("/Names", Dictionary()).get("/EmbeddedFiles", Dictionary())
    names = [bytes(each) for each in list(tree.get("/Names", Array()))[::2]]
    if names != sorted(set(names)) or len(names) != len(_specifications(opened)):
        yield str(names)


def whole(opened: Opened) -> Iterator[str]:
    """Size and checksum are those of the file."""
    for each in _files(opened):
        content, said = bytes(each.read_bytes()), each.get("/Params", Dictionary())
        digest = md5(content, usedforsecurity=False).digest()
        if said.get("/Size") != len(content) or bytes(said.get("/CheckSum", digest)) != digest:
            yield f"{len(content)} bytes"


CLAUSES = {
    "PDF/A 6.8-1": media_types,
    "PDF/A 6.8-2, PDF/UA 7.11-1": two_names,
    "PDF/A 6.8-3": relationships,
    "PDF/A 6.8-4": associated,
    "ISO 19005-3 6.8: a date of change": dated,
    "ISO 14289-1 7.11: a description": described,
    "ISO 32000-1 7.9.6: names in order": named_in_order,
    "ISO 32000-1 7.11.4: size and checksum": whole,
}
