"""Any page of HTML as paragraphs and tables: what is seen, in the order in which it stands."""

import pytest

from app.domain.proof_troubles import UnreadableDocument
from app.intake import limits, webpage
from app.intake.neutral import Paragraph, Place, Table


def read(body: str) -> list[tuple[int, str] | list[list[str]]]:
    """Paragraphs with their levels, and tables as rows of texts."""
    return [
        (item.level, item.text)
        if isinstance(item, Paragraph)
        else [[cell.text for cell in row] for row in item.rows]
        for item in webpage.read(f"<!DOCTYPE html><body>{body}".encode()).items
    ]


def table(body: str) -> Table:
    [found] = webpage.read(f"<!DOCTYPE html><body>{body}".encode()).items
    assert isinstance(found, Table)
    return found


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<p>甲<b>乙</b>丙</p>丁", [(0, "甲乙丙"), (0, "丁")]),
        ("<h1>甲</h1><h2>乙<div>丙</div></h2>", [(1, "甲"), (2, "乙"), (2, "丙")]),
        ("<div>一<div>二</div>三</div>", [(0, "一"), (0, "二"), (0, "三")]),
        ("<p>一\n   二\t三 </p>", [(0, "一 二 三")]),
        ("<p>一<br>二</p>", [(0, "一二")]),
        ("<p>全角\u3000空格\u00a0不断</p>", [(0, "全角\u3000空格\u00a0不断")]),
        ("<p>&lt;b&gt; &amp;amp; ]]&gt;</p>", [(0, "<b> &amp; ]]>")]),
        ("<p><bdi>甲</bdi>1<span><b>2</b></span></p>", [(0, "甲12")]),
        ("<style>p{}</style><script>x</script><p hidden>甲</p>", []),
        ("<nav>导航</nav><p>甲</p><p role=note>草稿</p><footer>版权</footer>", [(0, "甲")]),
        ("<p></p><p> </p>", []),
        ("<ul><li>甲<li>乙</ul>", [(0, "甲"), (0, "乙")]),
        (
            "<p>前</p><table><tr><td>1<td>2<tr><td>3</table><p>后</p>",
            [(0, "前"), [["1", "2"], ["3"]], (0, "后")],
        ),
        ("<table><tr><td><p>一</p><p>二</p></table>", [[["一二"]]]),
        ("<span>一<p>二</p>三</span>", [(0, "一"), (0, "二"), (0, "三")]),
    ],
)
def test_what_is_seen(body: str, expected: list[object]) -> None:
    assert read(body) == expected


def test_a_line_end_is_remembered_where_a_space_may_have_stood() -> None:
    [paragraph] = webpage.read(b"<p>ab<br>cd<br>e</p>").items
    assert isinstance(paragraph, Paragraph)
    assert (paragraph.text, paragraph.breaks) == ("abcde", (2, 4))


def test_cells_say_how_far_they_reach_and_what_they_bear() -> None:
    found = table(
        "<table><caption>表</caption><tr><th colspan=2 rowspan=3>甲"
        "<td><data data-address=a.b.c value=1.5>1.50元</data></table>"
    )
    [[head, figure]] = found.rows
    assert found.caption == "表"
    assert (head.colspan, head.rowspan) == (2, 3)
    assert (figure.text, dict(figure.marks)) == ("1.50元", {"address": "a.b.c", "value": "1.5"})


@pytest.mark.parametrize(
    ("given", "taken"), [("0", 1), ("-2", 1), ("x", 1), ("٣", 1), ("99999999", 1000), (" 2 ", 2)]
)
def test_strange_spans_are_tamed(given: str, taken: int) -> None:
    assert table(f"<table><tr><td colspan='{given}'>甲</table>").rows[0][0].colspan == taken


def test_a_table_in_a_table_belongs_to_its_cell() -> None:
    found = table("<table><tr><td>甲<table><tr><td>内</table><td>乙</table>")
    assert len(found.rows) == 1


def test_data_blocks_and_what_the_page_says_of_itself() -> None:
    page = webpage.read(
        b"<html lang=zh-CN><title>T</title><meta name=Author content=A>"
        b"<script type=application/json id=x>{}</script><script type=application/ld+json>[]</script>"
        b"<body><script>let y</script><aside>B</aside>"
    )
    assert page.attached == {"x": b"{}", "application/ld+json": b"[]"}
    assert page.said == {"author": "A", "title": "T", "lang": "zh-CN"}
    assert [each.text for each in page.margins] == ["B"]


def test_depth_and_length_have_ends() -> None:
    assert webpage.read(b"<div>" * 200 + b"x").items
    with pytest.raises(UnreadableDocument):
        webpage.read(b" " * (limits.MOST_BYTES + 1))


def test_a_page_nested_beyond_all_reason_ends_no_reader() -> None:
    page = webpage.read(b"<p>x</p>" + b"<div>" * 100_000 + b"y")
    assert page.items[0] == Paragraph("x", Place(paragraph=1))
