"""The years that can be reported on, seen from today."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from app.store.editions import Editions

BEIJING = ZoneInfo("Asia/Shanghai")
FIRST = 2008


def open_years(editions: Editions) -> tuple[int, ...]:
    """The years for which a report can be begun: those of the editions, up to the one that is running."""
    this_year = datetime.now(BEIJING).year
    return tuple(
        year
        for year in range(this_year, FIRST - 1, -1)
        if any(edition.covers(year) for edition in editions.all)
    )


def usual_year(years: tuple[int, ...]) -> int:
    """The year that is usually reported on: the last one that is over."""
    return years[1] if len(years) > 1 else years[0] if years else 0
