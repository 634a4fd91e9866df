"""What is said of a revision that was undone, and of one that cannot be."""

from __future__ import annotations

from app.domain.troubles import Trouble

UNDONE = "撤销第 {rev} 次修改"


def undone(rev: int) -> str:
    """The reason that stands in the log beside what was written back."""
    return UNDONE.format(rev=rev)


class NotUndoable(Trouble):
    """A revision that is neither an import nor a paste nor a carrying over."""

    sentence = "这次修改不是导入、粘贴或带入，不能整体撤销，在填写页逐格修改。"
