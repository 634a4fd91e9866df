"""The printed page measured by the coordinates of its characters (GB/T 9704), in reports of every kind."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import pytest
from pdfplumber.page import Page

from app.files.breakable import CLOSERS, OPENERS
from tests.files.printed import EVERY, LONG, MILLIMETRE, case_pages, case_pdf, expected, named, text

TOP, HEIGHT, WIDTH = 37, 225, 156
PITCH, LINES = 10.227, 22
BODY = 16
FACES = {
    ("GW-BiaoSong", 22.0),  # the title
    ("GW-Hei", 16.0),  # 一、
    ("GW-Kai", 16.0),  # （一）
    ("GW-FangSong", 16.0),
    ("GW-Song", 14.0),  # the number of the page
}
TABLE_SIZES = (5.0, 10.6)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the narrative: its page (from 1), text and face; its ends and its top in millimetres."""

    page: int
    text: str
    face: str
    left: float
    right: float
    top: float


def left_edge(number: int) -> int:
    """The left edge of the text on a page printed on both sides."""
    return 28 if number % 2 else 26


def lines(page: Page) -> list[Line]:
    """The lines of a page in the size of the body, from top to bottom."""
    rows: dict[int, list[dict[str, object]]] = {}
    for each in page.chars:
        if round(each["size"], 1) == BODY and each["upright"]:
            rows.setdefault(round(each["top"] / MILLIMETRE / 3), []).append(each)
    return [
        Line(
            page.page_number,
            "".join(str(each["text"]) for each in row),
            face(row[0]),
            min(float(str(each["x0"])) for each in row) / MILLIMETRE,
            max(float(str(each["x1"])) for each in row) / MILLIMETRE,
            float(str(row[0]["top"])) / MILLIMETRE,
        )
        for _, row in sorted(rows.items())
    ]


def face(character: dict[str, object]) -> str:
    return str(character["fontname"]).partition("+")[2]


def continued(name: str) -> Iterator[tuple[Line, Line]]:
    """Lines of paragraphs, each with the line that goes on with it."""
    found = [line for page in case_pages(name) for line in lines(page)]
    for one, other in pairwise(found):
        follows = other.left - left_edge(other.page) < 5 and one.face == other.face
        if follows and other.page - one.page <= 1:
            yield one, other


@pytest.mark.parametrize("name", EVERY)
def test_every_word_and_figure_is_printed_once_and_in_order(name: str) -> None:
    assert text(case_pdf(name)) == expected(named(name))


def test_the_long_report_has_thirty_pages_or_more() -> None:
    assert 30 <= len(case_pages(LONG)) <= 36


@pytest.mark.parametrize("name", EVERY)
def test_the_text_keeps_to_its_area(name: str) -> None:
    for page in case_pages(name):
        left = left_edge(page.page_number)
        assert (round(page.width / MILLIMETRE, 1), round(page.height / MILLIMETRE, 1)) == (210, 297)
        for each in page.chars:
            if each["top"] < (TOP + HEIGHT) * MILLIMETRE:
                assert left - 0.2 <= each["x0"] / MILLIMETRE, each["text"]
                assert each["x1"] / MILLIMETRE <= left + WIDTH + 0.2, each["text"]
                assert each["top"] / MILLIMETRE >= TOP, each["text"]
                assert each["bottom"] / MILLIMETRE <= TOP + HEIGHT, each["text"]
        for each in page.lines:
            assert left - 0.2 <= each["x0"] / MILLIMETRE <= each["x1"] / MILLIMETRE <= left + WIDTH + 0.2
            assert TOP - 0.2 <= each["top"] / MILLIMETRE <= each["bottom"] / MILLIMETRE <= TOP + HEIGHT + 0.2


@pytest.mark.parametrize("name", EVERY)
def test_every_line_stands_on_the_grid_also_below_tables(name: str) -> None:
    for page in case_pages(name):
        found = lines(page)
        assert len(found) <= LINES
        for line in found:
            steps = (line.top - TOP) / PITCH
            # The room above the letters is the same in every line and face.
            assert steps - round(steps - 0.224) == pytest.approx(0.224, abs=0.015), line.text


def test_a_full_page_has_22_lines_of_28_characters() -> None:
    full = [page for page in case_pages(LONG) if len(lines(page)) == LINES]
    assert len(full) > 15
    widths = [
        28 - 2 * (line.left - left_edge(line.page) > 5)
        for page in full
        for line in lines(page)
        if not re.search("[!-~\u2014\u2026]", line.text) and line.right > left_edge(line.page) + WIDTH - 0.2
    ]
    assert len(widths) > 20
    counted = [
        len(line.text)
        for page in full
        for line in lines(page)
        if not re.search("[!-~\u2014\u2026]", line.text) and line.right > left_edge(line.page) + WIDTH - 0.2
    ]
    # One character less where a closing mark would have begun the next line, or an opening one ended this.
    assert all(wide - 2 <= number <= wide for wide, number in zip(widths, counted, strict=True))
    assert sum(wide == number for wide, number in zip(widths, counted, strict=True)) > len(widths) / 2


@pytest.mark.parametrize("name", EVERY)
def test_every_line_that_goes_on_is_flush_with_the_right_edge(name: str) -> None:
    for line, _ in continued(name):
        assert line.right == pytest.approx(left_edge(line.page) + WIDTH, abs=0.15), line.text


@pytest.mark.parametrize("name", EVERY)
def test_no_line_begins_or_ends_with_a_mark_that_may_not_stand_there(name: str) -> None:
    for line, after in continued(name):
        assert after.text[0] not in CLOSERS + "’”%", (line.text, after.text)
        assert line.text[-1] not in OPENERS + "‘“", (line.text, after.text)
        assert line.text[-1] + after.text[0] not in {"——", "……"}
        if not re.search("[/.][a-z0-9]*$", line.text):  # addresses of sites break
            parted = re.search("[0-9]$", line.text) and re.match("[0-9.,%]", after.text)
            assert not parted, (line.text, after.text)
            assert not (re.search("[0-9][.,]$", line.text) and after.text[0].isdigit())


@pytest.mark.parametrize("name", EVERY)
def test_each_kind_of_text_has_its_face_and_size(name: str) -> None:
    for page in case_pages(name):
        for each in page.chars:
            found = face(each), round(each["size"], 1)
            in_table = found[0] in ("GW-Song", "GW-Hei") and TABLE_SIZES[0] <= found[1] <= TABLE_SIZES[1]
            assert found in FACES or in_table, (found, each["text"])


@pytest.mark.parametrize("name", EVERY)
def test_the_lines_of_the_title_are_centred_and_whole(name: str) -> None:
    page = case_pages(name)[0]
    rows: dict[int, list[float]] = {}
    for each in page.chars:
        if face(each) == "GW-BiaoSong":
            rows.setdefault(round(each["top"]), []).extend((each["x0"], each["x1"]))
    assert rows
    for ends in rows.values():
        assert (min(ends) + max(ends)) / 2 / MILLIMETRE == pytest.approx(28 + WIDTH / 2, abs=0.3)
        assert (max(ends) - min(ends)) / MILLIMETRE < WIDTH


@pytest.mark.parametrize("name", EVERY)
def test_pages_are_numbered_outside_below_the_text(name: str) -> None:
    for number, page in enumerate(case_pages(name), 1):
        below = [each for each in page.chars if each["top"] > (TOP + HEIGHT) * MILLIMETRE]
        assert "".join(each["text"] for each in below) == f"— {number} —"
        # 一字线上距版心下边缘 7 mm, one character in from the outer edge.
        [dash, *_] = below
        assert (dash["top"] + dash["bottom"]) / 2 / MILLIMETRE - TOP - HEIGHT == pytest.approx(7, abs=1)
        outside = 184 - below[-1]["x1"] / MILLIMETRE if number % 2 else below[0]["x0"] / MILLIMETRE - 26
        assert outside == pytest.approx(14 / MILLIMETRE, abs=0.3)


@pytest.mark.parametrize("name", EVERY)
def test_no_heading_stands_last_on_a_page(name: str) -> None:
    for page in case_pages(name)[:-1]:
        above = [each for each in page.chars if each["top"] < (TOP + HEIGHT) * MILLIMETRE]
        last = max(above, key=lambda each: (each["bottom"], each["x0"]))
        assert face(last) not in ("GW-Hei", "GW-Kai", "GW-BiaoSong"), page.page_number
