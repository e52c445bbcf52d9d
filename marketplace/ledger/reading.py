"""The books as people read them: an account a page at a time, a span of days from end to end."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, func, select

from marketplace.kernel.db import session
from marketplace.ledger.balances import Booked, with_legs
from marketplace.ledger.models import Entry, Posting

PAGE = 50
BATCH = 500


@dataclass(frozen=True, slots=True)
class Row:
    """One entry on an account: what it changed and what the account held after it."""

    entry: Booked
    amount: int
    after: int


@dataclass(frozen=True, slots=True)
class Page:
    """Up to fifty entries, the newest first, and whether there are others on either side."""

    rows: list[Row]
    newer: bool
    older: bool


def account(name: str, currency: str, after: int | None = None, before: int | None = None) -> Page:
    """The entries on an account that follow one entry's id in the list, or stand before another;
    the newest ones for neither."""
    back = before is not None and after is None
    query = _turn(name, currency, after, before, back=back)
    found = [(int(key), int(amount)) for key, amount in session.execute(query)]
    more, found = len(found) > PAGE, found[:PAGE]
    if back:
        found.reverse()
    entries = session.scalars(select(Entry).where(Entry.id.in_([key for key, _ in found]))).all()
    booked = {one.id: one for one in with_legs(entries)}
    stands = _held(name, currency, found[0][0]) if found else 0
    rows = []
    for key, amount in found:
        rows.append(Row(booked[key], amount, stands))
        stands -= amount
    first = after is None and before is None
    return Page(rows, newer=more if back else not first, older=True if back else more)


def _turn(name: str, currency: str, after: int | None, before: int | None, *, back: bool) -> Any:
    key = Posting.entry_id
    query = select(key, func.sum(Posting.amount)).where(
        Posting.account == name, Posting.currency == currency
    )
    if back:
        query = query.where(key > before)
    elif after is not None:
        query = query.where(key < after)
    return query.group_by(key).order_by(key if back else key.desc()).limit(PAGE + 1)


def _held(name: str, currency: str, upto: int) -> int:
    """What the account held after this entry."""
    query = select(func.coalesce(func.sum(Posting.amount), 0)).where(
        Posting.account == name, Posting.currency == currency, Posting.entry_id <= upto
    )
    return int(session.scalar(query) or 0)


def known(name: str) -> Sequence[str]:
    """The currencies in which an account was ever used."""
    query = select(Posting.currency).where(Posting.account == name).distinct()
    return session.scalars(query.order_by(Posting.currency)).all()


def between(since: datetime | None, until: datetime | None) -> Iterator[list[Booked]]:
    """Every entry of a span of time, the oldest first, in batches; `until` is outside it."""
    last = 0
    while True:
        query = select(Entry).where(Entry.id > last, *_span(since, until))
        entries = session.scalars(query.order_by(Entry.id).limit(BATCH)).all()
        if not entries:
            return
        yield with_legs(entries)
        last = entries[-1].id


def count(since: datetime | None, until: datetime | None) -> int:
    """How many entries a span of time has."""
    query = select(func.count()).select_from(Entry).where(*_span(since, until))
    return session.scalar(query) or 0


def _span(since: datetime | None, until: datetime | None) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if since:
        found.append(Entry.at >= since)
    if until:
        found.append(Entry.at < until)
    return found


def moved(name: str, currency: str, since: datetime) -> int:
    """What an account gained since a moment, debits less credits, in the smallest unit."""
    query = (
        select(func.coalesce(func.sum(Posting.amount), 0))
        .join(Entry, Entry.id == Posting.entry_id)
        .where(Posting.account == name, Posting.currency == currency, Entry.at >= since)
    )
    return int(session.scalar(query) or 0)
