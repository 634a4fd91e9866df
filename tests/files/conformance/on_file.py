"""ISO 19005-3, 6.1: the file as bytes, and the limits of what is in it."""

import re
from collections.abc import Iterator

from pikepdf import Dictionary, Name, Stream, String

from tests.files.conformance.opened import Opened, listed

CODES = ("ASCIIHex", "ASCII85", "Flate", "RunLength", "CCITTFax", "JBIG2", "DCT", "JPX")
FILTERS = frozenset(f"/{name}Decode" for name in CODES)
STREAM = re.compile(
    rb"(?:^|\n)\d+ \d+ obj\n<<(?:(?!endobj).)*?/Length (\d+)(?:(?!endobj).)*?>>\nstream\n", re.DOTALL
)
OBJECT = re.compile(rb"(\d+)(\s+)(\d+)(\s+)obj\b(\s?)")


def header(opened: Opened) -> Iterator[str]:
    if not re.match(rb"%PDF-1\.[0-7][\r\n]", opened.content):
        yield str(opened.content[:10])


def binary_comment(opened: Opened) -> Iterator[str]:
    second = opened.content.splitlines()[1]
    if not second.startswith(b"%") or len(second) < 5 or min(second[1:5]) < 128:
        yield str(second)


def identifier(opened: Opened) -> Iterator[str]:
    parts = list(opened.pdf.trailer.get("/ID", []))
    if len(parts) != 2 or not all(map(bytes, parts)):
        yield str(parts)


def no_encryption(opened: Opened) -> Iterator[str]:
    if "/Encrypt" in opened.pdf.trailer:
        yield "/Encrypt"


def ends_at_the_end(opened: Opened) -> Iterator[str]:
    if not re.search(rb"%%EOF(\r\n|\r|\n)?\Z", opened.content):
        yield str(opened.content[-20:])


def stream_lengths(opened: Opened) -> Iterator[str]:
    """Each stream between its keywords is as long as it says, 6.1.7.1-1."""
    at = 0
    while found := STREAM.search(opened.content, at):
        at = found.end() + int(found[1])
        if not opened.content[at:].startswith(b"\nendstream"):
            yield f"at {found.start()}"
            return


def stream_keywords(opened: Opened) -> Iterator[str]:
    """As many streams as there are have their keywords on lines of their own, 6.1.7.1-2."""
    at, count = 0, 0
    while found := STREAM.search(opened.content, at):
        at, count = found.end() + int(found[1]), count + 1
    if count < len(opened.streams):
        yield f"{count} of {len(opened.streams)}"


def no_outside_streams(opened: Opened) -> Iterator[str]:
    for each in opened.streams:
        yield from (key for key in ("/F", "/FFilter", "/FDecodeParms") if key in each)


def filters(opened: Opened) -> Iterator[str]:
    for each in opened.streams:
        for name in listed(each.get("/Filter")):
            if str(name) not in FILTERS:
                yield str(name)


def object_spacing(opened: Opened) -> Iterator[str]:
    numbers = {number for number, _ in (each.objgen for each in opened.pdf.objects)}
    for found in OBJECT.finditer(opened.content):
        if int(found[1]) in numbers and (found[2], found[4], found[5]) != (b" ", b" ", b"\n"):
            yield str(found[0])


def integers(opened: Opened) -> Iterator[str]:
    yield from (
        str(each) for each in opened.objects if isinstance(each, int) and not -(2**31) <= each < 2**31
    )


def strings(opened: Opened) -> Iterator[str]:
    yield from (
        f"{len(bytes(each))} bytes"
        for each in opened.objects
        if isinstance(each, String) and len(bytes(each)) > 32767
    )


def names(opened: Opened) -> Iterator[str]:
    for each in opened.objects:
        keys = list(each.keys()) if isinstance(each, (Dictionary, Stream)) else []
        said = [str(each)] if isinstance(each, Name) else []
        yield from (name for name in (*keys, *said) if len(name.encode()) > 128)


def nesting(opened: Opened) -> Iterator[str]:
    if max((each.depth for each in opened.operations), default=0) > 28:
        yield "more than 28 saved states"


def page_sizes(opened: Opened) -> Iterator[str]:
    for page in opened.pdf.pages:
        for box in ("/MediaBox", "/CropBox", "/TrimBox", "/BleedBox", "/ArtBox"):
            if box in page.obj:
                left, bottom, right, top = map(float, page.obj[box])
                if not all(3 <= abs(side) <= 14400 for side in (right - left, top - bottom)):
                    yield box


CLAUSES = {
    "PDF/A 6.1.2-1, PDF/UA 6.1-1": header,
    "PDF/A 6.1.2-2": binary_comment,
    "PDF/A 6.1.3-1": identifier,
    "PDF/A 6.1.3-2, PDF/UA 7.16-1": no_encryption,
    "PDF/A 6.1.3-3": ends_at_the_end,
    "PDF/A 6.1.7.1-1": stream_lengths,
    "PDF/A 6.1.7.1-2": stream_keywords,
    "PDF/A 6.1.7.1-3": no_outside_streams,
    "PDF/A 6.1.7.2-1": filters,
    "PDF/A 6.1.9-1": object_spacing,
    "PDF/A 6.1.13-1": integers,
    "PDF/A 6.1.13-3": strings,
    "PDF/A 6.1.13-4": names,
    "PDF/A 6.1.13-8": nesting,
    "PDF/A 6.1.13-11": page_sizes,
}
