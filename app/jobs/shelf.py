"""What was made is kept for a while, the oldest given up first."""

from __future__ import annotations

from collections import OrderedDict

from app.jobs.orders import Sheet

Made = bytes | Sheet


class Shelf:
    """Files and pages by their digest, up to so many bytes. For one thread at a time."""

    def __init__(self, most: int) -> None:
        """`most` is in bytes."""
        self._most, self._size = most, 0
        self._kept: OrderedDict[str, Made] = OrderedDict()

    def get(self, digest: str) -> Made | None:
        """What was put there under this digest, if it still is there."""
        made = self._kept.get(digest)
        if made is not None:
            self._kept.move_to_end(digest)
        return made

    def put(self, digest: str, made: Made) -> None:
        """Keep it. What is larger than the shelf is not kept."""
        if digest in self._kept or _size(made) > self._most:
            return
        self._kept[digest] = made
        self._size += _size(made)
        while self._size > self._most:
            _, oldest = self._kept.popitem(last=False)
            self._size -= _size(oldest)


def _size(made: Made) -> int:
    return len(made if isinstance(made, bytes) else made.png)
