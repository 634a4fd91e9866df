"""Papers as pages of sites that do not exist, with everything that sites put around a text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from random import Random

from tests.intake.generated import Box, Paper, Sheet, Words

_MENU = ("首页", "政务公开", "政务服务", "互动交流", "走进某市", "政府信息公开年报")
_META = (
    ("索 引 号", "000014349/2022-00012"),
    ("主题分类", "政务公开"),
    ("发布机构", "某市某局"),
    ("发布日期", "2022-01-27"),
    ("名　　称", "年度报告"),
    ("文　　号", "/"),
)
_AFTER = ("相关链接", "上一篇：关于做好防汛工作的通知", "下一篇：没有了", "附件：年度报告.docx")
_FOOT = (
    "版权所有：某市人民政府办公室",
    "网站标识码：0000000001　备案号：某ICP备00000000号",
    "网站地图 | 联系我们",
)


@dataclass(frozen=True, slots=True)
class Site:
    """How a page is made: in which characters, within what, and by which program."""

    code: str = "utf-8"
    frame: str = "div"
    noise: bool = True
    office: bool = False
    paragraphs: str = "p"
    heads: str = "td"
    scrolled: bool = False
    css: str = ""


def page(paper: Paper, random: Random, site: Site) -> bytes:
    """The paper as a page."""
    text = "\n".join(_piece(each, random, site) for each in paper.flow)
    title = next((each.text for each in paper.pieces if isinstance(each, Words) and each.role == "title"), "")
    body = _framed(text, site)
    if site.noise:
        body = _head(title) + _meta(random) + _tools() + body + _tail()
    head = f'<meta charset="{site.code}"><title>{escape(title)}_某市人民政府</title><style>{site.css}</style>'
    office = ' xmlns:o="urn:schemas-microsoft-com:office:office"' if site.office else ""
    html = f"<!DOCTYPE html><html{office} lang=zh-CN><head>{head}</head><body>{body}</body></html>"
    return html.encode(site.code, "xmlcharrefreplace")


def _head(title: str) -> str:
    links = "".join(f'<li><a href="/{at}/">{name}</a></li>' for at, name in enumerate(_MENU))
    return (
        "<script>var site = {title: '报告', items: ['一、总体情况']};</script>"
        f'<div class="header"><img src="/logo.png" alt="某市人民政府"><ul class="nav">{links}</ul></div>'
        '<div class="search"><form><input value="输入关键词"><button>搜索</button></form></div>'
        f'<div class="crumb">当前位置：<a>首页</a> &gt; <a>政务公开</a> &gt; {escape(title[:12])}…</div>'
        '<div style="display:none">二、主动公开政府信息情况 1234</div>'
    )


def _meta(random: Random) -> str:
    """The table of a site about the document: it is none of the report."""
    if random.random() < 0.3:
        return "<div>发布日期：2022-01-27　来源：某市某局　浏览次数：1024</div>"
    cells = [f"<td>{name}：</td><td>{value}</td>" for name, value in _META]
    rows = "".join(f"<tr>{''.join(cells[at : at + 2])}</tr>" for at in range(0, len(cells), 2))
    return f'<table class="xxgk">{rows}</table>'


def _tools() -> str:
    sizes = " ".join(f"<a>{each}</a>" for each in "大中小")
    return f'<div class="tools">字号：[{sizes}]　<a>打印</a>　<span>分享到：</span></div>'


def _tail() -> str:
    after = "".join(f"<p><a>{each}</a></p>" for each in _AFTER)
    foot = "".join(f"<p>{each}</p>" for each in _FOOT)
    return f'<div class="related">{after}</div><div class="footer">{foot}</div><script>stat(7)</script>'


def _framed(text: str, site: Site) -> str:
    if site.frame == "table":
        return (
            '<table width="100%"><tr><td width="180"><a>机构职能</a><br><a>通知公告</a></td>'
            f'<td><table width="100%"><tr><td>{text}</td></tr></table></td></tr></table>'
        )
    return f'<div class="TRS_Editor"><div id="zoom">{text}</div></div>'


def _piece(piece: Words | Sheet, random: Random, site: Site) -> str:
    if isinstance(piece, Sheet):
        table = _table(piece, random, site)
        return f'<div class="{"scrolled" if site.scrolled else "wide"}">{table}</div>'
    text = escape(piece.text)
    if piece.role == "title":
        return f"<h1>{text}</h1>" if not site.office else _office(f"<b>{text}</b>")
    if site.office:
        return _office(f"<b>{text}</b>" if piece.role == "heading" else text)
    if site.paragraphs == "br":
        return f"&nbsp;&nbsp;&nbsp;&nbsp;{text}<br><br>"
    if piece.role == "heading" and random.random() < 0.5:
        return f"<h2>{text}</h2>"
    strong = f"<strong>{text}</strong>" if piece.role in {"heading", "topic"} else text
    return f'<{site.paragraphs} style="text-indent:2em">\u3000\u3000{strong}</{site.paragraphs}>'


def _office(inner: str) -> str:
    face = "font-family:仿宋_GB2312;mso-hansi-font-family:'Times New Roman'"
    return (
        f"<p class=MsoNormal style='text-indent:32.0pt;line-height:28.0pt'><span style='{face}'>{inner}"
        "<span lang=EN-US><o:p></o:p></span></span></p>"
    )


def _table(sheet: Sheet, random: Random, site: Site) -> str:
    caption = f"<caption>{escape(sheet.caption)}</caption>" if sheet.caption else ""
    rows = [
        f"<tr>{''.join(_cell(box, random, site, head=at < sheet.heads) for box in row)}</tr>"
        for at, row in enumerate(sheet.rows)
    ]
    if site.heads == "thead":
        rows = [f"<thead>{''.join(rows[: sheet.heads])}</thead><tbody>{''.join(rows[sheet.heads :])}</tbody>"]
    frame = ' border="1" cellspacing="0" cellpadding="0"' + (" class=MsoTableGrid" if site.office else "")
    return f"<table{frame}>{caption}{''.join(rows)}</table>"


def _cell(box: Box, random: Random, site: Site, *, head: bool) -> str:
    tag = "th" if head and site.heads in {"th", "thead"} else "td"
    spans: Mapping[str, int] = {"colspan": box.colspan, "rowspan": box.rowspan}
    marks = "".join(f' {name}="{count}"' for name, count in spans.items() if count > 1)
    lines = [escape(line) for line in box.text.split("\n")]
    if site.office:
        inner = "".join(
            f"<p class=MsoNormal align=center><span>{line or '&nbsp;'}<o:p></o:p></span></p>"
            for line in lines
        )
    elif site.paragraphs == "p" and random.random() < 0.5:
        inner = "".join(f"<p>{line or '&nbsp;'}</p>" for line in lines)
    else:
        inner = "<br>".join(lines) or random.choice(("", "&nbsp;", " "))
    return f"<{tag}{marks}>{inner}</{tag}>"
