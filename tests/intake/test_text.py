"""The ways in which plain text holds tables, and what is no table."""

from __future__ import annotations

import pytest

from app.domain.proof_troubles import UnreadableDocument
from app.intake.neutral import Paragraph, Table
from app.intake.text import read

HEAD = ("品名", "本年", "上年", "合计")
ROWS = (HEAD, ("灯笼", "1", "2", "3"), ("锣鼓", "4", "", "4"), ("彩旗", "5", "6", "11"))


def items(text: str) -> list[str | list[list[str]]]:
    """Paragraphs as text, tables as rows of texts."""
    return [
        [[cell.text for cell in row] for row in each.rows] if isinstance(each, Table) else each.text
        for each in read(text.encode()).items
    ]


def rows(*said: tuple[str, ...]) -> list[list[str]]:
    return [list(row) for row in said]


def test_tabs_keep_blank_cells() -> None:
    text = "一、情况\n\n" + "\n".join("\t".join(row) for row in ROWS) + "\n\n完毕。\n"
    assert items(text) == ["一、情况", rows(*ROWS), "完毕。"]


def test_a_line_between_rows_of_tabs_is_a_piece_of_a_cell() -> None:
    assert items("灯笼\t1\t2\n（纸）\n锣鼓\t3\t4") == [
        rows(("灯笼", "1", "2"), ("（纸）",), ("锣鼓", "3", "4"))
    ]


def test_markdown_keeps_blank_cells_and_loses_its_rule() -> None:
    lines = [f"| {' | '.join(row)} |" for row in ROWS]
    text = "\n".join([lines[0], "|---|---|:-:|---|", *lines[1:]])
    assert items(text) == [rows(*ROWS)]


def test_bars_behind_cells() -> None:
    text = (
        "一、情况\n" + "\n".join("".join(f"{cell} | " for cell in row).strip() for row in ROWS) + "\n完毕。"
    )
    assert items(text) == ["一、情况", rows(*ROWS), "完毕。"]


def test_bars_that_fill_up_a_row_are_no_cells() -> None:
    text = "品名 | 本年 | 合计 |\n总计 | |||\n灯笼 | 0 | ||||\n锣鼓 | 1 | 2 | |\n彩旗 | 3 | 4 |"
    assert items(text) == [
        rows(("品名", "本年", "合计"), ("总计",), ("灯笼", "0"), ("锣鼓", "1", "2"), ("彩旗", "3", "4"))
    ]


def test_a_bar_before_some_rows_only_is_a_blank_first_cell() -> None:
    assert items("品名 | 本年 | 上年 |\n灯笼 | 1 | 2 |\n| 3 | 4 |") == [
        rows(("品名", "本年", "上年"), ("灯笼", "1", "2"), ("", "3", "4"))
    ]


def test_a_bar_that_slipped_to_the_next_line_ends_the_row() -> None:
    assert items("灯笼 | 1 | 2\n|\n锣鼓 | 3 | 4\n|") == [rows(("灯笼", "1", "2"), ("锣鼓", "3", "4"))]


def test_a_label_that_goes_on_in_the_next_line_is_one() -> None:
    text = "灯笼 | 1 | 2 |\n红色的\n锣鼓 | 3 | 4 |\n彩旗 | 5 | 6 |"
    assert items(text) == [rows(("灯笼", "1", "2"), ("红色的锣鼓", "3", "4"), ("彩旗", "5", "6"))]


def test_a_heading_between_bars_ends_a_table() -> None:
    text = "灯笼 | 1 | 2 |\n三、收支\n锣鼓 | 3 | 4 |"
    assert items(text) == [rows(("灯笼", "1", "2")), "三、收支", rows(("锣鼓", "3", "4"))]


def test_cells_on_lines_of_their_own_keep_blanks_and_lose_padding() -> None:
    text = "总计 |\n|||\n品名 |\n本年 |\n合计 |\n灯笼 |\n|\n1 |\n锣鼓 |\n2 |\n3 |\n||\n"
    said = ("总计", "品名", "本年", "合计", "灯笼", "", "1", "锣鼓", "2", "3")
    assert items(text) == [[[each] for each in said]]


def test_paragraphs_that_are_cells_become_rows_of_one() -> None:
    cells = [cell for row in ROWS for cell in row if cell]
    text = "本年度工作正常。\n\n" + "\n\n".join(cells) + "\n\n一切正常。"
    assert items(text) == ["本年度工作正常。", [[cell] for cell in cells], "一切正常。"]


def test_many_heads_over_few_figures_are_cells_too() -> None:
    cells = ["午场", "夜场", *["猜中", "没有猜中", "合计"] * 5, "1", "0", "1"]
    assert items("\n\n".join(cells)) == [[[cell] for cell in cells]]


def test_short_paragraphs_with_the_number_of_a_page_are_text() -> None:
    said = [*(f"（{number}）要求" for number in "一二三四五六七八九十"), "12"]
    assert items("\n\n".join(said)) == said


def test_short_paragraphs_without_figures_are_text() -> None:
    said = [f"（{number}）要求" for number in "一二三四五六七八九十"]
    assert items("\n\n".join(said)) == said


def test_wide_gaps_hold_cells_apart() -> None:
    text = "品名    本年  合计\n灯笼      1     3\n锣鼓            4"
    assert items(text) == [rows(("品名", "本年", "合计"), ("灯笼", "1", "3"), ("锣鼓", "4"))]


def test_a_label_spread_over_its_cell_is_one() -> None:
    text = "品  名    本年  合  计\n灯笼      1     3\n锣　　鼓    2     4"
    assert items(text) == [rows(("品名", "本年", "合计"), ("灯笼", "1", "3"), ("锣鼓", "2", "4"))]


def test_a_wide_gap_in_a_sentence_is_none() -> None:
    text = "发布时间：2025年1月3日    来源：某市某局\n全年共收到申请若干件。"
    assert len(items(text)) == 2
    assert all(isinstance(each, str) for each in items(text))


def test_marks_of_programs_are_taken_off() -> None:
    first, second = read("# 某市某局报告\n\n**一是**加强学习。".encode()).items
    assert isinstance(first, Paragraph)
    assert isinstance(second, Paragraph)
    assert (first.text, first.level) == ("某市某局报告", 1)
    assert second.text == "一是加强学习。"


def test_a_paragraph_cut_by_a_page_is_put_together() -> None:
    first = "全年围绕中心工作，进一步完善制度，明确责任，按照先审查、后公开的原则，落实发布审查工作，确保"
    assert items(f"{first}\n\n依法、及时。") == [f"{first}依法、及时。"]


def test_a_menu_is_no_paragraph_that_goes_on() -> None:
    menu = "首页 要闻动态 政务公开 政府领导 走进柳湾 部门乡镇 政民互动 办事服务 生活服务 专题专栏"
    assert items(f"{menu}\n柳湾镇报告") == [menu, "柳湾镇报告"]


def test_a_line_of_the_contents_is_no_paragraph_that_goes_on() -> None:
    line = f"六、其他需要报告的事项{'.' * 30}6"
    assert items(f"{line}\n柳湾镇全年工作正常。") == [line, "柳湾镇全年工作正常。"]


def test_what_is_no_text_is_refused() -> None:
    with pytest.raises(UnreadableDocument):
        read(bytes(range(256)) * 40)
