"""Real files spoiled as files are: cut off, bytes changed, put in, taken out or repeated, elements moved."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from functools import cache
from io import BytesIO
from random import Random
from zipfile import ZIP_DEFLATED, ZipFile

from lxml.etree import fromstring, tostring

from app.domain.manuscript import manuscript
from app.files.copies import FINAL
from app.files.formats import FORMATS
from app.rendering import Renderer
from app.settings import TEMPLATES
from tests.intake import extracted
from tests.specimens import case

SCRAPS = (
    *(b"0", b"<", b">>", b"/", b"999999999", b"-1", b"[", b")", b'"', b"\xff", b"&#0;", b"&#xffff;", b"\0"),
    *(b"<!DOCTYPE x>", b"<table>", b"<td colspan=999999>", b"</table>", b"<![CDATA[", b"<!--", b"\n\n", b"|"),
    *(
        b'="',
        b"w:val=",
        b"<w:p>",
        b"<w:tbl>",
        b"<w:vMerge/>",
        b'<w:gridSpan w:val="99999"/>',
        b'<c r="ZZZ9">',
    ),
    *(b'r="A1"', b'ref="A1:XFD1048576"', b"<f>", b"\xe4", b"\xb0\xa1", b"\xef\xbb\xbf", b"1e999", b"NaN"),
)
VALUES = (
    "",
    "0",
    "-1",
    "1",
    "7",
    "99999999999",
    "1.5e308",
    "NaN",
    "x",
    "A1:ZZZ9",
    "A1",
    "../../x",
    "\u4e00",
    "%9",
)
PACKED = ("docx", "xlsx")


@cache
def specimens() -> Mapping[str, bytes]:
    """A small real file of each format."""
    made = case("festival-balanced")
    script, renderer = manuscript(made), Renderer(TEMPLATES)
    files = {ending: FORMATS[ending].write(script, FINAL, renderer) for ending in (*PACKED, "html", "json")}
    page = files["html"].replace(b'id="gouji-report"', b'id="x"')
    said = extracted.extracted(made)
    return files | {
        "foreign.html": page,
        "gbk.html": page.decode().replace("utf-8", "gbk").encode("gb18030"),
        "mht": _saved(page),
        "txt": said.encode(),
        "bars.txt": said.replace("\t", " | ").encode(),
        "gbk.txt": said.encode("gb18030"),
        "csv": said.replace("\t", ",").encode("gb18030"),
    }


def _saved(page: bytes) -> bytes:
    head = b'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b"\r\n\r\n'
    part = b'--b\r\nContent-Type: text/html; charset="utf-8"\r\nContent-Transfer-Encoding: 8bit\r\n\r\n'
    return head + part + page + b"\r\n--b--\r\n"


def spoiled(content: bytes, random: Random) -> bytes:
    """The file with up to five changes."""
    for _ in range(random.randint(1, 5)):
        if content:
            content = _change(content, random)
    return content


def _change(content: bytes, random: Random) -> bytes:
    at, length = random.randrange(len(content)), random.choice((1, 2, 4, 30, 400, 5000))
    kind = random.randrange(6)
    if kind == 0:
        return content[:at]
    if kind == 1:
        return content[:at] + bytes((content[at] ^ (1 << random.randrange(8)),)) + content[at + 1 :]
    if kind == 2:
        return content[:at] + random.choice(SCRAPS) + content[at + random.choice((0, 0, 1, 9)) :]
    if kind == 3:
        return content[:at] + content[at : at + length] * random.choice((2, 3, 40)) + content[at + length :]
    if kind == 4:
        other = random.randrange(len(content))
        return content[:at] + content[other : other + length] + content[at:]
    return content[:at] + content[at + length :]


def tangled(content: bytes, random: Random) -> bytes:
    """Sound XML with elements moved, doubled, taken away or renamed, and values exchanged."""
    root = fromstring(content)
    for _ in range(random.randint(1, 30)):
        every = list(root.iter("*"))
        one, other = random.choice(every), random.choice(every)
        kind = random.randrange(5)
        if kind == 0 and one.getparent() is not None:
            one.getparent().remove(one)
        elif kind == 1 and one not in other.iterancestors() and one is not other:
            other.append(deepcopy(one))
        elif kind == 2:
            one.tag = other.tag
        elif kind == 3 and one.attrib:
            one.attrib[random.choice(list(one.attrib))] = random.choice(VALUES)
        else:
            one.text = random.choice(VALUES)
    return bytes(tostring(root))


def spoiled_within(package: bytes, random: Random) -> bytes:
    """The package with one of its parts spoiled, and packed as it should be."""
    made = BytesIO()
    with ZipFile(BytesIO(package)) as source, ZipFile(made, "w", ZIP_DEFLATED, compresslevel=1) as target:
        parts = [each for each in source.namelist() if random.random() < 0.98]
        victims = {random.choice(parts), random.choice([each for each in parts if each.endswith(".xml")])}
        for each in parts:
            content = source.read(each)
            spoil = tangled if each.endswith(".xml") and random.random() < 0.8 else spoiled
            target.writestr(each, spoil(content, random) if each in victims else content)
    return made.getvalue()


def any_spoiled(name: str, random: Random) -> bytes:
    """One of the files, spoiled."""
    content = specimens()[name]
    if name in PACKED and random.random() < 0.85:
        return spoiled_within(content, random)
    return spoiled(content, random)
