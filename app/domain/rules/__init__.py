"""The register of rule kinds, in reading order: figures, then text, then the document as a whole."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from app.domain.rules.balance import Balance
from app.domain.rules.barred import Barred
from app.domain.rules.carried import Carried
from app.domain.rules.coincidence import Coincidence
from app.domain.rules.due import Due
from app.domain.rules.filled import Filled
from app.domain.rules.leap import Leap
from app.domain.rules.length import Length
from app.domain.rules.limit import Limit
from app.domain.rules.mentions import Mentions
from app.domain.rules.needs import Needs
from app.domain.rules.period import Period
from app.domain.rules.reminder import Reminder
from app.domain.rules.share import Share
from app.domain.rules.statement import Statement
from app.domain.rules.stock import Stock
from app.domain.rules.swing import Swing
from app.domain.rules.titled import Titled
from app.domain.rules.together import Together
from app.domain.rules.topics import Topics
from app.domain.rules.total import Total
from app.domain.rules.unchanged import Unchanged
from app.domain.rules.written import Written

OfFigures = (
    Total
    | Balance
    | Carried
    | Stock
    | Limit
    | Filled
    | Share
    | Swing
    | Leap
    | Needs
    | Together
    | Coincidence
    | Barred
    | Reminder
)
OfText = Topics | Mentions | Length | Written | Statement
OfDocument = Titled | Period | Unchanged | Due

AnyRule = Annotated[OfFigures | OfText | OfDocument, Field(discriminator="kind")]

__all__ = ["AnyRule", "Balance", "Total"]
