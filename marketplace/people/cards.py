"""Printed card codes: how a maker signs in when no SMS reaches her."""

from datetime import timedelta

from sqlalchemy import select, update

from marketplace.kernel import clock, eventlog, ids, limits
from marketplace.kernel.db import session
from marketplace.kernel.errors import DomainError
from marketplace.kernel.secrets import keyed_hash
from marketplace.kernel.text import N_
from marketplace.people.models import CardCode, User

LIFE = timedelta(days=90)
TRIES = 30
PER = timedelta(hours=1)
UNKNOWN = N_(
    "This card code does not work. Each card works once; the office can print you a new one."
)


def issue(user: User) -> str:
    """A new card code to print, stored plain nowhere; the user's older cards stop working."""
    code = ids.order_code()
    _void(user)
    session.add(CardCode(user_id=user.id, code_hash=_hash(code), expires_at=clock.now() + LIFE))
    eventlog.record("user", user.id, "card_issued")
    return code


def count_try(address: str) -> None:
    """Count one typed card code from this IP address, in a unit of its own. Raises TooMany."""
    limits.count(f"card:{keyed_hash(address)}", TRIES, PER)


def use(mobile: str | None, code: str) -> User:
    """The person whose card this is; the card is used up.

    `mobile` (E.164), when given, must be hers. Raises DomainError(field="code").
    """
    card = session.scalars(
        select(CardCode)
        .where(
            CardCode.code_hash == _hash(ids.normalise_code(code) or ""),
            CardCode.used_at.is_(None),
            CardCode.expires_at > clock.now(),
        )
        .with_for_update()
    ).first()
    user = session.get(User, card.user_id) if card else None
    if card is None or user is None or (mobile is not None and mobile != user.mobile):
        raise DomainError(UNKNOWN, field="code")
    card.used_at = clock.now()
    eventlog.record("user", user.id, "card_used")
    return user


def _void(user: User) -> None:
    session.execute(
        update(CardCode)
        .where(CardCode.user_id == user.id, CardCode.used_at.is_(None))
        .values(used_at=clock.now())
    )


def _hash(code: str) -> str:
    return keyed_hash("card", code)
