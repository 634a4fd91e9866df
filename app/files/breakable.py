"""Where a line of Chinese text may end though the typesetter would not end it there."""

from __future__ import annotations

import re
from functools import lru_cache

OPENERS = "\u3008\u300a\u300c\u300e\u3010\u3014\u3016\uff08\uff3b\uff5b"
CLOSERS = (
    "\u2026\u3001\u3002\u3009\u300b\u300d\u300f\u3011\u3015\u3017"
    "\uff01\uff05\uff09\uff0c\uff0e\uff1a\uff1b\uff1f\uff3d\uff5d"
)
"""Full-width marks that end no line, and those that begin none; quotation marks go with either."""
UNSEEN = "\u200b"

_HAN = "\u2e80-\u2fff\u3006\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
# A single mark beside a letter may be an apostrophe.
_CLOSING = re.compile(f"(?<=[’”])(?=[\u2014‘“{OPENERS}{_HAN}])|(?<=”)(?=[0-9A-Za-z])")
_OPENING = re.compile(f"(?<=[\u2014’”{CLOSERS}{_HAN}])(?=[‘“])|(?<=[0-9A-Za-z%])(?=“)")
_ADDRESS = re.compile("(?=[!-~]*/)(?=[!-~]*[A-Za-z])[!-~]{20,}")
# After a mark, and inside a word not too near to its ends.
_JOINT = re.compile("(?<=[/?&=#._-])(?=[0-9A-Za-z])|(?<=[0-9A-Za-z]{4})(?=[0-9A-Za-z]{4})")


@lru_cache(maxsize=4096)  # most texts of a report are those of the time before
def breakable(text: str) -> str:
    """The text with a zero-width space where a line may end: beside quotation marks, in addresses of sites.

    Pango takes “ and ” for Western marks that stick to both neighbours (UAX 14, LB19), so that a list of
    quoted words would run off the page. The space is drawn as nothing and is not in the extracted text.
    """
    parted = _OPENING.sub(UNSEEN, _CLOSING.sub(UNSEEN, text))
    return _ADDRESS.sub(lambda found: _JOINT.sub(UNSEEN, found[0]), parted)
