"""The figures of a report as CSV: one line a figure, by its address. `docs/data-dictionary.md` explains it.

RFC 4180 in UTF-8 with a byte order mark, without which Excel takes Chinese for another code.
"""

from __future__ import annotations

import csv
from io import StringIO

from app.domain import sheet_words as words
from app.domain.dataset import dataset
from app.domain.formulas import guarded
from app.domain.manuscript import Manuscript
from app.files.copies import Copy
from app.rendering import Renderer


def write(script: Manuscript, _copy: Copy, _renderer: Renderer) -> bytes:
    """All figures in printed order under one line of titles. No text in it can be taken for a formula.

    Every copy is the same: a file of data has no place for a mark.
    """
    report = script.report
    whole = (report.agency, str(report.year), report.edition.id)
    text = StringIO(newline="")
    # The line end of RFC 4180, which is Python's own as well.
    lines = csv.writer(text)
    lines.writerow(words.COLUMNS)
    lines.writerows(map(guarded, (*words.in_words(datum), *whole)) for datum in dataset(script))
    return text.getvalue().encode("utf-8-sig")
