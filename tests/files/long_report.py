"""A government's report of thirty pages in invented sentences; the published reports with their texts."""

import json
import re
from collections.abc import Iterator
from functools import cache
from itertools import count, cycle, islice
from pathlib import Path

from app.domain.fields import Head, block_keys, from_fields, to_fields
from app.domain.report import Report
from app.domain.shape import SectionShape
from app.files.bundle import loads
from tests.specimens import Shelf, case

SEEDS = Path(__file__).parents[3] / "shared" / "seeds"
SEED_NAMES = tuple(f"report-{number:03}" for number in range(5)) if SEEDS.is_dir() else ()

# Numbers, percentages, quotations, titles, addresses and dashes: all that makes lines hard to break.
SENTENCES = (
    "柳湾市坚持以公开为常态、不公开为例外，全年主动公开政府信息{n}条，比上年增长{p}%。",
    "市政府常务会议专题研究政务公开工作{k}次，印发《柳湾市{y}年政务公开工作要点》，分解任务{n}项。",
    "围绕“优化营商环境”“稳定经济增长”“保障基本民生”三条主线，集中公开惠企政策{n}件。",
    "在门户网站（https://www.liuwan.example.cn/zwgk/zfxxgkzl/fdzdgknr/{n}/index.html）开设专栏{k}个。",
    "全市受理政府信息公开申请{n}件，按时答复率为100%，其中予以公开{p}.5%、部分公开{k}.25%。",
    "对申请人反映集中的征地补偿、房屋征收、教育招生等问题——特别是跨年度的问题——逐件会商。",
    "“一件事一次办”专区上线事项{n}项，群众评价“办得快、看得懂、找得到”。",
    "清理行政规范性文件{n}件，废止{k}件，宣布失效{k}件，现行有效的全部集中公开。",
    "落实“谁公开、谁审查；谁发布、谁负责”的要求，发布前保密审查{n}次，没有发生失泄密事件。",
    "乡镇（街道）设立公开专区{k}处，配备查询机{k}台，接待群众{n}人次，解答咨询{n}余件……",
    "建成“柳湾政务”微信公众号、客户端等新媒体账号{k}个，累计发布{n}篇，阅读量{n}.6万次。",
    "举办《中华人民共和国政府信息公开条例》培训{k}期，培训{n}人次；组织“政府开放日”{k}场。",
)
HEADINGS = ("组织领导", "重点领域信息公开", "政策解读与回应关切", "基层政务公开标准化规范化建设")


def sentences() -> Iterator[str]:
    """Sentences without end, no two of them quite alike."""
    for number, sentence in zip(count(1), cycle(SENTENCES)):
        yield sentence.format(n=number * 37 % 9973, p=number * 7 % 90 + 10, k=number % 11 + 2, y=2024)


@cache
def long_report() -> Report:
    """The government's report of the case file with thirty pages of text."""
    report, said = case("2021-government"), sentences()
    fields = dict(to_fields(report))
    fields["/preface"] = "\n".join("".join(islice(said, 3)) for _ in range(2))
    first = True
    for section in report.edition.sections.values():
        if section.prose:
            fields |= _prose(section, said, paragraphs=5 if first else 3)
            first = False
    return from_fields(report.edition, Head("柳湾市人民政府", 2024, "government"), fields)


def _prose(section: SectionShape, said: Iterator[str], paragraphs: int) -> dict[str, str | None]:
    """The texts of a section: those it has, and more under headings of their own."""
    keys = [*block_keys(section), *(f"extra-{number}" for number in range(1, len(HEADINGS) + 1))]
    fields: dict[str, str | None] = {f"/{section.id}/blocks": " ".join(keys)}
    for key in keys:
        fields[f"/{section.id}/{key}"] = "\n".join("".join(islice(said, 5)) for _ in range(paragraphs))
    for number, heading in enumerate(HEADINGS, 1):
        fields[f"/{section.id}/extra-{number}/heading"] = heading
    return fields


@cache
def seed(name: str) -> Report:
    """A published report with its figures and its text, as it was read from the site."""
    source = json.loads((SEEDS / f"{name}.cells.json").read_text("utf-8"))
    edition = Shelf().by_id(source["edition"])
    content = {key: source[key] for key in ("edition", "agency", "year", "cells")}
    text = (SEEDS / f"{name}.txt").read_text("utf-8")
    sections = {
        section.id: list(_blocks(text, section.heading))
        for section in edition.sections.values()
        if section.prose
    }
    return loads(json.dumps({"format": "gouji/report@1", **content, "sections": sections}), Shelf(), name)


def _blocks(text: str, heading: str) -> Iterator[dict[str, object]]:
    """The paragraphs under a section's heading, each group with its own heading."""
    found: list[tuple[str | None, list[str]]] = [(None, [])]
    inside = False
    for line in (re.sub(r"^[#*\s]+|[*\s]+$", "", each) for each in text.splitlines()):
        if re.match("[一二三四五六]、", line):
            inside = line == heading
        elif inside and re.match(r"[（(][一二三四五六七八九十]+[)）]", line) and len(line) < 30:
            found.append((line, []))
        elif inside and line and "\t" not in line:
            found[-1][1].append(line)
    for own, paragraphs in found:
        if own or paragraphs:
            yield {"heading": own, "topic": None, "paragraphs": paragraphs}
