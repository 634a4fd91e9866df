"""ISO 19005-3, 6.2.11 and ISO 14289-1, 7.21: every character is in the file, can be drawn and can be read."""

import re
from collections.abc import Iterator, Mapping

from pikepdf import Dictionary, Object

from tests.files.conformance.opened import Opened

KINDS = {
    f"/{name}" for name in ("Type1", "MMType1", "TrueType", "Type3", "Type0", "CIDFontType0", "CIDFontType2")
}
IDENTITIES = {"/Identity-H", "/Identity-V"}
NEVER = "\x00\ufeff\ufffe"
PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff]")


def _fonts(opened: Opened) -> Iterator[Object]:
    """The dictionaries of the fonts that are written with, and of those inside them."""
    for font, _ in opened.used.values():
        yield font
        yield from font.get("/DescendantFonts", [])


def _widths(inside: Object) -> Mapping[int, float]:
    found: dict[int, float] = {}
    entries = list(inside.get("/W", []))
    for first, widths in zip(entries[::2], entries[1::2], strict=True):
        found.update(enumerate(map(float, widths), int(first)))
    return found


def types(opened: Opened) -> Iterator[str]:
    yield from (str(each.get("/Type")) for each in _fonts(opened) if each.get("/Type") != "/Font")


def kinds(opened: Opened) -> Iterator[str]:
    yield from (
        str(each.get("/Subtype")) for each in _fonts(opened) if str(each.get("/Subtype")) not in KINDS
    )


def named(opened: Opened) -> Iterator[str]:
    yield from ("no /BaseFont" for each in _fonts(opened) if "/BaseFont" not in each)


def codes_are_characters(opened: Opened) -> Iterator[str]:
    """The codes mean the same in the font and in the font inside it, 6.2.11.3.1 and 6.2.11.3.3."""
    for font, _ in opened.used.values():
        if str(font.get("/Encoding")) not in IDENTITIES:
            yield str(font.get("/Encoding"))


def codes_are_glyphs(opened: Opened) -> Iterator[str]:
    for each in opened.written:
        if each.inside.get("/Subtype") == "/CIDFontType2" and "/CIDToGIDMap" not in each.inside:
            yield str(each.inside.get("/BaseFont"))


def embedded(opened: Opened) -> Iterator[str]:
    yield from (str(each.inside.get("/BaseFont")) for each in opened.written if each.program is None)


def glyphs_are_there(opened: Opened) -> Iterator[str]:
    for each in opened.written:
        if each.program is not None:
            yield from (f"{code:04x}" for code in each.codes if code >= each.program["maxp"].numGlyphs)


def glyphs_are_drawn(opened: Opened) -> Iterator[str]:
    """What can be seen has an outline in the file: a glyph left out would be drawn blank."""
    for each in opened.written:
        if each.program is not None and "loca" in each.program:
            places = each.program["loca"].locations
            for code in each.codes:
                seen = each.meant.get(code, "").strip() and code + 1 < len(places)
                if seen and places[code] == places[code + 1]:
                    yield f"{each.inside.get('/BaseFont')} {each.meant[code]}"


def no_wrong_list(opened: Opened) -> Iterator[str]:
    """A list of the characters in the font is not wanted by PDF 1.7, and a wrong one is forbidden."""
    for each in opened.written:
        if "/CIDSet" in each.inside.get("/FontDescriptor", Dictionary()):
            yield str(each.inside.get("/BaseFont"))


def widths(opened: Opened) -> Iterator[str]:
    for each in opened.written:
        if each.program is not None:
            order, metrics = each.program.getGlyphOrder(), each.program["hmtx"].metrics
            said, other = _widths(each.inside), float(each.inside.get("/DW", 1000))
            for code in each.codes:
                wide = metrics[order[code]][0] if code < len(order) else 0
                if abs(wide * 1000 / each.program["head"].unitsPerEm - said.get(code, other)) > 1:
                    yield f"{each.inside.get('/BaseFont')} {code:04x}"


def meant(opened: Opened) -> Iterator[str]:
    for each in opened.written:
        yield from (
            f"{each.font.get('/BaseFont')} {code:04x}" for code in each.codes if not each.meant.get(code)
        )


def meant_as_characters(opened: Opened) -> Iterator[str]:
    for each in opened.written:
        yield from (f"{code:04x}" for code in each.codes if set(NEVER) & set(each.meant.get(code, "")))


def not_private(opened: Opened) -> Iterator[str]:
    """A character of the private use area has a text beside it that says what it is."""
    private = {
        each.font.objgen: {code for code in each.codes if PRIVATE.search(each.meant.get(code, ""))}
        for each in opened.written
    }
    for each in opened.painted:
        found = private.get(each.font.objgen) if each.font is not None else None
        if found and not any(mark.actual for mark in each.marks):
            codes = map(int.from_bytes, zip(each.codes[::2], each.codes[1::2], strict=False))
            yield from (f"{code:04x}" for code in codes if code in found)


def nothing_missing(opened: Opened) -> Iterator[str]:
    yield from (str(font.get("/BaseFont")) for font, codes in opened.used.values() if 0 in codes)


CLAUSES = {
    "PDF/A 6.2.11.2-1": types,
    "PDF/A 6.2.11.2-2": kinds,
    "PDF/A 6.2.11.2-3": named,
    "PDF/A 6.2.11.3.1-1, PDF/UA 7.21.3.1-1": codes_are_characters,
    "PDF/A 6.2.11.3.2-1, PDF/UA 7.21.3.2-1": codes_are_glyphs,
    "PDF/A 6.2.11.4.1-1, PDF/UA 7.21.4.1-1": embedded,
    "PDF/A 6.2.11.4.1-2, PDF/UA 7.21.4.1-2": glyphs_are_there,
    "gouji: what is read is drawn": glyphs_are_drawn,
    "PDF/A 6.2.11.4.2-2, PDF/UA 7.21.4.2-2": no_wrong_list,
    "PDF/A 6.2.11.5-1, PDF/UA 7.21.5-1": widths,
    "PDF/A 6.2.11.7.2-1, PDF/UA 7.21.7-1": meant,
    "PDF/A 6.2.11.7.2-2, PDF/UA 7.21.7-2": meant_as_characters,
    "PDF/A 6.2.11.7.3-1": not_private,
    "PDF/A 6.2.11.8-1, PDF/UA 7.21.8-1": nothing_missing,
}
