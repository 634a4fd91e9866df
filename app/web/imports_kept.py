"""An imported document as text that the store can keep, and back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from pydantic import TypeAdapter, ValidationError
from pydantic_core import PydanticSerializationError

from app.domain.fields import Head, from_fields, to_fields
from app.domain.imported import Doubtful, Imported, Unplaced, Where
from app.domain.importing_troubles import TooMuchText
from app.domain.narrative import Deviation
from app.domain.proof_troubles import UnreadableDocument
from app.domain.troubles import NotFound
from app.intake.neutral import Neutral
from app.store.editions import Editions

MOST_TEXT = 3_000_000
TEN_THOUSAND = 10_000


@dataclass(frozen=True, slots=True)
class Filed:
    """`Imported` in plain data: the report is its head and its fields."""

    edition: str
    agency: str
    year: int
    kind: str
    title: str
    fields: Mapping[str, str | None]
    deviations: tuple[Deviation, ...]
    doubtful: tuple[Doubtful, ...]
    unplaced: tuple[Unplaced, ...]
    seen: Mapping[str, Where]


NEUTRAL = TypeAdapter(Neutral)
FILED = TypeAdapter(Filed)


def source_text(neutral: Neutral, name: str) -> str:
    """What a reader has made of a document. What is attached to it stays behind.

    Raises `TooMuchText`, and `UnreadableDocument` for what is no text at all.
    """
    text = _dumped(NEUTRAL, replace(neutral, attached={}), name)
    if len(text) > MOST_TEXT:
        raise TooMuchText(name, MOST_TEXT // TEN_THOUSAND)
    return text


def result_text(imported: Imported, name: str) -> str:
    """What was found in a document. Raises as `source_text` does."""
    report = imported.report
    filed = Filed(
        edition=report.edition.id,
        agency=report.agency,
        year=report.year,
        kind=report.kind,
        title=report.title,
        fields=to_fields(report),
        deviations=report.deviations,
        doubtful=imported.doubtful,
        unplaced=imported.unplaced,
        seen=imported.seen,
    )
    return _dumped(FILED, filed, name)


def neutral_of(text: str) -> Neutral:
    """The neutral form that was kept. Raises `NotFound` for what an earlier program has kept otherwise."""
    try:
        return NEUTRAL.validate_json(text)
    except ValidationError as wrong:
        raise NotFound from wrong


def imported_of(text: str, editions: Editions) -> Imported:
    """What was found, as it was kept. Raises `NotFound`."""
    try:
        filed = FILED.validate_json(text)
    except ValidationError as wrong:
        raise NotFound from wrong
    edition = editions.by_id(filed.edition)
    report = from_fields(edition, Head(filed.agency, filed.year, filed.kind), filed.fields)
    report = replace(report, agency=filed.agency, title=filed.title, deviations=filed.deviations)
    return Imported(report, filed.doubtful, filed.unplaced, filed.seen)


def _dumped(adapter: TypeAdapter[Neutral] | TypeAdapter[Filed], value: object, name: str) -> str:
    try:
        return adapter.dump_json(value).decode()  # type: ignore[arg-type]  # the one it is for
    except (PydanticSerializationError, UnicodeEncodeError) as wrong:
        raise UnreadableDocument("broken", name=name) from wrong
