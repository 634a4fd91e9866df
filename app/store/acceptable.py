"""What can be kept exactly, and how much of it. Looked at before anything is queued to be written."""

from __future__ import annotations

from app.domain.troubles import TooLong, TooMany, Unwritable
from app.store.chain import OWN
from app.store.verbs import NewReport, Sent

MOST_EDITS = 400
LONGEST_TEXT = 20_000
LONGEST_NAME = 200
LARGEST_SEQ = 2**53


def kept(text: str | None) -> str | None:
    """The text as it is stored: nothing typed is blank, whichever way it was said."""
    return text or None


def check_text(field: str, text: str | None) -> None:
    """Raise `TooLong` or `Unwritable` for what a field cannot hold exactly."""
    content = text or ""
    if len(content) > LONGEST_TEXT:
        raise TooLong(field, LONGEST_TEXT)
    try:
        content.encode()  # half of a surrogate pair is not a character
    except UnicodeEncodeError:
        raise Unwritable(field) from None
    if "\0" in content:
        raise Unwritable(field)


def check_name(name: str) -> None:
    """Raise `Unwritable` for what names no field or client; those that begin with @ are the store's own."""
    shown = name[:LONGEST_NAME].encode(errors="replace").decode()
    if not name or len(name) > LONGEST_NAME or name.startswith(OWN):
        raise Unwritable(shown)
    check_text(shown, name)


def check_sent(sent: Sent) -> None:
    """Raise `TooMany`, `TooLong` or `Unwritable` for a request that cannot be kept exactly."""
    if len(sent.edits) > MOST_EDITS:
        raise TooMany(MOST_EDITS)
    check_name(sent.client)
    if not 1 <= sent.seq <= LARGEST_SEQ or len({edit.field for edit in sent.edits}) < len(sent.edits):
        raise Unwritable(sent.client)
    check_text(sent.client, sent.reason)
    for edit in sent.edits:
        check_name(edit.field)
        check_text(edit.field, edit.value)


def check_new(new: NewReport) -> None:
    """Raise `TooLong` or `Unwritable` for texts that a report cannot begin with."""
    for field, text in new.fields.items():
        check_name(field)
        check_text(field, text)
