"""For each clause about the metadata, the structure, the tables and the attachments: how it is broken."""

from collections.abc import Mapping

from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from tests.files.conformance.broken_paint import Break, spoiled
from tests.files.conformance.spoiling import (
    annotated,
    dictionary,
    drop,
    element,
    embedded,
    file,
    moved,
    painted,
    put,
    said,
    spanning,
    turned,
)

TWICE = b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/></x:xmpmeta>'
FOREIGN = b'<x:y xmlns:x="http://example.org/">1</x:y></rdf:Description>'
UA = b"http://www.aiim.org/pdfua/ns/id/"


def added(pdf: Pdf, kind: str, parent: str) -> None:
    """One more element in the structure."""
    above = element(pdf, parent)
    new = pdf.make_indirect(dictionary({"Type": Name.StructElem, "S": Name(f"/{kind}"), "P": above}))
    above["/K"] = Array([*above.get("/K", []), new])


def lifted(pdf: Pdf, kind: str) -> None:
    """An element stands where its parent's parent does."""
    kid = element(pdf, kind)
    moved(kid, kid["/P"]["/P"])


def inserted(pdf: Pdf, kind: str, parent: str) -> None:
    """One more element between the others."""
    added(pdf, kind, parent)
    above = element(pdf, parent)
    above["/K"] = Array([above["/K"][0], above["/K"][-1], *list(above["/K"])[1:-1]])


def two_captions(pdf: Pdf) -> None:
    added(pdf, "Caption", "Table")
    added(pdf, "Caption", "Table")


def without_headers(pdf: Pdf) -> None:
    for each in pdf.objects:
        if isinstance(each, Dictionary) and each.get("/S") == "/TD" and "/Headers" in each["/A"]:
            drop(each["/A"], "/Headers")


def swapped(pdf: Pdf) -> None:
    """Two paragraphs are read in the wrong order."""
    kids = pdf.Root["/StructTreeRoot"]["/K"][0]["/K"]
    kids[0], kids[1] = kids[1], kids[0]


def torn_label(pdf: Pdf) -> None:
    attributes = spanning(pdf, "/RowSpan")["/A"]
    attributes["/RowSpan"] = int(attributes["/RowSpan"]) + 40


def crossing(pdf: Pdf) -> None:
    """A cell reaches down to where the one below reaches across."""
    body = next(
        each
        for each in pdf.objects
        if isinstance(each, Dictionary)
        and each.get("/S") == "/TBody"
        and len(each["/K"]) > 1
        and all(len(row["/K"]) > 1 for row in list(each["/K"])[:2])
    )
    body["/K"][0]["/K"][1]["/A"]["/RowSpan"] = 2
    below = body["/K"][1]["/K"][0]["/A"]
    below["/ColSpan"] = int(below.get("/ColSpan", 1)) + 1


def other_header(pdf: Pdf) -> None:
    """A figure names the headers of its neighbour."""
    row = next(
        each
        for each in pdf.objects
        if isinstance(each, Dictionary) and each.get("/S") == "/TR" and _figures(each) > 1
    )
    first, second = [kid for kid in row["/K"] if kid["/S"] == "/TD"][:2]
    first["/A"]["/Headers"] = second["/A"]["/Headers"]


def _figures(row: Dictionary) -> int:
    return sum(kid["/S"] == "/TD" and "/Headers" in kid.get("/A", Dictionary()) for kid in row["/K"])


def role(pdf: Pdf, **roles: Name) -> None:
    pdf.Root["/StructTreeRoot"]["/RoleMap"] = dictionary(roles)


def tree(pdf: Pdf, key: str) -> Object:
    """The entries of the map from marks, or of the tree of ids."""
    return pdf.Root["/StructTreeRoot"][key]["/Nums" if key == "/ParentTree" else "/Names"]


BROKEN: Mapping[str, Break] = {
    "PDF/A 6.6.2.1-1, PDF/UA 7.1-8": spoiled(lambda pdf: drop(pdf.Root["/Metadata"], "/Subtype")),
    "PDF/A 6.6.2.1-2": spoiled(lambda pdf: said(pdf, b"<?xpacket begin", b'<?xpacket bytes="9" begin')),
    "PDF/A 6.6.2.1-3": spoiled(
        lambda pdf: said(pdf, b"<?xpacket begin", b'<?xpacket encoding="UTF-8" begin')
    ),
    "PDF/A 6.6.2.1-4": spoiled(lambda pdf: said(pdf, b"</x:xmpmeta>", TWICE)),
    "PDF/A 6.6.2.1-5": spoiled(lambda pdf: said(pdf, b"<dc:creator>", b"<dc:creator>\xff")),
    "PDF/A 6.6.2.3.1-1": spoiled(lambda pdf: said(pdf, b"</rdf:Description>", FOREIGN)),
    "PDF/A 6.6.2.3.3-2 to -10": spoiled(
        lambda pdf: said(pdf, b"pdfaProperty:category", b"pdfaProperty:kind")
    ),
    "PDF/A 6.6.4-1, 6.6.4-2": spoiled(lambda pdf: said(pdf, b"<pdfaid:part>3", b"<pdfaid:part>2")),
    "PDF/A 6.6.4-3": spoiled(lambda pdf: said(pdf, b"conformance>A", b"conformance>B")),
    "PDF/A 6.6.4-4, PDF/UA 5-3": spoiled(lambda pdf: said(pdf, b"pdfuaid", b"ua")),
    "PDF/UA 5-1, 5-2": spoiled(lambda pdf: said(pdf, b'pdfuaid="' + UA, b'pdfuaid="http://example.org/')),
    "PDF/UA 7.1-9": spoiled(lambda pdf: said(pdf, b"dc:title", b"dc:source")),
    "PDF/UA 7.1-10": spoiled(lambda pdf: drop(pdf.Root, "/ViewerPreferences")),
    "gouji: told twice alike": spoiled(lambda pdf: put(pdf.trailer["/Info"], "/Title", "甲")),
    "PDF/UA 7.2-2, 7.2-33, 7.2-34": spoiled(lambda pdf: drop(pdf.Root, "/Lang")),
    "PDF/A 6.7.4-1, PDF/UA 7.2-29": spoiled(lambda pdf: put(pdf.Root, "/Lang", "zh_CN")),
    "PDF/A 6.9-1, PDF/UA 7.10-1, 7.10-2": spoiled(
        lambda pdf: put(pdf.Root, "/OCProperties", Dictionary(D=Dictionary()))
    ),
    "PDF/A 6.10-1": spoiled(lambda pdf: put(pdf.Root["/Names"], "/AlternatePresentations", Dictionary())),
    "PDF/A 6.11-1": spoiled(lambda pdf: put(pdf.Root, "/Requirements", Array())),
    "gouji: every heading is in the outline": spoiled(
        lambda pdf: put(pdf.Root["/Outlines"]["/First"], "/Title", "甲\u200b乙")
    ),
    "PDF/A 6.7.2.2-1, PDF/UA 6.2-1": spoiled(lambda pdf: put(pdf.Root["/MarkInfo"], "/Marked", value=False)),
    "PDF/UA 7.1-4": spoiled(lambda pdf: put(pdf.Root["/MarkInfo"], "/Suspects", value=True)),
    "PDF/A 6.7.3.3-1, PDF/UA 7.1-11": spoiled(lambda pdf: drop(pdf.Root, "/StructTreeRoot")),
    "PDF/A 6.7.3.4-1, 6.7.3.4-2, PDF/UA 7.1-5, 7.1-6": spoiled(lambda pdf: turned(pdf, "Div", "Spoiled")),
    "PDF/A 6.7.3.4-3, PDF/UA 7.1-7": spoiled(lambda pdf: role(pdf, P=Name.Span)),
    "PDF/UA 7.1-12": spoiled(lambda pdf: drop(element(pdf, "P"), "/P")),
    "PDF/UA 7.1-1": spoiled(
        lambda pdf: painted(pdf, rb"(/H1\s<</MCID \d+>>\sBDC)", rb"\1 /Artifact BMC 0 0 9 9 re f EMC")
    ),
    "PDF/UA 7.1-2": spoiled(
        lambda pdf: painted(pdf, rb"(/H1\s<</MCID \d+>>.*?EMC)", rb"/Artifact BMC \1 EMC")
    ),
    "PDF/UA 7.1-3": spoiled(lambda pdf: painted(pdf, b"^", b"0 0 9 9 re f\n")),
    "ISO 32000-1 14.7.4.4: there and back": spoiled(
        lambda pdf: tree(pdf, "/ParentTree")[1].insert(0, element(pdf, "P"))
    ),
    "ISO 32000-1 14.7.4.2: marks are on the page": spoiled(
        lambda pdf: painted(pdf, rb"/H1\s(<</MCID \d+>>\sBDC)", rb"/Span \1")
    ),
    "ISO 14289-1 7.1: read in order": spoiled(swapped),
    "PDF/UA 7.2-17": spoiled(lambda pdf: added(pdf, "LI", "Document")),
    "PDF/UA 7.2-18": spoiled(lambda pdf: added(pdf, "LBody", "Document")),
    "PDF/UA 7.3-1, 7.7-1": spoiled(lambda pdf: added(pdf, "Figure", "Document")),
    "PDF/UA 7.4.2-1": spoiled(lambda pdf: turned(pdf, "H2", "H4")),
    "PDF/UA 7.4.4-2, 7.4.4-3": spoiled(lambda pdf: turned(pdf, "H2", "H")),
    "PDF/UA 7.9-1, 7.9-2": spoiled(lambda pdf: added(pdf, "Note", "Document")),
    "ISO 32000-1 14.7.2: ids are found": spoiled(lambda pdf: put(element(pdf, "P"), "/ID", "甲")),
    "PDF/UA 7.18.3-1": spoiled(lambda pdf: put(pdf.pages[0].obj, "/Tabs", Name.R)),
    "PDF/UA 7.18.1-2, 7.18.5-2": spoiled(lambda pdf: annotated(pdf, Contents=None)),
    "PDF/UA 7.18.1-1, 7.18.5-1": spoiled(lambda pdf: annotated(pdf, StructParent=None)),
    "PDF/UA 7.2-3": spoiled(lambda pdf: added(pdf, "P", "Table")),
    "PDF/UA 7.2-4": spoiled(lambda pdf: added(pdf, "TR", "Document")),
    "PDF/UA 7.2-5": spoiled(lambda pdf: lifted(pdf, "THead")),
    "PDF/UA 7.2-6": spoiled(lambda pdf: lifted(pdf, "TBody")),
    "PDF/UA 7.2-8": spoiled(lambda pdf: lifted(pdf, "TH")),
    "PDF/UA 7.2-9": spoiled(lambda pdf: lifted(pdf, "TD")),
    "PDF/UA 7.2-10": spoiled(lambda pdf: added(pdf, "P", "TR")),
    "PDF/UA 7.2-11": spoiled(lambda pdf: added(pdf, "THead", "Table")),
    "PDF/UA 7.2-13, 7.2-14": spoiled(lambda pdf: turned(pdf, "TBody", "THead")),
    "PDF/UA 7.2-15": spoiled(crossing),
    "PDF/UA 7.2-16": spoiled(lambda pdf: inserted(pdf, "Caption", "Table")),
    "PDF/UA 7.2-36": spoiled(lambda pdf: added(pdf, "P", "THead")),
    "PDF/UA 7.2-37": spoiled(lambda pdf: added(pdf, "P", "TBody")),
    "PDF/UA 7.2-39": spoiled(two_captions),
    "PDF/UA 7.2-41": spoiled(torn_label),
    "PDF/UA 7.2-42, 7.2-43": spoiled(lambda pdf: drop(spanning(pdf, "/ColSpan")["/A"], "/ColSpan")),
    "PDF/UA 7.5-1": spoiled(lambda pdf: drop(element(pdf, "TH")["/A"], "/Scope")),
    "PDF/UA 7.5-2": spoiled(lambda pdf: put(element(pdf, "TD")["/A"], "/Headers", Array(["nobody"]))),
    "gouji: headers are those of the grid": spoiled(other_header),
    "gouji: every figure names its headers": spoiled(without_headers),
    "PDF/A 6.8-1": spoiled(lambda pdf: drop(file(pdf)["/EF"]["/F"], "/Subtype")),
    "PDF/A 6.8-2, PDF/UA 7.11-1": spoiled(lambda pdf: drop(file(pdf), "/UF")),
    "PDF/A 6.8-3": spoiled(lambda pdf: drop(file(pdf), "/AFRelationship")),
    "PDF/A 6.8-4": spoiled(lambda pdf: drop(pdf.Root, "/AF")),
    "ISO 19005-3 6.8: a date of change": spoiled(
        lambda pdf: drop(file(pdf)["/EF"]["/F"]["/Params"], "/ModDate")
    ),
    "ISO 14289-1 7.11: a description": spoiled(lambda pdf: drop(file(pdf), "/Desc")),
    "ISO 32000-1 7.9.6: names in order": spoiled(
        lambda pdf: pdf.Root["/Names"]["/EmbeddedFiles"]["/Names"].extend([String("a"), embedded(pdf)])
    ),
    "ISO 32000-1 7.11.4: size and checksum": spoiled(
        lambda pdf: put(file(pdf)["/EF"]["/F"]["/Params"], "/Size", 3)
    ),
}
