"""The digest of an order: equal for orders of which the same comes out, in this and every other process."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.metadata import version
from pathlib import Path

from app.domain.content import canonical
from app.domain.report import Report
from app.files import bundle, faces
from app.files.copies import Copy
from app.jobs.orders import Rendering, View

APP = Path(__file__).parent.parent
WRITERS = ("fonttools", "lxml", "pydyf", "pypdfium2", "python-docx", "weasyprint", "xlsxwriter")
"""Libraries of which another version may write other bytes."""


@cache
def of_program(templates: Path) -> bytes:
    """The digest of everything besides the report that a file depends on, the edition apart."""
    digest = hashlib.sha256()
    for file in sorted([*APP.rglob("*.py"), *templates.rglob("*.*")]):
        digest.update(hashlib.sha256(file.read_bytes()).digest())
    digest.update(faces.version().encode())
    for name in WRITERS:
        digest.update(f"{name} {version(name)}\n".encode())
    return digest.digest()


class Digests:
    """Digests of orders. It keeps the editions it has met, which never change."""

    def __init__(self, templates: Path) -> None:
        """`templates` is the folder that files are drawn from."""
        self._templates = templates
        self._editions: dict[int, tuple[object, bytes]] = {}

    def of(self, order: Rendering | View) -> str:
        """The digest of an order."""
        what = order.ending if isinstance(order, Rendering) else f"page {order.page} {order.width}"
        return hashlib.sha256(f"{what} {self.of_copy(order.report, order.copy)}".encode()).hexdigest()

    def of_copy(self, report: Report, copy: Copy) -> str:
        """The digest of a report as one copy shows it, in whatever format."""
        digest = hashlib.sha256(of_program(self._templates))
        digest.update(repr(copy).encode())
        for each in (report, report.previous if copy.annex else None):
            if each is not None:
                # The canonical form knows figures by their value; the report file also as they were typed.
                digest.update(self._edition(each))
                digest.update(canonical(each))
                digest.update(bundle.dumps(each).encode())
        if copy.annex:  # the findings
            digest.update(repr((sorted(report.traits), report.on)).encode())
        return digest.hexdigest()

    def _edition(self, report: Report) -> bytes:
        edition = report.edition
        if id(edition) not in self._editions:
            digest = hashlib.sha256(edition.shape.model_dump_json().encode()).digest()
            self._editions[id(edition)] = (edition, digest)
        return self._editions[id(edition)][1]
