"""Pages in which figures were exchanged are the pages laid out anew: same bytes, same pixels."""

from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.domain.address import Address
from app.domain.manuscript import Manuscript, manuscript
from app.domain.print_troubles import NoGlyph
from app.files.copies import FINAL, Copy
from app.files.pdf.composing import context
from app.files.pdf.page_images import MOST_EXCHANGED, MOST_KEPT, Galley
from app.files.pdf.printing import laid, render
from app.files.pdf.standing import StandingType
from app.files.pdf.typesetting import written
from tests.files.printed import RENDERER
from tests.specimens import case

NAMES = ("2021-balanced", "festival-balanced")
WIDTH = 794
FIGURES = st.sampled_from(["", "0", "3", "12", "774", "98765"])


def scripts() -> dict[str, Manuscript]:
    return {name: manuscript(case(name)) for name in NAMES}


SCRIPTS = scripts()


def standing(script: Manuscript, copy: Copy = FINAL) -> StandingType:
    printed = context(script, copy)
    return StandingType(printed, laid(printed, RENDERER))


def with_figures(script: Manuscript, figures: Mapping[Address, str]) -> Manuscript:
    return replace(script, written={**script.written, **figures})


def printed_figures(script: Manuscript) -> list[Address]:
    return [
        cell.address
        for part in script.parts
        for grid in part.grids
        for row in grid.body
        for cell in row
        if cell.address
    ]


@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=3, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_exchanged_figures_give_the_bytes_of_a_new_layout(name: str, data: st.DataObject) -> None:
    kept = standing(SCRIPTS[name])
    current = SCRIPTS[name]
    for _ in range(3):
        chosen = data.draw(st.lists(st.sampled_from(printed_figures(current)), min_size=1, max_size=6))
        current = with_figures(current, {address: data.draw(FIGURES) for address in chosen})
        if kept.exchange(context(current, FINAL)) is None:
            kept = standing(current)  # a column got another width
    assert written(kept.document.copy()) == written(standing(current).document)


def test_a_file_of_standing_pages_has_the_bytes_of_one_laid_out_anew() -> None:
    script = SCRIPTS["2021-balanced"]
    galley = Galley(RENDERER)
    galley.page_png(script, FINAL, 1, 200)
    report = script.report.with_cells({printed_figures(script)[-1]: "7"})
    changed = manuscript(report)
    assert galley.pdf(changed, FINAL) == render(changed, FINAL, RENDERER)
    assert len(galley._forms) == 1


@pytest.mark.parametrize("copy", [FINAL, Copy(draft=True, numbered=True)], ids=["final", "draft"])
def test_the_image_of_a_page_is_that_of_a_new_layout_to_the_pixel(copy: Copy) -> None:
    script = SCRIPTS["2021-balanced"]
    galley = Galley(RENDERER)
    page = _page_of_largest_table(galley, script, copy)
    addresses = [each for each in printed_figures(script) if len(script.written[each]) == 1]
    current, seen = script, None
    for number, address in enumerate(addresses[:: len(addresses) // 12]):
        current = with_figures(current, {address: str(number + 1) if number % 4 else ""})
        seen = galley.page_png(current, copy, page, WIDTH)
        if number % 5 == 0:
            assert seen == Galley(RENDERER).page_png(current, copy, page, WIDTH)
    assert len(galley._forms) == 1
    assert seen != Galley(RENDERER).page_png(script, copy, page, WIDTH)


def test_a_plate_from_which_much_was_taken_is_made_anew() -> None:
    script = SCRIPTS["2021-balanced"]
    galley = Galley(RENDERER)
    page = _page_of_largest_table(galley, script, FINAL)
    [largest] = [grid for part in script.parts for grid in part.grids if len(grid.body) > MOST_EXCHANGED / 2]
    here = [cell.address for row in largest.body for cell in row if cell.address]
    current = with_figures(script, dict.fromkeys(here[: MOST_EXCHANGED + 1], "7"))
    galley.page_png(current, FINAL, page, WIDTH)
    assert galley.page_png(current, FINAL, page, WIDTH) == Galley(RENDERER).page_png(
        current, FINAL, page, WIDTH
    )


def test_whatever_moves_more_than_a_figure_is_laid_out_anew() -> None:
    script = SCRIPTS["2021-balanced"]
    kept = standing(script)
    before = written(kept.document.copy())
    address = max(printed_figures(script), key=lambda each: len(kept.spot(each).cell.element.get("headers")))
    for other in (
        replace(script, title=script.title + "甲"),
        replace(script, preface=("另一段。",)),
        with_figures(script, {address: "1234567890123456789"}),  # makes the letters of its table smaller
    ):
        assert kept.exchange(context(other, FINAL)) is None
    assert kept.exchange(context(script, Copy(draft=True))) is None
    assert written(kept.document.copy()) == before


def test_a_figure_that_is_not_printed_changes_no_page() -> None:
    script = SCRIPTS["2021-balanced"]
    [unprinted, *_] = script.written.keys() - set(printed_figures(script))
    kept = standing(script)
    assert kept.exchange(context(with_figures(script, {unprinted: "5"}), FINAL)) == frozenset()


def test_an_exchanged_figure_without_a_glyph_is_refused_by_name() -> None:
    script = SCRIPTS["2021-balanced"]
    galley = Galley(RENDERER)
    galley.page_png(script, FINAL, 1, 200)
    with pytest.raises(NoGlyph, match=r"U\+E001"):
        galley.page_png(with_figures(script, {printed_figures(script)[0]: "\ue001"}), FINAL, 1, 200)
    assert len(galley._forms) == 1


def test_only_a_few_reports_are_kept_and_pages_beyond_the_last_are_the_last() -> None:
    script = SCRIPTS["festival-balanced"]
    galley = Galley(RENDERER)
    for number in range(MOST_KEPT + 2):
        galley.page_png(replace(script, title=f"题目{number}"), FINAL, 1, 200)
    assert len(galley._forms) == MOST_KEPT
    last = galley.page_png(script, FINAL, 99, 200)
    assert last.page == last.pages < 99
    assert last.png.startswith(b"\x89PNG")


def _page_of_largest_table(galley: Galley, script: Manuscript, copy: Copy) -> int:
    """The page with most of the figures, from 1."""
    galley.page_png(script, copy, 1, WIDTH)
    type_ = galley._forms[0]._standing
    pages = [type_.spot(address).page for address in printed_figures(script)]
    return max(set(pages), key=pages.count) + 1
