"""What a file is, by what is in it and not by its name: one of the formats that are read, or a refusal."""

from __future__ import annotations

import re
from enum import Enum

from app.domain.proof_troubles import UnreadableDocument
from app.intake.package import Package, unpacked

HEAD = 4096
"""Bytes at the beginning by which a text is told."""


class Kind(Enum):
    """The formats that are read."""

    PDF = "pdf"
    WORD = "word"
    WORKBOOK = "workbook"
    PAGE = "page"
    SAVED = "saved page"
    REPORT = "report file"
    VALUES = "values"
    TEXT = "text"


_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_ARCHIVES = (
    b"Rar!\x1a\x07",
    b"7z\xbc\xaf\x27\x1c",
    b"\x1f\x8b",
    b"BZh",
    b"\xfd7zXZ\0",
    b"\x28\xb5\x2f\xfd",
    b"MSCF",
)
_IMAGES = (
    b"\x89PNG\r\n",
    b"\xff\xd8\xff",
    b"GIF8",
    b"II*\0",
    b"MM\0*",
    b"\0\0\x01\0",
    b"\x8aMNG",
    b"\xd7\xcd\xc6\x9a",
)
_IN_BOX = (b"ftyp", b"WEBP", b"jP  ")
"""What images say after a few bytes of size."""
_PAGE = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|table|div|p|meta|span|tr|td|ul|h[1-6]|title|section|article|style)\b"
    rb"|<!--\s*StartFragment",
    re.IGNORECASE,
)
_ROOT = re.compile(rb"<\s*([A-Za-z_][\w.-]*:)?([A-Za-z_][\w.-]*)")
_HEADER = re.compile(rb"^(?:[A-Za-z][A-Za-z0-9-]*:[^\n]*\n|[ \t][^\n]*\n)+\r?\n", re.MULTILINE)
_SEVERAL = 4
"""Kinds of tags that a table has, those that end it among them."""
_TAR = slice(257, 262)
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


def recognised(content: bytes, name: str = "") -> tuple[Kind, Package | None]:
    """The format, and the package where it is one. Raises `UnreadableDocument` for any other.

    The name only decides where nothing in the file does: whether commas stand between values.
    """
    if not content.strip(b" \t\r\n\f\0\xef\xbb\xbf"):
        raise UnreadableDocument("empty")
    start = content[:HEAD].lstrip()
    if _is_pdf(content, start):
        return Kind.PDF, None
    if start.startswith(_ZIP):
        package = unpacked(content)
        return _packed(package), package
    _refused(content)
    return _text(content, name), None


def _is_pdf(content: bytes, start: bytes) -> bool:
    """Also with something before its first line, as some mail programs leave it."""
    if start.startswith(b"%PDF-"):
        return True
    return not content.startswith(_ZIP) and b"%PDF-" in content[:1024] and b"%%EOF" in content[-2048:]


def _packed(package: Package) -> Kind:
    """What a package is by its parts. Raises `UnreadableDocument` for what is no report's format."""
    names = {each.lower() for each in package.names}
    if any(each.rpartition("/")[2] == "ofd.xml" for each in names):
        raise UnreadableDocument("ofd")
    if package.parts.get("mimetype", b"").startswith(b"application/vnd.oasis.opendocument"):
        raise UnreadableDocument("saveas", "OpenDocument")
    if "[content_types].xml" not in names:
        raise UnreadableDocument("archive")
    types = next(body for part, body in package.parts.items() if part.lower() == "[content_types].xml")
    if (
        any("vbaproject" in each or "macrosheets/" in each for each in names)
        or b"macroenabled" in types.lower()
    ):
        raise UnreadableDocument("macros")
    return _office(package)


def _office(package: Package) -> Kind:
    main = next(iter(package.related("", "officeDocument")), "")
    if main.endswith(".bin"):
        raise UnreadableDocument("xlsb")
    tree = package.tree(main)
    if tree is None:
        raise UnreadableDocument("broken")
    root = str(tree.tag).rpartition("}")[2]
    if root == "presentation":
        raise UnreadableDocument("slides")
    found = {"document": Kind.WORD, "workbook": Kind.WORKBOOK}.get(root)
    if found is None:
        raise UnreadableDocument("broken")
    return found


def _refused(content: bytes) -> None:
    """Raises `UnreadableDocument` for what is known by its first bytes and not read."""
    if content.startswith(_OLE):
        raise UnreadableDocument(_old(content))
    if content.startswith(_ARCHIVES) or content[_TAR] == b"ustar":
        raise UnreadableDocument("archive")
    if content.startswith(_IMAGES) or content[4:12].startswith(_IN_BOX) or content[8:12] in _IN_BOX:
        raise UnreadableDocument("image")
    if content.startswith(b"BM") and b"\0" in content[:32]:
        raise UnreadableDocument("image")
    if content.lstrip().startswith(b"{\\rtf"):
        raise UnreadableDocument("saveas", "RTF")


def _old(content: bytes) -> str:
    """What an old office file is, by the names of its streams."""
    if _says(content, "EncryptedPackage") or _says(content, "EncryptionInfo"):
        return "locked"
    if _says(content, "WordDocument"):
        return "word97"
    if _says(content, "Workbook") or _says(content, "Book"):
        return "excel97"
    return "slides" if _says(content, "PowerPoint Document") else "old"


def _says(content: bytes, stream: str) -> bool:
    return f"{stream}\0".encode("utf-16-le") in content


def _text(content: bytes, name: str) -> Kind:
    """Text by what its first thousands of bytes say."""
    head = _narrow(content[:HEAD])
    start = head.lstrip()
    if start[:1] in (b"{", b"["):
        return _data(start, name)
    if start.startswith(b"<"):
        return _marked_up(start)
    if _is_saved_page(start):
        return Kind.SAVED
    if content.count(b"\0", 0, HEAD) > len(content[:HEAD]) // 2 or _is_binary(head):
        raise UnreadableDocument("unknown")
    ending = name.lower().rpartition(".")[2]
    if ending in ("htm", "html", "xhtml", "shtml") or _has_tables(_narrow(content)):
        return Kind.PAGE
    return Kind.VALUES if ending == "csv" else Kind.TEXT


def _narrow(content: bytes) -> bytes:
    """The text without a mark at its beginning, and what stands in two bytes in one as far as that goes."""
    wide = content.startswith(_MARKS[1:])
    for mark in _MARKS:
        content = content.removeprefix(mark)
    return content.replace(b"\0", b"") if wide or b"<\0" in content[:4] or b"\0<" in content[:4] else content


def _data(start: bytes, name: str) -> Kind:
    if b'"format"' in start or name.lower().endswith(".json"):
        return Kind.REPORT
    return Kind.REPORT if re.match(rb'[{\[]\s*["{\[\]}]', start) else Kind.TEXT


def _marked_up(start: bytes) -> Kind:
    """A page, or XML that is none."""
    if start.startswith(b"<?xml") or start[:9].upper() == b"<!DOCTYPE":
        root = next(
            (each for each in _ROOT.finditer(re.sub(rb"<!--.*?-->", b"", start, flags=re.DOTALL))), None
        )
        local = root[2].lower() if root else b""
        if local in (b"worddocument", b"package", b"workbook"):
            raise UnreadableDocument("saveas", "XML")
        if local == b"svg":
            raise UnreadableDocument("image")
        if local != b"html" and not re.match(rb"<!doctype\s+html", start, re.IGNORECASE):
            raise UnreadableDocument("saveas", "XML")
        return Kind.PAGE
    if _PAGE.search(start):
        return Kind.PAGE
    root = _ROOT.match(start)
    if root and root[2].lower() == b"svg":
        raise UnreadableDocument("image")
    return Kind.PAGE if root else Kind.TEXT


def _is_saved_page(start: bytes) -> bool:
    """A message of several parts, as browsers save a page in one file."""
    found = _HEADER.match(start.replace(b"\r\n", b"\n") + b"\n\n")
    said = found[0].lower() if found else b""
    return b"mime-version:" in said and b"content-type:" in said


def _is_binary(head: bytes) -> bool:
    """Whether characters stand in it that no text has."""
    strange = sum(1 for each in head if each < ord(" ") and each not in b"\t\r\n\f\v\x1b\0")
    return strange > len(head) // 50


def _has_tables(content: bytes) -> bool:
    """Whether text that begins with none has tags nevertheless, as a piece of a page may."""
    tags = re.findall(rb"<(/?(?:table|tr|td|th))\b", content[: HEAD * 16], re.IGNORECASE)
    return len({each.lower() for each in tags}) >= _SEVERAL
