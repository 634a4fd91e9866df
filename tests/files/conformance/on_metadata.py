"""ISO 19005-3, 6.6 and ISO 14289-1, 5: what the file says about itself."""

import re
from collections.abc import Iterator

from lxml import etree
from pikepdf import Array, Dictionary, Object, Stream

from tests.files.conformance.opened import Opened

RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
DC = "{http://purl.org/dc/elements/1.1/}"
PDF = "{http://ns.adobe.com/pdf/1.3/}"
XMP = "{http://ns.adobe.com/xap/1.0/}"
PDFA = "{http://www.aiim.org/pdfa/ns/id/}"
PDFUA = "{http://www.aiim.org/pdfua/ns/id/}"
EXTENSION = "{http://www.aiim.org/pdfa/ns/extension/}"
SCHEMA = "{http://www.aiim.org/pdfa/ns/schema#}"
PROPERTY = "{http://www.aiim.org/pdfa/ns/property#}"
KNOWN = {DC, PDF, XMP, PDFA, EXTENSION, "{http://ns.adobe.com/xap/1.0/mm/}"}
"""The schemas that PDF/A knows. Any other has to be explained in the file."""
LANGUAGE = re.compile(r"[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*")


def _properties(opened: Opened) -> list[etree._Element]:
    """What is said, element by element; an attribute of a description counts as one."""
    if opened.xmp is None:
        return []
    found = []
    for description in opened.xmp.iter(f"{RDF}Description"):
        found += list(description)
        for name, value in description.attrib.items():
            if not name.startswith(RDF):
                found.append(etree.Element(name, nsmap=description.nsmap))
                found[-1].text = value
    return found


def _said(opened: Opened, name: str) -> str | None:
    for each in _properties(opened):
        if each.tag == name:
            return "".join(each.itertext()).strip()
    return None


def there(opened: Opened) -> Iterator[str]:
    stream = opened.root.get("/Metadata")
    if (
        not isinstance(stream, Stream)
        or stream.get("/Type") != "/Metadata"
        or stream.get("/Subtype") != "/XML"
    ):
        yield "no metadata"


def no_bytes(opened: Opened) -> Iterator[str]:
    if re.search(rb"<\?xpacket[^?]*\bbytes=", opened.packet):
        yield "bytes"


def no_encoding(opened: Opened) -> Iterator[str]:
    if re.search(rb"<\?xpacket[^?]*\bencoding=", opened.packet):
        yield "encoding"


def readable(opened: Opened) -> Iterator[str]:
    """It is XML, and all that it says is in one RDF."""
    if opened.xmp is None or len(list(opened.xmp.iter(f"{RDF}RDF"))) != 1:
        yield "not one RDF"


def in_utf8(opened: Opened) -> Iterator[str]:
    try:
        opened.packet.decode("utf-8")
    except UnicodeDecodeError:
        yield "not UTF-8"


def explained(opened: Opened) -> Iterator[str]:
    """Every property is of a schema that PDF/A knows or that is explained, with that property."""
    own = set()
    for schema in opened.xmp.iter(f"{SCHEMA}namespaceURI") if opened.xmp is not None else ():
        around = schema.getparent()
        own |= {f"{{{schema.text}}}{name.text}" for name in around.iter(f"{PROPERTY}name")}
    for each in _properties(opened):
        if f"{each.tag.partition('}')[0]}}}" not in KNOWN and each.tag not in own:
            yield each.tag


def explained_in_full(opened: Opened) -> Iterator[str]:
    wanted = {
        f"{SCHEMA}property": [
            f"{PROPERTY}{name}" for name in ("name", "valueType", "category", "description")
        ],
        f"{EXTENSION}schemas": [
            f"{SCHEMA}{name}" for name in ("schema", "namespaceURI", "prefix", "property")
        ],
    }
    for kind, parts in wanted.items():
        for each in opened.xmp.iter(kind) if opened.xmp is not None else ():
            for entry in each.iterfind(f"*/{RDF}li"):
                yield from (part for part in parts if entry.find(part) is None)


def part_of_pdfa(opened: Opened) -> Iterator[str]:
    if _said(opened, f"{PDFA}part") != "3":
        yield f"part {_said(opened, f'{PDFA}part')}"


def level_of_pdfa(opened: Opened) -> Iterator[str]:
    if _said(opened, f"{PDFA}conformance") != "A":
        yield f"level {_said(opened, f'{PDFA}conformance')}"


def part_of_pdfua(opened: Opened) -> Iterator[str]:
    if _said(opened, f"{PDFUA}part") != "1":
        yield f"part {_said(opened, f'{PDFUA}part')}"


def prefixes(opened: Opened) -> Iterator[str]:
    for each in _properties(opened):
        for space, prefix in ((PDFA, "pdfaid"), (PDFUA, "pdfuaid")):
            if each.tag.startswith(space) and each.prefix not in {prefix, None}:
                yield str(each.prefix)


def titled(opened: Opened) -> Iterator[str]:
    if not _said(opened, f"{DC}title"):
        yield "no title"


def title_is_shown(opened: Opened) -> Iterator[str]:
    if str(opened.root.get("/ViewerPreferences", Dictionary()).get("/DisplayDocTitle")) != "True":
        yield "/DisplayDocTitle"


def told_twice_alike(opened: Opened) -> Iterator[str]:
    """What stands in the document information dictionary stands in the metadata, word for word."""
    pairs = (
        ("/Title", f"{DC}title"),
        ("/Author", f"{DC}creator"),
        ("/Creator", f"{XMP}CreatorTool"),
        ("/Producer", f"{PDF}Producer"),
    )
    info = opened.pdf.trailer.get("/Info", Dictionary())
    for key, name in pairs:
        if str(info.get(key, "")) != (_said(opened, name) or ""):
            yield key
    for key in ("/CreationDate", "/ModDate"):
        if key in info:
            yield key


def language(opened: Opened) -> Iterator[str]:
    """The language of everything that does not say its own: outline, metadata, text; 7.2-2 to 7.2-34."""
    if not str(opened.root.get("/Lang", "")):
        yield "no language"


def languages(opened: Opened) -> Iterator[str]:
    said = (
        opened.root.get("/Lang", "zh"),
        *(each.raw["/Lang"] for each in opened.elements if "/Lang" in each.raw),
    )
    yield from (str(each) for each in said if not LANGUAGE.fullmatch(str(each)))


def no_other_readers_wanted(opened: Opened) -> Iterator[str]:
    if "/Requirements" in opened.root:
        yield "/Requirements"


def no_other_pages(opened: Opened) -> Iterator[str]:
    if "/AlternatePresentations" in opened.root.get("/Names", Dictionary()):
        yield "/AlternatePresentations"


def layers(opened: Opened) -> Iterator[str]:
    layered = opened.root.get("/OCProperties", Dictionary())
    for each in (layered.get("/D"), *layered.get("/Configs", Array())):
        if each is not None and (not str(each.get("/Name", "")) or "/AS" in each):
            yield "a layer without name, or that shows itself"


def outlined(opened: Opened) -> Iterator[str]:
    """Every heading is in the outline, in order, as it is read, and leads to a page of the file."""
    pages = {page.obj.objgen for page in opened.pdf.pages}
    entries = list(_entries(opened.root.get("/Outlines", Dictionary()).get("/First")))
    headings = [each for each in opened.elements if re.fullmatch("H[1-6]", each.kind)]
    if len(entries) != len(headings):
        yield f"{len(entries)} entries for {len(headings)} headings"
    for each in entries:
        if each["/Dest"][0].objgen not in pages or set("\u200b\n\r") & set(str(each["/Title"])):
            yield repr(str(each["/Title"]))


def _entries(entry: Object | None) -> Iterator[Object]:
    while entry is not None:
        yield entry
        yield from _entries(entry.get("/First"))
        entry = entry.get("/Next")


CLAUSES = {
    "PDF/A 6.6.2.1-1, PDF/UA 7.1-8": there,
    "PDF/A 6.6.2.1-2": no_bytes,
    "PDF/A 6.6.2.1-3": no_encoding,
    "PDF/A 6.6.2.1-4": readable,
    "PDF/A 6.6.2.1-5": in_utf8,
    "PDF/A 6.6.2.3.1-1": explained,
    "PDF/A 6.6.2.3.3-2 to -10": explained_in_full,
    "PDF/A 6.6.4-1, 6.6.4-2": part_of_pdfa,
    "PDF/A 6.6.4-3": level_of_pdfa,
    "PDF/A 6.6.4-4, PDF/UA 5-3": prefixes,
    "PDF/UA 5-1, 5-2": part_of_pdfua,
    "PDF/UA 7.1-9": titled,
    "PDF/UA 7.1-10": title_is_shown,
    "gouji: told twice alike": told_twice_alike,
    "PDF/UA 7.2-2, 7.2-33, 7.2-34": language,
    "PDF/A 6.7.4-1, PDF/UA 7.2-29": languages,
    "PDF/A 6.9-1, PDF/UA 7.10-1, 7.10-2": layers,
    "PDF/A 6.10-1": no_other_pages,
    "PDF/A 6.11-1": no_other_readers_wanted,
    "gouji: every heading is in the outline": outlined,
}
