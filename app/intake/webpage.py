"""A web page, or the part of one that a site puts into its own frame."""

from __future__ import annotations

from app.domain.proof_troubles import UnreadableDocument
from app.intake.limits import limited
from app.intake.markup import Element, items, parsed
from app.intake.neutral import Neutral


def read(content: bytes) -> Neutral:
    """The page with its data blocks, each by its id or else its type. Raises `UnreadableDocument`."""
    limited(content)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        raise UnreadableDocument("broken") from wrong
    root = parsed(text)
    shown, besides = items(root)
    return Neutral(items=shown, attached=blocks(root), said=said(root), margins=besides)


def blocks(root: Element) -> dict[str, bytes]:
    """The data blocks, each by its id or else its type."""
    return {
        block.get("id") or block.get("type"): (block.text or "").encode()
        for block in root.iter("script")
        if "json" in (block.get("type") or "")
    }


def said(root: Element) -> dict[str, str]:
    """Language, title and the named metas."""
    found = {
        meta.get("name").lower(): meta.get("content") or "" for meta in root.iter("meta") if meta.get("name")
    }
    title = root.find(".//title")
    return found | {
        name: value
        for name, value in (("title", None if title is None else title.text), ("lang", root.get("lang")))
        if value
    }
