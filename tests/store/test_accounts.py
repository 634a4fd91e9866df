import asyncio
import stat
import statistics
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from app.domain.troubles import (
    AlreadyExists,
    NotFound,
    TooManyTries,
    WeakPassword,
    WrongPassword,
)
from app.store.bearer import key_path, make_key
from app.store.clock import DAY, HOUR, MINUTE, SECOND, moment, now
from app.store.policy import AccountPolicy
from app.store.storage import Storage, bearer_token
from tests.store.office import PASSWORD, Office, Run, opened

HOME, AWAY = "10.0.0.1", "10.0.0.2"
POLICY = AccountPolicy(
    lock_after=6,
    per_name_and_address="3/15minutes",
    per_address="8/15minutes",
    per_name="6/15minutes",
    everywhere="12/5minutes",
)


@dataclass(frozen=True, slots=True)
class Hands:
    """A clock that is set by hand, in microseconds."""

    at: list[int]

    def __call__(self) -> int:
        return self.at[0]

    def turn(self, by: int) -> None:
        self.at[0] += by


@pytest.fixture
def clock() -> Hands:
    return Hands([now()])


@pytest.fixture
def storage(url: str, clock: Hands) -> Iterator[Storage]:
    with opened(url, POLICY, clock) as storage:
        yield storage


def fail(storage: Storage, run: Run, name: str, address: str) -> None:
    with pytest.raises(WrongPassword):
        run(storage.accounts.sign_in(name, "wrong horse", address))


def is_refused(storage: Storage, run: Run, name: str, address: str) -> bool:
    try:
        run(storage.accounts.sign_in(name, PASSWORD, address))
    except TooManyTries:
        return True
    return False


def test_signing_in_and_out(storage: Storage, office: Office, run: Run, clock: Hands) -> None:
    signed_in = run(storage.accounts.sign_in("li", PASSWORD, HOME))
    assert signed_in.person == office.li
    assert signed_in.expires == moment(clock()) + timedelta(hours=12)
    assert storage.accounts.who(signed_in.token) == office.li
    assert storage.accounts.who(signed_in.token + "x") is None
    assert storage.accounts.who("") is None
    assert storage.accounts.who("\ud800") is None
    other = run(storage.accounts.sign_in("li", PASSWORD, HOME))
    run(storage.accounts.sign_out(signed_in.token))
    assert storage.accounts.who(signed_in.token) is None
    assert storage.accounts.who(other.token) == office.li


def test_tokens_are_long_and_differ(storage: Storage, run: Run) -> None:
    tokens = {run(storage.accounts.sign_in("li", PASSWORD, HOME)).token for _ in range(3)}
    assert len(tokens) == 3
    assert all(len(token) >= 43 for token in tokens)


def test_neither_a_password_nor_a_token_is_in_the_files(storage: Storage, run: Run) -> None:
    token = run(storage.accounts.sign_in("li", PASSWORD, HOME)).token
    storage.close()
    files = [file.read_bytes() for file in storage.database.path.parent.iterdir()]
    assert any(b"$argon2id$v=19$m=19456,t=2,p=1$" in content for content in files)
    assert not any(secret.encode() in content for secret in (PASSWORD, token) for content in files)


def test_a_session_ends_when_it_is_idle(storage: Storage, office: Office, run: Run, clock: Hands) -> None:
    token = run(storage.accounts.sign_in("li", PASSWORD, HOME)).token
    for _ in range(3):
        clock.turn(29 * MINUTE)
        assert storage.accounts.who(token) == office.li
        assert storage.is_ready()  # what was noted before is written
    clock.turn(31 * MINUTE)
    assert storage.accounts.who(token) is None


def test_a_session_ends_after_its_hours_however_busy(storage: Storage, run: Run, clock: Hands) -> None:
    token = run(storage.accounts.sign_in("li", PASSWORD, HOME)).token
    begun = clock()
    while clock() < begun + 12 * HOUR - 20 * MINUTE:
        clock.turn(20 * MINUTE)
        assert storage.accounts.who(token) or clock() >= begun + 12 * HOUR
        assert storage.is_ready()
    clock.turn(20 * MINUTE)
    assert storage.accounts.who(token) is None


def test_use_is_noted_once_a_minute(storage: Storage, run: Run, clock: Hands) -> None:
    token = run(storage.accounts.sign_in("li", PASSWORD, HOME)).token
    jobs = storage.writer.jobs
    for _ in range(20):
        clock.turn(2 * SECOND)
        assert storage.accounts.who(token)
    assert storage.is_ready()
    assert storage.writer.jobs - jobs == 1  # the probe itself
    clock.turn(MINUTE)
    assert storage.accounts.who(token)
    assert storage.is_ready()
    assert storage.accounts.who(token)
    assert storage.is_ready()
    assert storage.writer.jobs - jobs == 4


def test_a_clock_that_goes_back_ends_sessions_rather_than_lengthening_them(
    storage: Storage, run: Run, clock: Hands
) -> None:
    token = run(storage.accounts.sign_in("li", PASSWORD, HOME)).token
    clock.turn(-MINUTE)
    assert storage.accounts.who(token)
    clock.turn(-DAY)
    assert storage.accounts.who(token) is None


def test_who_is_signed_in_has_the_roles_of_this_moment(storage: Storage, office: Office, run: Run) -> None:
    token = run(storage.accounts.sign_in("li", PASSWORD, HOME)).token
    run(storage.accounts.add_membership(office.li.id, office.agency.id, "drafter"))
    run(storage.accounts.add_membership(office.li.id, office.agency.id, "drafter"))
    run(storage.accounts.add_membership(office.li.id, office.agency.id, "approver"))
    person = storage.accounts.who(token)
    assert person is not None
    assert person.roles == {office.agency.id: {"drafter", "approver"}}
    assert person == storage.accounts.person("li")
    for person_id, agency_id in ((99, office.agency.id), (office.li.id, 99)):
        with pytest.raises(NotFound):
            run(storage.accounts.add_membership(person_id, agency_id, "drafter"))


def test_a_closed_account_is_out_at_once(storage: Storage, office: Office, run: Run) -> None:
    token = run(storage.accounts.sign_in("li", PASSWORD, HOME)).token
    bearer = storage.accounts.bearer_token("li")
    run(storage.accounts.set_active(office.li.id, active=False))
    assert storage.accounts.who(token) is None
    assert storage.accounts.who(bearer) is None
    with pytest.raises(NotFound):
        storage.accounts.bearer_token("li")
    with pytest.raises(WrongPassword):
        run(storage.accounts.sign_in("li", PASSWORD, HOME))
    run(storage.accounts.set_active(office.li.id, active=True))
    assert storage.accounts.who(token) is None
    assert run(storage.accounts.sign_in("li", PASSWORD, HOME)).person == office.li


def test_a_new_password_ends_what_the_old_one_began(storage: Storage, office: Office, run: Run) -> None:
    token = run(storage.accounts.sign_in("li", PASSWORD, HOME)).token
    bearer = storage.accounts.bearer_token("li")
    run(storage.accounts.set_password(office.li.id, "battery staple"))
    assert storage.accounts.who(token) is None
    assert storage.accounts.who(bearer) is None
    with pytest.raises(WrongPassword):
        run(storage.accounts.sign_in("li", PASSWORD, HOME))
    assert run(storage.accounts.sign_in("li", "battery staple", HOME)).person == office.li
    with pytest.raises(NotFound):
        run(storage.accounts.set_password(99, "battery staple"))


@pytest.mark.parametrize("password", ["", "short12", "x" * 201, "ZhangSan1"])
def test_weak_passwords_are_refused(storage: Storage, run: Run, password: str) -> None:
    with pytest.raises(WeakPassword):
        run(storage.accounts.add_person("zhangsan1", "张三", password))
    with pytest.raises(NotFound):
        storage.accounts.person("zhangsan1")


def test_a_name_is_given_once(storage: Storage, office: Office, run: Run) -> None:
    with pytest.raises(AlreadyExists):
        run(storage.accounts.add_person("li", "李亮", PASSWORD))
    with pytest.raises(AlreadyExists):
        run(storage.accounts.add_agency(office.agency.name))
    with pytest.raises(NotFound):
        run(storage.accounts.add_agency("某市乙局", parent_id=99))


def test_a_hash_of_former_parameters_is_renewed_at_the_next_sign_in(storage: Storage, run: Run) -> None:
    weak = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)

    def kept() -> str:
        row = storage.database.reader().execute("SELECT password_hash FROM person WHERE name = 'li'")
        return str(row.fetchone()[0])

    change = "UPDATE person SET password_hash = ? WHERE name = 'li'"
    storage.writer.submit(lambda connection: connection.execute(change, (weak,)).rowcount).result(5)
    assert kept() == weak
    run(storage.accounts.sign_in("li", PASSWORD, HOME))
    assert kept().startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    run(storage.accounts.sign_in("li", PASSWORD, HOME))


def test_guessing_from_one_address_is_stopped_there(storage: Storage, run: Run) -> None:
    for _ in range(3):
        fail(storage, run, "li", HOME)
    with pytest.raises(TooManyTries, match="15 分钟"):
        run(storage.accounts.sign_in("li", PASSWORD, HOME))
    assert not is_refused(storage, run, "li", AWAY)
    assert not is_refused(storage, run, "wang", HOME)


def test_a_right_password_is_not_counted_and_forgives(storage: Storage, run: Run) -> None:
    for _ in range(9):
        assert not is_refused(storage, run, "li", HOME)
    fail(storage, run, "li", HOME)
    fail(storage, run, "li", HOME)
    assert not is_refused(storage, run, "li", HOME)
    fail(storage, run, "li", HOME)
    fail(storage, run, "li", HOME)
    assert not is_refused(storage, run, "li", HOME)


def test_one_address_cannot_try_name_after_name(storage: Storage, run: Run) -> None:
    for number in range(8):
        fail(storage, run, f"nobody-{number}", HOME)
    assert is_refused(storage, run, "li", HOME)
    assert not is_refused(storage, run, "li", AWAY)


def test_all_addresses_together_cannot_try_without_end(storage: Storage, run: Run) -> None:
    for number in range(12):
        fail(storage, run, f"nobody-{number}", f"10.0.1.{number}")
    assert is_refused(storage, run, "li", HOME)


@pytest.mark.parametrize("name", ["li", "nobody"])
def test_a_name_is_closed_after_failures_from_many_addresses_known_or_not(
    storage: Storage, run: Run, name: str
) -> None:
    for number in range(6):
        fail(storage, run, name, f"10.0.1.{number}")
    assert is_refused(storage, run, name, HOME)


def test_a_closed_name_stays_closed_over_a_restart_and_opens_in_time(
    storage: Storage, run: Run, url: str, clock: Hands
) -> None:
    for number in range(6):
        fail(storage, run, "li", f"10.0.1.{number}")
    storage.close()
    with opened(url, POLICY, clock) as again:
        assert is_refused(again, run, "li", HOME)
        clock.turn(16 * MINUTE)
        assert not is_refused(again, run, "li", HOME)


def test_many_tries_at_once_do_not_slip_through_together(storage: Storage, run: Run) -> None:
    async def at_once() -> list[BaseException | object]:
        tries = (storage.accounts.sign_in("li", f"guess {number}", HOME) for number in range(10))
        return await asyncio.gather(*tries, return_exceptions=True)

    answers = run(at_once())
    assert sum(isinstance(answer, WrongPassword) for answer in answers) == 3
    assert sum(isinstance(answer, TooManyTries) for answer in answers) == 7


def test_asking_for_the_password_again(storage: Storage, office: Office, run: Run) -> None:
    run(storage.accounts.confirm_password(office.li, PASSWORD, HOME))
    for _ in range(3):
        with pytest.raises(WrongPassword):
            run(storage.accounts.confirm_password(office.li, "wrong horse", HOME))
    with pytest.raises(TooManyTries):
        run(storage.accounts.confirm_password(office.li, PASSWORD, HOME))


def test_an_unknown_name_takes_as_long_as_a_known_one(url: str, run: Run) -> None:
    def seconds(storage: Storage, name: str) -> float:
        begun = time.perf_counter()
        fail(storage, run, name, HOME)
        return time.perf_counter() - begun

    free = AccountPolicy(per_name_and_address="99/minute", per_name="99/minute", lock_after=99)
    with opened(url, free) as storage:
        pairs = [(seconds(storage, "li"), seconds(storage, "nobody")) for _ in range(7)]
    known, unknown = (statistics.median(column) for column in zip(*pairs, strict=True))
    assert unknown > known / 2


def test_a_supervisor_sees_what_lies_below(storage: Storage, office: Office, run: Run) -> None:
    accounts = storage.accounts
    district = run(accounts.add_agency("某区政府", "government", office.agency.id, ("district",)))
    bureau = run(accounts.add_agency("某区某局", parent_id=district.id))
    apart = run(accounts.add_agency("某县某局"))
    assert accounts.agency(district.id) == district
    assert (district.kind, district.traits) == ("government", ("district",))
    assert {agency.id for agency in accounts.agencies()} >= {bureau.id, apart.id}
    run(accounts.add_membership(office.wang.id, district.id, "supervisor"))
    run(accounts.add_membership(office.wang.id, bureau.id, "drafter"))
    run(accounts.add_membership(office.wang.id, apart.id, "drafter"))
    wang = accounts.person("wang")
    expected = {
        district.id: {"supervisor"},
        bureau.id: {"supervisor", "drafter"},
        apart.id: {"drafter"},
    }
    assert accounts.agencies_of(wang) == expected
    assert {id_: accounts.roles_at(wang, id_) for id_ in expected} == expected
    assert accounts.roles_at(wang, office.agency.id) == set()
    assert accounts.roles_at(accounts.person("li"), bureau.id) == set()
    with pytest.raises(NotFound):
        accounts.agency(99)


def test_a_bearer_token_is_made_beside_the_server(
    storage: Storage, office: Office, url: str, clock: Hands
) -> None:
    token = bearer_token(url, "li", days=1, clock=clock)
    assert storage.accounts.who(token) == office.li
    assert storage.accounts.who(storage.accounts.bearer_token("li")) == office.li
    for changed in (
        token[:-1] + ("0" if token[-1] != "0" else "1"),
        token.replace(".1.", ".2.", 1),
        "gouji1.",
    ):
        assert storage.accounts.who(changed) is None
    clock.turn(DAY)
    assert storage.accounts.who(token) is None
    with pytest.raises(NotFound):
        bearer_token(url, "nobody")


def test_the_key_is_for_its_owner_alone_and_made_once(storage: Storage) -> None:
    path: Path = key_path(storage.database.path)
    key = path.read_bytes()
    make_key(storage.database.path)
    assert path.read_bytes() == key
    assert len(key) == 32
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
