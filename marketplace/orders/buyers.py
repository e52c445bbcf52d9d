"""How many reservations a mobile has, and how often nobody came for one."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, delete, func, select, text, update

from marketplace.kernel import clock
from marketplace.kernel.db import UtcDateTime, session
from marketplace.kernel.direct import ask, at_once
from marketplace.kernel.errors import DomainError
from marketplace.kernel.secrets import keyed_hash
from marketplace.kernel.text import N_
from marketplace.orders.models import Buyer, Order
from marketplace.orders.states import LIVE

FULL = N_(
    "This number already has %(limit)s open reservations. Pick one up first, "
    "or ask the office by phone."
)
OPEN = (
    select(func.count()).select_from(Order.__table__)
    .where(Order.mobile == bindparam("mobile"), Order.state.in_(LIVE))
)  # fmt: skip
LOCK = text(
    "INSERT INTO buyer (mobile_hash, no_shows, seen_at) VALUES (:mobile_hash, 0, :seen_at)"
    " ON CONFLICT (mobile_hash) DO UPDATE SET seen_at = excluded.seen_at"
).bindparams(bindparam("seen_at", type_=UtcDateTime()))


def lock(mobile: str, now: datetime | None = None) -> None:
    """Lock the row of this mobile until the unit of work ends, making it when new."""
    row = {"mobile_hash": _hash(mobile), "seen_at": now or clock.now()}
    at_once(LOCK, row)


def may_reserve(mobile: str, limit: int) -> None:
    """Refuse one live reservation more than the limit; locks the mobile. Raises DomainError."""
    lock(mobile)
    live = ask(OPEN, {"mobile": mobile}).scalar()
    if (live or 0) >= limit:
        raise DomainError(FULL, field="mobile", limit=limit)


def did_not_come(mobile: str) -> None:
    """Count one reservation that nobody picked up; the mobile is locked."""
    session.execute(
        update(Buyer).where(Buyer.mobile_hash == _hash(mobile)).values(no_shows=Buyer.no_shows + 1)
    )


def no_shows(mobile: str) -> int:
    """How many reservations of this mobile nobody picked up."""
    query = select(Buyer.no_shows).where(Buyer.mobile_hash == _hash(mobile))
    return session.scalar(query) or 0


def counters(mobile: str) -> Sequence[Buyer]:
    """The row of this mobile, if there is one."""
    return session.scalars(select(Buyer).where(Buyer.mobile_hash == _hash(mobile))).all()


def forget(mobile: str) -> None:
    """Delete the counter of this mobile."""
    session.execute(delete(Buyer).where(Buyer.mobile_hash == _hash(mobile)))


def _hash(mobile: str) -> str:
    return keyed_hash("buyer", mobile)
