"""A forgotten password's link: once, within the hour, for staff only."""

from typing import Any

import pytest
from sqlalchemy import func, select

from marketplace.kernel.db import session as database
from marketplace.kernel.errors import DomainError, TooMany
from marketplace.kernel.unit import unit_of_work
from marketplace.people import resets, staff
from marketplace.people.models import PasswordReset, User
from tests.races.rivals import all_at_once
from tests.support import factories

MAIL = "office@example.org"


def issued(login: str = MAIL) -> str:
    with unit_of_work():
        found = resets.issue(login)
    assert found
    return found[1]


def used(token: str) -> int:
    with unit_of_work():
        return resets.use(token, "new").id


@pytest.fixture
def colleague(session: Any) -> User:
    with unit_of_work():
        return staff.hire(name="همکار", email=MAIL, mobile=None, roles=["clerk"], hash="old")


def test_it_sets_the_password_once_and_ends_every_session(session: Any, colleague: User) -> None:
    before, (one, two) = colleague.session_version, (issued(), issued(" Office@example.org"))
    assert used(one) == colleague.id
    session.expire_all()
    user = session.get_one(User, colleague.id)
    assert (user.password_hash, user.session_version > before) == ("new", True)
    for token in (one, two):
        assert resets.find(token) is None
        with pytest.raises(DomainError):
            used(token)


def test_it_ends_after_an_hour_and_is_forgotten(
    session: Any, colleague: User, clock: Any, worker: Any
) -> None:
    token = issued()
    clock.advance(minutes=61)
    assert resets.find(token) is None
    clock.advance(days=3)
    worker()
    assert session.scalar(select(func.count()).select_from(PasswordReset)) == 0


def test_a_closed_account_and_a_maker_get_none(session: Any, colleague: User) -> None:
    factories.a_user(mobile="+989000000021")
    with unit_of_work():
        assert resets.issue("09000000021") is None
        assert resets.issue("nobody@example.org") is None
    token = issued()
    with unit_of_work():
        factories.staff("administrator")
        staff.deactivate(database.get_one(User, colleague.id))
    assert resets.find(token) is None
    with pytest.raises(DomainError), unit_of_work():
        resets.use(token, "new")
    with unit_of_work():
        assert resets.issue(MAIL) is None


def test_spellings_of_one_name_count_as_one(session: Any, clock: Any) -> None:
    clock.set(clock.now().replace(minute=1))
    for login in ("09000000021", "۰۹۰۰ ۰۰۰ ۰۰۲۱", "+98 900 000 0021"):
        resets.count_ask(login, "10.0.0.1")
    with pytest.raises(TooMany):
        resets.count_ask("989000000021", "10.0.0.2")


def test_one_link_used_twice_at_once_works_once(app: Any, session: Any, colleague: User) -> None:
    token, key = issued(), colleague.id
    session.rollback()
    results = all_at_once(app, [lambda: used(token)] * 3)
    assert results.count(key) == 1, results
    assert sum(isinstance(one, DomainError) for one in results) == 2, results
