"""Pages as images, quickly enough to be looked at while somebody types.

A page is drawn once as a plate. A figure that is exchanged afterwards is taken off the plate and drawn over
it by itself, with the glyphs and at the place that the whole page would have; the tests compare the images.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import dataclass

import pypdfium2
from pypdfium2 import raw

from app.domain.address import Address
from app.domain.manuscript import Manuscript
from app.domain.print_troubles import NoGlyph
from app.files.copies import Copy
from app.files.faces import missing_characters
from app.files.pdf.composing import PdfContext, context
from app.files.pdf.printing import bound, check, laid
from app.files.pdf.standing import StandingType
from app.rendering import Renderer

# isort: split
# Above this line fontconfig was told about the faces; from here on Pango may be loaded.
from weasyprint.formatting_structure.boxes import TableCellBox
from weasyprint.pdf.fonts import Font

POINTS = 0.75
"""In a CSS pixel."""
MOST_KEPT = 3
"""Reports that are kept laid out; each takes some ten megabytes."""
MOST_EXCHANGED = 24
"""A plate from which more figures were taken is made anew."""
GREYS = [level for grey in range(256) for level in (grey, grey, grey)]
WHITE = (255, 255, 255, 255)


Space = tuple[float, float, float, float]
"""Left, bottom, right and top of something on a page, in points from its bottom left corner."""


@dataclass(frozen=True, slots=True)
class Printed:
    """A run of text on a page."""

    object: pypdfium2.PdfObject
    space: Space

    def is_in(self, space: Space) -> bool:
        """Whether all of it is in there."""
        left, bottom, right, top = self.space
        return space[0] <= left and space[1] <= bottom and right <= space[2] and top <= space[3]


@dataclass(frozen=True, slots=True)
class PageImage:
    """A page as PNG, its number from 1, and how many pages there are."""

    png: bytes
    page: int
    pages: int


class Galley:
    """The reports that are being looked at, kept laid out. For one thread."""

    def __init__(self, renderer: Renderer) -> None:
        """`renderer` has the templates of the printed report."""
        self._renderer = renderer
        self._forms: list[Form] = []

    def page_png(self, script: Manuscript, copy: Copy, page: int, width: int) -> PageImage:
        """A page, from 1 and at most the last one, as an image of a width in pixels.

        Raises what `pdf.render` raises.
        """
        form = self._form(script, copy)
        self._keep(form)
        return form.page_png(page, width)

    def pdf(self, script: Manuscript, copy: Copy) -> bytes:
        """The bytes of `printing.render`, without laying out again what stands."""
        form = self._form(script, copy)
        self._keep(form)
        return form.pdf(script, self._renderer)

    def _keep(self, form: Form) -> None:
        self._forms = [form, *(other for other in self._forms if other is not form)][:MOST_KEPT]

    def _form(self, script: Manuscript, copy: Copy) -> Form:
        """The kept form of this report, or a new one."""
        check(script)
        printed = context(script, copy)
        missing = missing_characters("".join(printed.written.values()))
        if missing:
            raise NoGlyph(missing)
        kept = next((form for form in self._forms if form.exchange(printed)), None)
        return kept or Form(StandingType(printed, laid(printed, self._renderer)))


class Form:
    """A report laid out, and the plates of its pages."""

    def __init__(self, standing: StandingType) -> None:
        self._standing = standing
        self._plates: dict[tuple[int, int], Plate] = {}

    def exchange(self, context: PdfContext) -> bool:
        """Take the figures of `context`; false where more than figures differs, and nothing was done."""
        changed = self._standing.exchange(context)
        if changed is None:
            return False
        for plate in self._plates.values():
            plate.take_off(changed)
        return True

    def pdf(self, script: Manuscript, renderer: Renderer) -> bytes:
        """The pages as a file, with what belongs to `script` inside."""
        return bound(self._standing.document, script, renderer)

    def page_png(self, page: int, width: int) -> PageImage:
        """As `Galley.page_png`."""
        pages = len(self._standing.document.pages)
        number = max(1, min(page, pages))
        plate = self._plates.get((number, width))
        if plate is None or plate.is_worn:
            plate = self._plates[number, width] = Plate(self._standing, number - 1, width)
        return PageImage(plate.png(), number, pages)


class Plate:
    """One page at one size."""

    def __init__(self, standing: StandingType, number: int, width: int) -> None:
        self._standing, self._number = standing, number
        self._overlaid: set[Address] = set()
        self._fonts: dict[object, Font] = {}
        page = standing.page(number)
        self._pdf = pypdfium2.PdfDocument(standing.document.copy([page]).write_pdf(uncompressed_pdf=True))
        self._page = self._pdf[0]
        self._size = (width, round(width * page.height / page.width))
        self._height = page.height
        self._ground: pypdfium2.PdfBitmap | None = None
        self._texts: list[Printed] | None = None

    @property
    def is_worn(self) -> bool:
        """Whether so much was taken off that a new one is better."""
        return len(self._overlaid) > MOST_EXCHANGED

    def take_off(self, figures: Iterable[Address]) -> None:
        """Remove figures: they are drawn over the plate from now on."""
        here = {each for each in figures if self._standing.spot(each).page == self._number} - self._overlaid
        if not here:
            return
        self._ground = None
        self._overlaid |= here
        spaces = [self._space(self._standing.spot(each).cell) for each in here]
        if self._texts is None:
            texts = self._page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT])
            self._texts = [Printed(text, text.get_bounds()) for text in texts]
        gone = [text for text in self._texts if any(map(text.is_in, spaces))]
        for text in gone:
            self._page.remove_obj(text.object)
        self._texts = [text for text in self._texts if text not in gone]

    def png(self) -> bytes:
        """The page as it is now."""
        if self._ground is None:
            self._ground = pypdfium2.PdfBitmap.new_native(*self._size, raw.FPDFBitmap_Gray)
            self._ground.fill_rect(WHITE, 0, 0, *self._size)
            _draw(self._page, self._ground)
        bitmap = self._ground
        if self._overlaid:
            bitmap = pypdfium2.PdfBitmap.new_native(
                *self._size, raw.FPDFBitmap_Gray, buffer=type(bitmap.buffer).from_buffer_copy(bitmap.buffer)
            )
            over = pypdfium2.PdfDocument(self._overlay())
            _draw(over[0], bitmap)
            over.close()
        return _png(bitmap)

    def _space(self, cell: TableCellBox) -> Space:
        left, top = cell.border_box_x() * POINTS, (self._height - cell.border_box_y()) * POINTS
        return (left, top - cell.border_height() * POINTS, left + cell.border_width() * POINTS, top)

    def _overlay(self) -> bytes:
        """A page with nothing but the figures that were taken off."""
        standing = self._standing
        document = standing.document.copy([standing.bare(self._number, self._overlaid)])
        document.fonts = self._fonts
        content: bytes = document.write_pdf(uncompressed_pdf=True)
        for font in self._fonts.values():
            font.clean = _Cleaned(font)
        return content


class _Cleaned:
    """Cuts a font down to its used glyphs, but not again while no other glyph is used."""

    def __init__(self, font: Font) -> None:
        self._font, self._kept = font, frozenset(font.to_unicode)

    def __call__(self, to_unicode: dict[int, str], hinting: object) -> None:
        if not to_unicode.keys() <= self._kept:
            self._kept |= to_unicode.keys()
            Font.clean(self._font, to_unicode, hinting)


def _png(bitmap: pypdfium2.PdfBitmap) -> bytes:
    """As a palette of greys: PNG filters the lines of any other kind, at twice the time and no gain here."""
    file = io.BytesIO()
    image = bitmap.to_pil().copy()
    image.putpalette(GREYS)
    image.save(file, "PNG", compress_level=1)
    return file.getvalue()


def _draw(page: pypdfium2.PdfPage, bitmap: pypdfium2.PdfBitmap) -> None:
    raw.FPDF_RenderPageBitmap(bitmap, page, 0, 0, bitmap.width, bitmap.height, 0, raw.FPDF_GRAYSCALE)
