"""A table that goes on over pages is read as the one it is: headers once, labels as far as they reach."""

from dataclasses import replace
from functools import cache

import pytest

from app.domain.edition import Edition
from app.domain.fields import Head, from_fields
from app.domain.loading import load_edition
from app.domain.manuscript import Manuscript, manuscript
from app.files.copies import FINAL
from app.files.formats import FORMATS
from app.intake import pdf
from app.intake.neutral import Table
from app.proof.proofreading import proofread
from tests.files.printed import RENDERER
from tests.proof.sabotage import dropped_row
from tests.specimens import FOLDERS

FIRST = "            - {id: kept_in, label: 上年留存}\n"
GROUPED = "                    - {id: hung_street, label: 1.沿街}\n"


@cache
def longer(name: str) -> Edition:
    """The invented edition with a table of some pages: rows in a list, in one group, or in many."""
    more = {
        "list": (FIRST, "".join(f"            - {{id: more{n}, label: 第{n}处}}\n" for n in range(1, 80))),
        "group": (GROUPED, "".join(f"{' ' * 20}- {{id: hung_m{n}, label: 第{n}处}}\n" for n in range(1, 80))),
        "groups": (FIRST, "".join(map(_group, range(1, 20)))),
    }
    text = (FOLDERS[1] / "festival.yaml").read_text("utf-8")
    row, rows = more[name]
    assert row in text
    return load_edition(text.replace(row, row + rows, 1), "festival.yaml")


def _group(number: int) -> str:
    rows = "".join(f"                - {{id: g{number}_{n}, label: 第{n}处}}\n" for n in range(1, 6))
    return f"            - head: 第{number}组\n              rows:\n{rows}"


@cache
def script(name: str) -> Manuscript:
    form = longer(name)
    plain = [address for address, figure in form.figures.items() if not figure.computed]
    typed = {str(address): str(at % 7) for at, address in enumerate(plain)}
    return manuscript(from_fields(form, Head("柳湾村", 2016), typed))


@pytest.mark.parametrize("name", ["list", "group", "groups"])
def test_it_is_read_as_one_table(name: str) -> None:
    content = FORMATS["pdf"].write(script(name), FINAL, RENDERER)
    assert [each.sentence for each in proofread(script(name), "pdf", content).differences] == []
    table = next(each for each in pdf.read(content).items if isinstance(each, Table))
    pages = {cell.place.page for row in table.rows for cell in row}
    assert len(pages) > 2
    assert [row[0].place.row for row in table.rows if row] == list(range(1, len(table.rows) + 1))


def test_a_row_lost_among_many_pages_is_named() -> None:
    sabotage = dropped_row(script("list"))
    content = FORMATS["pdf"].write(sabotage.script, FINAL, RENDERER)
    [first, *_] = proofread(script("list"), "pdf", content).differences
    assert sabotage.named in first.sentence
    assert first.change == "lost"


def test_a_figure_far_behind_is_named_by_its_page() -> None:
    true = script("groups")
    last = [address for address in true.written if address.startswith("lanterns")][-7]
    altered = replace(true, written={**true.written, last: "99"})
    content = FORMATS["pdf"].write(altered, FINAL, RENDERER)
    [first, *_] = proofread(true, "pdf", content).differences
    name = true.report.edition.figures[last].name
    value = true.written[last]
    assert first.sentence == f"第5页，“乙、花灯去向”表格第108行“{name}”应为“{value}”，文件中为“99”"
