"""How a file that keeps every clause is made to break one: small changes to what is in it."""

import re
from collections.abc import Mapping
from io import BytesIO

import pikepdf
from pikepdf import Dictionary, Name, Object, Pdf, Stream

PLACE = [0, 0, 0, 0]


def dictionary(said: Mapping[str, object]) -> Dictionary:
    """A dictionary that says this; the keys without their slashes."""
    return Dictionary({f"/{key}": value for key, value in said.items()})


def saved(pdf: Pdf) -> bytes:
    """The file with what was changed in it."""
    out = BytesIO()
    pdf.save(out, fix_metadata_version=False)
    return out.getvalue()


def element(pdf: Pdf, kind: str, number: int = 0) -> Object:
    """The element of this kind with this number, in no certain order."""
    found = [
        each
        for each in pdf.objects
        if isinstance(each, Dictionary)
        and each.get("/Type") == "/StructElem"
        and each.get("/S") == f"/{kind}"
    ]
    return found[number]


def spanning(pdf: Pdf, key: str) -> Object:
    """An element that goes over several columns or rows."""
    return next(
        each
        for each in pdf.objects
        if isinstance(each, Dictionary) and "/S" in each and "/A" in each and key in each["/A"]
    )


def font(pdf: Pdf, number: int = 0) -> Object:
    """A font that the pages are written with."""
    fonts = pdf.pages[0].obj["/Resources"]["/Font"]
    return fonts[sorted(fonts.keys())[number]]


def inside(pdf: Pdf) -> Object:
    """The font inside a font."""
    return font(pdf)["/DescendantFonts"][0]


def file(pdf: Pdf) -> Object:
    """The specification of a file in the file."""
    return pdf.Root["/AF"][0]


def put(where: Object, key: str, value: object) -> None:
    """Say something else, or something more."""
    where[key] = value


def drop(where: Object, key: str) -> None:
    """Say nothing."""
    del where[key]


def painted(pdf: Pdf, old: bytes, new: bytes, page: int = 0) -> None:
    """Paint a page otherwise: a pattern in its content is replaced once."""
    stream = pdf.pages[page].obj["/Contents"]
    before = stream.read_bytes()
    after = re.sub(old, new, before, count=1, flags=re.DOTALL)
    assert after != before
    stream.write(after)


def said(pdf: Pdf, old: bytes, new: bytes) -> None:
    """Say something else in the metadata."""
    stream = pdf.Root["/Metadata"]
    before = stream.read_bytes()
    assert old in before
    stream.write(before.replace(old, new))


def state(pdf: Pdf, key: str, value: object) -> None:
    """A state of graphics that says this."""
    pdf.pages[0].obj["/Resources"]["/ExtGState"]["/Spoiled"] = Dictionary({key: value})


def annotated(pdf: Pdf, **said: object) -> None:
    """An annotation on the first page that keeps the clauses but for what is said."""
    kept = {
        "Type": Name.Annot,
        "Subtype": Name.Link,
        "Rect": PLACE,
        "F": 4,
        "Contents": "甲",
        "StructParent": 99,
    }
    known = {key: value for key, value in {**kept, **said}.items() if value is not None}
    pdf.pages[0].obj["/Annots"] = pikepdf.Array([pdf.make_indirect(dictionary(known))])


def embedded(pdf: Pdf, content: bytes = b"", **said: object) -> Stream:
    """A stream in the file."""
    stream = Stream(pdf, content)
    for key, value in said.items():
        stream[f"/{key}"] = value
    return pdf.make_indirect(stream)


def moved(kid: Object, new: Object) -> None:
    """Put an element elsewhere, with all that is right about it there."""
    old = kid["/P"]
    old["/K"] = pikepdf.Array([each for each in old["/K"] if not _same(each, kid)])
    new["/K"] = pikepdf.Array([*new.get("/K", []), kid])
    kid["/P"] = new


def _same(each: object, kid: Object) -> bool:
    return isinstance(each, Dictionary) and each.objgen == kid.objgen


def turned(pdf: Pdf, kind: str, new: str) -> None:
    """Call an element something else."""
    element(pdf, kind)["/S"] = Name(f"/{new}")
