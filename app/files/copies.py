"""Which copy of a report is made: the final one, or one to work on."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Copy:
    """What a copy bears besides the report. A format leaves aside what it has no place for.

    `draft` marks every page as one; `numbered` puts the numbers of the lines into the margin, and `annex` the
    findings after the report, both for those who review it. `one_sided` has page numbers and margins for
    paper printed on one side. `fragment` is a page for a site's own frame (HTML without its head).
    """

    draft: bool = False
    numbered: bool = False
    annex: bool = False
    one_sided: bool = False
    fragment: bool = False


FINAL = Copy()
