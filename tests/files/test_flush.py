"""Lines are flush because functions of WeasyPrint are replaced; what they are replaced in is still there."""

import ast
import inspect
import re
from importlib.metadata import version
from itertools import pairwise
from pathlib import Path

import weasyprint
from hypothesis import given, settings
from hypothesis import strategies as some
from weasyprint.formatting_structure import boxes
from weasyprint.layout import block, inline
from weasyprint.text import line_break

from app.files.breakable import CLOSERS, OPENERS, UNSEEN, breakable
from app.files.pdf import flush
from app.files.pdf.composing import Stylesheet
from app.files.pdf.typesetting import laid_out
from tests.files.printed import RENDERER

SHEET = RENDERER.page(Stylesheet())
MILLIMETRE = 96 / 25.4
WORDS = (
    "公开信息",
    "“重点”",
    "《条例》",
    "（试行）",
    "12.5%",
    "3,456件",
    "——特别是",
    "……",
    "，",
    "。",
    "；",
    "、",
    "：“先",
    "2024年",
    "A4",
    "ISO9001",
    "？",
    "！”",
    "项",
    "“甲”，“乙”",
    "》”。",
    "（“丁”）",
    "《“十四五”规划》",
    "‘丙’",
    "https://www.liuwan.example.cn/zfxxgk/2024/0315/index.html",
)


def parsed(module: object) -> dict[str, ast.FunctionDef]:
    """The functions in a module's file, whatever was put in their place since."""
    tree = ast.parse(Path(inspect.getfile(module)).read_text("utf-8"))  # type: ignore[arg-type]  # its module
    return {node.name: node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


def arguments(function: ast.FunctionDef) -> list[str]:
    return [each.arg for each in function.args.args]


def lines(text: str) -> list[tuple[str, float]]:
    """The lines of one paragraph, each with its width in millimetres."""
    document = laid_out(f'<html lang="zh-CN"><body><p>{text}</p></body></html>', SHEET)
    return [
        (box.text.replace(UNSEEN, ""), line.width / MILLIMETRE)
        for page in document.pages
        for line in page._page_box.descendants()
        if isinstance(line, boxes.LineBox) and line.element is not None and line.element.tag == "p"
        for box in line.children
    ]


def test_what_is_replaced_is_what_this_version_of_weasyprint_calls() -> None:
    assert version("weasyprint") == weasyprint.__version__ == "70.0"
    assert arguments(parsed(inline)["justify_line"]) == ["context", "line", "extra_width"]
    assert "justify_line(context, line, offset)" in ast.unparse(parsed(inline)["text_align"])
    assert arguments(parsed(line_break)["set_text"]) == ["self", "text", "justify"]
    assert "self.set_text(self.text, justify=True)" in ast.unparse(parsed(line_break)["reactivate"])
    assert arguments(parsed(block)["block_level_layout"])[:2] == ["context", "box"]
    assert "= block_level_layout(context, child" in ast.unparse(parsed(block)["_in_flow_layout"])


def test_the_functions_are_replaced_once() -> None:
    before = inline.justify_line, line_break.Layout.set_text, block.block_level_layout
    flush.install()
    assert before == (inline.justify_line, line_break.Layout.set_text, block.block_level_layout)
    assert inline.justify_line is flush.justify_line


def test_the_last_line_of_a_paragraph_is_not_stretched() -> None:
    *full, last = lines("全年主动公开政府信息，" * 9 + "完。")
    assert len(full) > 2
    assert {round(width, 1) for _, width in full} == {156}
    assert last[1] < 140


def test_a_line_before_an_unbreakable_number_stays_ragged() -> None:
    first, *_ = lines("共" + "1" * 55 + "件。")
    assert first[0] == "共"
    assert first[1] < 20


@settings(max_examples=20, deadline=None)
@given(some.lists(some.sampled_from(WORDS), min_size=30, max_size=90))
def test_whatever_is_written_lines_are_flush_and_begin_and_end_as_they_may(words: list[str]) -> None:
    text = "".join(words)
    found = lines(breakable(text))
    assert "".join(line for line, _ in found) == text
    for (line, width), (after, _) in pairwise(found):
        assert after[0] not in CLOSERS.replace("…", "") + "’”%", (line, after)
        assert line[-1] not in OPENERS + "‘“", (line, after)
        assert line[-1] + after[0] not in {"——", "……"}
        word = "".join(re.findall("[!-~]*$", line)[:1] + re.findall("^[!-~]*", after))
        assert not re.search("[0-9]$", line) or not re.match("[0-9.,%]", after) or "/" in word
        # Marks that stick together can make a line too short to be stretched.
        assert width > 140 or re.search(f"[{CLOSERS}…]{{3}}|[A-Z0-9a-z.%]{{5}}", line + after), (line, width)


@given(some.text(alphabet="甲乙“”‘’（）《》，。！—…1aA/.%", max_size=60))
def test_only_places_to_break_are_added_to_a_text(text: str) -> None:
    assert breakable(text).replace(UNSEEN, "") == text
    for before, after in re.findall(f"(.){UNSEEN}(?=(.))", breakable(text)):
        assert before not in OPENERS + "‘“"
        assert after not in CLOSERS + "’”"
