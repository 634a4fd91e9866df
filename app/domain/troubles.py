"""What is refused, and the sentence a person reads about it.

A refusal is a class that owns its sentence: place, state of things, what to do. Which page or exit code it
becomes is decided once, in `app.web.trouble` and in the command line.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from app.domain.findings import Finding


class Trouble(Exception):
    """An action that was refused. `sentence` is for the person who asked for it."""

    sentence = "操作未完成。"

    def __init__(self, sentence: str = "") -> None:
        self.sentence = sentence or type(self).sentence
        super().__init__(self.sentence)


class NotFound(Trouble):
    """There is no such thing, or this person may not know of it: both read the same."""

    sentence = "未找到所请求的内容，请检查链接，或返回首页重新进入。"


class NotYours(Trouble):
    """The person has no part in this agency, or not this part."""

    sentence = "当前账号没有此项权限，请联系本单位管理员。"


class SignedOut(Trouble):
    """Nobody is signed in (any more)."""

    sentence = "登录已过期，请重新登录；未保存的内容已暂存在本机。"


class WrongPassword(Trouble):
    """Unknown name, wrong password or closed account: all read the same."""

    sentence = "用户名或密码不正确，请重新输入。"


class TooManyTries(Trouble):
    """Too many failed sign-ins by this name, from this address, or everywhere."""

    sentence = "登录尝试次数过多，请 {minutes} 分钟后再试。"

    def __init__(self, minutes: int) -> None:
        super().__init__(self.sentence.format(minutes=minutes))


class WeakPassword(Trouble):
    """A password that is too short, too long or the name itself."""

    sentence = "密码须为 {least} 至 {most} 个字符，且不得与用户名相同，请重新设置。"

    def __init__(self, least: int, most: int) -> None:
        super().__init__(self.sentence.format(least=least, most=most))


class AlreadyExists(Trouble):
    """A second one of what may exist once."""

    sentence = "{what}已存在，请直接打开，或更换后再新建。"

    def __init__(self, what: str = "同名内容") -> None:
        super().__init__(self.sentence.format(what=what))


class ReportExists(AlreadyExists):
    """The agency already has a report of this kind for this year."""

    def __init__(self) -> None:
        super().__init__("该单位本年度的报告")


class NotSaved(Trouble):
    """Nothing of this request was kept: disk full, database locked, shutting down."""

    sentence = "未保存：存储暂时不可用。内容仍在页面上，稍后再次保存。"


class Overloaded(Trouble):
    """More work is waiting than can be done in time; nothing of this request was kept."""

    sentence = "未保存：系统繁忙。内容仍在页面上，稍后再次保存。"


class StillBlocked(Trouble):
    """The report cannot be finished while `findings` stand."""

    sentence = "尚有 {count} 处须修改或说明，处理后方可完成。"

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        self.findings = findings
        super().__init__(self.sentence.format(count=len(findings)))


class ContentChanged(Trouble):
    """The report is no longer what the person was shown when deciding."""

    sentence = "报告内容已被修改，请刷新页面核对后再操作。"


class AlreadyFinished(Trouble):
    """The report is finished, and a finished report does not change."""

    sentence = "报告已定稿，不能修改。需要修改的，先在报告首页撤回修改。"


class NotFinished(Trouble):
    """The report is still a draft."""

    sentence = "报告尚未定稿，先在报告首页定稿。"


class TooLong(Trouble):
    """More text in one field than a report can carry."""

    sentence = "有一处内容超过 {limit} 个字符，未保存。精简后再保存。"

    def __init__(self, field: str, limit: int) -> None:
        self.field = field
        super().__init__(self.sentence.format(limit=limit))


class TooMany(Trouble):
    """More changes in one request than are accepted at once."""

    sentence = "一次最多保存 {limit} 处修改，请分次保存。"

    def __init__(self, limit: int) -> None:
        super().__init__(self.sentence.format(limit=limit))


class Unwritable(Trouble):
    """Characters that cannot be kept exactly, or a name that is not a field's."""

    sentence = "“{field}”的内容含有无法保存的字符，请删除后再保存。"

    def __init__(self, field: str) -> None:
        self.field = field
        super().__init__(self.sentence.format(field=field))


class KeyReused(Trouble):
    """One idempotency key, two different requests."""

    sentence = "该操作标识已用于另一项操作，请刷新页面后重试。"


class SecondWriter(Trouble):
    """Another process already writes to this database; two would be unsafe."""

    sentence = "数据库正由另一个进程使用，同一时间只能有一个进程写入；请先停止该进程，再重新启动。"


class LibraryTooOld(Trouble):
    """The SQLite library carries a known corruption."""

    sentence = "SQLite 版本为 {found}，低于所需的 {needed}，请更新依赖后重新启动。"

    def __init__(self, found: str, needed: str) -> None:
        super().__init__(self.sentence.format(found=found, needed=needed))


class DatabaseUnsupported(Trouble):
    """A database address this version cannot open."""

    sentence = "数据库地址的类型为“{kind}”，目前支持 sqlite:///文件路径，请修改 GOUJI_DATABASE_URL。"

    def __init__(self, kind: str) -> None:
        super().__init__(self.sentence.format(kind=kind))


class DatabaseNewer(Trouble):
    """A database that a later version of the program has already changed."""

    sentence = "数据库由更新版本的程序写入（{found}），请使用该版本或更高版本启动。"

    def __init__(self, found: str) -> None:
        super().__init__(self.sentence.format(found=found))


class ChainBroken(Trouble):
    """The change log of a report is not what was once written. Returned by verification, not raised."""

    sentence = "报告 {report} 的修改记录与原始写入不一致，第一处：{entry}（{why}）。"
    reasons: ClassVar[Mapping[str, str]] = {
        "prev": "与上一条记录不衔接",
        "digest": "内容与摘要不符",
        "before": "修改前的值与此前的记录不符",
        "rev": "修订号不连续",
        "head": "报告所记的最后摘要与记录不符",
        "document": "报告内容与修改记录推算的结果不符",
        "orphan": "记录所属的报告不存在",
    }

    def __init__(self, report: int, seq: int | None, why: str) -> None:
        entry = "报告本身" if seq is None else f"第 {seq} 条记录"
        super().__init__(self.sentence.format(report=report, entry=entry, why=self.reasons[why]))
