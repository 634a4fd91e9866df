"""What is refused on the way of a document into a report, and the sentence a person reads about it."""

from __future__ import annotations

from app.domain.troubles import Trouble

PASTED = "粘贴的内容"
_IMPORTED = "已从《{name}》导入 {figures} 个数、{texts} 段文字"


def imported_words(name: str, figures: int, texts: int) -> str:
    """What an import has brought into a report."""
    return _IMPORTED.format(name=name, figures=figures, texts=texts)


class NothingBrought(Trouble):
    """Neither a file nor a text."""

    sentence = "没有选择文件，也没有粘贴文字；选择一个文件，或把报告的文字粘贴到文字框中。"


class FileTooLarge(Trouble):
    """An upload beyond the limit."""

    sentence = "{name}：文件超过 {limit} MB，没有读取；检查是否选错文件，或另存为不带图片的文件后再导入。"

    def __init__(self, name: str, limit: int) -> None:
        super().__init__(self.sentence.format(name=name or "所选文件", limit=limit))


class TooMuchText(Trouble):
    """A document whose text is far more than a report's."""

    sentence = "{name}：文字超过 {limit} 万字，不是一份年度报告；检查是否选错文件。"

    def __init__(self, name: str, limit: int) -> None:
        super().__init__(self.sentence.format(name=name, limit=limit))


class UploadBroken(Trouble):
    """An upload that ended early, or is no upload."""

    sentence = "文件为空，或没有完整收到，没有读取；重新选择文件后再导入。"


class TooManyWaiting(Trouble):
    """More documents than anybody works through."""

    sentence = "待处理的导入已有 {limit} 份；先写入或放弃其中的几份，再导入新的文件。"

    def __init__(self, limit: int) -> None:
        super().__init__(self.sentence.format(limit=limit))


class OtherYear(Trouble):
    """A document on another year than the report it is to go into."""

    sentence = (
        "原件是 {found} 年度的报告，导入目标是 {wanted} 年度的报告。"
        "改选导入到的年度；确认原件内容就是 {wanted} 年度的，勾选“原件年度与目标不同，仍然导入”。"
    )

    def __init__(self, found: int, wanted: int) -> None:
        super().__init__(self.sentence.format(found=found, wanted=wanted))


class OtherAgency(Trouble):
    """A document of another office than the one it is imported for."""

    sentence = (
        "原件是“{found}”的报告，导入目标是“{wanted}”的报告。"
        "确认是同一单位（如改过名称）的，勾选“原件单位与目标不同，仍然导入”；选错单位的，放弃后重新导入。"
    )

    def __init__(self, found: str, wanted: str) -> None:
        super().__init__(self.sentence.format(found=found, wanted=wanted))


class OtherEdition(Trouble):
    """A report that was begun with another edition than the document's."""

    sentence = (
        "原件用的是{found}规定的格式，{year} 年度报告用的是{wanted}规定的格式，两种表格不同，不能直接写入。"
        "改选导入到的年度，或按目标报告的格式重新对照。"
    )

    def __init__(self, found: str, year: int, wanted: str) -> None:
        super().__init__(self.sentence.format(found=found, year=year, wanted=wanted))


class TargetFinished(Trouble):
    """A report that is finished cannot take anything in."""

    sentence = "{year} 年度报告已定稿，不能写入；先在该报告首页撤回修改，再写入。"

    def __init__(self, year: int) -> None:
        super().__init__(self.sentence.format(year=year))


class NoTarget(Trouble):
    """Nobody has said yet which year it is about."""

    sentence = "原件中没有写明年度；选择导入到的年度后再写入。"


class NothingToWrite(Trouble):
    """Nothing of the document would change the report."""

    sentence = "没有可写入的内容：所读内容与报告现有内容相同，或都没有勾选。"
