"""What is wrong with a font that an operator has chosen."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from app.domain.troubles import Trouble


class UnusableFace(Trouble):
    """The font file for rare characters, of the setting `GOUJI_FALLBACK_FACE`, cannot be used."""

    sentence = (
        "备用字体文件“{path}”不能使用：{why}。请更换文件，或取消 GOUJI_FALLBACK_FACE 的设置后重新启动。"
    )
    reasons: ClassVar[Mapping[str, str]] = {
        "absent": "没有这个文件，或没有读取权限",
        "format": "不是 TTF、OTF 或 TTC 字体文件，或文件已损坏",
        "name": "字体名称须由英文字母、数字、空格和连字符组成，且不能与内置字体重名",
        "licence": "字体文件声明不允许嵌入文档",
        "order": "字形编号与字符集编号不一致，嵌入后部分软件不能显示",
    }

    def __init__(self, path: str, why: str) -> None:
        """`why` is a key of `reasons`."""
        super().__init__(self.sentence.format(path=path, why=self.reasons[why]))
