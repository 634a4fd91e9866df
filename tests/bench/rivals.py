"""The programs that offices and developers would otherwise print a report with, on the same content."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import typst
from playwright.sync_api import sync_playwright

from app.domain.grid import Grid, GridCell
from app.domain.manuscript import Manuscript
from app.files.faces import FONTS

CHROMIUM = os.environ.get("GOUJI_CHROMIUM", "/usr/bin/chromium")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
FACES = {**os.environ, "FONTCONFIG_FILE": str(FONTS / "fonts.conf")}

Print = Callable[[str], object]


@contextmanager
def resident_chromium() -> Iterator[Print]:
    """A browser that stays open, is handed HTML with its style sheet and gives the PDF."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS, env=dict(FACES))
        page = browser.new_page()

        def printed(html: str) -> bytes:
            page.set_content(html)
            return page.pdf(prefer_css_page_size=True, tagged=True, outline=True)

        yield printed
        browser.close()


@contextmanager
def chromium_command() -> Iterator[Print]:
    """One start of the browser for each document."""
    with TemporaryDirectory() as folder:
        source, target = Path(folder) / "report.html", Path(folder) / "report.pdf"

        def printed(html: str) -> bytes:
            source.write_text(html, "utf-8")
            profile = f"--user-data-dir={folder}/profile"
            command = [CHROMIUM, "--headless", *FLAGS, profile, "--no-pdf-header-footer"]
            _run([*command, f"--print-to-pdf={target}", source.as_uri()], FACES)
            return target.read_bytes()

        yield printed


@contextmanager
def libreoffice_command() -> Iterator[Callable[[bytes], bytes]]:
    """One start of LibreOffice for each Word file; its profile is kept."""
    with TemporaryDirectory() as folder:
        source, target = Path(folder) / "report.docx", Path(folder) / "report.pdf"

        def printed(content: bytes) -> bytes:
            source.write_bytes(content)
            profile = f"-env:UserInstallation=file://{folder}/profile"
            _run(
                ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", folder, str(source)],
                FACES,
            )
            return target.read_bytes()

        yield printed


@contextmanager
def typst_in_process() -> Iterator[Callable[[Manuscript], bytes]]:
    """Typst as a library with its fonts loaded, PDF/A-3a and PDF/UA-1 as ours."""
    with TemporaryDirectory() as folder:
        source = Path(folder) / "report.typ"
        source.write_text(_TYPST, "utf-8")
        faces = [str(FONTS)]
        compiler: typst.Compiler = typst.Compiler(str(source), font_paths=faces, ignore_system_fonts=True)

        def printed(script: Manuscript) -> bytes:
            (Path(folder) / "report.json").write_text(_data(script), "utf-8")
            content = compiler.compile(format="pdf", pdf_standards=["a-3a", "ua-1"])
            assert isinstance(content, bytes)
            return content

        yield printed


def _run(command: list[str], environment: dict[str, str]) -> None:
    subprocess.run(command, env=environment, check=True, capture_output=True, timeout=60)


def _data(script: Manuscript) -> str:
    return json.dumps(
        {
            "title": script.title,
            "agency": script.report.agency,
            "preface": script.preface,
            "parts": [
                {
                    "heading": part.heading,
                    "passages": [[each.heading, each.paragraphs] for each in part.passages],
                    "grids": [_grid(each, script) for each in part.grids],
                }
                for part in script.parts
            ],
        },
        ensure_ascii=False,
    )


def _grid(grid: Grid, script: Manuscript) -> dict[str, object]:
    def rows(lines: tuple[tuple[GridCell, ...], ...]) -> list[object]:
        return [
            [script.written[cell.address] if cell.address else cell.text, cell.colspan, cell.rowspan]
            for line in lines
            for cell in line
        ]

    return {
        "caption": grid.caption,
        "columns": grid.stubs + grid.width,
        "head": rows(grid.head),
        "body": rows(grid.body),
    }


_TYPST = """
#let report = json("report.json")
#set document(title: report.title, author: report.agency)
#set page(
  paper: "a4", margin: (top: 37mm, bottom: 35mm, inside: 28mm, outside: 26mm),
  footer: context align(if calc.odd(counter(page).get().first()) { right } else { left },
    text(font: "GW Song", size: 14pt, "— " + str(counter(page).get().first()) + " —")))
#set text(font: "GW FangSong", size: 16pt, lang: "zh", region: "cn", cjk-latin-spacing: none)
#set par(justify: true, first-line-indent: (amount: 2em, all: true), leading: 13pt, spacing: 13pt)
#let face(name, size, it) = text(font: name, size: size, weight: "regular", it.body)
#show heading.where(level: 1): it => align(center, face("GW BiaoSong", 22pt, it))
#show heading.where(level: 2): it => block(face("GW Hei", 16pt, it))
#show heading.where(level: 3): it => block(face("GW Kai", 16pt, it))
#let cells(list) = list.map(((words, across, down)) => table.cell(colspan: across, rowspan: down, words))
#heading(level: 1, report.title)
#for words in report.preface [#words #parbreak()]
#for part in report.parts {
  heading(level: 2, part.heading)
  for (title, paragraphs) in part.passages {
    if title != "" { heading(level: 3, title) }
    for words in paragraphs { par(words) }
  }
  for each in part.grids {
    set text(font: "GW Song", size: 10pt)
    set par(first-line-indent: 0pt, leading: 4pt)
    if each.caption != "" { align(center, each.caption) }
    block(breakable: false, table(
      columns: each.columns, align: center + horizon, stroke: 0.5pt, inset: (x: 2pt, y: 2.2pt),
      table.header(..cells(each.head)), ..cells(each.body)))
  }
}
"""
