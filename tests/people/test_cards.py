"""Printed card codes: single use, expiring, voided by the next."""

from typing import Any

import pytest
from sqlalchemy import select

from marketplace.kernel.errors import DomainError, TooMany
from marketplace.kernel.eventlog import history
from marketplace.kernel.ids import show_code
from marketplace.kernel.text import to_persian_digits
from marketplace.kernel.unit import unit_of_work
from marketplace.people import cards
from marketplace.people.models import CardCode, User
from tests.support import factories


def issue(user: User) -> str:
    with unit_of_work():
        return cards.issue(user)


def use(code: str, mobile: str | None = None) -> User:
    with unit_of_work():
        return cards.use(mobile, code)


def test_a_card_lets_its_owner_in_once_however_it_is_typed(session: Any) -> None:
    user = factories.a_user()
    code = issue(user)
    assert use(to_persian_digits(show_code(code)).lower()).id == user.id
    with pytest.raises(DomainError):
        use(code)
    assert [event.name for event in history("user", user.id)][:2] == ["card_used", "card_issued"]


def test_a_card_is_kept_as_a_hash_only(session: Any) -> None:
    code = issue(factories.a_user())
    assert code not in session.scalars(select(CardCode)).one().code_hash


def test_a_new_card_voids_the_old_one(session: Any) -> None:
    user = factories.a_user()
    old, new = issue(user), issue(user)
    with pytest.raises(DomainError):
        use(old)
    assert use(new).id == user.id


def test_a_card_ends_after_ninety_days(session: Any, clock: Any) -> None:
    code = issue(factories.a_user())
    clock.advance(days=91)
    with pytest.raises(DomainError):
        use(code)


def test_a_card_does_not_fit_another_mobile(session: Any) -> None:
    code = issue(factories.a_user(mobile="+989000000071"))
    with pytest.raises(DomainError):
        use(code, "+989000000072")
    assert use(code, "+989000000071")


@pytest.mark.parametrize("typed", ["", "٪", "a" * 1000, "\ud800", "K7M2QXAB"])
def test_nonsense_is_no_card(session: Any, typed: str) -> None:
    with pytest.raises(DomainError):
        use(typed)


def test_an_address_tries_thirty_cards_an_hour(session: Any, clock: Any) -> None:
    clock.set(clock.now().replace(minute=1, second=0))
    for _ in range(30):
        cards.count_try("10.0.0.1")
    with pytest.raises(TooMany):
        cards.count_try("10.0.0.1")
    cards.count_try("10.0.0.2")
