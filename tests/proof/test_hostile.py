"""Whatever is in a file, reading it ends with a document or with one sentence."""

from io import BytesIO
from zipfile import ZipFile

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.domain.proof_troubles import UnreadableDocument
from app.intake import limits
from app.intake.neutral import Neutral
from app.proof.proofreading import READERS
from tests.proof.test_damage import written

SCRAPS = (b"0", b"<", b">>", b"/", b"999999999", b"-1", b"[", b")", b'"', b"\xff", b"&#0;", b"<!DOCTYPE x>")


def read(ending: str, content: bytes) -> Neutral | None:
    """What a reader makes of it; nothing where it is refused. Anything else that is raised fails the test."""
    try:
        return READERS[ending].read(content)
    except UnreadableDocument:
        return None


def spoiled(data: st.DataObject, content: bytes) -> bytes:
    """Some bytes taken away and others put in."""
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(content) - 1))
        rest = content[at + data.draw(st.integers(0, 20)) :]
        content = content[:at] + data.draw(st.sampled_from(SCRAPS)) + rest
    return content


def bare_pdf() -> bytes:
    """A PDF whose objects and pages stand there as they are, so that damage reaches them."""
    made = BytesIO()
    pikepdf.open(BytesIO(written("pdf"))).save(
        made,
        compress_streams=False,
        object_stream_mode=pikepdf.ObjectStreamMode.disable,
        stream_decode_level=pikepdf.StreamDecodeLevel.generalized,
    )
    return made.getvalue()


@pytest.mark.parametrize("ending", ["docx", "xlsx"])
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_packages_with_a_spoiled_part(ending: str, data: st.DataObject) -> None:
    made = BytesIO()
    with ZipFile(BytesIO(written(ending))) as source, ZipFile(made, "w") as target:
        victim = data.draw(st.sampled_from(source.namelist()))
        for each in source.namelist():
            part = source.read(each)
            target.writestr(each, spoiled(data, part) if each == victim else part)
    read(ending, made.getvalue())


@pytest.mark.parametrize("ending", ["html", "csv", "json"])
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_spoiled_texts(ending: str, data: st.DataObject) -> None:
    read(ending, spoiled(data, written(ending)))


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_spoiled_prints(data: st.DataObject) -> None:
    read("pdf", spoiled(data, bare_pdf()))


@pytest.mark.parametrize("ending", sorted(READERS))
def test_what_is_too_large_is_not_opened(ending: str) -> None:
    with pytest.raises(UnreadableDocument) as refused:
        READERS[ending].read(b"\0" * (limits.MOST_BYTES + 1))
    assert str(limits.MOST_BYTES) in refused.value.sentence


@pytest.mark.parametrize("ending", ["docx", "xlsx"])
def test_what_becomes_too_large_is_not_unpacked(ending: str) -> None:
    made = BytesIO()
    with ZipFile(made, "w", compression=8) as package:
        for number in range(3):
            package.writestr(f"{number}.xml", b"\0" * (limits.MOST_BYTES // 2))
    assert len(made.getvalue()) < 1_000_000
    with pytest.raises(UnreadableDocument) as refused:
        READERS[ending].read(made.getvalue())
    assert str(limits.MOST_BYTES) in refused.value.sentence
