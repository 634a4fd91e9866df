"""What is told of a document beside its figures: what stands in it and was not taken."""

from __future__ import annotations

from typing import Final

HIDDEN_SHEET: Final = "隐藏的工作表，未读取，需要时取消隐藏后重新导入"
HIDDEN_ROW: Final = "隐藏的行，未读取，需要时取消隐藏后重新导入"
HIDDEN_COLUMN: Final = "隐藏的列，未读取，需要时取消隐藏后重新导入"
FAR_CELL: Final = "在表格之外很远的单元格，未读取，核对是否多余"
NO_RESULT: Final = "公式没有保存计算结果，按空白读取，用 Excel 或 WPS 打开并保存后重新导入，或对照原件填写"
ROUNDED: Final = "单元格显示的数与保存的数不同，按显示的数读取，保存的是 {kept}，对照原件核对"
PICTURE_PAGE: Final = "第 {page} 页"
NOT_READ: Final = "这一页是图片，其中的文字和数没有读取，对照原件填写，或改用有文字的原文件"
