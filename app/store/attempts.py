"""How often somebody may try to sign in. Only failures stay counted.

Counted before the password is looked at, so that many tries at once do not slip through together, and given
back after a right one. The narrowest count comes first: whoever guesses from one address is stopped there,
before the name is closed to its owner elsewhere.
"""

from __future__ import annotations

import math
import time

from limits import RateLimitItem, parse
from limits.storage import MemoryStorage
from limits.strategies import FixedWindowRateLimiter

from app.domain.troubles import TooManyTries
from app.store.policy import AccountPolicy


class Attempts:
    """Counts per name and address, per address, per name and everywhere, in the memory of this process."""

    def __init__(self, policy: AccountPolicy) -> None:
        self._storage = MemoryStorage()
        self._limiter = FixedWindowRateLimiter(self._storage)
        self._both = parse(policy.per_name_and_address)
        self._address = parse(policy.per_address)
        self._name = parse(policy.per_name)
        self._everywhere = parse(policy.everywhere)

    def count(self, name: str, address: str) -> None:
        """Count a try. Raises `TooManyTries` for one too many."""
        for limit, key in self._counted(name, address):
            if not self._limiter.hit(limit, *key):
                left = self._limiter.get_window_stats(limit, *key).reset_time - time.time()
                raise TooManyTries(max(1, math.ceil(left / 60)))

    def give_back(self, name: str, address: str) -> None:
        """The try was a right one: forget it, and the failures of this name from this address."""
        for limit, key in self._counted(name, address):
            self._storage.decr(limit.key_for(*key))
        self._limiter.clear(self._both, "both", name, address)

    def _counted(self, name: str, address: str) -> tuple[tuple[RateLimitItem, tuple[str, ...]], ...]:
        return (
            (self._both, ("both", name, address)),
            (self._address, ("address", address)),
            (self._name, ("name", name)),
            (self._everywhere, ("everywhere",)),
        )
