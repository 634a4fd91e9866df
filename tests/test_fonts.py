"""The bundled fonts: complete, even in width, and the only ones in reach when a report is printed."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from docs.faces import FIRST_OF_2024, RECIPES, opened
from tests.house import APP

FONTS = APP / "fonts"
FAMILIES = ["GW BiaoSong", "GW FangSong", "GW Hei", "GW Kai", "GW Song"]


def gb2312() -> Iterator[str]:
    """Its 6,763 Han characters, in the two levels of the standard."""
    for row in range(0xB0, 0xF8):
        for cell in range(0xA1, 0xFA if row == 0xD7 else 0xFF):
            yield bytes((row, cell)).decode("gb2312")


def asked(command: list[str], cache: Path) -> list[str]:
    surroundings = {**os.environ, "FONTCONFIG_FILE": str(FONTS / "fonts.conf"), "XDG_CACHE_HOME": str(cache)}
    done = subprocess.run(command, env=surroundings, capture_output=True, text=True, check=True)
    return sorted(done.stdout.splitlines())


def test_the_five_families_and_no_other_are_in_reach(tmp_path: Path) -> None:
    assert asked(["fc-list", "--format", "%{family}\\n"], tmp_path) == FAMILIES
    folders = asked(["fc-list", "--format", "%{file}\\n"], tmp_path)
    assert {Path(folder).parent for folder in folders} == {FONTS}


def test_a_family_nobody_has_is_answered_from_the_bundle(tmp_path: Path) -> None:
    [answer] = asked(["fc-match", "--format", "%{family}", "Noto Sans CJK JP"], tmp_path)
    assert answer in FAMILIES


@pytest.mark.parametrize("file", sorted(FONTS.glob("*.ttf")), ids=lambda file: file.stem)
def test_every_character_is_there_and_stands_in_its_column(file: Path) -> None:
    with TTFont(file, lazy=True) as font:
        glyphs, widths = font.getBestCmap(), font["hmtx"].metrics
        em = font["head"].unitsPerEm
    # Names of people and places from the three levels of the 通用规范汉字表 that GB 2312 lacks.
    han = {*gb2312(), *"镕堃喆㛃𬭎"}
    assert [each for each in han if ord(each) not in glyphs] == []
    assert {widths[glyphs[ord(each)]][0] for each in han} == {em}
    digits = {widths[glyphs[ord(each)]][0] for each in "0123456789"}
    assert digits == {556 if file.stem == "GWHei" else em // 2}


def test_every_face_has_the_same_characters_and_they_are_listed() -> None:
    # Whether a character can be printed is asked at every save, and the list is read faster than the faces.
    listed = (FONTS / "characters.txt").read_text("utf-8").replace("\n", "")
    assert len(set(listed)) == len(listed)
    for file in FONTS.glob("*.ttf"):
        with TTFont(file, lazy=True) as font:
            assert set(map(chr, font.getBestCmap())) == set(listed), file.name


def test_every_face_has_its_recipe(tmp_path: Path) -> None:
    assert sorted(recipe.file for recipe in RECIPES) == sorted(file.name for file in FONTS.glob("*.ttf"))
    provenance = (FONTS / "README.md").read_text("utf-8")
    for recipe in RECIPES:
        with TTFont(FONTS / recipe.file, lazy=True) as font:
            assert font["name"].getBestFamilyName() == recipe.family
            assert font["head"].created == font["head"].modified == FIRST_OF_2024
        assert f"| {recipe.file} | {recipe.family} |" in provenance
    with pytest.raises(KeyError, match=r"Liberation|LXGW|Noto"):
        opened(tmp_path)


def test_the_licence_goes_with_them() -> None:
    licence = (FONTS / "OFL.txt").read_text("utf-8")
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence
    assert [file.name for file in FONTS.glob("*.ttf") if file.name not in licence] == []
