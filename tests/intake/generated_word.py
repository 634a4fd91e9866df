"""Papers as Word files, each built in another of the ways in which offices build them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from random import Random
from xml.sax.saxutils import escape

from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from tests.intake.generated import Box, Paper, Sheet, Words, laid

_ACROSS = 9000
_NUMBERS = {1: ("chineseCountingThousand", "%1、"), 2: ("chineseCountingThousand", "（%2）")}


@dataclass(frozen=True, slots=True)
class Ways:
    """How a Word file is built."""

    styled: bool = True
    numbered: bool = False
    nested: bool = False
    indented: bool = False
    cut_runs: bool = False
    lines: str = "break"
    wrapped: str = ""


def word(paper: Paper, random: Random, ways: Ways) -> bytes:
    """The paper as a Word file."""
    document = Document()
    document.add_paragraph()
    body = document.element.body
    for each in list(body)[:-1]:
        body.remove(each)
    if ways.numbered:
        _add_numbering(document)
    parts = "".join(_part(each, random, ways) for each in paper.flow)
    if ways.nested:
        parts = f"<w:tbl>{_looks(1)}<w:tr><w:tc><w:tcPr/>{parts}<w:p/></w:tc></w:tr></w:tbl>"
    for node in list(parse_xml(f"<w:body {nsdecls('w')}>{parts}</w:body>")):
        body.insert(len(body) - 1, node)
    target = BytesIO()
    document.save(target)
    return target.getvalue()


def _add_numbering(document: object) -> None:
    """A list of two levels, numbered as an outline of a report is."""
    levels = "".join(
        f'<w:lvl w:ilvl="{level - 1}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for level, (form, text) in _NUMBERS.items()
    )
    numbering = document.part.numbering_part.element  # type: ignore[attr-defined]  # python-docx types it not
    first = f'<w:abstractNum {nsdecls("w")} w:abstractNumId="77">{levels}</w:abstractNum>'
    numbering.insert(0, parse_xml(first))
    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))


def _part(piece: Words | Sheet, random: Random, ways: Ways) -> str:
    if isinstance(piece, Sheet):
        caption = _paragraph(piece.caption, random, ways) if piece.caption else ""
        return f"{caption}{_table(piece, random, ways)}<w:p/>"
    level = {"title": 0, "heading": 1, "topic": 2}.get(piece.role, -1)
    text, properties = piece.text, ""
    if ways.numbered and level > 0:
        bare = text[2:] if level == 1 else text.partition("）")[2]
        if bare:
            properties = f'<w:numPr><w:ilvl w:val="{level - 1}"/><w:numId w:val="77"/></w:numPr>'
            text = bare
    elif ways.styled and level >= 0:
        properties = f'<w:pStyle w:val="{("Title", "Heading1", "Heading2")[level]}"/>'
    return _paragraph(text, random, ways, properties)


def _paragraph(text: str, random: Random, ways: Ways, properties: str = "") -> str:
    indent = "\u3000\u3000" if ways.indented and not properties else ""
    runs = "".join(_run(piece) for piece in _pieces(indent + text, random, ways))
    whole = f"<w:p><w:pPr>{properties}</w:pPr>{runs}</w:p>"
    if ways.wrapped == "control" and not properties:
        return f"<w:sdt><w:sdtPr/><w:sdtContent>{whole}</w:sdtContent></w:sdt>"
    return whole


def _pieces(text: str, random: Random, ways: Ways) -> Iterator[str]:
    """The runs of a text, which a program that checks spelling cuts anywhere."""
    while ways.cut_runs and len(text) > 3:
        at = random.randrange(1, len(text))
        yield text[:at]
        text = text[at:]
    yield text


def _run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def _looks(width: int) -> str:
    columns = f'<w:gridCol w:w="{_ACROSS // width}"/>' * width
    lines = "".join(
        f'<w:{side} w:val="single" w:sz="4"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    return f"<w:tblPr><w:tblBorders>{lines}</w:tblBorders></w:tblPr><w:tblGrid>{columns}</w:tblGrid>"


def _table(sheet: Sheet, random: Random, ways: Ways) -> str:
    """Rows in which a cell that reaches down is continued by an empty one."""
    lines: list[list[tuple[int, str]]] = [[] for _ in sheet.rows]
    for down, column, box in laid(sheet.rows):
        for further in range(box.rowspan):
            merge = "" if box.rowspan == 1 else f'<w:vMerge w:val="{"continue" if further else "restart"}"/>'
            text = "" if further else _lines(box, random, ways)
            lines[down + further].append((column, _cell(box, merge, text or "<w:p/>")))
    rows = "".join(f"<w:tr>{''.join(cell for _, cell in sorted(line))}</w:tr>" for line in lines)
    return f"<w:tbl>{_looks(sheet.width)}{rows}</w:tbl>"


def _cell(box: Box, merge: str, content: str) -> str:
    span = f'<w:gridSpan w:val="{box.colspan}"/>' if box.colspan > 1 else ""
    return f"<w:tc><w:tcPr>{span}{merge}</w:tcPr>{content}</w:tc>"


def _lines(box: Box, random: Random, ways: Ways) -> str:
    if ways.lines == "break":
        runs = "<w:r><w:br/></w:r>".join(
            "".join(_run(piece) for piece in _pieces(line, random, ways)) for line in box.text.split("\n")
        )
        return f"<w:p>{runs}</w:p>"
    return "".join(_paragraph(line, random, Ways(cut_runs=ways.cut_runs)) for line in box.text.split("\n"))
