"""Makes the five faces of the printed report from fonts of Debian: `make faces FROM=packages TO=folder`.

The folder holds the packages, as `apt-get download` leaves them, or what is in them:

    fonts-liberation2      2.1.5-1 (bookworm)
    fonts-noto-cjk         1:20220127+repack1-1 (bookworm)
    fonts-noto-cjk-extra   1:20220127+repack1-1 (bookworm)
    texlive-lang-chinese   2026.20260911-1 (sid; of it the two fonts of its `lxgw-fonts`)

Each character comes from the first of: the Latin face, if it is of ASCII; Noto Serif, if it is one of a few
marks that other faces make too narrow; the face's own Han source; Noto Serif again. Outlines are made
quadratic, on 1000 units per em, and joined under a new family name, as the licence asks of modified versions.
The same sources give the same bytes. Nothing else runs this; a page of a report changes with its faces.
"""  # noqa: INP001 - a script, not a package

from __future__ import annotations

import subprocess
import sys
import tempfile
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTCollection, TTFont
from fontTools.ttLib.tables._g_l_y_f import Glyph

FONTS = Path(__file__).parents[1] / "app" / "fonts"
EM, ASCENT, DESCENT = 1000, 880, -120
MOST_ERROR = 0.7
"""In units: how far a quadratic outline may be from the cubic one."""
FIRST_OF_2024 = 3_786_912_000
"""In seconds since 1904, as font files count."""
MAY_BE_EMBEDDED = 0
HAN_RANGES = 1 << 48 - 32 | 1 << 59 - 32
"""Of OS/2: that there are ideographs and their punctuation; fontconfig looks at the characters themselves."""
SIMPLIFIED_CHINESE = 1 << 18
ASCII = range(0x20, 0x7F)
WIDE = frozenset(map(ord, "·‘’“”"))
"""Taken from Noto Serif: one em wide, where the other sources have them as Latin marks."""


@dataclass(frozen=True, slots=True)
class Source:
    """A font of Debian: how its file is called, and of a collection the family wanted."""

    file: str
    family: str = ""


SERIF = Source("LiberationSerif-Regular.ttf")
SERIF_BOLD = Source("LiberationSerif-Bold.ttf")
SANS = Source("LiberationSans-Regular.ttf")
FANGSONG = Source("LXGWZhuqueFangsong-Regular.ttf")
KAI = Source("LXGWWenKaiGBLite-Regular.ttf")
HEI = Source("NotoSansCJK-Medium.ttc", "Noto Sans CJK SC")
SONG = Source("NotoSerifCJK-Regular.ttc", "Noto Serif CJK SC")
SONG_BOLD = Source("NotoSerifCJK-Bold.ttc", "Noto Serif CJK SC")


@dataclass(frozen=True, slots=True)
class Recipe:
    """What one face is made of."""

    family: str
    latin: Source
    han: Source
    marks: Source = SONG

    @property
    def file(self) -> str:
        """The name of the made file."""
        return self.family.replace(" ", "") + ".ttf"


RECIPES = (
    Recipe("GW FangSong", SERIF, FANGSONG),
    Recipe("GW Kai", SERIF, KAI),
    Recipe("GW Hei", SANS, HEI, marks=HEI),
    Recipe("GW Song", SERIF, SONG),
    Recipe("GW BiaoSong", SERIF_BOLD, SONG_BOLD, marks=SONG_BOLD),
)

Taken = tuple[Source, str]
"""A glyph by its name in its source."""


@dataclass(frozen=True, slots=True)
class Cut:
    """A glyph, its advance, and the name it gets."""

    glyph: Glyph
    advance: int


def made(recipe: Recipe, fonts: Mapping[Source, TTFont], characters: str) -> TTFont:
    """The face of a recipe with these characters. Raises `KeyError` for one that no source has."""
    names: dict[Taken, str] = {}
    cmap: dict[int, str] = {}
    for code in sorted(map(ord, characters)):
        taken = _taken(recipe, fonts, code)
        cmap[code] = names.setdefault(taken, f"u{code:05X}")
    glyphs = {".notdef": Cut(_box(), EM)}
    glyphs |= {name: _cut(fonts[source], glyph) for (source, glyph), name in names.items()}
    return _joined(recipe, glyphs, cmap)


def _taken(recipe: Recipe, fonts: Mapping[Source, TTFont], code: int) -> Taken:
    han = (recipe.marks, recipe.han) if code in WIDE else (recipe.han, SONG)
    sources = (recipe.latin,) if code in ASCII else han
    having = (source for source in sources if code in fonts[source].getBestCmap())
    source = next(having, SONG)
    return source, fonts[source].getBestCmap()[code]


def _cut(font: TTFont, name: str) -> Cut:
    """The glyph with quadratic outlines on our em."""
    scale = EM / font["head"].unitsPerEm
    outline = DecomposingRecordingPen(font.getGlyphSet())
    font.getGlyphSet()[name].draw(outline)
    pen = TTGlyphPen(None)
    is_cubic = "CFF " in font
    target = Cu2QuPen(pen, MOST_ERROR, reverse_direction=True) if is_cubic else pen
    outline.replay(TransformPen(target, (scale, 0, 0, scale, 0, 0)) if scale != 1 else target)
    return Cut(pen.glyph(), round(font["hmtx"][name][0] * scale))


def _box() -> Glyph:
    """What stands for a character that is not there; it must never be printed."""
    pen = TTGlyphPen(None)
    for corners in (
        ((100, 0), (100, 800), (900, 800), (900, 0)),
        ((150, 50), (850, 50), (850, 750), (150, 750)),
    ):
        pen.moveTo(corners[0])
        for corner in corners[1:]:
            pen.lineTo(corner)
        pen.closePath()
    return pen.glyph()


def _joined(recipe: Recipe, glyphs: Mapping[str, Cut], cmap: Mapping[int, str]) -> TTFont:
    builder = FontBuilder(EM, isTTF=True)
    builder.setupGlyphOrder(list(glyphs))
    builder.setupCharacterMap(dict(cmap))
    builder.setupGlyf({name: cut.glyph for name, cut in glyphs.items()})
    table = builder.font["glyf"]
    metrics = {name: (cut.advance, getattr(table[name], "xMin", 0)) for name, cut in glyphs.items()}
    builder.setupHorizontalMetrics(metrics)
    builder.setupHorizontalHeader(ascent=ASCENT, descent=DESCENT)
    style = "Regular"
    names = {
        "familyName": recipe.family,
        "styleName": style,
        "uniqueFontIdentifier": recipe.family,
        "fullName": recipe.family,
        "version": "1.0",
        "psName": f"{recipe.family.replace(' ', '')}-{style}",
        "licenseDescription": "SIL Open Font License 1.1",
        "licenseInfoURL": "https://openfontlicense.org",
    }
    builder.setupNameTable(names)
    builder.setupOS2(
        sTypoAscender=ASCENT,
        sTypoDescender=DESCENT,
        sTypoLineGap=0,
        usWinAscent=ASCENT,
        usWinDescent=-DESCENT,
        fsType=MAY_BE_EMBEDDED,
        ulUnicodeRange1=0,
        ulUnicodeRange2=HAN_RANGES,
        ulUnicodeRange3=0,
        ulUnicodeRange4=0,
        ulCodePageRange1=SIMPLIFIED_CHINESE,
        ulCodePageRange2=0,
    )
    builder.setupPost(keepGlyphNames=False)
    builder.updateHead(created=FIRST_OF_2024, modified=FIRST_OF_2024)
    builder.font.recalcTimestamp = False
    return builder.font


def opened(folder: Path) -> dict[Source, TTFont]:
    """The sources by their files in a folder. Raises `KeyError` with the name of a file that is not there."""
    files = {file.name: file for file in folder.rglob("*") if file.suffix in {".ttf", ".ttc"}}
    sources = {source for recipe in RECIPES for source in (recipe.latin, recipe.han, recipe.marks)}
    return {source: _opened(files[source.file], source.family) for source in sources}


def _opened(file: Path, family: str) -> TTFont:
    numbers = range(len(TTCollection(file, lazy=True).fonts)) if family else (-1,)
    fonts = (TTFont(file, fontNumber=number, lazy=True) for number in numbers)
    return next(font for font in fonts if not family or font["name"].getBestFamilyName().startswith(family))


def unpack(packages: Path, folder: Path) -> None:
    """What is in the Debian packages of the first folder, into the second."""
    for package in sorted(packages.glob("*.deb")):
        command = ["dpkg-deb", "--extract", str(package), str(folder)]
        subprocess.run(command, check=True)  # noqa: S603 - a tool of Debian, on files that were named


def compared(new: TTFont, old: Path) -> str:
    """In which tables the face differs from the one that is there, for whoever made it."""
    fresh = BytesIO()
    new.save(fresh)
    if fresh.getvalue() == old.read_bytes():
        return "the same bytes as before"
    with TTFont(fresh, lazy=True) as one, TTFont(old, lazy=True) as other:
        before = {name: other.reader[name] for name in other.reader}
        differing = (name for name in one.reader if one.reader[name] != before.get(name))
        return "differs in " + ", ".join(sorted(differing))


def main() -> None:
    """Make the faces from the packages in a folder, into another one."""
    parser = ArgumentParser(description=__doc__, formatter_class=RawDescriptionHelpFormatter)
    parser.add_argument("packages", type=Path, help="folder with the packages, or with their fonts")
    parser.add_argument("--out", type=Path, required=True, help="folder for the faces")
    given = parser.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    characters = (FONTS / "characters.txt").read_text("utf-8").replace("\n", "")
    with tempfile.TemporaryDirectory() as folder:
        unpack(given.packages, Path(folder))
        fonts = opened(Path(folder) if any(given.packages.glob("*.deb")) else given.packages)
        for recipe in RECIPES:
            face = made(recipe, fonts, characters)
            said = compared(face, FONTS / recipe.file)
            face.save(given.out / recipe.file)
            sys.stdout.write(f"{recipe.file}: {said}\n")


if __name__ == "__main__":
    main()
