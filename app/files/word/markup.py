"""The elements of a Word file: python-docx gives them their names and their kinds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.text.run import CT_R
from docx.oxml.xmlchemy import BaseOxmlElement

Element = BaseOxmlElement


def element(tag: str, *children: Element, **attributes: str | int) -> Element:
    """An element of WordprocessingML with its children and attributes."""
    made = OxmlElement(f"w:{tag}", {qn(f"w:{name}"): str(value) for name, value in attributes.items()})
    made.extend(children)
    return made


def paragraph(
    style: str, lines: Sequence[str], properties: Sequence[Element] = (), size: float | None = None
) -> Element:
    """A paragraph of the style with this id, and of the `size` where that is not the style's.

    `properties` come in the order that WordprocessingML wants. `size` is in points; Word knows halves.
    """
    made = element("p", element("pPr", element("pStyle", val=style), *properties))
    for number, line in enumerate(lines):
        if number:
            made.append(element("r", element("br")))
        if line:
            made.append(_run(line, size))
    return made


def _run(text: str, size: float | None) -> Element:
    # Without the hint Word takes quotation marks and dashes from the Latin face, half as wide.
    faces = element("rFonts", hint="eastAsia")
    sizes = () if size is None else (element("sz", val=int(size * 2)), element("szCs", val=int(size * 2)))
    made = cast("CT_R", element("r"))
    made.text = text  # tabs and line ends become what they are in Word
    made.insert(0, element("rPr", faces, *sizes))
    return made
