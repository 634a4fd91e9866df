"""What goes along with the text of a document, for machines: files inside it, and what it says of itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from app.domain import difference as words
from app.domain.difference import Difference
from app.domain.file_troubles import BadReportFile
from app.domain.manuscript import Manuscript
from app.domain.proof_troubles import UnreadableDocument
from app.intake import datasheet
from app.intake.neutral import Neutral
from app.intake.report_file import CONTENT, data
from app.proof import records, reportfile
from app.proof.texts import same


def compared(script: Manuscript, document: Neutral, wanted: Sequence[str]) -> Iterator[Difference]:
    """What differs in the files inside, which are to be those `wanted`, and in the title it bears."""
    for name in dict.fromkeys((*wanted, *document.attached)):
        if name not in document.attached:
            yield Difference(words.ATTACHED, name, change="lost")
        elif name not in wanted:
            yield Difference(words.ATTACHED, found=name, change="extra")
        else:
            yield from _file(script, name, document.attached[name])
    title = document.said.get("title", script.title)
    if not same(script.title, title.removeprefix(words.DRAFT_TITLE)):
        yield Difference(words.SAID_TITLE, script.title, title)


def _file(script: Manuscript, name: str, content: bytes) -> Sequence[Difference]:
    try:
        return COMPARE[name](script, content, name)
    except (BadReportFile, UnreadableDocument) as wrong:
        return (Difference(words.refused(wrong.sentence, name), change="said"),)


def _report(script: Manuscript, content: bytes, name: str) -> Sequence[Difference]:
    return reportfile.compared(script.report, content, name)


def _figures(script: Manuscript, content: bytes, name: str) -> Sequence[Difference]:
    return records.compared(script, datasheet.read(content), name).differences


def _description(script: Manuscript, content: bytes, _name: str) -> Sequence[Difference]:
    """What search engines are told: the title, the agency and the year, wherever they are repeated."""
    told = {
        words.SAID_TITLE: ({"Report", "Dataset"}, "name", script.title),
        words.SAID_AGENCY: ({"GovernmentOrganization"}, "name", script.report.agency),
        words.SAID_YEAR: ({"Report", "Dataset"}, "temporalCoverage", str(script.report.year)),
    }
    things = list(_things(data(content)))
    return tuple(
        Difference(place, expected, str(each.get(key, "")))
        for place, (kinds, key, expected) in told.items()
        for each in (thing for thing in things if thing.get("@type") in kinds)
        if each.get(key) != expected
    )


def _things(value: object) -> Iterator[Mapping[str, object]]:
    """Every thing of a kind that the data speak of."""
    if isinstance(value, dict):
        if "@type" in value:
            yield value
        for each in value.values():
            yield from _things(each)
    elif isinstance(value, list):
        for each in value:
            yield from _things(each)


def _whole(script: Manuscript, content: bytes, _name: str) -> Sequence[Difference]:
    return reportfile.compared(script.report, content)


COMPARE: Mapping[str, Callable[[Manuscript, bytes, str], Sequence[Difference]]] = {
    CONTENT: _whole,
    "report.json": _report,
    "gouji-report": _report,
    "figures.csv": _figures,
    "application/ld+json": _description,
}
"""By the name of a file attached to a PDF, by the id or the type of a block in a page; a report file is
one block."""
