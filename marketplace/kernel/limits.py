"""Attempt counters, in Redis where there is one, else in the database in short transactions."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import TextualSelect, bindparam, column, delete, select, text
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.kernel import clock, shared, shared_counts, unit
from marketplace.kernel.db import Base, UtcDateTime, session
from marketplace.kernel.direct import at_once
from marketplace.kernel.errors import TooMany
from marketplace.kernel.text import N_

USUAL = N_("Too many tries. Please wait a little and try again.")


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


def count_all(tries: Sequence[Try], then: Callable[[], Any] | None = None) -> Any:
    """Count an attempt against several limits in one unit of work, up to the first that is full.

    When none is, `then` is done in the same unit, and what it returns comes back; what it refuses
    is not counted. Raises TooMany."""
    try:
        full = _count_in_redis(tries)
    except shared.Gone:
        return _count_in_database(tries, then)
    if full:
        raise TooMany(full.sentence, retry_after=_left(full))
    if then is None:
        return None
    with unit.unit_of_work():
        return then()


def _count_in_redis(tries: Sequence[Try]) -> Try | None:
    """The first that is full, if any. Raises Gone, also when there is no Redis."""
    if shared.shared is None:
        raise shared.Gone
    windows = [
        (one.bucket, _slot(one.per), one.limit, int(one.per.total_seconds())) for one in tries
    ]
    place = shared_counts.count(shared.shared, windows)
    return None if place is None else tries[place]


def _count_in_database(tries: Sequence[Try], then: Callable[[], Any] | None) -> Any:
    with unit.unit_of_work() as undo:
        full = _count(tries)
        if full is None:
            return then() if then else None
        undo()
    with unit.unit_of_work():
        _count(tries[: tries.index(full) + 1])
    raise TooMany(full.sentence, retry_after=_left(full))


def _count(tries: Sequence[Try]) -> Try | None:
    """Add one to each, by one statement; the first that is over its limit, if any."""
    now = clock.now()
    row: dict[str, object] = {}
    for place, one in enumerate(tries):
        row |= {f"bucket{place}": one.bucket, f"slot{place}": _slot(one.per)}
        row[f"ends{place}"] = now + one.per
    counts = {bucket: number for bucket, number in at_once(_add(len(tries)), row)}  # noqa: C416
    return next((one for one in tries if counts[one.bucket] > one.limit), None)


@cache
def _add(number: int) -> TextualSelect:
    rows = ", ".join(f"(:bucket{n}, :slot{n}, 1, :ends{n})" for n in range(number))
    return (
        text(
            f"INSERT INTO attempt (bucket, slot, count, ends_at) VALUES {rows}"  # noqa: S608
            " ON CONFLICT (bucket, slot) DO UPDATE SET count = attempt.count + 1"
            " RETURNING bucket, count"
        )
        .bindparams(*(bindparam(f"ends{n}", type_=UtcDateTime()) for n in range(number)))
        .columns(column("bucket"), column("count"))
    )


def _slot(per: timedelta) -> int:
    return int(clock.now().timestamp()) // int(per.total_seconds())


def _left(one: Try) -> int:
    """Seconds until the window ends."""
    return (_slot(one.per) + 1) * int(one.per.total_seconds()) - int(clock.now().timestamp())


def tried(bucket: str, per: timedelta) -> int:
    """Attempts in the present window."""
    if shared.shared:
        with suppress(shared.Gone):
            return shared_counts.tried(shared.shared, bucket, _slot(per))
    found = session.scalar(select(Attempt.count).filter_by(bucket=bucket, slot=_slot(per)))
    return found or 0


def forget_old() -> None:
    """Delete windows that have ended."""
    session.execute(delete(Attempt).where(Attempt.ends_at < clock.now()))
