"""Time as the store keeps it: whole microseconds since 1970, UTC. No float, so a digest holds no rounding."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

Clock = Callable[[], int]

SECOND = 1_000_000
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE
DAY = 24 * HOUR

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def now() -> int:
    """The time now, in microseconds UTC."""
    return time.time_ns() // 1000


def moment(at: int) -> datetime:
    """Microseconds UTC as an aware `datetime`, exactly."""
    return EPOCH + timedelta(microseconds=at)
