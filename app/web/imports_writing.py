"""Writing an import into its report: one revision, however often the button is pressed."""

from __future__ import annotations

from anyio import to_thread

from app.domain.imported import Asked
from app.domain.importing_troubles import NothingToWrite
from app.domain.troubles import NotFound, ReportExists
from app.intake.mapping import mapped
from app.store.acceptable import check_sent
from app.store.verbs import NewReport, Opened, Revision, Sent, Typed
from app.web.imports_kept import neutral_of, result_text
from app.web.imports_review import is_text
from app.web.imports_target import ANY_AGENCY, ANY_YEAR, YEAR, Bringing, Target, target_of
from app.web.imports_texts import edits_of
from app.web.rooms import Rooms


def client_of(import_id: int) -> str:
    """Under which name an import stands in the log of its report."""
    return f"import-{import_id}"


async def write(rooms: Rooms, bringing: Bringing) -> int:
    """Write what was decided; returns the report.

    Raises what stands in the way, `NothingToWrite`, and as `ReportStore.type_fields` does.
    """
    target = target_of(rooms, bringing)
    for refusal in target.refusals:
        raise refusal
    pending, person = bringing.pending, bringing.person
    client, edits = client_of(pending.head.id), edits_of(bringing, target)
    if not edits:
        return _written_before(rooms, target, client)
    sent = Sent(client, 1, edits, "import", pending.head.name)
    check_sent(sent)  # before a report is made for it
    opened = target.opened or await _created(rooms, bringing, target)
    typed = await rooms.reports.type_fields(opened.id, person.actor, sent)
    figures, texts = _counted(typed, target)
    into = Revision(opened.id, typed.opened.rev)
    await rooms.imports.written(pending.head.id, person.id, into, figures, texts)
    return opened.id


async def read_again(rooms: Rooms, bringing: Bringing) -> None:
    """Read the document by the edition of the report that it is to go into. What was decided is asked anew.

    Raises `NoReportIn` where that form is not to be found in it.
    """
    pending, target = bringing.pending, target_of(rooms, bringing)
    neutral = neutral_of(pending.source)
    found = bringing.imported.report

    def read() -> str:
        asked = Asked(edition=target.edition.id, year=found.year or None, agency=found.agency or None)
        anew = mapped(neutral, rooms.editions.all, rooms.aliases, asked)
        return result_text(anew, pending.head.name)

    result = await to_thread.run_sync(read)
    kept = {name: text for name, text in bringing.decisions.items() if name in {YEAR, ANY_YEAR, ANY_AGENCY}}
    kept[YEAR] = str(target.year)
    await rooms.imports.read_anew(pending.head.id, bringing.person.id, result, kept)


def _written_before(rooms: Rooms, target: Target, client: str) -> int:
    """The report, if a first press of the button was quicker. Raises `NothingToWrite`."""
    opened = target.opened
    if opened and any(entry.client == client for entry in rooms.reports.history(opened.id)):
        return opened.id
    raise NothingToWrite


async def _created(rooms: Rooms, bringing: Bringing, target: Target) -> Opened:
    agency, kind = bringing.agency.id, bringing.pending.head.kind
    try:
        new = NewReport(agency, target.year, kind, target.edition.id)
        return await rooms.reports.create(new, bringing.person.actor)
    except ReportExists:
        opened = target_of(rooms, bringing).opened
        if opened is None:
            raise NotFound from None
        return opened


def _counted(typed: Typed, target: Target) -> tuple[int, int]:
    """How many figures and paragraphs were kept."""
    fields = typed.opened.fields
    figures = sum(name in target.edition.figures for name in typed.saved)
    texts = sum(len((fields.get(name) or "").split("\n")) for name in typed.saved if is_text(name))
    return figures, texts
