"""Pages compared, as pictures, with those that somebody has looked at: `tests/files/pages/`.

After a wanted change, `GOUJI_RENEW_PAGES=1 pytest tests/files/test_pdf_pictures.py` makes the pictures anew;
whoever commits them has looked at each of them. The variable is of this test alone.
"""

import os
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image, ImageChops

from app.files.copies import Copy
from tests.files.printed import LONG, case_pdf, pdf
from tests.files.test_pdf_tables import register
from tests.specimens import case

PICTURES = Path(__file__).parent / "pages"
DOTS_PER_INCH = 50
# Of 255: further apart than smoothing by another version makes a dot, and so many of a thousand dots may be.
APART, STRAY = 80, 0.3

REVIEW = Copy(draft=True, numbered=True, annex=True)
PAGES: dict[str, tuple[Callable[[], bytes], int]] = {
    "title": (lambda: case_pdf("2021-balanced"), 0),
    "many-small-tables": (lambda: case_pdf("2019-balanced"), 1),
    "largest-table": (lambda: case_pdf("2021-balanced"), 3),
    "text-below-a-table": (lambda: case_pdf("2021-balanced"), 4),
    "full-page": (lambda: case_pdf(LONG), 1),
    "broken-group": (lambda: pdf(register()), 2),
    "review-copy": (lambda: pdf(case("2021-half-finished"), REVIEW), 0),
    "annex": (lambda: pdf(case("2021-half-finished"), REVIEW), -1),
}


def picture(content: bytes, page: int) -> Image.Image:
    """A page in greys; a negative number counts from the last."""
    document = pypdfium2.PdfDocument(content)
    drawn = document[page % len(document)].render(scale=DOTS_PER_INCH / 72, grayscale=True)
    grey: Image.Image = drawn.to_pil().convert("L")
    return grey


def stray(one: Image.Image, other: Image.Image) -> float:
    """How many of a thousand dots are far apart."""
    if one.size != other.size:
        return 1000
    histogram = ImageChops.difference(one, other).histogram()
    return 1000 * sum(histogram[APART:]) / sum(histogram)


@pytest.mark.parametrize("name", PAGES)
def test_a_page_looks_as_it_did_when_it_was_last_looked_at(name: str) -> None:
    make, page = PAGES[name]
    drawn, kept = picture(make(), page), PICTURES / f"{name}.png"
    if "GOUJI_RENEW_PAGES" in os.environ:
        drawn.quantize(16).save(kept, optimize=True)
    assert stray(drawn, Image.open(kept).convert("L")) <= STRAY


def test_a_page_that_is_a_little_different_is_noticed() -> None:
    before = picture(case_pdf("2021-balanced"), 3)
    moved = ImageChops.offset(before, 0, 2)  # by a millimetre
    assert stray(before, moved) > 10 * STRAY
    other = case("2021-balanced")
    changed = picture(pdf(other, Copy(draft=True)), 3)
    assert stray(before, changed) <= STRAY  # light grey behind the text is not what is looked for
    assert stray(before, picture(case_pdf("2019-balanced"), 2)) > STRAY


def test_the_kept_pictures_are_those_that_are_compared_and_are_small() -> None:
    kept = sorted(PICTURES.iterdir())
    assert [each.stem for each in kept] == sorted(PAGES)
    assert sum(each.stat().st_size for each in kept) < 400_000
