"""The mapper on invented reports and on our own documents, whole ones: all comes back."""

from __future__ import annotations

from functools import cache
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.address import Address
from app.domain.aliases import Aliases, load_aliases
from app.domain.command_troubles import NoSuchEdition
from app.domain.edition import Edition
from app.domain.import_troubles import NoReportIn
from app.domain.imported import SHIFTED, Asked, Imported
from app.domain.loading import BadEdition
from app.domain.manuscript import manuscript
from app.domain.report import Report
from app.files.copies import FINAL
from app.files.formats import FORMATS
from app.intake import published, text, webpage, word, workbook
from app.intake.mapping import mapped
from app.rendering import Renderer
from app.settings import TEMPLATES
from app.store.editions import read_aliases, read_editions
from tests.intake import extracted
from tests.reports import balancing, report
from tests.specimens import SCHEMAS, case, edition

NAMES = ("2019", "2021", "festival")
CASES = ("2019-balanced", "2021-balanced", "2021-government", "2021-half-finished", "festival-balanced")


@cache
def editions() -> tuple[Edition, ...]:
    return (*read_editions(SCHEMAS).all, edition("festival"))


@cache
def aliases() -> Aliases:
    return read_aliases(SCHEMAS, read_editions(SCHEMAS))


def imported(content: str | bytes) -> Imported:
    content = content.encode() if isinstance(content, str) else content
    return mapped(text.read(content), editions(), aliases())


def invented(random: Random) -> Report:
    """A report with large and small figures, blanks, and now and then a total that is wrong."""
    form = edition(random.choice(NAMES))
    numbers = {address: random.choice((0, 0, 0, 1, 2, 9, 14, 120)) for address in form.figures}
    if random.random() < 0.7:
        numbers = balancing(form, numbers)
    made = report(
        form, {address: numbers[address] for address in numbers if not form.figures[address].computed}
    )
    changed = {
        address: random.choice((None, "7", "31")) for address in form.figures if random.random() < 0.04
    }
    return made.with_cells(changed)


def printed(made: Report) -> dict[Address, str]:
    return {
        address: made.written(address)
        for address, figure in made.edition.figures.items()
        if figure.printed and figure.kind.kind != "text"
    }


def written(read: Imported) -> dict[Address, str]:
    figures = read.report.edition.figures
    return {address: figures[address].kind.write(text) for address, text in read.report.cells.items()}


@given(st.integers(0, 10**6))
@settings(max_examples=10, deadline=None, derandomize=True)
def test_a_report_comes_back_equal(seed: int) -> None:
    random = Random(seed)  # noqa: S311 - invented figures
    made = invented(random)
    read = imported(extracted.extracted(made))
    said = written(read)
    assert read.report.edition.id == made.edition.id
    assert (read.report.agency, read.report.year, read.report.title) == (made.agency, made.year, made.title)
    doubtful = {doubt.address for doubt in read.doubtful}
    assert {at: said[at] for at in printed(made) if at not in doubtful} == {
        at: figure for at, figure in printed(made).items() if at not in doubtful
    }
    assert all(doubt.why == SHIFTED for doubt in read.doubtful)
    assert read.unplaced == ()
    assert read.report.deviations == ()


@pytest.mark.parametrize(
    ("name", "ending"),
    [
        *((name, ending) for name in CASES for ending in ("docx", "html", "xlsx")),
        *((n, "pdf") for n in CASES[2:]),
    ],
)
def test_our_own_documents_come_back(name: str, ending: str) -> None:
    made = case(name)
    readers = {"docx": word.read, "html": webpage.read, "pdf": published.read, "xlsx": workbook.read}
    content = FORMATS[ending].write(manuscript(made), FINAL, Renderer(TEMPLATES))
    read = mapped(readers[ending](content), editions(), aliases())
    back = read.report
    assert (back.edition.id, back.agency, back.year) == (made.edition.id, made.agency, made.year)
    assert (back.title, back.kind, back.preface) == (made.title, made.kind, made.preface)
    assert read.certain
    for address, figure in made.edition.figures.items():
        if figure.printed:
            assert back.readings[address].number == made.numbers[address]


@pytest.mark.parametrize("name", CASES[:4])
def test_our_own_text_comes_back(name: str) -> None:
    made = case(name)
    back = imported(extracted.extracted(made)).report
    for section, blocks in made.sections.items():
        assert [(each.heading, each.topic, each.paragraphs) for each in back.sections[section]] == [
            (each.heading, each.topic, each.paragraphs) for each in blocks
        ]


def test_traditional_characters_are_the_same_labels() -> None:
    made = case("2021-balanced")
    traditional = {ord(pair[1]): pair[0] for pair in aliases().characters if pair[0] != pair[1]}
    script = extracted.extracted(made)
    head, _, rest = script.partition("\n")
    read = imported(f"{head}\n{rest.translate(traditional)}")
    said = written(read)
    assert {address: said[address] for address in printed(made)} == printed(made)
    assert read.doubtful == ()


@pytest.mark.parametrize("code", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le"])
def test_the_encoding_does_not_matter(code: str) -> None:
    made = case("2021-balanced")
    read = imported(extracted.extracted(made).encode(code))
    assert read.report.title == made.title
    assert read.certain


def test_a_row_that_the_form_has_not_is_told() -> None:
    script = extracted.extracted(case("festival-balanced"))
    read = imported(script.replace("\n锣鼓\t", "\n鞭炮\t5\t6\t\t1\n锣鼓\t"))
    assert [(each.of, each.text) for each in read.report.deviations] == [("row", "鞭炮")]
    assert [each.text for each in read.unplaced] == ["鞭炮 5 6 1"]
    assert "table" in read.unplaced[0].where


def test_a_column_with_another_unit_is_doubtful() -> None:
    script = extracted.extracted(case("festival-balanced"))
    read = imported(script.replace("金额（单位：万元）", "金额（单位：元）"))
    columns = {doubt.address.rsplit(".", 1)[-1] for doubt in read.doubtful}
    assert columns == {"gifts"}


def test_a_column_that_the_form_has_not_is_no_other_column() -> None:
    script = extracted.extracted(case("festival-balanced"))
    read = imported(script.replace("\t户数\t", "\t头数\t"))
    assert {"purse.villagers.donors", "purse.emigrants.donors"} <= {each.address for each in read.doubtful}


def test_a_figure_that_stands_twice_is_doubtful_where_it_differs() -> None:
    script = extracted.extracted(case("festival-balanced"))
    row = next(line for line in script.splitlines() if line.startswith("本年新扎"))
    twice = script.replace(row, f"{row}\n{row.replace('40', '41')}", 1)
    assert [(each.address, each.read) for each in imported(twice).doubtful] == [
        ("lanterns.crafted.paper", "40 41")
    ]


def test_a_renamed_heading_is_told() -> None:
    script = extracted.extracted(case("2021-balanced"))
    read = imported(script.replace("五、存在的主要问题及改进情况", "五、存在的问题及改进情况"))
    assert [(each.of, each.text) for each in read.report.deviations] == [
        ("heading", "五、存在的问题及改进情况")
    ]
    assert read.report.sections["problems"]


def test_what_is_no_report_is_refused() -> None:
    for content in ("", "通知\n请于周五前报送。", "一\t二\n1\t2"):
        with pytest.raises(NoReportIn):
            imported(content)
    with pytest.raises(NoSuchEdition) as trouble:
        mapped(text.read(b"1"), editions(), asked=Asked(edition="1999"))
    assert "1999" in trouble.value.sentence


def test_what_is_given_is_not_guessed() -> None:
    neutral = text.read(extracted.extracted(case("2021-balanced")).encode())
    given_all = mapped(neutral, editions(), aliases(), Asked(edition="2019", year=2015, agency="柳湾镇"))
    report = given_all.report
    assert (report.edition.id, report.year, report.agency, report.kind) == (
        "2019",
        2015,
        "柳湾镇",
        "government",
    )


@pytest.mark.parametrize(
    ("content", "line", "what"),
    [
        ("titles: []\nlabel: []\n", 2, "label"),
        ("labels:\n  - {at: nowhere.at_all, words: [甲]}\n", 2, "nowhere.at_all"),
        ("characters: [規规,\n  三個字]\n", 2, "三個字"),
        ("labels: [\n", 2, "YAML"),
    ],
)
def test_aliases_are_refused_with_their_line(content: str, line: int, what: str) -> None:
    with pytest.raises(BadEdition) as wrong:
        load_aliases(content, "aliases.yaml", editions())
    assert (wrong.value.file, wrong.value.line) == ("aliases.yaml", line)
    assert what in wrong.value.what


def test_a_number_with_a_gap_is_doubtful() -> None:
    script = extracted.extracted(case("festival-balanced"))
    read = imported(script.replace("\t118.50\t", "\t118 50\t"))
    assert [(each.address, each.read) for each in read.doubtful] == [("purse.candles.spent", "118 50")]


def test_what_a_blank_form_says_in_brackets_is_no_text() -> None:
    made = case("2021-balanced")
    script = extracted.extracted(made).replace(
        "五、存在的主要问题及改进情况\n", "五、存在的主要问题及改进情况\n\n（文字描述）\n"
    )
    assert (
        imported(script).report.sections["problems"]
        == imported(extracted.extracted(made)).report.sections["problems"]
    )


def test_a_row_that_the_form_divides_is_told() -> None:
    lines = extracted.extracted(case("2021-balanced")).split("\n")
    first = next(at for at, line in enumerate(lines) if "（六）其他处理" in line)
    old = "\t（六）其他处理\t\t1\t0\t0\t0\t0\t0\t1"
    read = imported("\n".join([*lines[:first], old, *lines[first + 3 :]]))
    assert [each.text for each in read.report.deviations] == ["（六）其他处理"]
    assert [each.text for each in read.unplaced] == ["（六）其他处理 1 0 0 0 0 0 1"]
    absent = [address for address in read.report.edition.figures if address.startswith("requests.other_")]
    assert all(read.report.cells[address] is None for address in absent)
    assert absent
