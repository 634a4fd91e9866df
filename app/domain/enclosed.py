"""What is told of the report file inside a document that says something else than what the document shows."""

from __future__ import annotations

from typing import Final

OTHER: Final = "文件所附数据为“{enclosed}”，与正文不一致，对照原件填写"
BLANK: Final = "文件所附数据中这一格为空白，与正文不一致，对照原件填写"
HIDDEN: Final = "文件所附数据为“{enclosed}”，正文中没有看到，对照原件填写"
ADDED_TEXT: Final = "正文中有这一段，文件所附数据中没有，未导入，核对"
MISSING_TEXT: Final = "文件所附数据中有这一段，正文中没有看到，已按所附数据导入，核对"
NO_REPORT: Final = "这个附件不是报告文件，没有采用，各数取自正文"
UNUSABLE: Final = "这个附件作为报告文件读取时出错，没有采用，各数取自正文"
ANOTHER: Final = "这个附件是“{agency}”{year} 年的报告，与正文不是同一份，没有采用，各数取自正文"
ANOTHER_EDITION: Final = "这个附件是 {edition} 版的报告，与指定的版本不同，没有采用，各数取自正文"
