"""The worker that writes files and draws pages: the only process that has a typesetter in it."""

from __future__ import annotations

from pathlib import Path

from app.domain.file_troubles import FormatNotOffered
from app.domain.manuscript import manuscript
from app.domain.troubles import NotFound
from app.files.faces import with_fallback
from app.files.formats import FORMATS
from app.files.pdf.page_images import Galley
from app.jobs.orders import Order, Rendering, Sheet, View
from app.jobs.worker import Told, told, work
from app.rendering import Renderer

STANDING = "pdf"
"""The format whose pages are kept laid out, and are the same bytes as laid out anew."""


class Bench:
    """What one worker keeps: the templates, and the pages it has standing."""

    def __init__(self, told: Told) -> None:
        """`told` names the folder of the templates and the face for rare characters, or nothing."""
        templates, face = told.more
        with_fallback(Path(face) if face else None)
        self._renderer = Renderer(Path(templates))
        self._galley = Galley(self._renderer)

    def made(self, order: Order) -> bytes | Sheet:
        """The file or the page that was ordered. Raises a `Trouble` for what cannot be made."""
        if not isinstance(order, Rendering | View):
            raise NotFound
        script = manuscript(order.report)
        if isinstance(order, View):
            image = self._galley.page_png(script, order.copy, order.page, order.width)
            return Sheet(image.png, image.page, image.pages)
        if order.ending not in FORMATS:
            raise FormatNotOffered(order.ending, list(FORMATS))
        if order.ending == STANDING:
            return self._galley.pdf(script, order.copy)
        return FORMATS[order.ending].write(script, order.copy, self._renderer)


if __name__ == "__main__":
    work(told(), Bench(told()).made)
