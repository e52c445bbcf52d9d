"""The second factor: a code works once, a recovery code works once, nothing is kept in the open."""

from datetime import timedelta
from typing import Any

import pyotp
import pytest
from sqlalchemy import select

from marketplace.kernel import preferences
from marketplace.kernel.db import session as database
from marketplace.kernel.errors import DomainError, TooMany
from marketplace.kernel.unit import unit_of_work
from marketplace.people import factors
from marketplace.people.models import RecoveryCode, SecondFactor, User
from tests.races.rivals import all_at_once
from tests.support import factories

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def shown(clock: Any, ago: int = 0) -> str:
    """What the app shows now, or showed so many seconds ago."""
    return pyotp.TOTP(SECRET).at(clock.now() - timedelta(seconds=ago))


def used(key: int, typed: str) -> str:
    with unit_of_work():
        factors.use(database.get_one(User, key), typed)
    return "in"


@pytest.fixture
def key(session: Any) -> int:
    return factories.staff("clerk").id


@pytest.fixture
def codes(session: Any, key: int, clock: Any) -> list[str]:
    with unit_of_work():
        codes = factors.set_up(database.get_one(User, key), SECRET, shown(clock))
    clock.advance(seconds=60)
    return codes


def test_nothing_is_kept_in_the_open(session: Any, codes: list[str]) -> None:
    factor = session.scalars(select(SecondFactor)).one()
    assert SECRET.encode() not in factor.sealed
    hashes = session.scalars(select(RecoveryCode.code_hash)).all()
    assert len(set(codes)) == len(hashes) == 10
    assert not set(codes) & set(hashes)


def test_a_code_works_once_and_in_any_digits(
    session: Any, key: int, codes: list[str], clock: Any
) -> None:
    digits = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")
    code = shown(clock)
    assert used(key, f" {code[:3]} {code[3:]} ".translate(digits)) == "in"
    for typed in (code, shown(clock, 30)):
        with pytest.raises(DomainError):
            used(key, typed)
    clock.advance(seconds=30)
    assert used(key, shown(clock)) == "in"


@pytest.mark.parametrize("typed", ["", "000", "x" * 5000, "\ud800", "１２３４５６"])
def test_nonsense_lets_nobody_in(session: Any, key: int, codes: list[str], typed: str) -> None:
    with pytest.raises(DomainError):
        used(key, typed)


def test_a_code_of_two_steps_ago_is_too_old(
    session: Any, key: int, codes: list[str], clock: Any
) -> None:
    clock.advance(minutes=5)
    with pytest.raises(DomainError):
        used(key, shown(clock, 61))
    assert used(key, shown(clock, 30)) == "in"


def test_a_recovery_code_works_once_for_her_alone(session: Any, key: int, codes: list[str]) -> None:
    other = factories.staff("trainer").id
    with pytest.raises(DomainError):
        used(other, codes[0])
    assert used(key, f"{codes[0][:4]}-{codes[0][4:]}".lower()) == "in"
    with pytest.raises(DomainError):
        used(key, codes[0])
    user = session.get_one(User, key)
    assert factors.codes_left(user) == 9
    with unit_of_work():
        new = factors.renew_codes(user)
    with pytest.raises(DomainError):
        used(key, codes[1])
    assert used(key, new[1]) == "in"


def test_a_wrong_first_code_sets_nothing_up(session: Any, key: int, clock: Any) -> None:
    user = session.get_one(User, key)
    with pytest.raises(DomainError), unit_of_work():
        factors.set_up(user, SECRET, shown(clock, 3000))
    assert not factors.stands(user)


def test_it_is_set_up_once_and_taken_off(
    session: Any, key: int, codes: list[str], clock: Any
) -> None:
    user = session.get_one(User, key)
    with pytest.raises(DomainError), unit_of_work():
        factors.set_up(user, SECRET, shown(clock))
    with unit_of_work():
        assert factors.remove(user)
        assert not factors.remove(user)
    assert not factors.stands(user)
    with pytest.raises(DomainError):
        used(key, codes[0])


def test_tries_are_counted(session: Any, key: int, clock: Any) -> None:
    clock.set(clock.now().replace(minute=1))
    for _ in range(10):
        factors.count_try(key)
    with pytest.raises(TooMany):
        factors.count_try(key)
    factors.count_try(key + 1)


def test_a_role_may_need_it(session: Any, key: int) -> None:
    user = session.get_one(User, key)
    assert not factors.required(user)
    with unit_of_work():
        preferences.change(second_factor_roles="clerk administrator")
    assert factors.required(user)
    assert not factors.required(factories.staff("trainer"))


@pytest.mark.parametrize("kind", ["recovery", "app"])
def test_one_code_used_twice_at_once_works_once(
    app: Any, session: Any, key: int, codes: list[str], clock: Any, kind: str
) -> None:
    typed = codes[0] if kind == "recovery" else shown(clock)
    session.rollback()
    results = all_at_once(app, [lambda: used(key, typed)] * 4)
    assert results.count("in") == 1, results
    assert sum(isinstance(one, DomainError) for one in results) == 3, results
