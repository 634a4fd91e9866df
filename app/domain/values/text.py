"""Short words that are no number."""

from typing import Literal

from app.domain.characters import one_line
from app.domain.values.kind import InputMode, ValueKind
from app.domain.values.reading import BLANK, Reading
from app.domain.values.typed import printable, tidy


class Text(ValueKind):
    """Free short text. It is never read as a number, whatever it looks like."""

    kind: Literal["text"] = "text"

    def read(self, text: str | None) -> Reading:
        """Blank, or text."""
        return Reading("text") if self.write(text) else BLANK

    def write(self, text: str | None) -> str:
        """The text on one line, cleaned, without the white space around it."""
        words = one_line(text or "")
        return printable(words) if tidy(words) else ""

    @property
    def inputmode(self) -> InputMode:
        """The ordinary keyboard."""
        return "text"

    @property
    def example(self) -> str:
        """None helps."""
        return ""
