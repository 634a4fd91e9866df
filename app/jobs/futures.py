"""What those who wait for an order hold in their hands, and how they come to know of what went wrong."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from types import TracebackType
from typing import TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Settling:
    """Whatever goes wrong with an order is told to those who wait for it, as executors do."""

    tell: Callable[[BaseException], None]

    def __enter__(self) -> None:
        return

    def __exit__(
        self, kind: type[BaseException] | None, wrong: BaseException | None, where: TracebackType | None
    ) -> bool:
        if wrong is not None:
            self.tell(wrong)
        return isinstance(wrong, Exception)


async def waited(made: Future[T]) -> T:
    """What is being made. Who no longer waits for it takes it from nobody else."""
    return await asyncio.shield(asyncio.wrap_future(made))
