"""Any file is known by what is in it; what cannot be read is refused with a sentence that says what it is."""

import socket
import subprocess
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from threading import Thread
from zipfile import ZipFile

import pytest
from xlsxwriter import Workbook

from app.domain.proof_troubles import UnreadableDocument
from app.intake.limits import MOST_BYTES
from app.intake.neutral import Neutral, Paragraph, Table
from app.intake.opening import opened
from tests.files.printed import case_pdf
from tests.intake.bombs import BOMBS, book, laughs, office, packed, word
from tests.intake.mutations import specimens

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
PAGE = "<p>一、总体情况</p><table><tr><td>规章<td>1<tr><td>规范性文件<td>2</table>"


def stream(name: str) -> bytes:
    return OLE + f"{name}\0".encode("utf-16-le")


def refused(content: bytes, name: str = "") -> UnreadableDocument:
    with pytest.raises(UnreadableDocument) as told:
        opened(content, name)
    return told.value


def said(document: Neutral) -> list[object]:
    """Paragraphs as texts and tables as rows of texts."""
    return [
        each.text if isinstance(each, Paragraph) else [[cell.text for cell in row] for row in each.rows]
        for each in document.items
    ]


REFUSED: dict[str, tuple[bytes, str, str]] = {
    "nothing": (b"", "empty", "空"),
    "only spaces": (b"\xef\xbb\xbf \r\n\t", "empty", "空"),
    "only zeros": (bytes(9000), "empty", "空"),
    "too large": (b"x" * (MOST_BYTES + 1), "large", "50 MB"),
    "an old Word file": (stream("WordDocument"), "word97", ".docx"),
    "an old workbook": (stream("Workbook"), "excel97", ".xlsx"),
    "a very old workbook": (stream("Book"), "excel97", ".xlsx"),
    "an old presentation": (stream("PowerPoint Document"), "slides", "演示文稿"),
    "some other old file": (OLE, "old", "另存为"),
    "an encrypted Word file": (stream("EncryptedPackage"), "locked", "加密"),
    "rich text": (b"{\\rtf1\\ansi x}", "saveas", "RTF"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(50), "image", "图片"),
    "a photograph": (b"\xff\xd8\xff\xe0" + bytes(50), "image", "图片"),
    "a photograph of a telephone": (b"\0\0\0\x18ftypheic" + bytes(50), "image", "图片"),
    "a drawing": (b"<svg xmlns='x'><text>1</text></svg>", "image", "图片"),
    "a bitmap": (b"BM" + bytes(60), "image", "图片"),
    "an archive": (packed({"报告.docx": b"x"}), "archive", "解压"),
    "an archive in an archive": (packed({"a.zip": packed({"b": b"x"})}), "archive", "解压"),
    "another archive": (b"Rar!\x1a\x07\x01\0", "archive", "解压"),
    "one more archive": (b"7z\xbc\xaf\x27\x1c" + bytes(30), "archive", "解压"),
    "something squeezed": (b"\x1f\x8b\x08" + bytes(30), "archive", "解压"),
    "an empty archive": (packed({}), "archive", "解压"),
    "a fixed-layout document": (packed({"OFD.xml": "<x/>", "Doc_0/Document.xml": "<x/>"}), "ofd", "PDF"),
    "a document of another office": (
        packed({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<x/>"}),
        "saveas",
        "OpenDocument",
    ),
    "macros": (word("", more={"word/vbaProject.bin": b"x"}), "macros", "宏"),
    "macros that are elsewhere": (book("", more={"xl/sub/VBAPROJECT.BIN": b"x"}), "macros", "宏"),
    "macros of old": (book("", more={"xl/macrosheets/sheet1.xml": "<x/>"}), "macros", "宏"),
    "macros that are only named": (
        packed({"[Content_Types].xml": "<x t='application/vnd.ms-word.document.macroEnabled.main+xml'/>"}),
        "macros",
        "宏",
    ),
    "a binary workbook": (office("xl/workbook.bin", b"\0\1"), "xlsb", ".xlsx"),
    "a presentation": (office("ppt/presentation.xml", "<presentation/>"), "slides", "演示文稿"),
    "a package of something else": (office("x.xml", "<x/>"), "broken", "损坏"),
    "a package without its main part": (packed({"[Content_Types].xml": "<x/>"}), "broken", "损坏"),
    "a declared type in a Word file": (word("<w:p/>", "<!DOCTYPE x>"), "declared", "另存为"),
    "entities": (word("<w:p/>", laughs()), "declared", "另存为"),
    "entities in two bytes": (
        office("word/document.xml", f'<?xml version="1.0"?>{laughs()}<document/>'.encode("utf-16")),
        "declared",
        "另存为",
    ),
    "entities in a workbook": (book("<sheetData/>", laughs()), "declared", "另存为"),
    "a file from elsewhere": (
        word("<w:p/>", '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'),
        "declared",
        "另存为",
    ),
    "an office file in one piece": (b'<?xml version="1.0"?><pkg:package xmlns:pkg="x"/>', "saveas", "XML"),
    "other XML": (b'<?xml version="1.0"?><data>1</data>', "saveas", "XML"),
    "XML with entities": (f'<?xml version="1.0"?>{laughs()}<x>&a9;</x>'.encode(), "saveas", "XML"),
    "a program": (b"MZ\x90\0\3" + bytes(range(256)) * 20, "unknown", "格式"),
    "noise": (bytes(range(1, 32)) * 300, "unknown", "格式"),
    "other data": (b'{"a": 1}', "data", "其他用途"),
    "data that is no report": (b'["format"]', "data", "其他用途"),
    "half a report file": (b'{"format": "gouji/report@1", "cells": {', "broken", "损坏"),
    "a PDF that is none": (b"%PDF-1.7\n", "broken", "损坏"),
}


@pytest.mark.parametrize("name", list(REFUSED))
def test_what_is_not_read_is_told(name: str) -> None:
    content, reason, word_in_it = REFUSED[name]
    told = refused(content)
    assert told.reason == reason
    assert word_in_it in told.sentence
    assert refused(content, "年报.docx").sentence.startswith("年报.docx：")


@pytest.mark.parametrize(("ending", "name"), [("docx", "WORD/DOCUMENT.XML"), ("xlsx", "xl/workbook.XML")])
def test_two_parts_of_one_name_are_refused(ending: str, name: str) -> None:
    made = BytesIO(specimens()[ending])
    with ZipFile(made, "a") as package:
        package.writestr(name, "<x/>")
    assert refused(made.getvalue()).reason == "doubled"


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
@pytest.mark.parametrize("ending", ["docx", "xlsx"])
def test_half_a_package_is_broken(ending: str, share: float) -> None:
    whole = specimens()[ending]
    assert refused(whole[: int(len(whole) * share)]).reason == "broken"


@pytest.mark.parametrize("name", sorted(specimens()))
@pytest.mark.parametrize("called", ["", "年报.pdf", "年报.doc", "年报"])
def test_the_name_does_not_matter(name: str, called: str) -> None:
    if name == "csv":
        return
    content = specimens()[name]
    assert opened(content, called) == opened(content, f"x.{name}")


def test_a_pdf_is_a_pdf_whatever_it_is_called() -> None:
    content = case_pdf("festival-balanced")
    found = opened(content, "年报.docx")
    assert found.pages
    assert "report.json" in found.attached
    assert opened(content + specimens()["docx"]).items == found.items


def test_our_own_page_keeps_its_data() -> None:
    assert "gouji-report" in opened(specimens()["html"]).attached
    assert opened(specimens()["json"]).attached["report"] == specimens()["json"]


@pytest.mark.parametrize(
    "content",
    [
        f"<html><body>{PAGE}",
        f"<!DOCTYPE html>{PAGE}",
        f'<?xml version="1.0" encoding="utf-8"?><!DOCTYPE html><html xmlns="x"><body>{PAGE}</body></html>',
        f"<!--StartFragment-->{PAGE}<!--EndFragment-->",
        f"Version:1.0\r\nStartHTML:00000097\r\nEndHTML:00000300\r\n<html><body>{PAGE}",
        f"\n  {PAGE}",
        f"<!-- saved -->\n<div>{PAGE}</div>",
    ],
)
def test_pages_and_pieces_of_pages(content: str) -> None:
    for code in ("utf-8", "gb18030", "utf-16"):
        assert said(opened(content.encode(code))) == ["一、总体情况", [["规章", "1"], ["规范性文件", "2"]]]


def test_values_are_told_by_the_name_alone() -> None:
    content = '一,1\n二,"2,5"\n'.encode("gb18030")
    assert said(opened(content, "x.csv")) == [[["一", "1"], ["二", "2,5"]]]
    assert isinstance(opened(content, "x.txt").items[0], Paragraph)
    assert said(opened("一;1\n二;2\n".encode(), "X.CSV")) == [[["一", "1"], ["二", "2"]]]


@pytest.fixture
def listening() -> Iterator[tuple[int, list[object]]]:
    """A port of this machine, and whoever asked anything of it."""
    asked: list[object] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)

        def wait() -> None:
            while server.fileno() >= 0:
                try:
                    asked.append(server.accept()[1])
                except OSError:
                    continue

        thread = Thread(target=wait, daemon=True)
        thread.start()
        yield server.getsockname()[1], asked
    thread.join(2)


def test_nothing_is_fetched(listening: tuple[int, list[object]]) -> None:
    port, asked = listening
    far = f"http://127.0.0.1:{port}/x"
    page = (
        f'<html><head><base href="{far}"><link rel=stylesheet href="{far}"><script src="{far}"></script>'
        f'<meta http-equiv=refresh content="0;url={far}"></head><body background="{far}">'
        f'<img src="{far}"><iframe src="{far}"></iframe><object data="{far}"></object>{PAGE}'
    )
    included = f'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="{far}"/>'
    types = "http://schemas.openxmlformats.org/package/2006/relationships"
    outside = "".join(
        f'<Relationship Id="r{at}" Type="x/{kind}" TargetMode="External" Target="{far}"/>'
        for at, kind in enumerate(("attachedTemplate", "image", "styles", "numbering", "header", "hyperlink"))
    )
    relations = f'<Relationships xmlns="{types}">{outside}</Relationships>'
    linked = word(
        f"<w:p><w:r><w:t>x</w:t></w:r></w:p>{included}", more={"word/_rels/document.xml.rels": relations}
    )
    assert said(opened(linked)) == ["x"]
    assert opened(page.encode()).items
    for declared in (f'<!DOCTYPE x SYSTEM "{far}">', f'<!DOCTYPE x [<!ENTITY % a SYSTEM "{far}"> %a;]>'):
        assert refused(word("<w:p/>", declared)).reason == "declared"
        opened(f"{declared}<html><body>{PAGE}".encode())
    assert opened(with_outside_links(far)).items
    assert asked == []


def with_outside_links(far: str) -> bytes:
    """A workbook that refers to another one and to a page."""
    made = BytesIO()
    with Workbook(made, {"in_memory": True}) as target:
        sheet = target.add_worksheet()
        sheet.write_formula(0, 0, f"='{far}[x.xlsx]S'!A1", None, 7)
        sheet.write_url(1, 0, far, None, "页")
    return made.getvalue()


CHILD = """
import resource, sys
from pathlib import Path
from app.domain.troubles import Trouble
from app.intake.opening import opened
resource.setrlimit(resource.RLIMIT_AS, (1_000_000_000, 1_000_000_000))
for path in sorted(Path(sys.argv[1]).iterdir()):
    try:
        opened(path.read_bytes(), path.name)
    except Trouble:
        pass
    print(path.name)
room = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM"))
print(int(room.split()[1]) // 1024)
"""


def test_bombs_are_read_or_refused_in_little_room(tmp_path: Path) -> None:
    for name, made in BOMBS.items():
        (tmp_path / (f"{name}.csv" if "values" in name else name)).write_bytes(made())
    ran = subprocess.run(
        [sys.executable, "-c", CHILD, str(tmp_path)], capture_output=True, text=True, timeout=120, check=False
    )
    assert ran.returncode == 0, ran.stderr[-2000:]
    *names, room = ran.stdout.splitlines()
    assert len(names) == len(BOMBS)
    assert int(room) < 500


def test_a_table_is_a_table_in_every_format() -> None:
    rows = [["规章", "1"], ["规范性文件", "2"]]
    cells = "".join(
        f"<w:tr>{''.join(f'<w:tc><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>' for text in row)}</w:tr>"
        for row in rows
    )
    made = BytesIO()
    with Workbook(made, {"in_memory": True}) as target:
        sheet = target.add_worksheet()
        for at, row in enumerate(rows):
            sheet.write_row(at, 0, row)
    tables = (
        opened(word(f"<w:tbl>{cells}</w:tbl>")),
        opened(made.getvalue()),
        opened(PAGE.encode()),
        opened("\n".join("\t".join(row) for row in rows).encode()),
        opened("\n".join(",".join(row) for row in rows).encode(), "x.csv"),
    )
    for document in tables:
        assert isinstance(document.items[-1], Table)
        assert said(document)[-1] == rows
