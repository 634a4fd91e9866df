"""Pages of sites that do not exist: the article comes out, and what stands around it does not."""

from __future__ import annotations

from base64 import b64encode

import pytest

from app.domain.proof_troubles import UnreadableDocument
from app.intake.foreign_page import read, read_saved
from app.intake.neutral import Neutral, Paragraph, Table

TITLE = "柳湾镇人民政府2024年政府信息公开工作年度报告"
TABLE = "<table><tr><td>规章<td>1<td>2<tr><td>规范性文件<td>3<td>4</table>"
ROWS = [["规章", "1", "2"], ["规范性文件", "3", "4"]]
TEXT = (
    f"<p>一、总体情况</p><p>全年主动公开信息三十条。</p>{TABLE}<p>六、其他事项</p><p>没有需要报告的事项</p>"
)
SAID = ["一、总体情况", "全年主动公开信息三十条。", ROWS, "六、其他事项", "没有需要报告的事项"]
MENU = "<ul><li><a href=/>首页</a><li><a href=/a>机构职能</a><li><a href=/b>通知公告</a></ul>"


def said(found: Neutral) -> list[object]:
    return [
        each.text if isinstance(each, Paragraph) else [[cell.text for cell in row] for row in each.rows]
        for each in found.items
    ]


def page(body: str, head: str = "") -> list[object]:
    html = (
        f"<!DOCTYPE html><html><head><meta charset=utf-8><title>{TITLE}_某市</title>{head}</head><body>{body}"
    )
    return said(read(html.encode()))


AROUND = {
    "nothing": "{}",
    "menus": f"<div>{MENU}</div><div id=zoom>{{}}</div><div>{MENU}</div>",
    "names": '<div class="page-header">电话。</div><div class=content>{}</div><div id="foot">热线。</div>',
    "words at the end": "<div>{}<p>附件：年报.docx</p><p>上一篇：某事</p><p>某市某局</p></div>",
    "who keeps the page": "<div>{}</div><p>主办：某市人民政府　承办：办公室</p><p>某ICP备00000000号</p>",
    "tools": "<div>来源：某局　浏览次数：12</div><div>【字体：大 中 小】 打印</div><div>{}</div>",
    "links after the end": "<div>{}<p><a href=/x>某市召开会议。全市参加。</a></p><p>更多</p></div>",
    "a card": "<table><tr><td>索 引 号：<td>0-1<tr><td>名　　称：<td>报告</table><div>{}</div>",
    "a layout table": f"<table><tr><td>{MENU}<td><table><tr><td>{{}}</table></table>",
    "a form over all": f"<form>{MENU}<div><div>{{}}</div></div><select><option>甲</select></form>",
    "hidden things": '<div style="DISPLAY : none">二、旧的</div><div>{}</div><div hidden>三、旧</div>',
    "scripts": "<script>var a='<p>三、旧。</p>'</script><div>{}</div><noscript>四、旧。</noscript>",
    "a misleading name": '<div class="nav main footer">{}</div>',
}


@pytest.mark.parametrize("name", list(AROUND))
def test_only_the_article_is_read(name: str) -> None:
    assert page(AROUND[name].format(TEXT)) == SAID


@pytest.mark.parametrize("name", list(AROUND))
def test_the_title_stays_wherever_it_stands(name: str) -> None:
    for title in (f"<h1>{TITLE}</h1>", f"<div class=tit>{TITLE}</div>", f"<p><b>{TITLE}</b></p>"):
        assert page(title + AROUND[name].format(TEXT)) == [TITLE, *SAID]


def test_what_is_left_out_stands_aside() -> None:
    found = read(f"<div class=nav>{MENU}</div><div>{TEXT}<p>附件：年报.docx</p></div>".encode())
    told = [each.text for each in found.margins]
    assert "附件：年报.docx" in told
    assert "首页" in told


def test_a_signature_after_the_last_sentence_stays() -> None:
    assert page(f"<div>{TEXT}<p>柳湾镇人民政府</p><p>2025年1月20日</p></div>")[-2:] == [
        "柳湾镇人民政府",
        "2025年1月20日",
    ]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("一、甲<br>全年公开。<br><br>二、乙", ["一、甲", "全年公开。", "二、乙"]),
        ("<p>上\n  下</p><p>a\nb</p>", ["上下", "a b"]),
        ("<p>\u3000\u3000&nbsp;一、甲&nbsp;</p>", ["一、甲"]),
        ("<p class=MsoNormal>一、<span>甲</span><o:p></o:p></p>", ["一、甲"]),
        ("<p><![if !supportLists]><span>一、</span><![endif]>甲</p>", ["一、甲"]),
        ("<!--[if mso]><p>藏</p><![endif]--><p>一、甲</p>", ["一、甲"]),
        ("<p>公开<del>1</del><ins>2</ins>条。</p>", ["公开2条。"]),
        ("<ol><li>一条<li>二条</ol><ol><li>（一）甲</ol>", ["1.一条", "2.二条", "（一）甲"]),
        ("<p>零\u200b宽\ufeff字。</p>", ["零宽字。"]),
        ("<span><p>一、甲</p>乙</span>", ["一、甲", "乙"]),
        ("<h2>题<br>目</h2>", ["题目"]),
    ],
)
def test_what_a_page_says(body: str, expected: list[str]) -> None:
    assert page(body) == expected


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ("<td>甲<td>1<br>2", ["甲", "1 2"]),
        ("<td>商业<br>企业<td>&nbsp;", ["商业企业", ""]),
        ("<td><p>一</p><p>二</p><td><span>3</span>", ["一二", "3"]),
        ("<th>甲<td style='display:none'>9<td>1", ["甲", "1"]),
        ("<td>甲<td><table><tr><td>1</table>", ["甲", "1"]),
        ("<td>甲<td><font><b>１２</b></font>件", ["甲", "１２件"]),
    ],
)
def test_what_a_cell_says(cells: str, expected: list[str]) -> None:
    found = page(f"<table><tr><td>规章<td>7<tr>{cells}<tr style='display:none'><td>藏<td>8</table>")
    assert found == [[["规章", "7"], expected]]


@pytest.mark.parametrize(
    "grid",
    [
        "<div role=table>{}</div>|<div role=row>{}</div>|<div role=cell>{}</div>",
        "<div>{}</div>|<div style='display: table-row'>{}</div>|<div style='display:table-cell'>{}</div>",
        "<div class=t>{}</div>|<div class=r>{}</div>|<div>{}</div>",
        "<ul>{}</ul>|<li>{}</li>|<span>{}</span>",
    ],
)
def test_tables_that_are_none_to_the_browser(grid: str) -> None:
    whole, row, cell = grid.split("|")
    rows = [["规章", "1", "2"], ["规范性文件", "3", "4"], ["其他", "5", "6"]]
    made = "".join(row.format("".join(cell.format(text) for text in each)) for each in rows)
    assert page(f"<p>二、甲</p>{whole.format(made)}") == ["二、甲", rows]


def test_spans_are_kept() -> None:
    [found] = read("<table><tr><td rowspan=2>组<td colspan=2>头<tr><td>1<td>2</table>".encode()).items
    assert isinstance(found, Table)
    assert [(c.text, c.colspan, c.rowspan) for c in found.rows[0]] == [("组", 1, 2), ("头", 2, 1)]


@pytest.mark.parametrize("said_code", ["", "utf-8", "gb2312", "big5", "gbk", "x-unknown"])
@pytest.mark.parametrize("true_code", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_page_is_read_in_the_code_it_is_in(said_code: str, true_code: str) -> None:
    meta = f'<meta http-equiv="Content-Type" content="text/html; charset={said_code}">' if said_code else ""
    assert said(read(f"<html><head>{meta}</head><body>{TEXT}".encode(true_code))) == SAID


def test_traditional_code() -> None:
    text = "<p>一、總體情況</p><p>本年度公開政府資訊三十條。</p>"
    for meta in ("<meta charset=big5>", ""):
        assert said(read(f"{meta}{text}".encode("big5"))) == ["一、總體情況", "本年度公開政府資訊三十條。"]


def test_a_page_cut_off_within_a_character_is_read() -> None:
    assert said(read(TEXT.encode()[:-6]))[:2] == SAID[:2]


@pytest.mark.parametrize("code", ["8bit", "base64"])
def test_a_page_saved_in_one_file(code: str) -> None:
    content = f"<html><body>{TEXT}".encode("gbk")
    body = b64encode(content) if code == "base64" else content
    parts = (
        b'Content-Type: text/html; charset="gbk"\r\nContent-Transfer-Encoding: '
        + code.encode()
        + b"\r\n\r\n"
        + body,
        b"Content-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=",
    )
    head = b'From: <Saved>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b"\r\n\r\n'
    saved = head + b"".join(b"--b\r\n" + part + b"\r\n" for part in parts) + b"--b--\r\n"
    assert said(read_saved(saved)) == SAID
    with pytest.raises(UnreadableDocument):
        read_saved(head + b"--b\r\n" + parts[1] + b"\r\n--b--\r\n")
