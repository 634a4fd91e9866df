"""Word files of anybody, written by hand part by part: what is read is what a person sees."""

from __future__ import annotations

import pytest

from app.domain.manuscript import manuscript
from app.files.copies import FINAL
from app.files.formats import FORMATS
from app.intake.foreign_word import read
from app.intake.mapping import mapped
from app.intake.neutral import Neutral, Paragraph, Table
from app.rendering import Renderer
from app.settings import TEMPLATES
from app.store.editions import read_aliases, read_editions
from tests.files.libreoffice import converted
from tests.intake.bombs import OFFICE, RELATIONS, WORD, word
from tests.specimens import SCHEMAS, case

LISTS = (
    ("chineseCountingThousand", "%1\u3001", 1),
    ("chineseCounting", "（%2）", 1),
    ("decimal", "%3.", 1),
    ("bullet", "\uf0b7", 1),
)


def run(text: str, marks: str = "") -> str:
    return f'<w:r><w:rPr>{marks}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def par(inner: str, marks: str = "") -> str:
    return f"<w:p><w:pPr>{marks}</w:pPr>{inner if inner.startswith('<') or not inner else run(inner)}</w:p>"


def cell(inner: str, marks: str = "") -> str:
    return f"<w:tc><w:tcPr>{marks}</w:tcPr>{inner if inner.startswith('<w:') else par(inner)}</w:tc>"


def table(*rows: str) -> str:
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"


def document(body: str, **parts: str) -> Neutral:
    relations = "".join(
        f'<Relationship Id="{name}" Type="{OFFICE}/{name}" Target="{name}.xml"/>' for name in parts
    )
    more = {f"word/{name}.xml": content for name, content in parts.items()}
    more["word/_rels/document.xml.rels"] = f'<Relationships xmlns="{RELATIONS}">{relations}</Relationships>'
    return read(word(body, more=more))


def said(found: Neutral) -> list[object]:
    return [
        each.text if isinstance(each, Paragraph) else [[cell.text for cell in row] for row in each.rows]
        for each in found.items
    ]


BOX = "<w:txbxContent>{}</w:txbxContent>"
SEEN = '<w:vanish w:val="0"/>'
PROMPT = "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>"
TICKED = '<w:r><w:sym w:char="F0FE"/><w:t>是</w:t><w:sym w:char="F0A8"/><w:t>否</w:t></w:r>'
RUBY = "<w:ruby><w:rt><w:r><w:t>zì</w:t></w:r></w:rt><w:rubyBase>{}</w:rubyBase></w:ruby>"
FIELD = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'


@pytest.mark.parametrize(
    ("inner", "expected"),
    [
        (f"{run('甲')}{run('乙')}", ["甲乙"]),
        (f"<w:ins>{run('新')}</w:ins><w:del><w:r><w:delText>旧</w:delText></w:r></w:del>", ["新"]),
        (f"<w:moveFrom>{run('旧')}</w:moveFrom><w:moveTo>{run('新')}</w:moveTo>", ["新"]),
        (
            f"{run('见')}{run('藏', '<w:vanish/>')}{run('也', SEEN)}",
            ["见也"],
        ),
        (
            (
                f"{FIELD.format('begin')}<w:r><w:instrText>PAGE</w:instrText></w:r>{run('令')}"
                f"{FIELD.format('separate')}{run('12')}{FIELD.format('end')}{run('页')}"
            ),
            ["12页"],
        ),
        (f"{FIELD.format('begin')}{run('未完')}", []),
        (f'<w:fldSimple w:instr="DATE">{run("2024")}</w:fldSimple>{run("年")}', ["2024年"]),
        (f"<w:hyperlink>{run('链接')}</w:hyperlink><w:smartTag>{run('标')}</w:smartTag>", ["链接标"]),
        (
            PROMPT.format(run("单击输入")),
            [],
        ),
        (f"<w:sdt><w:sdtPr/><w:sdtContent>{run('填好')}</w:sdtContent></w:sdt>", ["填好"]),
        (
            TICKED,
            ["☑是□否"],
        ),
        (
            (
                '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:checked/></w:checkBox>'
                f"</w:ffData></w:fldChar></w:r>{FIELD.format('end')}{run('有')}"
            ),
            ["☑有"],
        ),
        ("<w:r><w:t>上</w:t><w:br/><w:t>下</w:t></w:r>", ["上", "下"]),
        ("<w:r><w:t>左</w:t><w:tab/><w:t>右</w:t></w:r>", ["左 右"]),
        ("<w:r><w:t>a</w:t><w:noBreakHyphen/><w:softHyphen/><w:t>b</w:t></w:r>", ["a-b"]),
        (f"{run('文')}<w:r><w:commentReference w:id='1'/><w:footnoteReference w:id='2'/></w:r>", ["文"]),
        (
            f"{run('前')}<w:r><w:pict><shape>{BOX.format(par('框'))}</shape></w:pict></w:r>{run('后')}",
            ["前后", "框"],
        ),
        (
            (
                '<w:r><mc:AlternateContent xmlns:mc="m"><mc:Choice>'
                f"<w:drawing>{BOX.format(par('框一'))}</w:drawing></mc:Choice><mc:Fallback><w:pict>"
                f"{BOX.format(par('框一'))}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
            ),
            ["框一"],
        ),
        (
            f"<w:r>{RUBY.format(run('字'))}</w:r>",
            ["字"],
        ),
    ],
)
def test_what_a_paragraph_says(inner: str, expected: list[str]) -> None:
    assert said(document(f"<w:p>{inner}</w:p>")) == expected
    [in_cell] = document(table(cell("一") + cell(f"<w:p>{inner}</w:p>"))).items
    assert isinstance(in_cell, Table)
    assert in_cell.rows[0][1].text == "".join(expected)


def test_a_field_without_an_end_hides_nothing_behind_it() -> None:
    assert said(document(f"<w:p>{FIELD.format('begin')}</w:p>{par('后')}")) == ["后"]


def test_a_paragraph_whose_mark_was_deleted_goes_on() -> None:
    assert said(document(par("上半", "<w:rPr><w:del/></w:rPr>") + par("下半") + par("另"))) == [
        "上半下半",
        "另",
    ]


def numbers(first: str = "") -> str:
    levels = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for at, (form, text, start) in enumerate(LISTS)
    )
    return (
        f'<w:numbering xmlns:w="{WORD}"><w:abstractNum w:abstractNumId="5">{levels}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="5"/></w:num>'
        f'<w:num w:numId="2"><w:abstractNumId w:val="5"/>{first}</w:num></w:numbering>'
    )


def item(text: str, level: int, number: str = "1") -> str:
    return par(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def test_numbers_that_word_counts_are_part_of_what_is_said() -> None:
    body = "".join(
        (
            *(item("总体情况", 0), item("主动公开", 1), item("依申请公开", 1), item("", 1), item("平台", 1)),
            *(
                item("申请情况", 0),
                item("结果", 1),
                item("国家秘密", 2),
                item("点", 3),
                item("不编号", 0, "0"),
            ),
        )
    )
    assert said(document(body, numbering=numbers())) == [
        *("一、总体情况", "（一）主动公开", "（二）依申请公开", "（四）平台"),
        *("二、申请情况", "（一）结果", "1.国家秘密", "点", "不编号"),
    ]


def test_a_list_counts_on_in_its_kind_unless_it_is_told_to_begin_anew() -> None:
    anew = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="4"/></w:lvlOverride>'
    body = item("甲", 0) + item("乙", 0, "2") + item("丙", 0)
    assert said(document(body, numbering=numbers())) == ["一、甲", "二、乙", "三、丙"]
    assert said(document(body, numbering=numbers(anew))) == ["一、甲", "四、乙", "二、丙"]


def test_styles_bring_levels_numbers_and_hidden_words() -> None:
    listed = '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
    styles = f'<w:styles xmlns:w="{WORD}">' + "".join(
        (
            '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>',
            f'<w:style w:styleId="1"><w:name w:val="heading 1"/>{listed}</w:style>',
            '<w:style w:styleId="T"><w:name w:val="Title"/><w:basedOn w:val="a"/></w:style>',
            '<w:style w:styleId="U"><w:name w:val="x"/><w:basedOn w:val="1"/></w:style>',
            '<w:style w:styleId="h"><w:name w:val="h"/><w:rPr><w:vanish/></w:rPr></w:style></w:styles>',
        )
    )
    hidden = run("藏", '<w:rStyle w:val="h"/>')
    body = "".join(
        par(run(text) + hidden, f'<w:pStyle w:val="{style}"/>')
        for text, style in (("题", "T"), ("甲", "1"), ("乙", "U"))
    )
    found = document(f"{body}{par('文')}", styles=styles, numbering=numbers())
    assert [(each.level, each.text) for each in found.items if isinstance(each, Paragraph)] == [
        (1, "题"),
        (2, "一、甲"),
        (2, "二、乙"),
        (0, "文"),
    ]


def test_joined_cells_reach_as_far_as_they_are_seen() -> None:
    begins, goes_on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    found = document(
        table(
            cell("组", begins) + cell("头", '<w:gridSpan w:val="2"/>'),
            cell("", goes_on) + cell("一") + cell("1"),
            cell("", goes_on) + cell("二") + cell("2"),
            cell("无头", goes_on.replace("/>", ' w:val="continue"/>')) + cell("三") + cell("3"),
        )
    )
    [read_table] = found.items
    assert isinstance(read_table, Table)
    assert [[(c.text, c.colspan, c.rowspan) for c in row] for row in read_table.rows] == [
        [("组", 1, 4), ("头", 2, 1)],
        [("一", 1, 1), ("1", 1, 1)],
        [("二", 1, 1), ("2", 1, 1)],
        [("三", 1, 1), ("3", 1, 1)],
    ]


def test_deleted_and_hidden_rows_are_not_there() -> None:
    rows = (
        cell("留") + cell("1"),
        f"<w:trPr><w:del/></w:trPr>{cell('删')}{cell('2')}",
        f"<w:trPr><w:hidden/></w:trPr>{cell('藏')}{cell('3')}",
        f"<w:trPr><w:gridBefore w:val='1'/></w:trPr>{cell('4')}",
        f"<w:sdt><w:sdtContent>{cell('控')}</w:sdtContent></w:sdt>{cell('5')}",
    )
    assert said(document(table(*rows))) == [[["留", "1"], ["", "4"], ["控", "5"]]]


def test_a_frame_of_tables_is_no_table() -> None:
    left, right = table(cell("甲") + cell("1")), table(cell("乙") + cell("2"))
    framed = table(cell(f"{par('左')}{left}<w:p/>") + cell(f"{right}<w:p/>"))
    assert said(document(framed)) == ["左", [["甲", "1"]], [["乙", "2"]]]
    assert said(document(table(cell(f"{par('一')}{par('二')}")))) == ["一", "二"]
    small = table(cell("甲") + cell(f"{table(cell('1'))}<w:p/>"), cell("乙") + cell("2"))
    assert said(document(small)) == [[["甲", "1"], ["乙", "2"]]]


def test_figures_on_two_lines_of_a_cell_are_not_taken_for_one() -> None:
    two = f"{par('15')}{par('27')}"
    words = f"{par('商业')}{par('企业')}"
    assert said(document(table(cell(words) + cell(two)))) == [[["商业企业", "15 27"]]]


def test_lines_in_columns_are_a_table_and_a_list_of_contents_is_none() -> None:
    rows = ("甲\t1\t2", "乙\t3\t4")
    body = "".join(
        f"<w:p><w:r>{'<w:tab/>'.join(f'<w:t>{each}</w:t>' for each in row.split(chr(9)))}</w:r></w:p>"
        for row in rows
    )
    assert said(document(f"{par('前')}{body}{par('后')}")) == [
        "前",
        [["甲", "1", "2"], ["乙", "3", "4"]],
        "后",
    ]


def test_headers_and_notes_stand_aside() -> None:
    header = f'<w:hdr xmlns:w="{WORD}">{par("页眉")}</w:hdr>'
    notes = f'<w:footnotes xmlns:w="{WORD}"><w:footnote>{par("脚注")}</w:footnote></w:footnotes>'
    found = document(par("文"), header=header, footnotes=notes)
    assert said(found) == ["文"]
    assert [each.text for each in found.margins] == ["页眉", "脚注"]


def test_the_other_standard_is_read_too() -> None:
    body = table(cell("甲", '<w:gridSpan w:val="2"/>') + cell("1"))
    strict = word(body).replace(WORD.encode(), b"http://purl.oclc.org/ooxml/wordprocessingml/main")
    assert read(word(body)).items == read(strict).items


def test_what_another_office_saved_says_the_same() -> None:
    """Opened by another program and saved anew, with its styles, lists and grids."""
    made = case("2021-balanced")
    ours = FORMATS["docx"].write(manuscript(made), FINAL, Renderer(TEMPLATES))
    theirs = read(converted(ours, "docx", "docx"))
    assert said(theirs) == said(read(ours))
    found = mapped(theirs, (made.edition,), read_aliases(SCHEMAS, read_editions(SCHEMAS)))
    assert found.certain
    assert {a: found.report.readings[a].number for a, f in made.edition.figures.items() if f.printed} == {
        a: made.numbers[a] for a, f in made.edition.figures.items() if f.printed
    }
