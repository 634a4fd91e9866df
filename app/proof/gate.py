"""Nothing is handed out as final that does not say, read back, what the report says."""

from __future__ import annotations

from app.domain.difference import MARKED, Difference, refused
from app.domain.manuscript import Manuscript
from app.domain.proof_troubles import NotEqual, UnreadableDocument
from app.proof.proofreading import proofread


def passed(script: Manuscript, ending: str, content: bytes) -> bytes:
    """The content of a final file, after it was read back and found equal to the report.

    Raises `NotEqual` with the places where it is not, or because it cannot be read or is marked as a draft.
    """
    try:
        proof = proofread(script, ending, content)
    except UnreadableDocument as wrong:
        raise NotEqual(ending, (Difference(refused(wrong.sentence), change="said"),)) from wrong
    marked = (Difference(MARKED, change="said"),) if proof.draft else ()
    differences = (*proof.differences, *marked)
    if differences:
        raise NotEqual(ending, differences)
    return content
