"""A package of anybody: a zip file, unpacked part by part and counted as it is, and told by what is in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from zipfile import ZipFile, ZipInfo

from lxml.etree import LxmlError, XMLParser, fromstring

from app.domain.proof_troubles import UnreadableDocument
from app.intake.limits import MEGABYTE, UNPACKING, at_most
from app.intake.markup import Element

MOST_PACKED = 10_000_000
MOST_UNPACKED = 50_000_000
MOST_PARTS = 500
MOST_XML = 12_000_000
"""Bytes of a part that is read as a tree; that of a long report is a tenth of it."""
MOST_TAGS = 800_000
_STEP = 1 << 20
_NEVER_READ = (".png", ".jpg", ".jpeg", ".gif", ".emf", ".wmf", ".bin", ".bmp", ".tif", ".tiff", ".odttf")
_DOCUMENT_TYPE = tuple("<!DOCTYPE".encode(code) for code in ("utf-8", "utf-16-le", "utf-16-be"))


@dataclass(frozen=True, slots=True)
class Package:
    """The parts of a package by name, pictures and the like left out. `names` has them all."""

    parts: Mapping[str, bytes]
    names: tuple[str, ...]

    def tree(self, name: str) -> Element | None:
        """The part as a tree of elements; None where it is missing. Raises `UnreadableDocument`."""
        content = self.parts.get(name)
        return None if content is None else xml(content)

    def related(self, name: str, kind: str) -> tuple[str, ...]:
        """The parts inside the package to which this one has a relation of the kind, by its last word."""
        folder, _, own = name.rpartition("/")
        tree = self.tree(f"{folder}/_rels/{own}.rels".lstrip("/"))
        return tuple(
            _resolved(folder, each.get("Target") or "")
            for each in (() if tree is None else tree)
            if (each.get("Type") or "").endswith(f"/{kind}") and each.get("TargetMode") != "External"
        )

    def by_id(self, name: str) -> dict[str, str]:
        """The parts to which this one has relations, by the id of the relation."""
        folder, _, own = name.rpartition("/")
        tree = self.tree(f"{folder}/_rels/{own}.rels".lstrip("/"))
        return {
            each.get("Id") or "": _resolved(folder, each.get("Target") or "")
            for each in (() if tree is None else tree)
            if each.get("TargetMode") != "External"
        }


def _resolved(folder: str, target: str) -> str:
    """The name of a part that a relation names relative to a folder or to the whole package."""
    steps = [] if target.startswith("/") else folder.split("/")
    for step in target.split("/"):
        if step == "..":
            steps = steps[:-1]
        elif step not in ("", "."):
            steps.append(step)
    return "/".join(step for step in steps if step)


def xml(content: bytes) -> Element:
    """The root of XML, nothing outside it looked at. Raises `UnreadableDocument`.

    What declares a document type is not read at all: with it little could be made much.
    """
    if len(content) > MOST_XML or content.count(b"<") > MOST_TAGS:
        raise UnreadableDocument("long")
    if any(each in content for each in _DOCUMENT_TYPE):
        raise UnreadableDocument("declared")
    parser = XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        root = fromstring(content, parser=parser)
    except (LxmlError, ValueError, UnicodeError) as wrong:
        raise UnreadableDocument("broken") from wrong
    if root.getroottree().docinfo.doctype:
        raise UnreadableDocument("declared")
    return root


def unpacked(content: bytes) -> Package:
    """All parts. Raises `UnreadableDocument` for too many, too large, locked, doubled or broken ones."""
    try:
        with ZipFile(BytesIO(content)) as package:
            infos = [each for each in package.infolist() if not each.is_dir()]
            _allowed(infos)
            at_most(content, MOST_PACKED)
            parts = dict(_read(package, infos))
    except UNPACKING as wrong:
        raise UnreadableDocument("broken") from wrong
    return Package(parts, tuple(info.filename for info in infos))


def _allowed(infos: list[ZipInfo]) -> None:
    if len(infos) > MOST_PARTS:
        raise UnreadableDocument("members", MOST_PARTS)
    if any(info.flag_bits & 1 for info in infos):
        raise UnreadableDocument("locked")
    names = Counter(info.filename.lower() for info in infos)
    if any(count > 1 for count in names.values()):
        raise UnreadableDocument("doubled")


def _read(package: ZipFile, infos: list[ZipInfo]) -> Iterator[tuple[str, bytes]]:
    """Every part with its name; whatever sizes the package states, only what comes out counts."""
    count = 0
    for info in infos:
        kept = bytearray()
        with package.open(info) as part:
            while step := part.read(_STEP):
                count += len(step)
                if count > MOST_UNPACKED:
                    raise UnreadableDocument("packed", MOST_UNPACKED // MEGABYTE)
                if not info.filename.lower().endswith(_NEVER_READ):
                    kept += step
        if kept:
            yield info.filename, bytes(kept)
