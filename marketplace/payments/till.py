"""The cash in one person's drawer, from one counting to the next."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, func, insert, literal, or_, select

from marketplace.kernel import eventlog
from marketplace.kernel.db import locked, session
from marketplace.kernel.errors import DomainError
from marketplace.kernel.money import Money, home
from marketplace.kernel.text import N_
from marketplace.ledger import entries
from marketplace.payments.models import Payment
from marketplace.payments.refund_models import Refund
from marketplace.payments.till_models import TillCount, TillRow
from marketplace.people.models import User

EMPTY = N_("No cash has come or gone since the last count.")
DIFFERS = N_("The count differs. Count again; if it stays so, write what you know about it.")
SLACK = timedelta(hours=1)  # longer than any unit of work lasts


@dataclass(frozen=True, slots=True)
class Till:
    """What lies uncounted in one person's drawer since its oldest row; `rows` payments and
    refunds."""

    user_id: int
    name: str
    taken: Money
    returned: Money
    rows: int
    since: datetime

    @property
    def expected(self) -> Money:
        """What should be in the drawer."""
        return self.taken - self.returned


@dataclass(frozen=True, slots=True)
class Counted:
    """A count as lists show it."""

    id: int
    user_id: int
    name: str
    expected: Money
    counted: Money
    note: str
    counted_at: datetime

    @property
    def difference(self) -> Money:
        """Too much above nothing, too little below."""
        return self.counted - self.expected


def open_(user_id: int | None = None) -> list[Till]:
    """The drawers with something uncounted in them, or one person's, by name."""
    found: dict[int, list[tuple[int, datetime]]] = {}
    for query in _uncounted(user_id):
        for _key, person, amount, at in session.execute(query):
            found.setdefault(person, []).append((int(amount), at))
    names = _names(found)
    tills = [_till(person, names[person], rows) for person, rows in found.items()]
    return sorted(tills, key=lambda till: (till.name, till.user_id))


def _till(user_id: int, name: str, rows: Sequence[tuple[int, datetime]]) -> Till:
    taken = sum(amount for amount, _ in rows if amount > 0)
    returned = -sum(amount for amount, _ in rows if amount < 0)
    since = min(at for _, at in rows)
    return Till(user_id, name, Money(taken), Money(returned), len(rows), since)


def count(user_id: int, counted: int, note: str = "") -> TillCount:
    """One person counted her drawer, in rial; everything up to now is covered by it.

    Raises DomainError when nothing is uncounted, or it differs and nothing is said about it."""
    locked(User, user_id)
    (till,) = open_(user_id) or (None,)
    if till is None:
        raise DomainError(EMPTY)
    if counted != till.expected.amount and not note.strip():
        raise DomainError(DIFFERS, field="note")
    row = TillCount(
        user_id=user_id, currency=home(), expected=till.expected.amount, counted=counted,
        note=note.strip(),
    )  # fmt: skip
    session.add(row)
    session.flush()
    entries.till_counted(row)
    for kind, query in zip(("payment", "refund"), _uncounted(user_id), strict=True):
        covered = query.with_only_columns(literal(kind), query.selected_columns[0], literal(row.id))
        session.execute(insert(TillRow).from_select(["kind", "row_id", "count_id"], covered))
    changes = {"expected": [None, row.expected], "counted": [None, row.counted]}
    eventlog.record("till_count", row.id, "counted", reason=row.note or None, changes=changes)
    return row


def listed(
    user_id: int | None = None, since: datetime | None = None, until: datetime | None = None,
    limit: int = 50,
) -> list[Counted]:  # fmt: skip
    """Counts newest first; `until` is outside the span."""
    query = select(TillCount, User.name).join(User, User.id == TillCount.user_id)
    if user_id is not None:
        query = query.where(TillCount.user_id == user_id)
    if since:
        query = query.where(TillCount.counted_at >= since)
    if until:
        query = query.where(TillCount.counted_at < until)
    return [
        Counted(row.id, row.user_id, name, Money(row.expected, row.currency),
                Money(row.counted, row.currency), row.note, row.counted_at)
        for row, name in session.execute(query.order_by(TillCount.id.desc()).limit(limit))
    ]  # fmt: skip


def _uncounted(user_id: int | None) -> list[Any]:
    """Cash payments and refunds that no count covers: id, person, signed amount, moment."""
    last = _last_counts(user_id)
    taken = select(Payment.id, Payment.taken_by, Payment.amount, Payment.taken_at).where(
        Payment.method == "cash", Payment.currency == home(),
        _free("payment", Payment.id), _since(Payment.taken_by, Payment.taken_at, last),
    )  # fmt: skip
    given = select(Refund.id, Refund.given_by, -Refund.amount, Refund.given_at).where(
        Refund.method == "cash", Refund.currency == home(),
        _free("refund", Refund.id), _since(Refund.given_by, Refund.given_at, last),
    )  # fmt: skip
    if user_id is not None:
        taken = taken.where(Payment.taken_by == user_id)
        given = given.where(Refund.given_by == user_id)
    return [taken, given]


def _last_counts(user_id: int | None) -> dict[int, datetime]:
    query = select(TillCount.user_id, func.max(TillCount.counted_at)).group_by(TillCount.user_id)
    if user_id is not None:
        query = query.where(TillCount.user_id == user_id)
    return {key: at for key, at in session.execute(query)}  # noqa: C416


def _since(person: Any, at: Any, last: dict[int, datetime]) -> ColumnElement[bool]:
    """Nothing long before somebody's last count can be uncounted: years need not be read."""
    later = [and_(person == key, at >= moment - SLACK) for key, moment in last.items()]
    return or_(person.not_in(last), *later)


def _free(kind: str, key: Any) -> ColumnElement[bool]:
    return ~exists().where(TillRow.kind == kind, TillRow.row_id == key)


def _names(keys: Any) -> dict[int, str]:
    query = select(User.id, User.name).where(User.id.in_(keys))
    return {key: name for key, name in session.execute(query)} if keys else {}  # noqa: C416
