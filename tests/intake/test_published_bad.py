"""PDFs that nobody can read a report from: one sentence each, and none that takes long."""

from io import BytesIO

import pikepdf
import pypdfium2
import pytest

from app.domain.proof_troubles import UnreadableDocument
from app.intake import published
from app.intake.bounded import MOST_DRAWN
from app.intake.neutral import Neutral
from tests.files.printed import case_pdf
from tests.intake.layouts import LINES, report


def refused(content: bytes) -> UnreadableDocument:
    """The refusal."""
    with pytest.raises(UnreadableDocument) as told:
        published.read(content)
    return told.value


def locked(owner: str, user: str) -> bytes:
    made = BytesIO()
    with pikepdf.open(BytesIO(report(LINES))) as document:
        document.save(made, encryption=pikepdf.Encryption(owner=owner, user=user))
    return made.getvalue()


def scanned() -> bytes:
    """Pictures of the pages, as a scanner makes them."""
    made = BytesIO()
    first, *others = [
        each.render(scale=1).to_pil() for each in pypdfium2.PdfDocument(case_pdf("2021-government"))
    ]
    first.save(made, "PDF", save_all=True, append_images=others)
    return made.getvalue()


def repeated(times: int) -> bytes:
    made = BytesIO()
    with pikepdf.open(BytesIO(report(LINES))) as document:
        for _ in range(times - 1):
            document.pages.append(document.pages[0])
        document.save(made)
    return made.getvalue()


def drawn(content: bytes) -> bytes:
    """A page that draws this."""
    made = BytesIO()
    with pikepdf.open(BytesIO(report(LINES))) as document:
        document.pages[0].Contents = document.make_stream(content)
        document.save(made, compress_streams=True)
    return made.getvalue()


def test_pictures_of_pages_have_no_text() -> None:
    sentence = refused(scanned()).sentence
    assert "扫描" in sentence
    assert "Word" in sentence


def test_a_page_with_nothing_has_no_text() -> None:
    assert refused(drawn(b"")).reason == "scanned"


def test_characters_that_nobody_knows_are_no_text() -> None:
    made = BytesIO()
    with pikepdf.open(BytesIO(report(LINES))) as document:
        for font in document.pages[0].Resources.Font.values():
            del font.ToUnicode
            for each in font.DescendantFonts:
                del each.FontDescriptor.FontFile2
        document.save(made)
    assert refused(made.getvalue()).reason == "scanned"


def test_what_needs_a_password_is_locked() -> None:
    assert refused(locked("x", "y")).reason == "locked"


def test_what_only_its_owner_may_change_is_read() -> None:
    assert published.read(locked("x", "")).items == published.read(report(LINES)).items


def test_too_many_pages() -> None:
    assert str(published.MOST_PAGES) in refused(repeated(500)).sentence


def test_a_page_that_draws_without_end() -> None:
    content = drawn(b"0 0 m 9 9 l S\n" * (MOST_DRAWN // 10))
    assert len(content) < 1_000_000
    assert refused(content).reason == "long"


def test_a_drawing_of_thousands_of_lines_is_no_table() -> None:
    lines = b"".join(
        b"%d %d m %d %d l S\n" % (x, y, x + 4, y) for x in range(0, 500, 9) for y in range(0, 700, 9)
    )
    assert refused(drawn(lines)).reason == "scanned"


@pytest.mark.parametrize("share", [0.0, 0.01, 0.3, 0.7, 0.99])
def test_half_a_file(share: float) -> None:
    content = report(LINES)
    try:
        read = published.read(content[: int(len(content) * share)])
    except UnreadableDocument:
        return
    assert isinstance(read, Neutral)


@pytest.mark.parametrize("content", [b"%PDF-1.7", b"%PDF-1.7\n%%EOF", b"%PDF-" + bytes(range(256)) * 40])
def test_what_only_says_that_it_is_a_pdf(content: bytes) -> None:
    assert refused(content).reason == "broken"
