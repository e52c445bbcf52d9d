"""Where an order's money is now, read from the books: what lies where, and whose it is."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import exists, func, select

from marketplace.kernel.db import session
from marketplace.kernel.money import Money
from marketplace.ledger import accounts, balances
from marketplace.ledger.balances import Booked
from marketplace.orders.models import Order
from marketplace.orders.paying.settling import SUBJECT, owing
from marketplace.payments.desk.till_models import TillRow
from marketplace.payments.foreign.models import ForeignCash
from marketplace.payments.models import Payment
from marketplace.payments.postage_models import PostPayment, PostPaymentPart
from marketplace.payments.refund_models import Refund

LYING = ("drawer:", "clearing:", "claims:")
PLACES = (
    accounts.SAFE, accounts.BANK, accounts.RETURNS, accounts.FEES, accounts.DISPUTES,
    accounts.OPENING, accounts.EXCHANGE,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Part:
    """So much of an order's money on one account; above nothing in a place, or somebody's."""

    account: str
    amount: Money


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """`missing` is still with the buyer; `lying` says where the money is and `whose` to whom it
    belongs: both sum to the same. `given` went back. `entries` tell how it came to that."""

    missing: Money
    lying: Sequence[Part]
    whose: Sequence[Part]
    given: Money
    entries: Sequence[Booked]

    @property
    def total(self) -> Money:
        """All of it that is here, in the order's currency."""
        code = self.missing.currency
        mine = [part.amount for part in self.lying if part.amount.currency == code]
        return sum(mine, Money(0, code))


def of(order: Order) -> Whereabouts:
    """Where this order's money is."""
    entries, code = balances.of_subject((SUBJECT, order.id)), order.currency
    sums: Counter[tuple[str, str]] = Counter()
    for entry in entries:
        for account, amount in entry.legs:
            sums[account, entry.currency] += amount
    for (person, unit), counted in _counted(order).items():
        sums[accounts.drawer(person), unit] -= counted
        sums[accounts.SAFE, unit] += counted
    due = max(0, owing(order) - order.paid) if order.paid_at is None else 0
    given = sum(amount for entry in entries if entry.kind in ("refund", "refund_returned")
                for account, amount in entry.legs if account == accounts.REFUNDS_DUE)  # fmt: skip
    return Whereabouts(
        missing=Money(due, code),
        lying=[Part(key, Money(one, unit)) for (key, unit), one in sums.items()
               if one and lies(key) and (key != accounts.EXCHANGE or unit == code)],
        whose=[Part(key, Money(-one, unit)) for (key, unit), one in sums.items()
               if one and not lies(key)],
        given=Money(given, code), entries=entries,
    )  # fmt: skip


def lies(account: str) -> bool:
    """Whether an account is a place where money is, not somebody to whom it belongs."""
    return account in PLACES or account.startswith(LYING)


def _counted(order: Order) -> Counter[tuple[int, str]]:
    """What of this order's cash was counted and went from a person's drawer to the safe."""
    found: Counter[tuple[int, str]] = Counter()
    for table, taker, kind, sign in (
        (Payment, Payment.taken_by, "payment", 1), (Refund, Refund.given_by, "refund", -1),
    ):  # fmt: skip
        covered = exists().where(TillRow.kind == kind, TillRow.row_id == table.id)
        query = select(taker, func.sum(table.amount)).where(
            table.subject_kind == SUBJECT, table.subject_id == order.id, table.method == "cash",
            covered,
        )  # fmt: skip
        for key, amount in session.execute(query.group_by(taker)):
            found[int(key or 0), order.currency] += sign * int(amount)
    posted = (
        select(PostPayment.paid_by, PostPayment.currency, PostPaymentPart.amount)
        .join(PostPayment, PostPayment.id == PostPaymentPart.payment_id)
        .where(PostPaymentPart.order_id == order.id, PostPayment.money == "drawer",
               exists().where(TillRow.kind == "postage", TillRow.row_id == PostPayment.id))
    )  # fmt: skip
    for person, currency, amount in session.execute(posted):
        found[int(person), currency] -= int(amount)
    notes: tuple[tuple[str, Any, Any], ...] = (
        ("payment", -ForeignCash.change, Payment.currency),
        ("notes", ForeignCash.given, ForeignCash.currency),
    )
    for kind, counted, unit in notes:
        covered = exists().where(TillRow.kind == kind, TillRow.row_id == Payment.id)
        exchanged = (
            select(Payment.taken_by, unit, counted)
            .join(ForeignCash, ForeignCash.payment_id == Payment.id)
            .where(Payment.subject_kind == SUBJECT, Payment.subject_id == order.id, covered)
        )
        for person, currency, amount in session.execute(exchanged):
            found[int(person or 0), currency] += int(amount)
    return found
