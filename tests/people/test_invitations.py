"""An invitation works once, until its day; two rivals become one colleague."""

from functools import partial
from typing import Any

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import IntegrityError

from marketplace.kernel.db import session as database
from marketplace.kernel.errors import DomainError, WrongState
from marketplace.kernel.eventlog import history
from marketplace.kernel.unit import unit_of_work
from marketplace.people import invitations, staff, users
from marketplace.people.models import Invitation, User
from tests.races.rivals import all_at_once
from tests.support import factories

MOBILE = "+989000000031"


def invited(**change: Any) -> tuple[Invitation, str]:
    who = {"name": "کارشناس نمونه", "email": "new@example.org", "mobile": MOBILE}
    with unit_of_work():
        by = factories.staff("administrator")
        given = {"roles": ["trainer", "clerk"], "locale": "en", "by": by} | who | change
        return invitations.invite(**given)


def accepted(token: str) -> User:
    with unit_of_work():
        return invitations.accept(token, "a hash")


def test_the_invited_is_staff_once_she_accepts(session: Any) -> None:
    invitation, token = invited()
    assert token not in invitation.token_hash
    assert users.by_mobile(MOBILE) is None
    user = accepted(token)
    assert (user.name, user.email, user.locale) == ("کارشناس نمونه", "new@example.org", "en")
    assert user.roles == {"clerk", "trainer"}
    assert invitations.find(token) is None
    with pytest.raises(DomainError):
        accepted(token)
    log = [(event.name, event.actor_id) for event in history("invitation", invitation.id)]
    assert log == [("accepted", user.id), ("created", None)]
    granted = [event for event in history("user", user.id) if event.name == "role_granted"]
    assert {event.actor_id for event in granted} == {invitation.invited_by}


def test_a_maker_keeps_her_account(session: Any) -> None:
    maker = factories.a_user(mobile=MOBILE)
    assert accepted(invited()[1]).id == maker.id


def test_a_week_later_it_is_over_and_can_be_sent_again(session: Any, clock: Any) -> None:
    invitation, old = invited()
    clock.advance(days=7, seconds=1)
    assert invitations.find(old) is None
    with unit_of_work():
        _same, new = invitations.renew(invitation.public_id)
    assert invitations.find(old) is None
    assert invitations.find(new)
    accepted(new)
    with pytest.raises(WrongState), unit_of_work():
        invitations.renew(invitation.public_id)


def test_a_withdrawn_one_lets_nobody_in(session: Any) -> None:
    invitation, token = invited()
    with unit_of_work():
        invitations.withdraw(invitation.public_id)
    assert invitations.find(token) is None
    assert not invitations.waiting()
    with pytest.raises(WrongState), unit_of_work():
        invitations.withdraw(invitation.public_id)
    assert invited()[0].id != invitation.id


@pytest.mark.parametrize("change", [{"mobile": None}, {"email": None}])
def test_nobody_is_invited_twice_at_a_time(session: Any, change: Any) -> None:
    invited()
    with pytest.raises(DomainError, match="invited already"):
        invited(**change)


def test_the_address_may_be_taken_meanwhile(session: Any) -> None:
    _invitation, token = invited(mobile=None)
    with unit_of_work():
        staff.hire(name="x", email="new@example.org", mobile=None, roles=["clerk"], hash="x")
    with pytest.raises(DomainError):
        accepted(token)
    assert invitations.find(token)


def test_one_link_used_twice_at_once_makes_one_colleague(app: Any, session: Any) -> None:
    _invitation, token = invited()
    session.rollback()
    results = all_at_once(app, [lambda: accepted(token).id] * 4)
    assert sum(isinstance(one, int) for one in results) == 1, results
    assert sum(isinstance(one, DomainError) for one in results) == 3, results
    session.rollback()
    found = select(func.count()).select_from(User).where(User.email == "new@example.org")
    assert session.scalar(found) == 1


def test_withdrawing_and_accepting_at_once_is_one_of_them(app: Any, session: Any) -> None:
    invitation, token = invited()
    public_id = invitation.public_id
    session.rollback()

    def withdraw() -> str:
        with unit_of_work():
            invitations.withdraw(public_id)
        return "withdrawn"

    results = all_at_once(app, [withdraw, partial(accepted, token)])
    assert sum(isinstance(one, DomainError) for one in results) == 1, results


@pytest.mark.parametrize(
    "change",
    ["email = NULL, mobile = NULL", "accepted_at = created_at, withdrawn_at = created_at"],
)
def test_the_database_itself_refuses(session: Any, change: str) -> None:
    invited()
    with pytest.raises(IntegrityError), unit_of_work():
        database.execute(text(f"UPDATE invitation SET {change}"))


def test_what_ended_long_ago_is_forgotten(session: Any, clock: Any) -> None:
    accepted(invited()[1])
    invited(email="second@example.org", mobile=None)
    clock.advance(days=8)
    before = clock.now()
    with unit_of_work():
        assert invitations.forget_old(before, 1) == 1
        assert invitations.forget_old(before, 9) == 1
        assert invitations.forget_old(before, 9) == 0
