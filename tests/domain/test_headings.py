"""The title in lines that look alike, and the numbers of the topics."""

import pytest

from app.domain.headings import ems, title_lines, topic_headings
from app.domain.narrative import Block
from tests.specimens import edition

FORM = "政府信息公开工作年度报告"


@pytest.mark.parametrize(
    ("agency", "lines"),
    [
        ("某局", (f"某局2024年{FORM}",)),
        ("云河市科学技术局", ("云河市科学技术局2024年", FORM)),
        ("广州市海珠区科技工业商务和信息化局", ("广州市海珠区科技工业商务和信息化局", f"2024年{FORM}")),
        (
            "呼伦贝尔市莫力达瓦达斡尔族自治旗人力资源和社会保障局",
            ("呼伦贝尔市莫力达瓦达斡尔族自治旗", "人力资源和社会保障局", f"2024年{FORM}"),
        ),
    ],
)
def test_a_title_is_broken_where_its_sense_allows(agency: str, lines: tuple[str, ...]) -> None:
    assert title_lines(f"{agency}2024年{FORM}", agency, 20) == lines


@pytest.mark.parametrize(
    "title", ["长" * 5000, "a" * 5000, "关于《" + "某" * 30 + "》2024", "1" * 50 + "年", ""]
)
def test_any_other_title_is_cut_into_lines_and_nothing_is_lost(title: str) -> None:
    lines = title_lines(title, "某局", 20)
    assert "".join(lines) == title
    assert all(ems(line) <= 20 for line in lines)


def test_numbers_and_words_are_not_cut() -> None:
    lines = title_lines("某" * 8 + "abcdefghijklmnop" + "某" * 8, "", 20)
    assert [line.count("abcdefghijklmnop") for line in lines] in ([0, 1], [1, 0])


def test_topics_are_numbered_in_the_order_in_which_they_stand() -> None:
    section = edition("2021").sections["overview"]
    blocks = (
        Block("text", None, None, ("没有标题",)),
        Block("oversight", None, "oversight", ("一",)),
        Block("proactive", "主动公开情况", "proactive", ("二",)),
        Block("extra-1", "（七）另外", None, ("三",)),
        Block("extra-2", " 其他 ", None, ()),
    )
    assert topic_headings(section, blocks) == (
        "",
        "（一）监督保障",
        "（二）主动公开情况",
        "（七）另外",
        "（四）其他",
    )
