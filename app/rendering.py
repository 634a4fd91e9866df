"""The Jinja environment: strict, escaped, and the same for screen and print.

A page is drawn from one context object whose class names its template; a part is one macro of one file,
called with named arguments. Nothing else reaches a template.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import ClassVar, Protocol, cast

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from app.domain.address import dom_id


class Context(Protocol):
    """What one page shows. The template finds it under the name `page`."""

    template: ClassVar[str]


class Macro(Protocol):
    """A part of a page as a function."""

    def __call__(self, **arguments: object) -> str:
        """The markup for these arguments."""


class Renderer:
    """Draws the templates of one folder."""

    def __init__(self, templates: Path) -> None:
        """`templates` holds layout.html, pages/, parts/ and pdf/."""
        self._environment = Environment(
            loader=FileSystemLoader(templates),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
        )
        self._environment.filters["dom_id"] = dom_id
        self._macro = lru_cache(maxsize=None)(self._find)

    def page(self, context: Context) -> str:
        """A whole document from its context."""
        return self._environment.get_template(type(context).template).render(page=context)

    def part(self, name: str, /, **arguments: object) -> str:
        """What the macro `name` of `parts/<name>.html` makes of the arguments."""
        return str(self._macro(name)(**arguments))

    def _find(self, name: str) -> Macro:
        return cast("Macro", getattr(self._environment.get_template(f"parts/{name}.html").module, name))
