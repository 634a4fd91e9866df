"""How long people stay signed in and how often they may fail: values, given by whoever opens the store."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AccountPolicy:
    """Times in the unit of their name; counts of failures in the notation of `limits` ("5/15minutes").

    An account is closed for `lock_minutes` after `lock_after` failures in a row, from wherever; `per_name`
    does the same for names that nobody has, so that the two cannot be told apart.
    """

    idle_minutes: int = 30
    absolute_hours: int = 12
    token_days: int = 365
    lock_after: int = 20
    lock_minutes: int = 15
    per_name_and_address: str = "5/15minutes"
    per_address: str = "50/15minutes"
    per_name: str = "20/15minutes"
    everywhere: str = "1000/5minutes"
