"""Pages of a PDF with what can be seen on them, and with an end to how much that may be."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pdfminer.converter import PDFPageAggregator
from pdfminer.layout import LTPage
from pdfminer.pdfcolor import PDFColorSpace
from pdfminer.pdfdevice import PDFTextSeq
from pdfminer.pdfinterp import PDFGraphicState, PDFPageInterpreter, PDFResourceManager, PDFTextState
from pdfminer.pdftypes import PDFStream, resolve1
from pdfminer.utils import Matrix, Rect
from pdfplumber.page import Page

from app.domain.proof_troubles import UnreadableDocument

MOST = 600_000
"""What is done for all pages, in words of the language that draws them; thirty pages take half of it."""
CHARACTER, PATH, DRAWING = 4, 4, 300
"""What is done for each of them, besides reading its words."""
SIGNS = b" \t\r\n([</"
"""Between words, or before them."""
UNSEEN = (3, 7)
"""The ways to write text that leave no ink: so stands what a program guessed behind the picture of a scan."""


class Amount:
    """How much has been done by now."""

    def __init__(self) -> None:
        """Nothing yet."""
        self.done = 0

    def more(self, done: int) -> None:
        """So much more. Raises `UnreadableDocument` for too much."""
        self.done += done
        if self.done > MOST:
            raise UnreadableDocument("long")


class Interpreter(PDFPageInterpreter):
    """Follows what draws a page, once it is known not to be too long."""

    device: Visible

    def execute(self, streams: Sequence[object]) -> None:
        """Each of them counts whenever it is followed, as a drawing may be in many others."""
        found = (each for each in map(resolve1, streams) if isinstance(each, PDFStream))
        for data in (each.get_data() for each in found):
            self.device.amount.more(sum(data.count(sign) for sign in SIGNS))
        super().execute(streams)


class Visible(PDFPageAggregator):
    """Takes what a page draws, save text without ink, and counts it."""

    def __init__(self, manager: PDFResourceManager, number: int, amount: Amount) -> None:
        """For the page of this number; what it draws is added to the amount."""
        super().__init__(manager, pageno=number)
        self.amount = amount

    def render_string(
        self, textstate: PDFTextState, seq: PDFTextSeq, ncs: PDFColorSpace, graphicstate: PDFGraphicState
    ) -> None:
        """Text. What has no ink is set all the same, as what comes behind it stands where it ends."""
        onto = self.cur_item
        if textstate.render in UNSEEN:
            self.cur_item = LTPage(self.pageno, onto.bbox)
        before = len(self.cur_item)
        super().render_string(textstate, seq, ncs, graphicstate)
        self.amount.more(CHARACTER * (len(self.cur_item) - before))
        self.cur_item = onto

    def paint_path(self, *painting: Any) -> None:  # noqa: ANN401 - handed on as it came
        """Lines and areas."""
        self.amount.more(PATH)
        super().paint_path(*painting)

    def begin_figure(self, name: str, bbox: Rect, matrix: Matrix) -> None:
        """A drawing in the drawing; it may itself hold others without end."""
        self.amount.more(DRAWING)
        super().begin_figure(name, bbox, matrix)


class Seen(Page):
    """A page and what can be seen on it. `turned` is by how many degrees more than it says itself."""

    def __init__(self, page: Page, amount: Amount, turned: int = 0) -> None:
        """What is drawn is added to the amount."""
        drawn = page.page_obj
        if turned:
            drawn.rotate = (drawn.rotate + turned) % 360
            drawn.attrs = {**drawn.attrs, "Rotate": drawn.rotate}
        super().__init__(page.pdf, drawn, page.page_number, page.initial_doctop)
        self.amount = amount

    @property
    def layout(self) -> LTPage:
        """What is drawn, read once."""
        if not hasattr(self, "_layout"):
            device = Visible(self.pdf.rsrcmgr, self.page_number, self.amount)
            Interpreter(self.pdf.rsrcmgr, device).process_page(self.page_obj)
            self._layout = device.get_result()
        return self._layout
