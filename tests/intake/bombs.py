"""Files that are made to harm whoever reads them; made when they are needed, and never kept."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
BOOK = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
Parts = Mapping[str, bytes | str]


def packed(parts: Parts, how: int = ZIP_DEFLATED) -> bytes:
    """A zip file of these parts."""
    made = BytesIO()
    with ZipFile(made, "w", how) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return made.getvalue()


def office(main: str, root: str | bytes, more: Parts | None = None) -> bytes:
    """A package whose main part is this."""
    to = f'<Relationship Id="r1" Type="{OFFICE}/officeDocument" Target="{main}"/>'
    parts: dict[str, bytes | str] = {
        "[Content_Types].xml": f'<Types xmlns="{TYPES}"/>',
        "_rels/.rels": f'<Relationships xmlns="{RELATIONS}">{to}</Relationships>',
        main: root,
    }
    return packed(parts | dict(more or {}))


def word(body: str, declared: str = "", more: Parts | None = None) -> bytes:
    """A Word file with this body."""
    root = f'{declared}<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>'
    return office("word/document.xml", root, more)


def book(sheet: str, declared: str = "", more: Parts | None = None) -> bytes:
    """A workbook with one sheet."""
    names = f'<sheets><sheet name="S" sheetId="1" r:id="r1" xmlns:r="{OFFICE}"/></sheets>'
    to = f'<Relationship Id="r1" Type="{OFFICE}/worksheet" Target="sheet1.xml"/>'
    parts: dict[str, bytes | str] = {
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{RELATIONS}">{to}</Relationships>',
        "xl/sheet1.xml": f'{declared}<worksheet xmlns="{BOOK}">{sheet}</worksheet>',
    }
    return office("xl/workbook.xml", f'<workbook xmlns="{BOOK}">{names}</workbook>', parts | dict(more or {}))


def laughs() -> str:
    """A document type whose entities make gigabytes of a few lines."""
    lines = [f'<!ENTITY a{at} "{f"&a{at - 1};" * 10}">' for at in range(1, 10)]
    return f'<!DOCTYPE x [<!ENTITY a0 "ha">{"".join(lines)}]>'


def forged() -> bytes:
    """A package that states that its part of 60 megabytes has ten bytes."""
    content = bytearray(word("", more={"word/media.xml": b" " * 60_000_000}))
    true, told = struct.pack("<L", 60_000_000), struct.pack("<L", 10)
    return bytes(content.replace(true, told))


def overlapping() -> bytes:
    """A package in which all names lead to the same packed megabytes."""
    squeezed = zlib.compress(b"\0" * 4_000_000)[2:-4]
    crc = zlib.crc32(b"\0" * 4_000_000)
    sizes = struct.pack("<LLL", crc, len(squeezed), 4_000_000)
    local = b"PK\x03\x04" + struct.pack("<HHHHH", 20, 0, 8, 0, 0) + sizes + struct.pack("<HH", 1, 0) + b"a"
    entries = b"".join(
        b"PK\x01\x02"
        + struct.pack("<HHHHHH", 20, 20, 0, 8, 0, 0)
        + sizes
        + struct.pack("<HHHHHLL", 4, 0, 0, 0, 0, 0, 0)
        + f"{at:04}".encode()
        for at in range(400)
    )
    start = len(local) + len(squeezed)
    end = b"PK\x05\x06" + struct.pack("<HHHHLLH", 0, 0, 400, 400, len(entries), start, 0)
    return local + squeezed + entries + end


def _nested(times: int, begin: str, end: str, within: str = "x") -> str:
    return begin * times + within + end * times


def parts_in_parts() -> bytes:
    """A message of messages."""
    head = "MIME-Version: 1.0\n"
    return (
        head + "".join(f'Content-Type: multipart/mixed; boundary="b{at}"\n\n--b{at}\n' for at in range(600))
    ).encode()


BOMBS: Mapping[str, Callable[[], bytes]] = {
    "a zip of zeros": lambda: packed({"a": b"\0" * 300_000_000}),
    "a zip of zips": lambda: packed({f"{at}.zip": packed({"a": b"\0" * 9_000_000}) for at in range(20)}),
    "thousands of parts": lambda: packed({f"{at}.xml": b"" for at in range(20_000)}),
    "a Word file of zeros": lambda: word("", more={"word/a.xml": b"\0" * 200_000_000}),
    "pictures of zeros": lambda: word(
        "", more={f"word/media/{at}.png": b"\0" * 9_000_000 for at in range(9)}
    ),
    "a forged size": forged,
    "parts in the same place": overlapping,
    "a stored giant": lambda: packed({"a": b"\1" * 49_000_000}, ZIP_STORED),
    "entities in a Word file": lambda: word("<w:p><w:r><w:t>&a9;</w:t></w:r></w:p>", laughs()),
    "entities in a workbook": lambda: book("<sheetData/>", laughs()),
    "two million paragraphs": lambda: word("<w:p/>" * 2_000_000),
    "a million paragraphs with text": lambda: word("<w:p><w:r><w:t>x</w:t></w:r></w:p>" * 1_000_000),
    "tables in tables": lambda: word(_nested(80, "<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>", "<w:p/>")),
    "tables in tables without end": lambda: word(
        _nested(90_000, "<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>")
    ),
    "a word of megabytes": lambda: word(f"<w:p><w:r><w:t>{'1 ' * 2_000_000}</w:t></w:r></w:p>"),
    "a cell of megabytes": lambda: book(
        f'<sheetData><row><c t="inlineStr"><is><t>{"1 " * 2_000_000}</t></is></c></row></sheetData>'
    ),
    "a million rows": lambda: book(f"<sheetData>{'<row><c><v>1</v></c></row>' * 1_000_000}</sheetData>"),
    "a cell at the end of the world": lambda: book(
        '<sheetData><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    ),
    "cells along the edges": lambda: book(
        "<sheetData>"
        + "".join(f'<row r="{at}"><c r="IV{at}"><v>1</v></c></row>' for at in range(1, 10_001))
        + "</sheetData>"
    ),
    "everything joined": lambda: book(
        '<sheetData><row r="1"><c r="A1"><v>1</v></c></row><row r="10000"><c r="IV10000"><v>1</v></c></row>'
        '</sheetData><mergeCells><mergeCell ref="A1:IV10000"/></mergeCells>'
    ),
    "a hundred thousand joined areas": lambda: book(
        '<sheetData><row r="9999"><c r="IV9999"><v>1</v></c></row></sheetData><mergeCells>'
        + '<mergeCell ref="A1:IV9999"/>' * 20_000
        + "</mergeCells>"
    ),
    "a page of cells": lambda: b"<table>" + b"<tr><td>1</td></tr>" * 500_000 + b"</table>",
    "a page of cells that is just read": lambda: b"<table>" + b"<tr><td>1</td></tr>" * 55_000 + b"</table>",
    "a page of open elements": lambda: b"<p>x</p>" + b"<div>" * 250_000 + b"y",
    "a page of wide cells": lambda: (
        b"<table><tr>" + b"<td colspan=1000 rowspan=1000>1" * 15_000 + b"</table>"
    ),
    "a page of navigation": lambda: b'<div class="nav">' * 200 + b'<p class="nav">x\xe3\x80\x82</p>' * 60_000,
    "a page of a list": lambda: b"<ol>" + b"<li>x" * 200_000 + b"</ol>",
    "a page of line ends": lambda: b"<p>" + b"\n\xe3\x80\x80" * 2_000_000 + b"x</p>",
    "a page of nine megabytes of words": lambda: b"<p>" + b"12 ab " * 1_500_000 + b"</p>",
    "lines without end": lambda: b"1\t2\n" * 900_000,
    "bars without end": lambda: b"| 1 " * 900_000,
    "brackets without end": lambda: b"[" * 3_000_000,
    "values without end": lambda: b"1,2,3\n" * 1_500_000,
    "headers without end": lambda: (
        b"MIME-Version: 1.0\nContent-Type: text/html\n" + b"A: b\n" * 2_000_000 + b"\n<p>x"
    ),
    "parts in parts": parts_in_parts,
}
