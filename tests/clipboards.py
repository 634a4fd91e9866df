"""What spreadsheets and word processors put on the clipboard for a table of the form."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape

from app.domain.edition import Edition
from app.domain.grid import Grid, GridCell, grid

Cells = Mapping[str, str | None]
Rows = list[list[str]]
STYLE = 'style="mso-number-format:General;border:.5pt solid windowtext"'


def grids(edition: Edition, section: str) -> list[Grid]:
    return [grid(section, number, block) for number, block in enumerate(edition.blocks(section))]


def rows_of(table: Grid, cells: Cells) -> Rows:
    """The printed grid with every covered cell blank, as a spreadsheet copies merged cells."""
    lines = [*table.head, *table.body]
    size = table.stubs + table.width
    rows: Rows = [[""] * size for _ in lines]
    taken: set[tuple[int, int]] = set()
    for at, line in enumerate(lines):
        column = 0
        for cell in line:
            while (at, column) in taken:
                column += 1
            rows[at][column] = _text(cell, cells)
            taken |= {
                (at + down, column + right) for down in range(cell.rowspan) for right in range(cell.colspan)
            }
            column += cell.colspan
    return rows


def excel(rows: Rows) -> str:
    """Tab separated, with quotation marks around what holds a line break."""
    return "".join("\t".join(_quoted(text) for text in row) + "\r\n" for row in rows)


def wps(table: Grid, cells: Cells) -> str:
    """HTML as office programs write it: merged cells, styles, a head of their own, broken source lines."""
    return (
        '<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><meta name="Generator" content="ET">'
        "<style>td {mso-style-parent:style0;} .font0 {color:#000000}</style>"
        f"<script>window.hurt = 1</script></head><body><!--StartFragment-->\r\n<table {STYLE} width=1008>"
        f"{''.join(_columns(table))}{''.join(_lines(table, cells))}</table><!--EndFragment--></body></html>"
    )


def _columns(table: Grid) -> Iterator[str]:
    for _ in range(table.stubs + table.width):
        yield "<col width=72 style='width:54.00pt;'>"


def _lines(table: Grid, cells: Cells) -> Iterator[str]:
    for line in (*table.head, *table.body):
        yield '<tr height=18 style="height:13.5pt">\r\n '
        for cell in line:
            spans = f"colspan={cell.colspan} rowspan={cell.rowspan}"
            words = escape(_text(cell, cells))
            yield f'<td class=xl65 {spans} {STYLE}><font class="font0">{_broken(words)}</font></td>'
        yield "</tr>\r\n"


def _broken(words: str) -> str:
    """Long words go on in the next line of the source, or after a break of the author's."""
    return f"{words[:8]}\r\n  {words[8:16]}<br>{words[16:]}" if len(words) > 16 else words


def _text(cell: GridCell, cells: Cells) -> str:
    return cells.get(cell.address) or "" if cell.address else cell.text


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"' if any(each in text for each in '\t\n"') else text
