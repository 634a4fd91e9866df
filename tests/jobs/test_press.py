"""Files and pages made in worker processes, as the web process sees it."""

from __future__ import annotations

import asyncio
import io
from collections.abc import Iterator
from dataclasses import replace
from itertools import count
from pathlib import Path

import PIL.Image
import pytest

from app.domain.manuscript import manuscript
from app.domain.print_troubles import NoGlyph, PressBusy
from app.domain.proof_troubles import NotEqual
from app.domain.report import Report
from app.files.copies import FINAL, Copy
from app.files.formats import FORMATS
from app.jobs.hand import Limits, Tools, WorkerDefect
from app.jobs.orders import Proof, Sheet
from app.jobs.press import MOST_WAITING, Press
from app.rendering import Renderer
from app.settings import TEMPLATES
from tests.jobs.ordering import balanced, is_running, long_report, memory, running

DRAFT = Copy(draft=True)


@pytest.fixture(scope="module")
def press() -> Iterator[Press]:
    with running() as press:
        yield press


def done(press: Press) -> int:
    return sum(hand._done for hand in press._hands)


@pytest.mark.parametrize("ending", sorted(FORMATS))
def test_a_file_is_the_one_that_this_process_would_write(press: Press, ending: str) -> None:
    here = FORMATS[ending].write(manuscript(balanced()), DRAFT, Renderer(TEMPLATES))
    assert press.render(balanced(), ending, DRAFT) == here


def test_a_page_is_an_image_of_the_width_that_was_asked_for(press: Press) -> None:
    first = asyncio.run(press.seen(balanced(), DRAFT, 1, 400))
    assert (first.page, first.pages > 3) == (1, True)
    image = PIL.Image.open(io.BytesIO(first.png))
    assert image.width == 400
    assert image.height == pytest.approx(400 * 297 / 210, abs=2)
    shades = image.convert("L").tobytes()
    assert (min(shades) < 60, max(shades)) == (True, 255)
    assert asyncio.run(press.seen(balanced(), DRAFT, first.pages + 5, 400)).page == first.pages


def test_what_is_ordered_a_hundred_times_at_once_is_made_once(press: Press) -> None:
    report = replace(balanced(), preface="一百个人同时要这一份。")
    before = done(press)

    async def all_at_once() -> list[bytes]:
        return await asyncio.gather(*(press.rendered(report, "pdf", DRAFT) for _ in range(100)))

    files = asyncio.run(all_at_once())
    assert len(set(files)) == 1
    assert press.render(report, "pdf", DRAFT) == files[0]
    assert done(press) == before + 1


def test_who_goes_away_takes_nothing_from_the_others(press: Press) -> None:
    report = replace(balanced(), preface="有人中途离开。")

    async def one_leaves() -> bytes:
        leaving = asyncio.create_task(press.rendered(report, "pdf", DRAFT))
        staying = asyncio.create_task(press.rendered(report, "pdf", DRAFT))
        await asyncio.sleep(0.05)
        leaving.cancel()
        return await staying

    assert asyncio.run(one_leaves()).startswith(b"%PDF")


def test_a_refusal_comes_back_as_it_was(press: Press) -> None:
    report = replace(balanced(), preface="承办人：\U0003106c")
    for _ in range(2):
        with pytest.raises(NoGlyph, match="U\\+3106C") as refused:
            press.render(report, "pdf", DRAFT)
        assert refused.value.characters == ("\U0003106c",)
    pids = press.pids
    assert press.render(balanced(), "json", DRAFT)
    assert press.pids == pids


def test_more_than_can_be_made_in_time_is_refused() -> None:
    async def rush(press: Press) -> list[Sheet | BaseException]:
        orders = (press.seen(balanced(), DRAFT, 1, 50 + each) for each in range(MOST_WAITING + 20))
        return await asyncio.gather(*orders, return_exceptions=True)

    with running() as press:
        answers = asyncio.run(rush(press))
    refused = [each for each in answers if not isinstance(each, Sheet)]
    assert 10 <= len(refused) <= 20
    assert {type(each) for each in refused} == {PressBusy}


def test_the_pages_of_a_report_go_to_one_worker() -> None:
    with running(workers=2) as press:
        asyncio.run(press.seen(balanced(), DRAFT, 1, 100, of=7))
        first, second = press.pids
        assert (first, second is None) == (None, False)
        asyncio.run(press.seen(balanced(), DRAFT, 2, 100, of=7))
        assert press.pids == (None, second)
        asyncio.run(press.seen(balanced(), DRAFT, 3, 100, of=8))
        assert press.pids[1] == second
        assert None not in press.pids


def test_a_worker_that_has_done_its_share_makes_way() -> None:
    with running(Limits(jobs=2)) as press:
        pids = []
        for number in range(4):
            assert press.render(replace(balanced(), preface=f"第{number}份。"), "json", DRAFT)
            pids.append(press.pids[0])
        assert len(set(pids)) >= 2


def test_a_press_that_is_closed_leaves_nothing_running() -> None:
    reports = (replace(long_report(), preface=f"第{number}份。") for number in count())

    async def closed_while_working(press: Press) -> list[bytes | BaseException]:
        orders = [asyncio.create_task(press.rendered(next(reports), "pdf", DRAFT)) for _ in range(3)]
        await asyncio.sleep(1.5)
        await asyncio.to_thread(press.close)
        return await asyncio.gather(*orders, return_exceptions=True)

    press = Press(Tools(TEMPLATES))
    press.render(balanced(), "json", FINAL)
    [pid] = press.pids
    answers = asyncio.run(closed_while_working(press))
    assert pid
    assert all(isinstance(answer, Exception) for answer in answers)
    assert not is_running(pid)
    with pytest.raises(PressBusy):
        press.render(next(reports), "pdf", DRAFT)


def test_a_defect_is_told_with_its_trace(tmp_path: Path) -> None:
    with running(tools=Tools(tmp_path)) as press:  # a folder without templates
        with pytest.raises(WorkerDefect, match="TemplateNotFound"):
            press.render(balanced(), "pdf", DRAFT)
        assert press.render(balanced(), "json", DRAFT)


def test_memory_stays_where_it_is(press: Press) -> None:
    used: list[int] = []
    for number in range(14):
        report = replace(balanced(), preface=f"第{number}次生成。")
        press.render(report, "pdf", DRAFT)
        [pid] = press.pids
        assert pid
        used.append(memory(pid))
    assert used[-1] - used[4] < 15_000_000, [each // 1_000_000 for each in used]


def test_warm_workers_are_there_before_anybody_asks() -> None:
    with running() as press:
        press.warm(Report(balanced().edition, "0", 2024))
        assert press.render(balanced(), "json", DRAFT)
        assert done(press) == 2


def test_a_final_file_is_read_back_before_anybody_gets_it(press: Press) -> None:
    report = balanced()
    final = press.render(report, "csv", FINAL)
    [reader] = press._readers
    assert reader.ask(Proof(report, "csv", final)) == final
    other = next(text for text in report.cells.values() if text and len(text) > 1)
    with pytest.raises(NotEqual, match="CSV") as refused:
        reader.ask(Proof(report, "csv", final.replace(other.encode(), b"9" * 9, 1)))
    assert refused.value.differences
    setter = press.pids[0]
    assert (setter, reader.pid) != (None, None)
    assert setter != reader.pid
