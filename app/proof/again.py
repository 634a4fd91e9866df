"""The report made anew from what was read, and all rules run on it: they must say what they said before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from app.domain import difference as words
from app.domain.address import Address
from app.domain.difference import Difference
from app.domain.findings import Finding
from app.domain.manuscript import Manuscript
from app.domain.narrative import Block
from app.domain.report import Report
from app.proof.outcome import Outcome
from app.proof.wanted import Key

Sign = tuple[str, str, tuple[Address, ...]]


def report_read(script: Manuscript, outcome: Outcome) -> Report:
    """The report with the words and figures that were read.

    A text that was not found is missing. What no document shows is kept: the figures that are not printed,
    the reasons that were given, last year's report.
    """
    report, figures = script.report, script.report.edition.figures
    printed = {
        address: outcome.figures.get(address) or None for address in figures if figures[address].printed
    }
    count = len(script.preface)
    preface = [outcome.texts[key] for number in range(count) if (key := ("preface", number)) in outcome.texts]
    return replace(
        report,
        title=outcome.texts.get(("title",), ""),
        preface="\n".join(preface) or None,
        sections={part.id: tuple(_blocks(script, at, outcome.texts)) for at, part in enumerate(script.parts)},
        cells={**report.cells, **printed},
    )


def _blocks(script: Manuscript, at: int, texts: Mapping[Key, str]) -> Iterator[Block]:
    part = script.parts[at]
    for number, passage in enumerate(part.passages):
        keys: list[Key] = [("text", at, number, which) for which in range(len(passage.paragraphs))]
        yield Block(
            key=str(number),
            heading=texts.get(("passage", at, number)),
            topic=passage.topic,
            paragraphs=tuple(texts[key] for key in keys if key in texts),
        )


def rules_again(before: Report, read: Report) -> Iterator[Difference]:
    """The findings that the rules have on one of the two reports only."""
    then, now = _signed(before), _signed(read)
    for sign, finding in then.items():
        if sign not in now:
            yield Difference(words.checked(finding.message, missing=True), change="said")
    for sign, finding in now.items():
        if sign not in then:
            yield Difference(words.checked(finding.message, missing=False), change="said")


def _signed(report: Report) -> dict[Sign, Finding]:
    return {(each.rule, each.section, each.addresses): each for each in report.findings}
