"""Requests that no page of the site makes, and the sentences about them."""

from __future__ import annotations

from app.domain.troubles import Trouble


class WrongHost(Trouble):
    """The site was called by a name it does not have."""

    sentence = "网址中的主机名不在允许范围内，请使用单位公布的网址；管理员可在 GOUJI_HOSTS 中添加该主机名。"


class WrongOrigin(Trouble):
    """A page of another site has sent this."""

    sentence = (
        "请求不是从本系统的页面发出，没有处理；请从本系统的页面重新操作。"
        "经代理访问的，管理员可在 GOUJI_ORIGINS 中添加公开网址。"
    )


class Malformed(Trouble):
    """A body that is no form, a key twice, a key that no form here has, a value that cannot be."""

    sentence = "提交的内容无法识别，请刷新页面后重新填写。"
    named = "提交的内容无法识别（{key}），请刷新页面后重新填写。"
    longest = 60

    def __init__(self, key: str = "") -> None:
        super().__init__(self.named.format(key=key[: self.longest]) if key else "")


class UnknownField(Trouble):
    """A field that the edition of this report does not have."""

    sentence = "“{field}”不是本报告的填写项，请刷新页面后重新填写。"
    longest = 60

    def __init__(self, field: str) -> None:
        super().__init__(self.sentence.format(field=field[: self.longest]))


class TooLarge(Trouble):
    """A body beyond the limit."""

    sentence = "一次提交的内容过多，请分次提交。"


class NoSuchMethod(Trouble):
    """A method that this address does not answer."""

    sentence = "该地址不支持这种操作，请返回上一页重新操作。"
