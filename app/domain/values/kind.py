"""What every kind of value can do."""

from abc import ABC, abstractmethod
from decimal import Decimal
from typing import Literal

from pydantic import BaseModel, ConfigDict

from app.domain.values.reading import Number, Reading

InputMode = Literal["numeric", "decimal", "text"]


class ValueKind(BaseModel, ABC):
    """A kind of value with its parameters, as an edition states them.

    Nothing is ever refused: what cannot be read is a `Reading` that says why.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: str

    @abstractmethod
    def read(self, text: str | None) -> Reading:
        """What was typed, understood. Any text will do; the same text is only worked on once."""

    @abstractmethod
    def write(self, text: str | None) -> str:
        """The print form of what was typed: one spelling for one number, nothing for a blank.

        What is not a number is printed as typed, without the white space around it.
        """

    def show(self, number: Number) -> str:
        """The print form of a computed number, in the unit of the column; totals have no upper limit."""
        return format(Decimal(number), "f")

    @property
    @abstractmethod
    def inputmode(self) -> InputMode:
        """The keyboard a browser should offer."""

    @property
    @abstractmethod
    def example(self) -> str:
        """A text of this kind, as a hint; empty where none helps."""
