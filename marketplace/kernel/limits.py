"""Attempt counters in the database, each counted in a short transaction of its own."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import bindparam, delete, select, text
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.kernel import clock, unit
from marketplace.kernel.db import Base, UtcDateTime, session
from marketplace.kernel.errors import TooMany
from marketplace.kernel.text import N_

USUAL = N_("Too many tries. Please wait a little and try again.")
ADD_ONE = text(
    "INSERT INTO attempt (bucket, slot, count, ends_at) VALUES (:bucket, :slot, 1, :ends_at)"
    " ON CONFLICT (bucket, slot) DO UPDATE SET count = attempt.count + 1 RETURNING count"
).bindparams(bindparam("ends_at", type_=UtcDateTime()))


class Attempt(Base):
    """How often something was tried in one window. `bucket` holds keyed hashes, no numbers."""

    __tablename__ = "attempt"
    bucket: Mapped[str] = mapped_column(primary_key=True)
    slot: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    count: Mapped[int]
    ends_at: Mapped[datetime] = mapped_column(index=True)


@dataclass(frozen=True, slots=True)
class Try:
    """One attempt against one limit; `sentence` is what a refused person reads."""

    bucket: str
    limit: int
    per: timedelta
    sentence: str = USUAL


def count(bucket: str, limit: int, per: timedelta, sentence: str | None = None) -> None:
    """Count one attempt, kept even when the request is refused. Raises TooMany above the limit.

    Opens its own unit of work: call it outside the request's."""
    count_all([Try(bucket, limit, per, sentence or USUAL)])


def count_all(tries: Sequence[Try]) -> None:
    """Count an attempt against several limits in one unit of work, up to the first that is full."""
    refusal: TooMany | None = None
    with unit.unit_of_work():
        for one in tries:
            if (refusal := _refusal(one)) is not None:
                break
    if refusal is not None:
        raise refusal


def _refusal(one: Try) -> TooMany | None:
    seconds = int(one.per.total_seconds())
    now = clock.now()
    slot = int(now.timestamp()) // seconds
    row = {"bucket": one.bucket, "slot": slot, "ends_at": now + one.per}
    if session.execute(ADD_ONE, row).scalar_one() <= one.limit:
        return None
    return TooMany(one.sentence, retry_after=(slot + 1) * seconds - int(now.timestamp()))


def tried(bucket: str, per: timedelta) -> int:
    """Attempts in the present window."""
    slot = int(clock.now().timestamp()) // int(per.total_seconds())
    found = session.scalar(select(Attempt.count).filter_by(bucket=bucket, slot=slot))
    return found or 0


def forget_old() -> None:
    """Delete windows that have ended."""
    session.execute(delete(Attempt).where(Attempt.ends_at < clock.now()))
