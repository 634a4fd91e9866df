"""Passwords: Argon2id in two threads of its own, so that a wave of sign-ins does not stop the saving.

19 MiB, two passes, one lane: 20 ms of one core. The library's default takes four lanes and nine times as
long.
"""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from app.domain.troubles import WeakPassword

SHORTEST, LONGEST = 8, 200
THREADS = 2


def check_password(name: str, password: str) -> None:
    """Raise `WeakPassword` for one that is too short, too long to hash, or the person's own name."""
    if not SHORTEST <= len(password) <= LONGEST or password.casefold() == name.casefold():
        raise WeakPassword(SHORTEST, LONGEST)


class Passwords:
    """Makes and checks password hashes."""

    def __init__(self) -> None:
        self._hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
        self._threads = ThreadPoolExecutor(THREADS, "passwords")
        self._nobody = self._hasher.hash("")

    async def hash(self, password: str) -> str:
        """The hash to keep; it names its algorithm and parameters."""
        return await asyncio.get_running_loop().run_in_executor(self._threads, self._hasher.hash, password)

    async def matches(self, kept: str | None, password: str) -> bool:
        """Whether the password belongs to `kept`. None, an unknown name, takes as long as a wrong one."""
        given = (kept or self._nobody, password[:LONGEST])
        right = await asyncio.get_running_loop().run_in_executor(self._threads, self._verify, *given)
        return right and kept is not None

    def is_stale(self, kept: str) -> bool:
        """Whether the hash was made with other parameters than today's."""
        return self._hasher.check_needs_rehash(kept)

    def close(self) -> None:
        """Let the threads go."""
        self._threads.shutdown(cancel_futures=True)

    def _verify(self, kept: str, password: str) -> bool:
        try:
            return self._hasher.verify(kept, password)
        except (VerificationError, InvalidHashError):
            return False
