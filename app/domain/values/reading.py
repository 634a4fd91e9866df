"""What was understood of a typed text."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Final, Literal, NamedTuple

Number = int | Decimal
State = Literal["blank", "not_applicable", "number", "unreadable", "text"]


@dataclass(frozen=True, slots=True)
class Reading:
    """What a typed text means.

    `number` is set in the state `number` only, in the unit of the column. `why` is a sentence for a person,
    in the states `not_applicable` and `unreadable` only; the caller says first where. `text` is what a kind
    of words says of every text that is not blank.
    """

    state: State
    number: Number | None = None
    why: str = ""


class Understood(NamedTuple):
    """A reading and the print form that goes with it."""

    reading: Reading
    written: str


BLANK: Final = Reading("blank")
NOTHING: Final = Understood(BLANK, "")
