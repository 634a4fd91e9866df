"""`gouji user`: people and agencies of a real installation."""

from __future__ import annotations

import re

import pytest

from tests.cli.conftest import Command


def test_people_of_a_real_installation(gouji: Command) -> None:
    assert gouji("user", "agency", "某市人民政府", "--government").status == 0
    assert (
        gouji(
            "user", "agency", "某市某局", "--under", "某市人民政府", "--trait", "no_regulation_power"
        ).status
        == 0
    )
    made = gouji("user", "add", "ming", "--display", "李明", "--agency", "某市某局")
    assert made.status == 0
    assert len(made.out.strip()) >= 12
    assert (
        gouji("user", "add", "ming", "--display", "李明", "--agency", "某市某处", "--role", "reviewer").out
        == ""
    )
    token = gouji("user", "token", "ming")
    assert re.fullmatch(r"\S+\n", token.out)
    assert gouji("user", "password", "ming").out != made.out
    assert gouji("user", "token", "ming").out != token.out


@pytest.mark.parametrize(
    "arguments",
    [
        ("token", "nobody"),
        ("password", "nobody"),
        ("agency", "某县某局", "--under", "某县"),
        ("add", "ming", "--display", "李明", "--agency", "某局", "--role", "king"),
    ],
)
def test_people_who_do_not_exist(gouji: Command, arguments: tuple[str, ...]) -> None:
    done = gouji("user", *arguments)
    assert (done.status, done.out) == (2, "")
    assert done.err
