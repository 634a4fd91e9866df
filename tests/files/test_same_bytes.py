"""The same report is printed as the same bytes: in any process, place and hour, and with any history.

`digests.json` says which bytes, and with which versions of what makes them. Where a page is meant to look
otherwise from now on, or a version has changed, it is renewed with `python -m tests.files.test_same_bytes`.
"""

import json
import os
import subprocess
import sys
import time
import zlib
from collections.abc import Mapping, Sequence
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

import pypdfium2
import pytest

from app.files.copies import Copy
from app.files.pdf.typesetting import fonts
from tests.files.printed import REPORTS, case_pdf, pdf
from tests.house import ROOT
from tests.specimens import case

# isort: split
# The faces are known by now, so that Pango may be loaded.
from weasyprint.text.ffi import harfbuzz, pango

DIGESTS = Path(__file__).with_name("digests.json")
NAME = "2021-half-finished"
MODULE = "tests.files.test_same_bytes"
ELSEWHERE = (
    {"PYTHONHASHSEED": "1", "TZ": "Asia/Shanghai", "LANG": "C", "SOURCE_DATE_EPOCH": "1"},
    {"PYTHONHASHSEED": "4242", "TZ": "America/St_Johns", "LANG": "zh_CN.UTF-8", "LC_ALL": "C.UTF-8"},
)


def digest(content: bytes) -> str:
    return sha256(content).hexdigest()


def harfbuzz_version() -> str:
    """It only tells whether it is at least as new as some version."""
    found = [0, 0, 0]
    for place in range(3):
        while harfbuzz.hb_version_atleast(*found[:place], found[place] + 1, *[0] * (2 - place)):
            found[place] += 1
    return ".".join(map(str, found))


def makers() -> dict[str, str]:
    """The versions of everything that has a hand in the bytes."""
    return {
        "weasyprint": version("weasyprint"),
        "pydyf": version("pydyf"),
        "pango": str(pango.pango_version()),
        "harfbuzz": harfbuzz_version(),
        "zlib": zlib.ZLIB_RUNTIME_VERSION,
    }


def page_texts(content: bytes) -> list[str]:
    """A digest of the text of each page, line by line: what can be compared where the makers are others."""
    with pypdfium2.PdfDocument(content) as document:
        return [digest(page.get_textpage().get_text_range().encode())[:16] for page in document]


def renewed() -> dict[str, object]:
    """What `digests.json` says."""
    return {
        "makers": makers(),
        "files": {name: digest(case_pdf(name)) for name in REPORTS},
        "pages": {name: page_texts(case_pdf(name)) for name in REPORTS},
    }


def elsewhere(place: Path, names: Sequence[str], said: Mapping[str, str]) -> list[str]:
    """The digests of reports printed one after the other by another process."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    done = subprocess.run(
        [sys.executable, "-W", "error", "-m", MODULE, *names],
        cwd=place,
        env={**kept, "PYTHONPATH": str(ROOT), **said},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.split()


@pytest.mark.parametrize("name", REPORTS)
def test_a_report_is_printed_as_the_bytes_it_always_was(name: str) -> None:
    known = json.loads(DIGESTS.read_text("utf-8"))
    if known["makers"] == makers():
        assert digest(case_pdf(name)) == known["files"][name]
    else:
        assert page_texts(case_pdf(name)) == known["pages"][name]


@pytest.mark.parametrize("said", ELSEWHERE, ids=["far east", "far west"])
def test_another_process_place_and_clock_make_no_difference(said: dict[str, str], tmp_path: Path) -> None:
    assert elsewhere(tmp_path, [NAME, "2019-previous"], said) == [
        digest(case_pdf(NAME)),
        digest(case_pdf("2019-previous")),
    ]


def test_what_was_printed_before_makes_no_difference() -> None:
    before = pdf(case(NAME))
    pdf(case("festival-balanced"))
    pdf(case(NAME), Copy(draft=True, numbered=True, annex=True))
    assert pdf(case(NAME)) == before


def test_another_day_makes_no_difference(monkeypatch: pytest.MonkeyPatch) -> None:
    before = pdf(case(NAME))
    later = time.time() + 40_000_000
    monkeypatch.setattr(time, "time", lambda: later)
    assert pdf(case(NAME)) == before


def test_another_figure_makes_another_file() -> None:
    assert len({digest(case_pdf(name)) for name in REPORTS}) == len(REPORTS)


def main(names: Sequence[str]) -> None:
    """Tell the digests of some reports on a day far off, or renew the file where none is named."""
    if names:
        later = time.time() + 400_000_000
        time.time = lambda: later
        for name in names:
            sys.stdout.write(digest(case_pdf(name)) + "\n")
    else:
        fonts()
        DIGESTS.write_text(json.dumps(renewed(), indent=2) + "\n", "utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
