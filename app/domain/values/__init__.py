"""Kinds of value: how a figure is read from what was typed, why it is not one, and how it is printed.

`AnyKind` is the register. A new kind is a class in a file of its own, one name here, and its cases in
`tests/cases/values.json`, which the script in the browser has to agree with too.
"""

from typing import Annotated

from pydantic import Field

from app.domain.values.count import Count, SignedCount
from app.domain.values.kind import ValueKind
from app.domain.values.money import Money
from app.domain.values.reading import BLANK, Number, Reading, State
from app.domain.values.text import Text

__all__ = [
    "BLANK",
    "AnyKind",
    "Count",
    "Money",
    "Number",
    "Reading",
    "SignedCount",
    "State",
    "Text",
    "ValueKind",
]

AnyKind = Annotated[Count | SignedCount | Money | Text, Field(discriminator="kind")]
