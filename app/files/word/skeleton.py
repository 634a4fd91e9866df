"""The Word file without its text: page, styles, faces, page numbers, draft mark; from `templates/word`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from typing import ClassVar
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE

from app.files.copies import Copy
from app.rendering import Context, Renderer

_EARLIEST = (1980, 1, 1, 0, 0, 0)
_LEVEL = 6
DOCUMENT = "word/document.xml"


@dataclass(frozen=True, slots=True)
class WordPart:
    """One file inside: its path, what it is, and how the file that needs it calls it."""

    path: str
    media_type: str
    relation: str
    id: str = ""
    kind: str = ""
    side: str = ""


@dataclass(frozen=True, slots=True)
class WordTypes:
    """What each file inside is."""

    template: ClassVar[str] = "word/types.xml"
    parts: tuple[WordPart, ...]


@dataclass(frozen=True, slots=True)
class WordRelations:
    """Which other files a file inside needs."""

    template: ClassVar[str] = "word/relations.xml"
    parts: tuple[WordPart, ...]


@dataclass(frozen=True, slots=True)
class WordDocument:
    """The page, and what frames it."""

    template: ClassVar[str] = "word/document.xml"
    copy: Copy
    framed: tuple[WordPart, ...]


@dataclass(frozen=True, slots=True)
class WordSettings:
    """What holds for the whole file."""

    template: ClassVar[str] = "word/settings.xml"
    copy: Copy


@dataclass(frozen=True, slots=True)
class WordStyles:
    """The styles by name."""

    template: ClassVar[str] = "word/styles.xml"


@dataclass(frozen=True, slots=True)
class WordFonts:
    """The faces, and what stands in for them."""

    template: ClassVar[str] = "word/fonts.xml"


@dataclass(frozen=True, slots=True)
class WordFooter:
    """The page number of the pages of one side."""

    template: ClassVar[str] = "word/footer.xml"
    side: str


@dataclass(frozen=True, slots=True)
class WordHeader:
    """The mark of a draft on the pages of one side, which bears a number of its own."""

    template: ClassVar[str] = "word/header.xml"
    number: int


@lru_cache(maxsize=16)
def skeleton(copy: Copy, renderer: Renderer) -> bytes:
    """A Word file with everything but the text, ready to be opened and filled."""
    framed = tuple(_framed(copy))
    document = WordPart(
        DOCUMENT, CONTENT_TYPE.WML_DOCUMENT_MAIN, RELATIONSHIP_TYPE.OFFICE_DOCUMENT, id="rId1"
    )
    fixed = (
        WordPart("word/styles.xml", CONTENT_TYPE.WML_STYLES, RELATIONSHIP_TYPE.STYLES, id="rId1"),
        WordPart("word/settings.xml", CONTENT_TYPE.WML_SETTINGS, RELATIONSHIP_TYPE.SETTINGS, id="rId2"),
        WordPart("word/fontTable.xml", CONTENT_TYPE.WML_FONT_TABLE, RELATIONSHIP_TYPE.FONT_TABLE, id="rId3"),
    )
    contexts: dict[str, Context] = {
        "[Content_Types].xml": WordTypes((document, *fixed, *framed)),
        "_rels/.rels": WordRelations((document,)),
        DOCUMENT: WordDocument(copy, framed),
        "word/_rels/document.xml.rels": WordRelations((*fixed, *framed)),
        "word/styles.xml": WordStyles(),
        "word/settings.xml": WordSettings(copy),
        "word/fontTable.xml": WordFonts(),
    }
    for number, part in enumerate(framed, 1):
        contexts[part.path] = WordFooter(part.side) if part.kind == "footer" else WordHeader(number)
    return zipped({path: renderer.page(context).encode() for path, context in contexts.items()})


def zipped(files: Mapping[str, bytes]) -> bytes:
    """Files as one archive, the same bytes on every day: all are of the first day that archives know."""
    content = BytesIO()
    with ZipFile(content, "w") as archive:
        for path, data in files.items():
            about = ZipInfo(path, _EARLIEST)
            about.create_system = 0
            archive.writestr(about, data, ZIP_DEFLATED, _LEVEL)
    return content.getvalue()


def _framed(copy: Copy) -> Iterator[WordPart]:
    """The headers and footers: one of each for paper printed on one side, two for both sides."""
    sides = ("default",) if copy.one_sided else ("default", "even")
    kinds = {"footer": (CONTENT_TYPE.WML_FOOTER, RELATIONSHIP_TYPE.FOOTER)}
    if copy.draft:
        kinds["header"] = (CONTENT_TYPE.WML_HEADER, RELATIONSHIP_TYPE.HEADER)
    for kind, (media_type, relation) in sorted(kinds.items(), reverse=True):
        for side in sides:
            yield WordPart(f"word/{kind}-{side}.xml", media_type, relation, f"{kind}-{side}", kind, side)
