"""PDFs made to take long, or much, of whoever reads them: refused for it, or read without what is not seen.

How soon is a figure of `make bench`; that they are refused for what they would take needs no clock.
"""

import zlib
from collections.abc import Callable, Mapping

import pytest

from app.domain.proof_troubles import UnreadableDocument
from app.intake import published
from tests.intake.raw_pdf import FACE, HELD, WORDS, bomb, faced, packed, page, placing, stream, whole

FORM = b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]"
NAMED = b"<</Type/Font/Subtype/Type1/BaseFont/X/ToUnicode 7 0 R>>"
WIDE = (
    b"<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H/DescendantFonts[<</Type/Font"
    b"/Subtype/CIDFontType2/BaseFont/X/W[0 2000000000 500]>>]>>"
)
RANGE = b"begincmap 1 beginbfrange <00000000> <ffffffff> <0020> endbfrange"
SHEET = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 3 0 R/Resources<</Font<</F 4 0 R>>>>>>"
NESTED = [stream(b"/X Do " * 10, FORM + b"/Resources<</XObject<</X %d 0 R>>>>" % (at + 7)) for at in range(8)]
FILES: Mapping[str, Callable[[], bytes]] = {
    "content": lambda: page(packed(bomb(100))),
    "a drawing": lambda: placing(packed(bomb(100), FORM)),
    "a table of characters": lambda: faced(NAMED, packed(bomb(100))),
    "content packed twice": lambda: page(
        packed(zlib.compress(bomb(100)), b"/Filter[/FlateDecode/FlateDecode]").replace(
            b"/Filter/FlateDecode", b""
        )
    ),
    "characters without end": lambda: faced(NAMED, stream(RANGE)),
    "widths without end": lambda: faced(WIDE),
    "many characters": lambda: page(stream(b"BT /F 1 Tf " + b"(01234567890123456789) Tj " * 30000)),
    "many words": lambda: page(stream(b"q " * 1_000_000)),
    "drawings of drawings": lambda: page(
        stream(b"/X Do " + WORDS), b"<</XObject<</X 6 0 R>>>>", [*NESTED, stream(WORDS, FORM)]
    ),
    "one page ten thousand times": lambda: whole(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[" + b"5 0 R " * 10_000 + b"]/Count 1>>",
            stream(WORDS),
            FACE,
            SHEET,
        ]
    ),
    "pages in a ring": lambda: whole(
        [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 2>>"]
    ),
}


@pytest.mark.parametrize("name", FILES)
def test_what_would_take_long_is_soon_refused(name: str) -> None:
    content = FILES[name]()
    with pytest.raises(UnreadableDocument) as told:
        published.read(content)
    assert told.value.reason in {"broken", "long", "pages"}


def test_a_drawing_that_places_itself_ends() -> None:
    ring = stream(b"/X Do /X Do ", FORM + b"/Resources<</XObject<</X 6 0 R>>>>")
    assert len(published.read(placing(ring)).items) == 1


def test_what_is_to_be_run_when_it_is_opened_is_not() -> None:
    acts = b"/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>/AA<</WC<</S/Launch/F(calc.exe)>>>>"
    assert (
        published.read(page(stream(WORDS), HELD, (), acts)).items == published.read(page(stream(WORDS))).items
    )


def test_files_in_it_are_not_unpacked() -> None:
    held = b"/Names<</EmbeddedFiles<</Names[(x.exe)<</F(x.exe)/EF<</F 6 0 R>>>>]>>>>"
    read = published.read(page(stream(WORDS), HELD, [packed(bomb(100))], held))
    assert read.attached == {}


def test_text_without_ink_is_not_read() -> None:
    behind = b"BT 3 Tr /F 12 Tf 72 600 Td (guessed behind a picture) Tj 0 Tr ( and seen) Tj ET "
    [first, last] = published.read(page(stream(WORDS + behind))).items
    assert "guessed" not in repr((first, last))
    assert "and seen" in repr(last)


def test_text_in_the_colour_of_the_paper_is_not_read_unless_its_ground_is_another() -> None:
    white = b"1 g BT /F 12 Tf 72 600 Td (on paper) Tj ET "
    dark = b"0 0 1 rg 60 490 300 30 re f 1 g BT /F 12 Tf 72 500 Td (on blue) Tj ET "
    said = repr(published.read(page(stream(WORDS + white + dark))).items)
    assert "on blue" in said
    assert "on paper" not in said


def test_pages_that_are_pictures_are_told() -> None:
    said = b"/Type/XObject/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray"
    sheet = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents %d 0 R/Resources %b>>"
    read = published.read(
        whole(
            [
                b"<</Type/Catalog/Pages 2 0 R>>",
                b"<</Type/Pages/Kids[3 0 R 6 0 R]/Count 2>>",
                sheet % (4, HELD),
                stream(WORDS),
                FACE,
                sheet % (7, b"<</XObject<</X 8 0 R>>>>"),
                stream(b"595 0 0 842 0 0 cm /X Do"),
                stream(b"\0", said),
            ]
        )
    )
    assert [(each.text, each.place.page) for each in read.remarks] == [("第 2 页", 2)]
