"""The cash in one person's drawer, from one counting to the next."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, case, exists, func, insert, literal, or_, select, true

from marketplace.kernel import eventlog
from marketplace.kernel.db import locked, session
from marketplace.kernel.errors import DomainError
from marketplace.kernel.money import CURRENCIES, Money, home
from marketplace.kernel.text import N_
from marketplace.ledger import entries
from marketplace.payments import receipts
from marketplace.payments.desk.till_models import TillCount, TillRow
from marketplace.payments.foreign.models import ForeignCash
from marketplace.payments.models import Payment
from marketplace.payments.postage_models import PostPayment
from marketplace.payments.receipts import Receipt
from marketplace.payments.refund_models import Refund
from marketplace.people.models import User

EMPTY = N_("No cash has come or gone since the last count.")
DIFFERS = N_("The count differs. Count again; if it stays so, write what you know about it.")
SLACK = timedelta(hours=1)  # longer than any unit of work lasts
LastCounts = dict[tuple[int, str], datetime]  # of a person and a currency


@dataclass(frozen=True, slots=True)
class Till:
    """What lies uncounted of one currency in one person's drawer since its oldest row; `rows`
    payments, refunds and carriers' receipts."""

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
    """The drawers with something uncounted in them, or one person's, by name, each currency by
    itself with the shop's own first."""
    found: dict[tuple[int, str], list[tuple[int, datetime]]] = {}
    for _kind, query in _uncounted(user_id):
        for _key, person, amount, at, currency in session.execute(query):
            found.setdefault((person, currency), []).append((int(amount), at))
    names = _names({person for person, _ in found})
    tills = [_till(key, names[key[0]], rows) for key, rows in found.items()]
    return sorted(tills, key=_place)


def _till(key: tuple[int, str], name: str, rows: Sequence[tuple[int, datetime]]) -> Till:
    user_id, currency = key
    taken = sum(amount for amount, _ in rows if amount > 0)
    returned = -sum(amount for amount, _ in rows if amount < 0)
    since = min(at for _, at in rows)
    money = Money(taken, currency), Money(returned, currency)
    return Till(user_id, name, *money, len(rows), since)


def _place(till: Till) -> tuple[str, int, bool, int]:
    currency = till.taken.currency
    return till.name, till.user_id, currency != home(), list(CURRENCIES).index(currency)


def count_all(user_id: int, counted: Mapping[str, int], note: str = "") -> list[TillCount]:
    """One person counted her drawer, each currency in its smallest unit; see `count`."""
    if not counted:
        raise DomainError(EMPTY)
    locked(User, user_id)
    open_now = {till.taken.currency: till.expected.amount for till in open_(user_id)}
    if not note.strip() and any(
        open_now.get(currency, amount) != amount for currency, amount in counted.items()
    ):
        raise DomainError(DIFFERS, field="note")
    agrees = {currency: open_now.get(currency) == amount for currency, amount in counted.items()}
    return [
        count(user_id, amount, "" if agrees[currency] else note, currency)
        for currency, amount in counted.items()
    ]


def count(user_id: int, counted: int, note: str = "", currency: str = "") -> TillCount:
    """One person counted one currency in her drawer, the shop's unless named, in its smallest
    unit; everything of it up to now is covered.

    Raises DomainError when nothing is uncounted, or it differs and nothing is said about it."""
    locked(User, user_id)
    currency = currency or home()
    till = next((one for one in open_(user_id) if one.taken.currency == currency), None)
    if till is None:
        raise DomainError(EMPTY)
    if counted != till.expected.amount and not note.strip():
        raise DomainError(DIFFERS, field="note")
    row = TillCount(
        user_id=user_id, currency=currency, expected=till.expected.amount, counted=counted,
        note=note.strip(),
    )  # fmt: skip
    session.add(row)
    session.flush()
    entries.till_counted(row)
    _cover(row)
    changes = {
        "currency": [None, currency], "expected": [None, row.expected],
        "counted": [None, row.counted],
    }  # fmt: skip
    eventlog.record("till_count", row.id, "counted", reason=row.note or None, changes=changes)
    return row


def _cover(row: TillCount) -> None:
    for kind, query in _uncounted(row.user_id):
        key, _person, _amount, _at, currency = query.selected_columns
        covered = query.where(currency == row.currency).with_only_columns(
            literal(kind), key, literal(row.id)
        )
        session.execute(insert(TillRow).from_select(["kind", "row_id", "count_id"], covered))


def corrections(user_id: int) -> list[Receipt]:
    """The corrections in one person's drawer that no count covers: they explain what differs.
    Newest first."""
    taken = [query for kind, query in _uncounted(user_id) if kind in ("payment", "notes")]
    undone = [session.scalars(query.where(Payment.amount < 0)) for query in taken]
    keys = {key for found in undone for key in found}
    return receipts.listed(keys=keys) if keys else []


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


def _uncounted(user_id: int | None) -> list[tuple[str, Any]]:
    """What no count covers, by its kind: id, person, signed amount, moment, currency. Of foreign
    cash the notes came in and the change went out."""
    last = _last_counts(user_id)
    whole = case((Payment.method == "cash", Payment.amount), else_=-ForeignCash.change)
    taken = (
        select(Payment.id, Payment.taken_by, whole, Payment.taken_at, Payment.currency)
        .outerjoin(ForeignCash, ForeignCash.payment_id == Payment.id)
        .where(or_(Payment.method == "cash", ForeignCash.change != 0))
    )
    notes = select(
        Payment.id, Payment.taken_by, ForeignCash.given, Payment.taken_at, ForeignCash.currency
    ).join(ForeignCash, ForeignCash.payment_id == Payment.id)
    given = select(
        Refund.id, Refund.given_by, -Refund.amount, Refund.given_at, Refund.currency
    ).where(Refund.method == "cash", ~Refund.from_safe)
    posted = select(
        PostPayment.id, PostPayment.paid_by, -PostPayment.amount, PostPayment.paid_at,
        PostPayment.currency,
    ).where(PostPayment.money == "drawer")  # fmt: skip
    found = (("payment", taken), ("notes", notes), ("refund", given), ("postage", posted))
    return [(kind, _narrowed(kind, query, user_id, last)) for kind, query in found]


def _narrowed(kind: str, query: Any, user_id: int | None, last: LastCounts) -> Any:
    key, person, _amount, at, currency = query.selected_columns
    query = query.where(_free(kind, key), _since(person, currency, at, last))
    return query if user_id is None else query.where(person == user_id)


def _last_counts(user_id: int | None) -> LastCounts:
    query = select(TillCount.user_id, TillCount.currency, func.max(TillCount.counted_at))
    query = query.group_by(TillCount.user_id, TillCount.currency)
    if user_id is not None:
        query = query.where(TillCount.user_id == user_id)
    return {(key, currency): at for key, currency, at in session.execute(query)}


def _since(person: Any, currency: Any, at: Any, last: LastCounts) -> ColumnElement[bool]:
    """Nothing long before somebody's last count can be uncounted: years need not be read."""
    if not last:
        return true()
    pairs = {key: and_(person == key[0], currency == key[1]) for key in last}
    later = [and_(pairs[key], at >= moment - SLACK) for key, moment in last.items()]
    return or_(~or_(*pairs.values()), *later)


def _free(kind: str, key: Any) -> ColumnElement[bool]:
    return ~exists().where(TillRow.kind == kind, TillRow.row_id == key)


def _names(keys: Any) -> dict[int, str]:
    query = select(User.id, User.name).where(User.id.in_(keys))
    return {key: name for key, name in session.execute(query)} if keys else {}  # noqa: C416
