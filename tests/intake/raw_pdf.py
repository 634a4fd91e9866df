"""PDFs written by hand, as no program writes them."""

from __future__ import annotations

import zlib
from collections.abc import Sequence

FACE = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
WORDS = b"BT /F 12 Tf 72 700 Td (some text of a report that is long enough 123) Tj ET "
HELD = b"<</Font<</F 5 0 R>>>>"


def whole(parts: Sequence[bytes]) -> bytes:
    """A file of these objects; the first is the catalogue."""
    out = b"%PDF-1.7\n"
    places = []
    for number, part in enumerate(parts, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(parts) + 1
    ending = b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (size, len(out))
    return out + b"xref\n0 %d\n0000000000 65535 f \n" % size + table + ending


def stream(data: bytes, said: bytes = b"") -> bytes:
    """Data, packed."""
    return packed(zlib.compress(data, 9), said)


def packed(data: bytes, said: bytes = b"") -> bytes:
    """Data that is packed already."""
    return b"<<%b/Length %d/Filter/FlateDecode>>stream\n%b\nendstream" % (said, len(data), data)


def bomb(megabytes: int) -> bytes:
    """So much of nothing, packed into a thousandth of it."""
    packer = zlib.compressobj(9)
    return b"".join(packer.compress(bytes(1 << 20)) for _ in range(megabytes)) + packer.flush()


def page(content: bytes, held: bytes = HELD, more: Sequence[bytes] = (), catalogue: bytes = b"") -> bytes:
    """A file of one page that draws this; `more` are objects from the sixth on."""
    return whole(
        [
            b"<</Type/Catalog/Pages 2 0 R%b>>" % catalogue,
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources %b>>" % held,
            content,
            FACE,
            *more,
        ]
    )


def placing(drawing: bytes, content: bytes = b"/X Do ") -> bytes:
    """A page that places a drawing."""
    return page(stream(content + WORDS), b"<</Font<</F 5 0 R>>/XObject<</X 6 0 R>>>>", [drawing])


def faced(face: bytes, *more: bytes) -> bytes:
    """A page in this face, whose parts are the objects from the seventh on."""
    return page(stream(WORDS), b"<</Font<</F 6 0 R>>>>", [face, *more])
