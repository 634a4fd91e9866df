"""ISO 19005-3, 6.7 and ISO 14289-1, 7.1 to 7.18: everything has its place in the structure or has none."""

import re
from collections import Counter
from collections.abc import Iterator

from pikepdf import Array, Dictionary

from tests.files.conformance.opened import Element, Opened

KINDS = """
    Document Part Art Sect Div BlockQuote Caption TOC TOCI Index NonStruct Private P H H1 H2 H3 H4 H5 H6 L LI
    Lbl LBody Table TR TH TD THead TBody TFoot Span Quote Note Reference BibEntry Code Link Annot Ruby RB RT
    RP Warichu WT WP Figure Formula Form
"""
STANDARD = frozenset(KINDS.split())
HEADING = re.compile("H[1-6]")


def marked(opened: Opened) -> Iterator[str]:
    if str(opened.root.get("/MarkInfo", Dictionary()).get("/Marked")) != "True":
        yield "/Marked"


def no_suspects(opened: Opened) -> Iterator[str]:
    if opened.root.get("/MarkInfo", Dictionary()).get("/Suspects", False):
        yield "/Suspects"


def structured(opened: Opened) -> Iterator[str]:
    if not opened.elements or opened.elements[0].kind != "Document":
        yield "no structure"


def _standard(opened: Opened, kind: str) -> str:
    """What a kind counts as, by the map of roles; the kind itself where that goes round in a circle."""
    roles, seen = opened.root.get("/StructTreeRoot", Dictionary()).get("/RoleMap", Dictionary()), set()
    while f"/{kind}" in roles and kind not in seen:
        seen.add(kind)
        kind = str(roles[f"/{kind}"])[1:]
    return kind


def standard_kinds(opened: Opened) -> Iterator[str]:
    yield from (each.kind for each in opened.elements if _standard(opened, each.kind) not in STANDARD)


def standard_kinds_stay(opened: Opened) -> Iterator[str]:
    roles = opened.root.get("/StructTreeRoot", Dictionary()).get("/RoleMap", Dictionary())
    yield from (key for key in roles.keys() if key[1:] in STANDARD)  # noqa: SIM118 - no dict


def parents(opened: Opened) -> Iterator[str]:
    """Every element names the one that it stands in."""
    root = opened.root.get("/StructTreeRoot", Dictionary())
    for each in opened.elements:
        above = root if each.parent is None else each.parent.raw
        if "/P" not in each.raw or each.raw["/P"].objgen != above.objgen:
            yield each.kind


def _numbered(opened: Opened) -> dict[int, list[Element | None]]:
    """The map from the marks of each page to elements."""
    known = {each.raw.objgen: each for each in opened.elements}
    tree = opened.root.get("/StructTreeRoot", Dictionary()).get("/ParentTree", Dictionary())
    entries = list(tree.get("/Nums", Array()))
    pages = {int(key): value for key, value in zip(entries[::2], entries[1::2], strict=True)}
    return {
        number: [
            known.get(getattr(each, "objgen", (0, 0))) for each in pages[int(page.obj["/StructParents"])]
        ]
        for number, page in enumerate(opened.pdf.pages)
        if int(page.obj.get("/StructParents", -1)) in pages
    }


def no_artifact_in_text(opened: Opened) -> Iterator[str]:
    for each in opened.painted:
        tags = [mark.tag for mark in each.marks]
        tagged = [at for at, mark in enumerate(each.marks) if mark.mcid is not None]
        if tagged and "/Artifact" in tags[tagged[0] :]:
            yield f"page {each.page + 1}"


def no_text_in_artifact(opened: Opened) -> Iterator[str]:
    for each in opened.painted:
        tags = [mark.tag for mark in each.marks]
        tagged = [at for at, mark in enumerate(each.marks) if mark.mcid is not None]
        if tagged and "/Artifact" in tags[: tagged[-1]]:
            yield f"page {each.page + 1}"


def nothing_unmarked(opened: Opened) -> Iterator[str]:
    """Whatever is painted is an artifact, or text that some element holds."""
    numbered = _numbered(opened)
    for each in opened.painted:
        number = next((mark.mcid for mark in each.marks if mark.mcid is not None), None)
        found = numbered.get(each.page, [])
        held = number is not None and number < len(found) and found[number] is not None
        if not held and not any(mark.tag == "/Artifact" for mark in each.marks):
            yield f"page {each.page + 1}, {each.operator}"


def there_and_back(opened: Opened) -> Iterator[str]:
    """The elements and the map from the marks to them say the same, and each mark is held once."""
    held = Counter((*where, each.raw.objgen) for each in opened.elements for where in each.content)
    mapped = Counter(
        (page, number, each.raw.objgen)
        for page, found in _numbered(opened).items()
        for number, each in enumerate(found)
        if each is not None
    )
    if held != mapped or any(count > 1 for count in held.values()):
        yield str((held - mapped) or (mapped - held) or held.most_common(1))


def marks_are_on_the_page(opened: Opened) -> Iterator[str]:
    """Every mark is on its page, once, under the name of the kind that holds it."""
    opening = Counter(
        (each.page, int(each.operands[1]["/MCID"]), str(each.operands[0])[1:])
        for each in opened.operations
        if each.operator == "BDC" and isinstance(each.operands[1], Dictionary) and "/MCID" in each.operands[1]
    )
    held = Counter((*where, each.kind) for each in opened.elements for where in each.content)
    if opening != held:
        yield str((opening - held) or (held - opening))


def read_in_order(opened: Opened) -> Iterator[str]:
    """From page to page, and on each page from mark to mark."""
    marks = [where for each in opened.elements if not each.kids for where in each.content]
    if marks != sorted(marks):
        yield "out of order"


def headings(opened: Opened) -> Iterator[str]:
    level = 0
    for each in opened.elements:
        if HEADING.fullmatch(each.kind):
            if int(each.kind[1]) > level + 1:
                yield f"{each.kind} after H{level}"
            level = int(each.kind[1])


def one_way_of_headings(opened: Opened) -> Iterator[str]:
    kinds = {each.kind for each in opened.elements}
    if "H" in kinds and any(map(HEADING.fullmatch, kinds)):
        yield "H and H1"


def figures_are_described(opened: Opened) -> Iterator[str]:
    for each in opened.elements:
        if each.kind in {"Figure", "Formula"} and not str(
            each.raw.get("/Alt", each.raw.get("/ActualText", ""))
        ):
            yield each.kind


def notes_are_named(opened: Opened) -> Iterator[str]:
    ids = [str(each.raw.get("/ID", "")) for each in opened.elements if each.kind == "Note"]
    yield from (each or "no id" for each, count in Counter(ids).items() if not each or count > 1)


def ids_are_found(opened: Opened) -> Iterator[str]:
    """Every id is one element's, and stands in order in the tree of ids, ISO 32000-1, 14.7.2."""
    tree = opened.root.get("/StructTreeRoot", Dictionary()).get("/IDTree", Dictionary())
    entries = list(tree.get("/Names", Array()))
    listed = [(bytes(name), each.objgen) for name, each in zip(entries[::2], entries[1::2], strict=True)]
    named = sorted((bytes(each.raw["/ID"]), each.raw.objgen) for each in opened.elements if "/ID" in each.raw)
    if listed != named or len(dict(named)) != len(named):
        yield f"{len(listed)} in the tree, {len(named)} in the structure"


def tabs(opened: Opened) -> Iterator[str]:
    """Whether there is something to go to on the page or not, one goes in the order of the structure."""
    yield from (f"page {page.label}" for page in opened.pdf.pages if page.obj.get("/Tabs") != "/S")


def links(opened: Opened) -> Iterator[str]:
    yield from ("no words" for each in opened.annotations if not str(each.get("/Contents", "")))


def links_have_a_place(opened: Opened) -> Iterator[str]:
    yield from ("no place" for each in opened.annotations if "/StructParent" not in each)


def _inside(opened: Opened, kind: str, around: set[str]) -> Iterator[str]:
    for each in opened.elements:
        if each.kind == kind and (each.parent is None or each.parent.kind not in around):
            yield f"{kind} in {each.parent.kind if each.parent else 'nothing'}"


def list_items(opened: Opened) -> Iterator[str]:
    yield from _inside(opened, "LI", {"L"})


def list_bodies(opened: Opened) -> Iterator[str]:
    yield from _inside(opened, "LBody", {"LI"})


CLAUSES = {
    "PDF/A 6.7.2.2-1, PDF/UA 6.2-1": marked,
    "PDF/UA 7.1-4": no_suspects,
    "PDF/A 6.7.3.3-1, PDF/UA 7.1-11": structured,
    "PDF/A 6.7.3.4-1, 6.7.3.4-2, PDF/UA 7.1-5, 7.1-6": standard_kinds,
    "PDF/A 6.7.3.4-3, PDF/UA 7.1-7": standard_kinds_stay,
    "PDF/UA 7.1-12": parents,
    "PDF/UA 7.1-1": no_artifact_in_text,
    "PDF/UA 7.1-2": no_text_in_artifact,
    "PDF/UA 7.1-3": nothing_unmarked,
    "ISO 32000-1 14.7.4.4: there and back": there_and_back,
    "ISO 32000-1 14.7.4.2: marks are on the page": marks_are_on_the_page,
    "ISO 14289-1 7.1: read in order": read_in_order,
    "PDF/UA 7.2-17": list_items,
    "PDF/UA 7.2-18": list_bodies,
    "PDF/UA 7.3-1, 7.7-1": figures_are_described,
    "PDF/UA 7.4.2-1": headings,
    "PDF/UA 7.4.4-2, 7.4.4-3": one_way_of_headings,
    "PDF/UA 7.9-1, 7.9-2": notes_are_named,
    "ISO 32000-1 14.7.2: ids are found": ids_are_found,
    "PDF/UA 7.18.3-1": tabs,
    "PDF/UA 7.18.1-2, 7.18.5-2": links,
    "PDF/UA 7.18.1-1, 7.18.5-1": links_have_a_place,
}
