"""For each clause about the file, what is painted and the fonts: how it is broken."""

import re
import struct
from collections.abc import Callable, Mapping
from io import BytesIO

import pikepdf
from fontTools.ttLib import TTFont
from pikepdf import Array, Dictionary, Name, Pdf

from tests.files.conformance.spoiling import (
    annotated,
    drop,
    embedded,
    font,
    inside,
    painted,
    put,
    saved,
    state,
)

Break = Callable[[bytes], bytes]


def spoiled(change: Callable[[Pdf], object]) -> Break:
    """A break that changes what is in the file."""

    def broken(content: bytes) -> bytes:
        with pikepdf.open(BytesIO(content)) as pdf:
            change(pdf)
            return saved(pdf)

    return broken


def torn(old: bytes, new: bytes) -> Break:
    """A break that changes the bytes of the file in one place."""

    def broken(content: bytes) -> bytes:
        assert re.search(old, content)
        return re.sub(old, new, content, count=1)

    return broken


def encrypted(content: bytes) -> bytes:
    out = BytesIO()
    with pikepdf.open(BytesIO(content)) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(owner="x", user=""))
    return out.getvalue()


def without_identifier(content: bytes) -> bytes:
    """The trailer is in a compressed stream, so the file is written with an old one first."""
    out = BytesIO()
    with pikepdf.open(BytesIO(content)) as pdf:
        pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return re.sub(rb"/ID \[<\w+><\w+>\]", b"", out.getvalue())


def longer_stream(content: bytes) -> bytes:
    found = re.search(rb"/Length (\d+)>>\nstream\n", content)
    assert found
    longer = str(int(found[1]) - 1).rjust(len(found[1]), "0").encode()
    return content[: found.start(1)] + longer + content[found.end(1) :]


def other_profile(pdf: Pdf) -> None:
    first = pdf.Root["/OutputIntents"][0]
    profile = embedded(pdf, first["/DestOutputProfile"].read_bytes(), N=3)
    pdf.Root["/OutputIntents"].append(Dictionary(S=Name.GTS_PDFX, DestOutputProfile=profile))


def not_for_screens(pdf: Pdf) -> None:
    profile = pdf.Root["/OutputIntents"][0]["/DestOutputProfile"]
    content = bytearray(profile.read_bytes())
    content[12:16] = b"link"
    profile.write(bytes(content))


def cut_font(pdf: Pdf) -> None:
    """A file of a font that has only its first glyphs."""
    descriptor = inside(pdf)["/FontDescriptor"]
    program = TTFont(BytesIO(descriptor["/FontFile2"].read_bytes()))
    maxp = program.reader["maxp"]
    at = descriptor["/FontFile2"].read_bytes().find(maxp)
    content = bytearray(descriptor["/FontFile2"].read_bytes())
    content[at + 4 : at + 6] = struct.pack(">H", 1)
    descriptor["/FontFile2"].write(bytes(content))


def blank_font(pdf: Pdf) -> None:
    """A file of a font in which no glyph has an outline."""
    descriptor = inside(pdf)["/FontDescriptor"]
    content = descriptor["/FontFile2"].read_bytes()
    places = TTFont(BytesIO(content)).reader["loca"]
    descriptor["/FontFile2"].write(content.replace(places, bytes(len(places))))


def narrow(pdf: Pdf) -> None:
    """Characters that are said to be narrower than they are."""
    drop(inside(pdf), "/W")
    put(inside(pdf), "/DW", 3)


def meaning(text: str) -> Callable[[Pdf], None]:
    """Characters that mean something else."""

    def change(pdf: Pdf) -> None:
        stream = font(pdf)["/ToUnicode"]
        code = text.encode("utf-16-be").hex().encode()
        stream.write(re.sub(rb"(<[0-9a-f]{4}> <)[0-9a-f]+>", rb"\g<1>" + code + b">", stream.read_bytes()))

    return change


def image(pdf: Pdf) -> None:
    said = {"Subtype": Name.Image, "Width": 1, "Height": 1, "BitsPerComponent": 8, "Interpolate": True}
    held(pdf, b"\0", ColorSpace=Name.DeviceGray, **said)


def held(pdf: Pdf, content: bytes, **said: object) -> None:
    """A painted object that the first page may paint."""
    each = embedded(pdf, content, Type=Name.XObject, **said)
    pdf.pages[0].obj["/Resources"]["/XObject"] = Dictionary(X=each)


BROKEN: Mapping[str, Break] = {
    "PDF/A 6.1.2-1, PDF/UA 6.1-1": torn(rb"%PDF-1\.7", b"%PDF-2.0"),
    "PDF/A 6.1.2-2": torn(rb"\n%[^\n]{4}", b"\n%text"),
    "PDF/A 6.1.3-1": without_identifier,
    "PDF/A 6.1.3-2, PDF/UA 7.16-1": encrypted,
    "PDF/A 6.1.3-3": lambda content: content + b"\nmore",
    "PDF/A 6.1.7.1-1": longer_stream,
    "PDF/A 6.1.7.1-2": torn(rb">>\nstream\n", b">>\rstream\n"),
    "PDF/A 6.1.7.1-3": spoiled(lambda pdf: put(pdf.Root["/Metadata"], "/FDecodeParms", Dictionary())),
    "PDF/A 6.1.7.2-1": spoiled(lambda pdf: put(pdf.Root["/Metadata"], "/Filter", Name.Spoiled)),
    "PDF/A 6.1.9-1": torn(rb"(\d+ 0) obj\n", rb"\1\nobj\n"),
    "PDF/A 6.1.13-1": spoiled(lambda pdf: put(pdf.Root, "/Spoiled", 2**31)),
    "PDF/A 6.1.13-3": spoiled(lambda pdf: put(pdf.Root, "/Spoiled", pikepdf.String("x" * 32768))),
    "PDF/A 6.1.13-4": spoiled(lambda pdf: put(pdf.Root, "/Spoiled", Name("/" + "x" * 128))),
    "PDF/A 6.1.13-8": spoiled(lambda pdf: painted(pdf, b"^", b"q " * 29)),
    "PDF/A 6.1.13-11": spoiled(lambda pdf: put(pdf.pages[0].obj, "/MediaBox", Array([0, 0, 2, 20000]))),
    "PDF/A 6.2.2-1": spoiled(lambda pdf: painted(pdf, b"^", b"1 spoiled\n")),
    "PDF/A 6.2.2-2": spoiled(lambda pdf: painted(pdf, b"^", b"/Spoiled gs\n")),
    "PDF/A 6.2.3-1": spoiled(not_for_screens),
    "PDF/A 6.2.3-2": spoiled(other_profile),
    "PDF/A 6.2.4.3-2": spoiled(lambda pdf: drop(pdf.Root, "/OutputIntents")),
    "PDF/A 6.2.4.3-3": spoiled(lambda pdf: painted(pdf, b"^", b"0 0 0 1 k\n")),
    "PDF/A 6.2.5-1": spoiled(lambda pdf: state(pdf, "/TR", Name.Identity)),
    "PDF/A 6.2.5-2": spoiled(lambda pdf: state(pdf, "/TR2", Name.Identity)),
    "PDF/A 6.2.5-3": spoiled(lambda pdf: state(pdf, "/HTP", Array([0, 0]))),
    "PDF/A 6.2.6-1": spoiled(lambda pdf: painted(pdf, b"^", b"/Spoiled ri\n")),
    "PDF/A 6.2.8-3": spoiled(image),
    "PDF/A 6.2.9-2, PDF/UA 7.20-1": spoiled(lambda pdf: held(pdf, b"", Subtype=Name.Form, Ref=Dictionary())),
    "PDF/A 6.2.9-3": spoiled(lambda pdf: held(pdf, b"", Subtype=Name.PS)),
    "PDF/A 6.2.10-1": spoiled(lambda pdf: state(pdf, "/BM", Name.Spoiled)),
    "PDF/A 6.3.2-1, 6.3.2-2": spoiled(lambda pdf: annotated(pdf, F=2)),
    "PDF/A 6.3.3-1": spoiled(lambda pdf: annotated(pdf, Subtype=Name.Stamp)),
    "PDF/A 6.4.1-3": spoiled(lambda pdf: put(pdf.Root, "/AcroForm", Dictionary(NeedAppearances=True))),
    "PDF/A 6.5.1-1": spoiled(lambda pdf: annotated(pdf, A=Dictionary(S=Name.JavaScript))),
    "PDF/A 6.5.2-1, 6.5.2-2": spoiled(lambda pdf: put(pdf.pages[0].obj, "/AA", Dictionary())),
    "PDF/A 6.2.11.2-1": spoiled(lambda pdf: put(inside(pdf), "/Type", Name.Spoiled)),
    "PDF/A 6.2.11.2-2": spoiled(lambda pdf: put(inside(pdf), "/Subtype", Name.Spoiled)),
    "PDF/A 6.2.11.2-3": spoiled(lambda pdf: drop(font(pdf), "/BaseFont")),
    "PDF/A 6.2.11.3.1-1, PDF/UA 7.21.3.1-1": spoiled(
        lambda pdf: put(font(pdf), "/Encoding", Name("/UniGB-UTF16-H"))
    ),
    "PDF/A 6.2.11.3.2-1, PDF/UA 7.21.3.2-1": spoiled(lambda pdf: drop(inside(pdf), "/CIDToGIDMap")),
    "PDF/A 6.2.11.4.1-1, PDF/UA 7.21.4.1-1": spoiled(
        lambda pdf: drop(inside(pdf)["/FontDescriptor"], "/FontFile2")
    ),
    "PDF/A 6.2.11.4.1-2, PDF/UA 7.21.4.1-2": spoiled(cut_font),
    "gouji: what is read is drawn": spoiled(blank_font),
    "PDF/A 6.2.11.4.2-2, PDF/UA 7.21.4.2-2": spoiled(
        lambda pdf: put(inside(pdf)["/FontDescriptor"], "/CIDSet", embedded(pdf, b"\x80"))
    ),
    "PDF/A 6.2.11.5-1, PDF/UA 7.21.5-1": spoiled(narrow),
    "PDF/A 6.2.11.7.2-1, PDF/UA 7.21.7-1": spoiled(lambda pdf: drop(font(pdf), "/ToUnicode")),
    "PDF/A 6.2.11.7.2-2, PDF/UA 7.21.7-2": spoiled(meaning("\ufeff")),
    "PDF/A 6.2.11.7.3-1": spoiled(meaning("\ue000")),
    "PDF/A 6.2.11.8-1, PDF/UA 7.21.8-1": spoiled(lambda pdf: painted(pdf, rb"\[<[0-9a-f]{4}", b"[<0000")),
}
