"""What is refused because figures or texts of last year stand there that nobody has confirmed."""

from __future__ import annotations

from app.domain.troubles import StillBlocked, Trouble


class NotConfirmed(StillBlocked):
    """The report cannot be finished while something that came over from last year is unconfirmed."""

    sentence = "有 {count} 处由上年度带入，尚未确认。逐处核对，确认或改正后再定稿。"

    def __init__(self, count: int) -> None:
        self.findings = ()
        Trouble.__init__(self, self.sentence.format(count=count))


class NothingToCarry(Trouble):
    """Last year's report is not there, or has nothing for cells that are still blank."""

    sentence = "没有可带入的上年结转：上年度报告没有相应的数，或各格已经填写。"


class TextGone(Trouble):
    """A paragraph of last year's report that is not there any more."""

    sentence = "上年度报告中没有这一段，可能已被修改。刷新页面后再带入。"
