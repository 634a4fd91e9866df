"""One file that is PDF/A-3a (ISO 19005-3) and PDF/UA-1 (ISO 14289-1) at once.

WeasyPrint writes either, and neither without a fault for tables as ours; it paints the pages here, and what
the standards want besides is added before the file is closed.

No date of making is in it: PDF/A wants none, a report knows none, and another one every time would make other
bytes of the same report. What is attached has to bear one (see `attachments`).
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from functools import cache, partial
from hashlib import md5
from importlib.resources import files

from app.files.pdf.attachments import Attached
from app.files.pdf.tagging import UNSEEN, tag
from app.files.pdf.xmp import About, packet

# isort: split
# Above this line fontconfig was told about the faces; from here on Pango may be loaded.
import pydyf
from weasyprint import Document

VERSION = "1.7"
PROFILE = "sRGB2014.icc"
"""The profile of the colours, which comes with WeasyPrint."""
COMPRESSION = 6
"""Of zlib: the best one takes a tenth more time and saves less than a hundredth of the file."""
STAMP = "D:%Y%m%d%H%M%SZ"


class Pressed(pydyf.Stream):  # type: ignore[misc] # pydyf carries no types
    """A stream that is compressed once; pydyf does it twice, for the file and for its identifier."""

    def __init__(self, content: bytes, extra: pydyf.Dictionary, *, compress: bool = True) -> None:
        """`content` goes into the file; `extra` is the dictionary of the stream without its length."""
        super().__init__()
        filtered = zlib.compress(content, COMPRESSION) if compress else content
        kind = {"Filter": "/FlateDecode"} if compress else {}
        head = pydyf.Dictionary({**extra, **kind, "Length": len(filtered)})
        self._written = b"\n".join((head.data, b"stream", filtered, b"endstream"))

    @property
    def data(self) -> bytes:
        """The object as it stands in the file."""
        return self._written


class Settled(pydyf.Object):  # type: ignore[misc] # as above
    """Any other object that is written as bytes once, and not once more for the identifier."""

    def __init__(self, settled: pydyf.Object) -> None:
        """`settled` may not be changed any more."""
        super().__init__()
        self.number = settled.number
        self._written: bytes = settled.data

    @property
    def data(self) -> bytes:
        """The object as it stands in the file."""
        return self._written


def archived(document: Document, attached: Sequence[Attached] = ()) -> bytes:
    """The pages as a file for the archive, with other files in it; the same bytes for the same pages."""
    content: bytes = document.write_pdf(
        finisher=partial(_finish, attached), pdf_tags=True, pdf_identifier=True, pdf_version=VERSION
    )
    return content


def _finish(attached: Sequence[Attached], document: Document, pdf: pydyf.PDF) -> None:
    tag(document, pdf)
    for each in pdf.objects:
        if isinstance(each, pydyf.Dictionary) and "Dest" in each and "Title" in each:
            each["Title"] = pydyf.String(_line(each["Title"].string))
    _describe(document, pdf)
    _intend(pdf)
    _attach(attached, document.metadata.custom, pdf)
    for number, each in enumerate(pdf.objects):
        if isinstance(each, pydyf.Dictionary):
            pdf.objects[number] = Settled(each)
        elif isinstance(each, pydyf.Stream) and not isinstance(each, Pressed):
            pdf.objects[number] = _pressed(each)


def _line(title: str) -> str:
    """A heading as a title of the outline, where no line has to end."""
    return title.replace(UNSEEN, "").replace("\n", "")


def _describe(document: Document, pdf: pydyf.PDF) -> None:
    """The description in XMP, word for word that of the document information dictionary."""
    said = {name: value.string for name, value in pdf.info.items()}
    about = About(
        title=said.get("Title", ""),
        author=said.get("Author", ""),
        language=document.metadata.lang or "",
        tool=said.get("Creator", ""),
        producer=said["Producer"],
    )
    extra = pydyf.Dictionary({"Type": "/Metadata", "Subtype": "/XML"})
    pdf.catalog["Metadata"] = _added(Pressed(packet(about), extra, compress=False), pdf)


def _intend(pdf: pydyf.PDF) -> None:
    """What the colours mean, which WeasyPrint writes as red, green and blue of no certain kind."""
    profile = _added(Pressed(_profile(), pydyf.Dictionary({"N": 3})), pdf)
    intent = pydyf.Dictionary({"Type": "/OutputIntent", "S": "/GTS_PDFA1", "DestOutputProfile": profile})
    intent["OutputConditionIdentifier"] = intent["Info"] = pydyf.String("sRGB IEC61966-2.1")
    pdf.catalog["OutputIntents"] = pydyf.Array([intent])


@cache
def _profile() -> bytes:
    return (files("weasyprint.pdf") / PROFILE).read_bytes()


def _attach(attached: Sequence[Attached], described: dict[str, str], pdf: pydyf.PDF) -> None:
    """Files in the file, each part of the whole document, in the order of their names."""
    names, parts = pydyf.Array(), pydyf.Array()
    for each in sorted(attached, key=lambda each: each.name):
        specification = _added(_specification(each, described[each.name], pdf), pdf)
        names.extend((pydyf.String(each.name), specification))
        parts.append(specification)
    if parts:
        pdf.catalog["Names"] = pydyf.Dictionary({"EmbeddedFiles": pydyf.Dictionary({"Names": names})})
        pdf.catalog["AF"] = parts


def _specification(each: Attached, description: str, pdf: pydyf.PDF) -> pydyf.Dictionary:
    day = pydyf.String(each.modified.strftime(STAMP))
    checksum = md5(each.content, usedforsecurity=False).hexdigest()
    parameters = pydyf.Dictionary({"Size": len(each.content), "ModDate": day, "CheckSum": f"<{checksum}>"})
    extra = pydyf.Dictionary(
        {
            "Type": "/EmbeddedFile",
            "Subtype": "/" + each.media_type.replace("/", "#2f"),
            "Params": parameters,
        }
    )
    stream = _added(Pressed(each.content, extra), pdf)
    return pydyf.Dictionary(
        {
            "Type": "/Filespec",
            "F": pydyf.String(each.name),
            "UF": pydyf.String(each.name),
            "EF": pydyf.Dictionary({"F": stream, "UF": stream}),
            "Desc": pydyf.String(description),
            "AFRelationship": f"/{each.relationship}",
        }
    )


def _added(each: pydyf.Object, pdf: pydyf.PDF) -> bytes:
    """Put an object into the file; the reference to it."""
    pdf.add_object(each)
    reference: bytes = each.reference
    return reference


def _pressed(stream: pydyf.Stream) -> Pressed:
    content = b"\n".join(
        item if isinstance(item, bytes) else pydyf._to_bytes(item)  # noqa: SLF001 - as pydyf writes it itself
        for item in stream.stream
    )
    pressed = Pressed(content, pydyf.Dictionary(stream.extra))
    pressed.number = stream.number
    return pressed
