"""The steps a report can take, as one table: from which state to which, and what stops them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from app.domain.carried_troubles import NotConfirmed
from app.domain.report import Report
from app.domain.troubles import AlreadyFinished, NotFinished, StillBlocked

State = Literal["draft", "finished"]


@dataclass(frozen=True, slots=True)
class Step:
    """One named act on a report's content. `stopped` says whether findings can stop it."""

    name: str
    label: str
    source: State
    target: State
    stopped: bool


STEPS: Mapping[str, Step] = {
    step.name: step
    for step in (
        Step("finish", "定稿", "draft", "finished", stopped=True),
        Step("reopen", "撤回修改", "finished", "draft", stopped=False),
    )
}


def take(step: Step, state: str, report: Report) -> State:
    """The state after the step.

    Raises `AlreadyFinished` or `NotFinished` from the wrong state, `StillBlocked` with the findings that
    stop it, `NotConfirmed` while something that came over from last year waits to be confirmed.
    """
    if state != step.source:
        raise NotFinished if state == "draft" else AlreadyFinished
    if step.stopped and report.stopping:
        raise StillBlocked(report.stopping)
    if step.stopped and report.unconfirmed:
        raise NotConfirmed(len(report.unconfirmed))
    return step.target
