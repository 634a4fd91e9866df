"""Reports as people might write them: any text in any place, any figure in any cell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from hypothesis import strategies as st

from app.domain.edition import Edition
from app.domain.fields import Head, block_keys, from_fields
from app.domain.report import Report
from tests.reports import editions
from tests.specimens import edition

HAN = "一二三年月日件政府信息公开申请办理机关规章行政处罚许可情况，。、；：！？《》（）“”‘’—…·〔〕"
LATIN = "0123456789abcXYZ.,%-+=/@#&<>\"'()[] "
TEXT = st.one_of(
    st.text(HAN, min_size=1, max_size=90),
    st.text(HAN + LATIN, min_size=1, max_size=90),
    st.lists(st.text(HAN + LATIN, min_size=1, max_size=60), min_size=1, max_size=4).map("\n".join),
    st.sampled_from(
        [
            "“甲”“乙”“丙”" * 12,
            "https://example.invalid/" + "path/" * 30,
            "一二三 " * 30,
            "word " * 40,
            "0" * 60,
            "全角\u3000空格\u00a0不断",
            "<b>&amp;</b> ]]> --> </script>",
            "=1+1",
            "＝A1",
            "'引号",
            "1. 二〇二四年",
            "（一）不是标题",
        ]
    ),
)
LINE = TEXT.map(lambda text: " ".join(text.split("\n"))[:60])
CELL = st.one_of(
    st.none(),
    st.just("0"),
    st.integers(0, 999_999_999).map(str),
    st.decimals(0, 10**9, places=2).map(str),
    st.sampled_from(
        ["-3", "１２", "1,234", "3.50", "0.000001", "无", "/", "不详", "12件", "8万元", "=1+1", "9" * 40]
    ),
)


@dataclass(frozen=True, slots=True)
class Typed:
    """What somebody typed into the form of an edition."""

    edition: str
    head: Head
    fields: Mapping[str, str | None]

    @property
    def report(self) -> Report:
        """The report that it makes."""
        return from_fields(edition(self.edition), self.head, self.fields)


@st.composite
def reports(draw: st.DrawFn) -> Typed:
    """A report of any edition, the invented one among them."""
    form = draw(st.sampled_from((*editions(), edition("festival"))))
    head = Head(
        draw(LINE.filter(str.strip)), form.shape.years.first, draw(st.sampled_from(["agency", "government"]))
    )
    fields = draw(_texts(form)) | draw(_cells(form))
    return Typed(form.id, head, {name: text for name, text in fields.items() if text is not None})


def _texts(form: Edition) -> st.SearchStrategy[dict[str, str | None]]:
    names: dict[str, st.SearchStrategy[str | None]] = {
        "/preface": st.one_of(st.none(), TEXT),
        "/title": st.one_of(st.none(), LINE),
    }
    for section in form.sections.values():
        if section.prose:
            for key in (*block_keys(section), "extra-1"):
                names[f"/{section.id}/{key}"] = st.one_of(st.none(), TEXT)
                names[f"/{section.id}/{key}/heading"] = st.one_of(st.none(), st.none(), LINE)
    return st.fixed_dictionaries(names)


def _cells(form: Edition) -> st.SearchStrategy[dict[str, str | None]]:
    addresses = st.sampled_from([str(address) for address in form.figures])
    few: st.SearchStrategy[Mapping[str, str | None]] = st.dictionaries(addresses, CELL, max_size=40)
    rest = st.sampled_from([None, "0", "7"])
    return st.builds(
        lambda base, own: {**dict.fromkeys(map(str, form.figures), base), **own},
        rest,
        few,
    )
