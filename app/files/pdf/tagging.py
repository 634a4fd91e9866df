"""The structure of a printed report for those who do not see it: what is a heading, a paragraph, a table.

WeasyPrint tags every page for itself: what runs over the edge of a page becomes two things, a label beside
the rows of two pages spans rows that are not there, a head that is printed again is read again, and where
headers stand over headers it is computed wrongly which of them speak for a figure. So the structure is built
here anew, from the document as it was written: each element once, however many pages it takes, with the
scopes and headers that the template says. Whatever is painted for no element is an artifact: page numbers,
repeated heads, marks of a draft.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Protocol, cast

# isort: split
# Fontconfig has to be told about the faces before Pango is loaded.
import app.files.faces  # noqa: F401 - for what its import does

# isort: split
import pydyf
from weasyprint import Document
from weasyprint.formatting_structure.boxes import Box, LineBox, MarginBox, PageBox, TableBox, TextBox

KINDS: Mapping[str, str] = {
    **{f"h{level}": f"H{level}" for level in range(1, 7)},
    "section": "Sect",
    "div": "Div",
    "p": "P",
    "table": "Table",
    "caption": "Caption",
    "thead": "THead",
    "tbody": "TBody",
    "tr": "TR",
    "th": "TH",
    "td": "TD",
}
"""The elements that have a place in the structure. What is in any other belongs to the one around it."""
OUTER = frozenset(("Document", "Sect", "Table", "THead", "TBody", "TR"))
"""In these there is no text but in what is inside them."""
SCOPES: Mapping[str, str] = {"col": "Column", "colgroup": "Column", "row": "Row", "rowgroup": "Row"}
UNSEEN = "\u200b"
"""A place where a line may end: nothing to read."""
AGAIN = re.compile(r"-from-\d+$")
"""So ends the id of a label that is said again on the next page, beside its other rows (see `breaking`)."""


class Untagged(Exception):
    """The template has something that nothing here knows the kind of: a defect of ours, as a `Misprint`."""


class Element(Protocol):
    """An element of the document, as far as it is looked at here."""

    def get(self, name: str, default: str = "") -> str:
        """An attribute."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """A run of text on a page (from 0), by the number under which WeasyPrint marked it there."""

    page: int
    mark: int


@dataclass(frozen=True, slots=True)
class Node:
    """An element of the document, begun on a page, with all that belongs to it in the order of reading.

    `again` are the elements that say a label once more; their rows are its rows.
    """

    kind: str
    element: Element | None
    page: int
    kids: list[Node | Leaf] = field(default_factory=list)
    begun: dict[tuple[int, str], Node] = field(default_factory=dict)
    again: list[Element] = field(default_factory=list)

    @property
    def id(self) -> str:
        """The id of a header: only these are referred to."""
        return self.element.get("id", "") if self.kind == "TH" and self.element is not None else ""

    def nodes(self) -> Iterator[Node]:
        """Itself and all below."""
        yield self
        for kid in self.kids:
            if isinstance(kid, Node):
                yield from kid.nodes()

    def leaves(self) -> Iterator[tuple[Leaf, str]]:
        """All text below, each run with the kind of the element it stands in."""
        for kid in self.kids:
            if isinstance(kid, Leaf):
                yield kid, self.kind
            else:
                yield from kid.leaves()


def tag(document: Document, pdf: pydyf.PDF) -> None:
    """Give a PDF that WeasyPrint tagged the structure of its document.

    Raises `Untagged` for lists, links and pictures, which the printed report has not.
    """
    root = _tree(document, pdf)
    numbers = _marked(root, _streams(pdf))
    mapping = int(_object(pdf, pdf.catalog["StructTreeRoot"])["ParentTree"].split()[0])
    # WeasyPrint's elements are the last objects of the file and are named by nothing but each other.
    del pdf.objects[mapping:]
    _write(root, numbers, pdf)


def _object(pdf: pydyf.PDF, reference: bytes) -> pydyf.Object:
    return pdf.objects[int(reference.split()[0])]


def _streams(pdf: pydyf.PDF) -> list[pydyf.Stream]:
    """What is painted on each page."""
    return [_object(pdf, _object(pdf, page)["Contents"]) for page in pdf.page_references]


def _tree(document: Document, pdf: pydyf.PDF) -> Node:
    root = Node("Document", None, 0)
    structure = _object(pdf, pdf.catalog["StructTreeRoot"])
    tagged = _tags(pdf, _object(pdf, structure["K"][0]))
    for number, page in enumerate(document.pages):
        for box, old in _paired([page._page_box], tagged):  # noqa: SLF001 - no public way to what is laid out
            _grow(root, box, old, number, pdf)
    _join(root)
    return root


def _join(root: Node) -> None:
    """Leave out the labels that are said again, and give their rows to those that say it first."""
    labels = {node.id: node for node in root.nodes() if node.id}
    for row in [node for node in root.nodes() if node.kind == "TR"]:
        for kid in [kid for kid in row.kids if isinstance(kid, Node) and AGAIN.search(kid.id)]:
            row.kids.remove(kid)
            labels[AGAIN.sub("", kid.id)].again.append(cast("Element", kid.element))


def _tags(pdf: pydyf.PDF, element: pydyf.Dictionary) -> Iterator[pydyf.Dictionary]:
    return (_object(pdf, kid) for kid in element["K"] if isinstance(kid, bytes))


def _paired(boxes: list[Box], tagged: Iterator[pydyf.Dictionary]) -> Iterator[tuple[Box, pydyf.Dictionary]]:
    """Each box with the element that WeasyPrint made of it, in the order in which it made them."""
    for box in boxes:
        outer = isinstance(box, PageBox) or box.element_tag in {"html", "body"}
        if outer and not isinstance(box, LineBox):
            yield from _paired(box.children, tagged)
        elif not isinstance(box, MarginBox):
            found = next(tagged, None)
            if found is None:
                raise Untagged(box.element_tag)
            yield box, found


def _grow(parent: Node, box: Box, old: pydyf.Dictionary, page: int, pdf: pydyf.PDF) -> None:
    """Put what is in a box where it belongs."""
    if isinstance(box, TextBox):
        if box.text.strip().strip(UNSEEN):
            parent.kids.append(Leaf(page, _mark(parent, box, old)))
    elif not box.element.get("aria-hidden"):
        node = _node(parent, box, page)
        if node.kind != "THead" or node.page == page:
            tagged = _tags(pdf, old)
            for child, element in _paired(_inside(box), tagged):
                _grow(node, child, element, page, pdf)
            if next(tagged, None) is not None:
                raise Untagged(box.element_tag)


def _mark(parent: Node, box: TextBox, old: pydyf.Dictionary) -> int:
    """The number of a run of text in an element that may hold text."""
    match old.get("K"):
        case [int(mark)] if parent.kind not in OUTER:
            return mark
        case _:
            raise Untagged(box.element_tag)


def _inside(box: Box) -> list[Box]:
    """The boxes in a box, but not its lines; a table and its caption share one that is the table's."""
    opened = (LineBox, TableBox) if box.element_tag == "table" else (LineBox,)
    return [
        each for child in box.children for each in (child.children if isinstance(child, opened) else [child])
    ]


def _node(parent: Node, box: Box, page: int) -> Node:
    """The node of a box: begun, or gone on with from the page before; its parent where it has none itself."""
    kind = KINDS.get(box.element_tag)
    if kind is None or (kind == parent.kind and box.element is parent.element):
        return parent
    key = (id(box.element), kind)
    if key not in parent.begun:
        parent.begun[key] = Node(kind, box.element, page)
        parent.kids.append(parent.begun[key])
    return parent.begun[key]


def _marked(root: Node, streams: list[pydyf.Stream]) -> Mapping[Leaf, int]:
    """Mark on the pages what is text, numbered as it is read, and what is not; the numbers."""
    numbers: dict[Leaf, int] = {}
    kinds: dict[Leaf, str] = {}
    counted = [0] * len(streams)
    for leaf, kind in root.leaves():
        numbers[leaf], kinds[leaf] = counted[leaf.page], kind
        counted[leaf.page] += 1
    for page, stream in enumerate(streams):
        items = stream.stream
        for at, item in enumerate(items):
            if isinstance(item, pydyf.Dictionary) and "MCID" in item:
                leaf = Leaf(page, item["MCID"])
                if leaf in numbers:
                    items[at - 1 : at + 1] = f"/{kinds[leaf]}", pydyf.Dictionary({"MCID": numbers[leaf]})
                else:
                    items[at - 1 : at + 1] = "/Artifact", pydyf.Dictionary({"Type": "/Pagination"})
    return numbers


def _write(root: Node, numbers: Mapping[Leaf, int], pdf: pydyf.PDF) -> None:
    pages = pdf.page_references
    parents: list[list[bytes]] = [[] for _ in pages]
    ids: dict[str, bytes] = {}
    known = frozenset(node.id for node in root.nodes())

    def element(node: Node, parent: bytes) -> bytes:
        written = pydyf.Dictionary({"Type": "/StructElem", "S": f"/{node.kind}", "P": parent})
        pdf.add_object(written)
        reference = cast("bytes", written.reference)
        if node.id:
            written["ID"] = pydyf.String(node.id)
            ids[node.id] = reference
        if node.kind in {"TH", "TD"}:
            written["A"] = _cell(node, known)
        first = next((kid.page for kid in node.kids if isinstance(kid, Leaf)), None)
        if first is not None:
            written["Pg"] = pages[first]
        kids = pydyf.Array()
        for kid in node.kids:
            if isinstance(kid, Node):
                kids.append(element(kid, reference))
            else:
                parents[kid.page].append(reference)
                kids.append(_content(kid, numbers[kid], first, pages))
        if kids:
            written["K"] = kids
        return reference

    structure = pydyf.Dictionary({"Type": "/StructTreeRoot"})
    pdf.add_object(structure)
    pdf.catalog["StructTreeRoot"] = structure.reference
    structure["K"] = pydyf.Array([element(root, structure.reference)])
    numbered = (each for page in enumerate(map(pydyf.Array, parents)) for each in page)
    structure["ParentTree"] = _list("Nums", numbered, pdf)
    structure["ParentTreeNextKey"] = len(parents)
    if ids:
        named = (each for name in sorted(ids) for each in (pydyf.String(name), ids[name]))
        structure["IDTree"] = _list("Names", named, pdf)


def _list(name: str, entries: Iterable[object], pdf: pydyf.PDF) -> bytes:
    """A tree of numbers or names that is all root."""
    tree = pydyf.Dictionary({name: pydyf.Array(entries)})
    pdf.add_object(tree)
    return cast("bytes", tree.reference)


def _cell(node: Node, known: frozenset[str]) -> pydyf.Dictionary:
    """The attributes of a cell of a table, as the template says them."""
    element = cast("Element", node.element)
    attributes = pydyf.Dictionary({"O": "/Table"})
    columns = int(element.get("colspan", "1"))
    rows = sum(int(each.get("rowspan", "1")) for each in (element, *node.again))
    attributes |= {key: span for key, span in (("ColSpan", columns), ("RowSpan", rows)) if span > 1}
    if node.kind == "TH":
        attributes["Scope"] = f"/{SCOPES[element.get('scope', 'col')]}"
    headers = [name for name in element.get("headers", "").split() if name in known]
    if headers:
        attributes["Headers"] = pydyf.Array(map(pydyf.String, headers))
    return attributes


def _content(leaf: Leaf, number: int, first: int | None, pages: tuple[bytes, ...]) -> int | pydyf.Dictionary:
    """A run of text as a kid of its element, whose own page is `first`."""
    if leaf.page == first:
        return number
    return pydyf.Dictionary({"Type": "/MCR", "Pg": pages[leaf.page], "MCID": number})
