"""Scripts and styles keep to what Chromium 86 has, over plain HTTP and under a strict content policy."""

import re

import pytest

from app.settings import STATIC
from tests.reports import editions

SCRIPTS = sorted(STATIC.glob("*.js"))
# What stands for itself in a script: comments, strings, regular expressions.
SPEECH = re.compile(
    r"""(?P<comment>/\*.*?\*/|//[^\n]*)|(?P<string>"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`)"""
    r"""|(?P<pattern>(?<=[=(,:?&|!])\s*/(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n\[])+/[a-z]*)""",
    re.DOTALL,
)
NEWER_SYNTAX = {
    "optional chaining": r"\?\.(?!\d)",
    "nullish coalescing": r"\?\?",
    "logical assignment": r"(?:\|\||&&)=",
    "private members": r"#[A-Za-z_]",
    "class fields": r"^\s*static\b",
    "big integer literals": r"\b\d+n\b",
    "numeric separators": r"\b\d+_\d",
    "modules": r"\b(?:import|export)\b",
    "top level await": r"^await\b",
}
NEWER_METHODS = re.compile(
    r"\b(?:replaceAll|matchAll|allSettled|hasOwn|structuredClone|findLast|findLastIndex|toSorted|toReversed|"
    r"toSpliced|groupBy|globalThis|fromAsync|checkVisibility|randomUUID|Segmenter|WeakRef|AggregateError|"
    r"withResolvers)\b|\.at\("
)
NOT_OVER_HTTP = (
    "navigator.clipboard",
    "serviceWorker",
    "crypto.subtle",
    "navigator.locks",
    "showOpenFilePicker",
)
INTERPRETED = (
    "eval(",
    "Function(",
    ".innerHTML",
    ".outerHTML",
    "insertAdjacentHTML",
    "document.write",
    'setAttribute("style"',
    "javascript:",
)
NEWER_STYLES = {
    "properties": r"(?<![\w-])(?:inset(?:-inline|-block)?(?:-start|-end)?|aspect-ratio|accent-color|"
    r"field-sizing|"
    r"(?:margin|padding)-(?:inline|block)|translate|rotate|scale|text-wrap|"
    r"scrollbar-gutter|scrollbar-width|scrollbar-color|container(?:-type|-name)?|interpolate-size|"
    r"font-palette|hyphenate-character|text-box(?:-trim)?|animation-timeline|view-transition-name)\s*:",
    "rules": r"@(?:layer|container|scope|starting-style|property)\b",
    "selectors": r":(?:is|where|has|not\([^)]*[ ,>+~]|user-invalid|popover-open|state)\b\(?",
    "nesting": r"(?:^|[{;])\s*&",
    "units": r"\b\d+(?:\.\d+)?(?:dvh|svh|lvh|dvw|svw|lvw|lh|rlh|cqw|cqh|cqi|cqb)\b",
    "functions": r"\b(?:color-mix|oklch|oklab|lab|lch|light-dark|anchor|round|mod|abs)\(",
    "values": r":\s*(?:clip|subgrid|masonry|revert-layer|balance|pretty)\s*[;}]",
}


def bare(text: str) -> str:
    """A script without its comments, and with its strings and patterns emptied."""
    return SPEECH.sub(lambda found: "" if found["comment"] else '""', text)


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.name)
def test_a_script_is_written_in_the_language_of_2019(script: object) -> None:
    text = bare(texts()[str(script)])
    found = [name for name, pattern in NEWER_SYNTAX.items() if re.search(pattern, text, re.MULTILINE)]
    assert found + NEWER_METHODS.findall(text) == []


def test_the_test_would_notice() -> None:
    newer = "a?.b; c ?? d; e ||= f; 10n; x.#y; 1_000;"
    noticed = [name for name, pattern in NEWER_SYNTAX.items() if re.search(pattern, bare(newer))]
    assert len(noticed) == 6
    assert bare('f("a?.b"); // c ?? d') == 'f(""); '
    assert bare("x = y ? .5 : /a?.b/g.test(z)") == 'x = y ? .5 :"".test(z)'


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.name)
def test_a_script_needs_no_secure_context_and_compiles_nothing(script: object) -> None:
    text = texts()[str(script)]
    assert [word for word in (*NOT_OVER_HTTP, *INTERPRETED) if word in text] == []
    assert text.startswith('"use strict";')
    assert text.count("window.gouji") == 2


def test_no_script_knows_a_rule_a_row_or_a_sentence_of_an_edition() -> None:
    known = {
        word
        for edition in editions()
        for word in (
            *edition.rules,
            *edition.figures,
            *(figure.row_name for figure in edition.figures.values()),
            *(figure.column_name for figure in edition.figures.values()),
            *(section.heading for section in edition.sections.values()),
        )
        if len(word) > 2
    }
    found = [(name, word) for name, text in texts().items() for word in known if word in text]
    assert found == []


def test_the_styles_are_those_of_chromium_86() -> None:
    whole = "".join(each.read_text("utf-8") for each in sorted(STATIC.glob("*.css")))
    style = re.sub(r"/\*.*?\*/", "", whole, flags=re.DOTALL)
    found = [
        (name, match[0])
        for name, pattern in NEWER_STYLES.items()
        for match in re.finditer(pattern, style, re.MULTILINE)
    ]
    assert found == []


def texts() -> dict[str, str]:
    return {str(script): script.read_text("utf-8") for script in SCRIPTS}
