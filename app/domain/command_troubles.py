"""What the command line refuses, and the sentence for whoever runs it."""

from __future__ import annotations

from collections.abc import Iterable

from app.domain.troubles import Trouble


class BadSetting(Trouble):
    """An environment variable that cannot be used."""

    sentence = "环境变量 {name} 的值不可用（{why}），更正后重新运行。"

    def __init__(self, name: str, why: str) -> None:
        """`why` is what the check of the value said."""
        super().__init__(self.sentence.format(name=name, why=why))


class NoSuchEdition(Trouble):
    """An edition that is not in the folder."""

    sentence = "没有“{name}”这一版本，现有版本：{known}。"

    def __init__(self, name: str, known: Iterable[str]) -> None:
        super().__init__(self.sentence.format(name=name, known="、".join(known)))


class FirstYearMissing(Trouble):
    """A new edition of which nobody said from which report year on it holds."""

    sentence = "没有说明新版本从哪个报告年度起使用，用 --first 给出年份。"


class NoSuchPerson(Trouble):
    """A login that nobody has."""

    sentence = "没有登录名为“{name}”的用户，用 gouji user add 新建。"

    def __init__(self, name: str) -> None:
        super().__init__(self.sentence.format(name=name))


class NoSuchAgency(Trouble):
    """An agency that is not known."""

    sentence = "没有“{name}”这个单位，用 gouji user agency 新建。"

    def __init__(self, name: str) -> None:
        super().__init__(self.sentence.format(name=name))


class SeveralIntoOne(Trouble):
    """Several reports that would become one file."""

    sentence = "{name}：有多份报告要写入这一个文件；改为给出文件夹，并用 --format 给出格式。"

    def __init__(self, name: str) -> None:
        super().__init__(self.sentence.format(name=name))


class NotRendered(Trouble):
    """A report that is no draft for somebody and has findings that stop it."""

    sentence = "{name}：尚有 {count} 处须修改或说明，未输出；处理后再输出，或加 --draft 输出草稿。"

    def __init__(self, name: str, count: int) -> None:
        super().__init__(self.sentence.format(name=name, count=count))
