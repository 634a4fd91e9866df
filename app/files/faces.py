"""The faces in which a report is printed, and which characters they have.

Five come with the program; an operator may add one more for rare characters (`with_fallback`). Importing this
module shuts every other font of the machine out: it points fontconfig to the folder of the faces. So it comes
before whatever loads Pango.
"""

from __future__ import annotations

import atexit
import hashlib
import os
import re
import struct
import tempfile
from dataclasses import dataclass
from functools import cache, lru_cache
from io import BytesIO
from pathlib import Path
from xml.sax.saxutils import escape

from fontTools.ttLib import TTFont, TTLibError

from app.domain.face_troubles import UnusableFace

FONTS = Path(__file__).parent.parent / "fonts"
CHARACTERS = FONTS / "characters.txt"

# Line ends, marks that only join or part their neighbours, and selectors of variants: they need no glyph.
# Marks that turn the direction of writing are not among them: what is read must be what was typed.
_UNSEEN = frozenset("\t\n\r\u200b\u200c\u200d\u200e\u2060\ufeff").union(
    map(chr, range(0xFE00, 0xFE10)), map(chr, range(0xE0100, 0xE01F0))
)
_PLAIN_NAME = re.compile(r"[A-Za-z0-9]+(?:[ -][A-Za-z0-9]+)*")
_MAY_NOT_BE_EMBEDDED = 0x0002  # fsType of OS/2

_PREFIX = "gouji-fonts-"
_CONFIGURATION = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  <dir>{fonts}</dir>
  <dir>{folder}</dir>
  <cachedir prefix="xdg">fontconfig</cachedir>
  <selectfont>
    <rejectfont><glob>{folder}/*</glob></rejectfont>
    <acceptfont><glob>{file}</glob><glob>{fonts}/*</glob></acceptfont>
  </selectfont>
</fontconfig>
"""

_INHERITED = os.environ.get("FONTCONFIG_FILE", "")
os.environ["FONTCONFIG_FILE"] = str(FONTS / "fonts.conf")


@dataclass(frozen=True, slots=True)
class Face:
    """A face beside the five: its file, the family by which it is asked for, the characters it has."""

    file: Path
    family: str
    characters: frozenset[int]


_added: list[Face] = []


def with_fallback(file: Path | None) -> None:
    """Add a face for characters that the five lack, and read them all, so that nobody waits for it later.

    `file` is a TTF, OTF or TTC file (of a collection the first face), None for none. To be called once in a
    process, before anything is printed in it. Raises `UnusableFace`.
    """
    added = [_face(file.absolute())] if file else []
    os.environ["FONTCONFIG_FILE"] = _configuration(added[0].file) if added else str(FONTS / "fonts.conf")
    _added[:] = added
    for known in (families, version, _missing, _printable):
        known.cache_clear()
    missing_characters("")


def fallback_family() -> str | None:
    """The family of the face that was added, to be asked for behind each of the five."""
    return _added[0].family if _added else None


@cache
def families() -> frozenset[str]:
    """The names by which the style sheet asks for the faces."""
    names = {face.family for face in _added}
    for file in FONTS.glob("*.ttf"):
        with TTFont(file, lazy=True) as font:
            names.add(font["name"].getBestFamilyName())
    return frozenset(names)


@cache
def version() -> str:
    """A digest of the files of all faces: what is printed with others is another document."""
    files = (*sorted(FONTS.glob("*.ttf")), *(face.file for face in _added))
    digests = (hashlib.sha256(file.read_bytes()).hexdigest() for file in files)
    return hashlib.sha256("".join(digests).encode()).hexdigest()


def missing_characters(text: str) -> tuple[str, ...]:
    """The characters of a text that no face can print, each once, in the order of the text."""
    return _missing(text)


@lru_cache(maxsize=512)  # the texts of the reports that are being written come back with every save
def _missing(text: str) -> tuple[str, ...]:
    found = set(text) - _printable()
    return tuple(sorted(found, key=text.index))


@cache
def _printable() -> frozenset[str]:
    """The characters of the five, which are in a file of their own since the faces are slow to be read."""
    added = (chr(code) for face in _added for code in face.characters)
    return _UNSEEN.union(CHARACTERS.read_text("utf-8").replace("\n", ""), added)


def _face(file: Path) -> Face:
    try:
        # From memory: a file that is no font would stay open.
        with TTFont(BytesIO(file.read_bytes()), fontNumber=0, lazy=True) as font:
            face = Face(file, font["name"].getBestFamilyName() or "", frozenset(font.getBestCmap() or ()))
            complaint = _complaint(font, face.family)
    except OSError as wrong:
        raise UnusableFace(str(file), "absent") from wrong
    except (TTLibError, KeyError, AssertionError, IndexError, struct.error, UnicodeError) as wrong:
        raise UnusableFace(str(file), "format") from wrong
    if complaint:
        raise UnusableFace(str(file), complaint)
    return face


def _complaint(font: TTFont, family: str) -> str:
    """Why this face cannot be used, as a key of the reasons of `UnusableFace`; nothing where it can."""
    if font.flavor or not {"glyf", "CFF "} & set(font.keys()):
        return "format"
    # Other characters would have to be escaped in style sheets and in the PDF, which WeasyPrint does not do.
    if not _PLAIN_NAME.fullmatch(family) or family in families() - {fallback_family()}:
        return "name"
    if font["OS/2"].fsType & _MAY_NOT_BE_EMBEDDED:
        return "licence"
    return "" if _is_in_order(font) else "order"


def _is_in_order(font: TTFont) -> bool:
    """Whether glyphs are numbered as in their collection; where not, several readers show other glyphs."""
    if "CFF " not in font:
        return True
    charset = font["CFF "].cff[0].charset
    is_numbered = hasattr(font["CFF "].cff[0], "ROS")
    return not is_numbered or all(name == f"cid{glyph:05d}" for glyph, name in enumerate(charset) if glyph)


def _configuration(file: Path) -> str:
    """The path of a fontconfig configuration for the five faces and this file; it goes with the process.

    A process that was started by one of ours takes that one's: a worker that is killed leaves none behind.
    """
    places = {"fonts": FONTS, "folder": file.parent, "file": file}
    text = _CONFIGURATION.format_map({name: escape(str(at)) for name, at in places.items()})
    inherited = Path(_INHERITED)
    if inherited.name.startswith(_PREFIX) and inherited.exists() and inherited.read_text("utf-8") == text:
        return _INHERITED
    handle, path = tempfile.mkstemp(prefix=_PREFIX, suffix=".conf")
    atexit.register(Path(path).unlink, missing_ok=True)
    with open(handle, "w", encoding="utf-8") as written:  # noqa: PTH123 - mkstemp hands out a handle
        written.write(text)
    return path
