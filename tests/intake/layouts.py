"""A small report laid out as programs and offices lay reports out, each in its own way."""

from pathlib import Path

from weasyprint import HTML
from weasyprint.text.fonts import FontConfiguration

from app.files.faces import FONTS

FACE = next(Path(FONTS).glob("*Song*"))
SHEET = f"""
@font-face {{ font-family: Song; src: url("{FACE.as_uri()}") }}
@page {{ size: 210mm 200mm; margin: 25mm 30mm }}
body {{ font: 12pt/1.6 Song; margin: 0 }}
p {{ margin: 0; text-indent: 2em; text-align: justify }}
h1 {{ font-size: 20pt; text-align: center; margin: 0 0 10pt }}
table {{ width: 100%; border-collapse: collapse; font-size: 10pt }}
td {{ padding: 2pt }}
"""
LINES = "td { border: 0.5pt solid black }"
PROSE = (
    "柳湾村二〇一六年的灯会从祠堂出发，沿河走到石桥，再回到晒谷场。摆了九个摊，汤圆最先卖完，另有两个糖画摊，"
    "直到夜深才收。"
)
HEAD = ("去向", "", "竹骨", "铁骨", "合计")
ROWS = (
    ("挂出的灯", "1.沿街", "20", "10", "30"),
    ("", "2.沿河与石桥两边", "8", "4", "12"),
    ("送出的灯", "1.学校", "6", "/", "6"),
    ("", "2.敬老院", "", "1", "1"),
    ("", "3.外村", "2", "2", "4"),
)


def table(rows: str = "", more: str = "") -> str:
    """The table of the report; `more` goes into its element, `rows` below its own."""
    head = "".join(
        f"<td{' colspan=2' if not at else ''}>{each}</td>" for at, each in enumerate(HEAD) if at != 1
    )
    lines = ""
    for label, *rest in ROWS:
        span = 2 if label.startswith("挂") else 3
        group = f'<td rowspan={span} class="group">{label}</td>' if label else ""
        lines += f"<tr>{group}{''.join(f'<td>{each}</td>' for each in rest)}</tr>"
    return f"<table {more}><tr>{head}</tr>{lines}{rows}</table>"


def page(body: str, style: str = "") -> bytes:
    """A PDF of this HTML."""
    fonts = FontConfiguration()
    html = f"<style>{SHEET}{style}</style><body>{body}"
    made: bytes = HTML(string=html).write_pdf(font_config=fonts)
    return made


def report(style: str = "", more: str = "", *, ahead: str = "", around: str = "{}") -> bytes:
    """Title, a paragraph, the table and another paragraph, in this style."""
    text = f"<h1>灯会记</h1>{ahead}<p>{PROSE}</p>{table(more=more)}<p>{PROSE}</p>"
    return page(around.format(text), style)
