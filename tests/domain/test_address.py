import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app.domain.address import dom_id

FIELDS = {
    "requests.new.natural": "requests-new-natural",
    "requests.carried_in.total": "requests-carried_in-total",
    "overview": "overview",
    "/title": "f--__title",
    "/overview/proactive": "f--__overview__proactive",
    "/overview/extra-1/heading": "f--__overview__extra-1__heading",
    "/explain/requests-carried-in@requests.carried_in.total": (
        "f--__explain__requests-carried-in_40_requests_-carried_5f_in_-total"
    ),
    "": "f--",
}
PIECES = st.lists(
    st.sampled_from(["a", "f", "2", "e", "-", "--", "_", "__", ".", "/", "@", "_-", "2e", "标"])
)


def decoded(dom: str) -> str:
    """The field an id stands for, found independently: an id that can be read back is nobody else's."""
    if not dom.startswith("f--"):
        return dom.replace("-", ".")
    return re.sub(r"_(_|-|[0-9a-f]+_)", _character, dom.removeprefix("f--"))


def _character(code: re.Match[str]) -> str:
    return {"_": "/", "-": "."}.get(code[1]) or chr(int(code[1][:-1], 16))


@pytest.mark.parametrize(("field", "dom"), FIELDS.items())
def test_known_fields(field: str, dom: str) -> None:
    assert dom_id(field) == dom


@given(st.one_of(PIECES.map("".join), st.text(st.characters())))
@example("requests-new.natural")
@example("f..title")
@example("1.2")
@example("a\n")
@example("\ud800")
def test_an_id_can_be_read_back_and_needs_no_escaping(field: str) -> None:
    dom = dom_id(field)

    assert re.fullmatch("[A-Za-z][A-Za-z0-9_-]*", dom)
    assert decoded(dom) == field


@given(PIECES.map("".join), PIECES.map("".join))
@example("a.b", "a-b")
@example("a_b", "a.b")
@example("/a", "f..__a")
def test_two_fields_never_share_an_id(one: str, other: str) -> None:
    assert (dom_id(one) == dom_id(other)) == (one == other)
