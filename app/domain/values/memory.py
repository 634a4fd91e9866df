"""What was worked out is kept: after a keystroke a report is read again whole, and one cell has changed."""

from collections.abc import Callable
from typing import Final, TypeVar

Key = TypeVar("Key", bound=str | tuple[str | int, ...] | None)
Value = TypeVar("Value")

_MOST: Final = 8192  # entries; a report has some 200 cells, and most of them repeat a few texts
_LONGEST: Final = 64  # characters; a longer text is worked on each time rather than kept


class Memory(dict[Key, Value]):
    """The answers of a pure function of one argument.

    Asking is a plain look-up, which is cheaper than an `lru_cache` of several arguments. It is emptied when
    full, and what would only take room is not kept.
    """

    __slots__ = ("_answer",)

    def __init__(self, answer: Callable[[Key], Value]) -> None:
        super().__init__()
        self._answer = answer

    def __missing__(self, key: Key) -> Value:
        value = self._answer(key)
        if key is None or len(key) <= _LONGEST:
            if len(self) >= _MOST:
                self.clear()
            self[key] = value
        return value
