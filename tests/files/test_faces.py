"""The faces of a report: what they have, and the one that an operator may add for rare characters."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

from app.domain.face_troubles import UnusableFace
from app.files import faces
from tests.house import ROOT

RARE = "𠮷"  # U+20BB7, in names of people; none of the five has it
FAMILY = "Rare Names"

PRINT = """
import json, sys
from dataclasses import replace
from io import BytesIO
from pathlib import Path
import pypdf
from app.files import faces
faces.with_fallback(Path(sys.argv[1]))
from tests.files.printed import pages, pdf, text
from tests.specimens import case
content = pdf(replace(case("festival-balanced"), preface=sys.argv[2]))
used = {each["text"]: each["fontname"][7:] for each in pages(content)[0].chars}
fonts = pypdf.PdfReader(BytesIO(content)).pages[0]["/Resources"]["/Font"].values()
inside = [font.get_object()["/DescendantFonts"][0].get_object()["/FontDescriptor"] for font in fonts]
embedded = all("/FontFile2" in each for each in inside)
print(json.dumps([sys.argv[2] in text(content), [used[each] for each in sys.argv[2]], embedded]))
"""


def made(file: Path, family: str = FAMILY, characters: str = RARE, *, embedding: int = 0) -> Path:
    """A font in which each of these characters is a box."""
    pen = TTGlyphPen(None)
    pen.moveTo((100, 0))
    for corner in ((100, 700), (900, 700), (900, 0)):
        pen.lineTo(corner)
    pen.closePath()
    box = pen.glyph()
    names = [".notdef", *(f"u{ord(each):05X}" for each in characters)]
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap({ord(each): f"u{ord(each):05X}" for each in characters})
    builder.setupGlyf(dict.fromkeys(names, box))
    builder.setupHorizontalMetrics(dict.fromkeys(names, (1000, 100)))
    builder.setupHorizontalHeader(ascent=880, descent=-120)
    builder.setupNameTable({"familyName": family, "styleName": "Regular", "psName": family.replace(" ", "")})
    builder.setupOS2(sTypoAscender=880, sTypoDescender=-120, fsType=embedding)
    builder.setupPost()
    builder.save(file)
    return file


def asked(code: str, *arguments: str) -> str:
    """What a Python program of its own prints."""
    surroundings = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-W", "error", "-c", code, *arguments]
    done = subprocess.run(command, env=surroundings, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_a_face_for_rare_characters_is_used_for_them_and_for_nothing_else(tmp_path: Path) -> None:
    folder = tmp_path / "字体 & <其他>"
    folder.mkdir()
    made(folder / "other.ttf", "Other Names", "㐀")
    file = made(folder / "rare.ttf", characters=f"{RARE}野")
    printed, used, embedded = json.loads(asked(PRINT, str(file), f"{RARE}野家"))
    assert printed
    assert used == ["Rare-Names", "GW-FangSong", "GW-FangSong"]
    assert embedded
    assert not list(Path(os.environ.get("TMPDIR", "/tmp")).glob("gouji-fonts-*")), "left behind"  # noqa: S108 - looked at only


ASK = """
import json, sys
from pathlib import Path
from app.files import faces
before = faces.version()
faces.with_fallback(Path(sys.argv[1]))
print(json.dumps([
    sorted(faces.families()), faces.fallback_family(), faces.missing_characters(sys.argv[2]),
    faces.version() != before, "weasyprint" in sys.modules,
]))
"""


def test_what_the_added_face_has_is_known(tmp_path: Path) -> None:
    file = made(tmp_path / "rare.ttf")
    families, family, missing, changed, loaded = json.loads(asked(ASK, str(file), f"文{RARE}㐀"))
    assert families == sorted({*faces.families(), FAMILY})
    assert (family, missing, changed) == (FAMILY, ["㐀"], True)
    assert not loaded, "whoever only asks for characters need not load the typesetter"


def test_without_one_there_are_the_five() -> None:
    before = faces.version()
    faces.with_fallback(None)
    assert faces.fallback_family() is None
    assert len(faces.families()) == 5
    assert faces.version() == before
    assert faces.missing_characters(f"文{RARE}") == (RARE,)


def test_one_version_for_the_same_faces() -> None:
    code = "from app.files import faces; faces.with_fallback(None); print(faces.version())"
    assert asked(code).strip() == faces.version()


def refused(file: Path) -> str:
    with pytest.raises(UnusableFace) as refusal:
        faces.with_fallback(file)
    assert str(file) in refusal.value.sentence
    return next(why for why, words in UnusableFace.reasons.items() if words in refusal.value.sentence)


def test_what_cannot_be_used_is_refused_with_the_reason(tmp_path: Path) -> None:
    text = tmp_path / "text.ttf"
    text.write_text("no font")
    cut = tmp_path / "cut.ttf"
    cut.write_bytes(made(tmp_path / "whole.ttf").read_bytes()[:300])
    packed = tmp_path / "packed.woff"
    with TTFont(tmp_path / "whole.ttf") as font:
        font.flavor = "woff"
        font.save(packed)
    assert refused(tmp_path / "nowhere.ttf") == "absent"
    assert refused(tmp_path) == "absent"
    assert [refused(file) for file in (text, cut, packed)] == ["format"] * 3
    assert refused(made(tmp_path / "brackets.ttf", "Rare (preview)")) == "name"
    assert refused(made(tmp_path / "ours.ttf", "GW Song")) == "name"
    assert refused(made(tmp_path / "locked.ttf", embedding=2)) == "licence"
    assert faces.fallback_family() is None
    assert faces.missing_characters(RARE) == (RARE,)


def test_a_face_that_was_cut_out_of_a_larger_one_is_refused() -> None:
    # Its glyphs keep the numbers of the collection, which several readers take for their places in the file.
    def outlines(names: list[str]) -> TTFont:
        builder = FontBuilder(1000, isTTF=False)
        builder.setupGlyphOrder([".notdef", "a"])
        glyphs = dict.fromkeys((".notdef", "a"), T2CharStringPen(1000, None).getCharString())
        builder.setupCFF("Rare", {}, glyphs, {})
        builder.font["CFF "].cff[0].ROS = ("Adobe", "Identity", 0)
        builder.font["CFF "].cff[0].charset = names
        return builder.font

    assert faces._is_in_order(outlines([".notdef", "cid00001"]))
    assert not faces._is_in_order(outlines([".notdef", "cid04711"]))
    with TTFont(faces.FONTS / "GWSong.ttf", lazy=True) as ours:
        assert faces._is_in_order(ours)
