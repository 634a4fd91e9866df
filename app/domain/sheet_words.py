"""The words that stand in data files beside those of the report itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Final

from app.domain.dataset import Datum, DatumState, unit

NUMBER: Final = "数值"
COLUMNS: Final = (
    "地址",
    "部分",
    "表题",
    "行",
    "列",
    "填报内容",
    NUMBER,
    "单位",
    "类型",
    "状态",
    "印入报告",
    "机关",
    "年度",
    "格式版本",
)
"""The columns of the CSV, which `docs/data-dictionary.md` explains."""
PATH: Final = " > "
"""Between the labels of a row or a column, outermost first."""
KINDS: Final[Mapping[str, str]] = {
    "count": "整数",
    "signed_count": "可为负的整数",
    "money": "金额",
    "text": "文字",
}
STATES: Final[Mapping[DatumState, str]] = {
    "filled": "填报",
    "computed": "计算",
    "blank": "空白",
    "unread": "不是有效数字",
}
PRINTED: Final[Mapping[bool, str]] = {True: "是", False: "否"}

DATA: Final = "数据"
TEXTS: Final = "文字"
CHECKS: Final = "勾稽核对"
ABOUT: Final = "说明"
SHEET: Final = "表"
"""The sheets of a workbook beside those of the tables; the last is for a table without a name."""
BODY, HEADING, TITLE = "宋体", "黑体", "方正小标宋简体"
"""The faces of a workbook, as offices have them."""
DRAFT, FINAL = "草稿", "正式稿"
CHECKED: Final = ("表", "核对内容", "左边", "右边", "相差", "结果")
"""The columns of the sheet of relations."""
HOLDS, BROKEN, OPEN = "相符", "不符", "未填全"
"""What is said of a relation."""
PLUS: Final = "＋"
MOST_TERMS: Final = 6
EQUAL, AT_MOST = "＝", "不大于"
WRONG_TITLE: Final = "数值有误"
WHOLE: Final = "这一格填 {least} 至 {most} 的整数，没有发生的填 0。"
AMOUNT: Final = "这一格填不小于 0 的金额，单位为{unit}，没有发生的填 0。"
FACTS: Final = ("标题", "机关", "年度", "格式版本", "格式依据", "稿次", "内容摘要")
"""What the workbook says of itself."""
NOTES: Final[Mapping[str, str]] = {
    "表格": "各表与报告所印一致，可以直接打印。总计是公式，随各格变动；"
    "填报的总计与各格之和不等的，照填报的数列出。",
    "空白": "空白表示没有填报，不等于 0。",
    "长数字": "超过 15 位的数字按文本保存，一位不少，但不参加公式计算。",
    CHECKS: "按格式规定逐条核对各表的数，随各格变动。",
    TEXTS: "报告的标题和各部分文字，一段一格。",
    DATA: "全部数据，一格一行，为导出时的数，不随各表变动。地址也是各表单元格的名称，可在名称框中查找。",
}


def added(names: Sequence[str]) -> str:
    """A sum as people write it, of a long one its ends and how many there are."""
    if len(names) <= MOST_TERMS:
        return PLUS.join(names)
    return f"{PLUS.join(names[:2])}{PLUS}…{PLUS}{names[-1]}（共 {len(names)} 项）"


def relation(name: str, left: str, right: str, op: str) -> str:
    """A relation as people write it, with the name of the row or column along which it holds."""
    return f"{name}：{left}{EQUAL if op == '==' else AT_MOST}{right}"


def in_words(datum: Datum) -> tuple[str, ...]:
    """A figure as the fields of its line, from the address to whether it is printed."""
    return (
        datum.address,
        datum.section,
        datum.caption,
        PATH.join(datum.row),
        PATH.join(datum.column),
        datum.text,
        "" if datum.number is None else format(Decimal(datum.number), "f"),
        unit(datum.kind),
        KINDS[datum.kind.kind],
        STATES[datum.state],
        PRINTED[datum.printed],
    )
