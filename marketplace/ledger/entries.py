"""The accounting rules: one function for each fact about money, called where the fact is written.

Debits say where value went, credits where it came from."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from marketplace.ledger.accounts import (
    BUYER,
    COMMISSION,
    FEES,
    POSTAGE_COLLECTED,
    REFUNDS_DUE,
    SAFE,
    SHORTAGE,
    clearing,
    drawer,
    keeper,
    vendor,
)
from marketplace.ledger.facts import Due, Fee, Given, Taken, Till
from marketplace.ledger.posting import Leg, Ref, credit, debit, merged, post, standing

SALE = ("sale", "sale_changed", "sale_undone")


def payment_taken(payment: Taken) -> None:
    """A buyer paid: whoever has the money holds it for her."""
    money = keeper(payment.holder, payment.method, payment.taken_by)
    post(
        "payment", _subject(payment),
        [debit(money, payment.amount), credit(BUYER, payment.amount)],
        source=("payment", payment.id), currency=payment.currency, at=payment.taken_at,
    )  # fmt: skip


def payment_undone(payment: Taken) -> None:
    """A payment was a mistake: the row that undoes it has a negative amount."""
    money = keeper(payment.holder, payment.method, payment.taken_by)
    post(
        "correction", _subject(payment),
        [debit(BUYER, -payment.amount), credit(money, -payment.amount)],
        source=("payment", payment.id), currency=payment.currency, at=payment.taken_at,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Piece:
    """A line that is sold: its whole price and the office's part of it, frozen on the line."""

    line_id: int
    vendor_id: int
    price: int
    commission: int


@dataclass(frozen=True, slots=True)
class Postage:
    """What a parcel costs the buyer, and the maker who keeps it when she posts it herself."""

    amount: int
    vendor_id: int | None = None


def order_sold(
    order_id: int, currency: str, pieces: Sequence[Piece], postage: Iterable[Postage]
) -> None:
    """An order is paid as a whole: what its buyer paid becomes the makers' and the office's.

    Told again after pieces were taken off it posts only the difference; with nothing left, or
    when it is unpaid again, everything back."""
    whole = [_sold(piece) for piece in pieces] + [_posted(parcel) for parcel in postage]
    _bring_to(order_id, currency, [leg for legs in whole for leg in legs])


def _sold(piece: Piece) -> list[Leg]:
    share = piece.price - piece.commission
    return [
        debit(BUYER, piece.price),
        credit(vendor(piece.vendor_id), share, piece.line_id),
        credit(COMMISSION, piece.commission, piece.line_id),
    ]


def _posted(parcel: Postage) -> list[Leg]:
    keeps = vendor(parcel.vendor_id) if parcel.vendor_id else POSTAGE_COLLECTED
    return [debit(BUYER, parcel.amount), credit(keeps, parcel.amount)]


def _bring_to(order_id: int, currency: str, target: Iterable[Leg]) -> None:
    subject: Ref = ("order", order_id)
    wanted = merged(target)
    stands, turn = standing(subject, SALE)
    change = merged([*wanted, *(Leg(leg.account, -leg.amount, leg.line_id) for leg in stands)])
    kind = "sale_changed" if stands and wanted else "sale" if wanted else "sale_undone"
    post(kind, subject, change, source=subject, currency=currency, turn=turn)


def refund_owed(due: Due) -> None:
    """Money must go back: it is no longer the buyer's to spend here."""
    post(
        "refund_due", _subject(due), [debit(BUYER, due.amount), credit(REFUNDS_DUE, due.amount)],
        source=("refund_due", due.id), currency=due.currency,
    )  # fmt: skip


def refund_dropped(due: Due) -> None:
    """Nothing must go back after all: the money never came."""
    post(
        "refund_dropped", _subject(due),
        [debit(REFUNDS_DUE, due.amount), credit(BUYER, due.amount)],
        source=("refund_due", due.id), currency=due.currency,
    )  # fmt: skip


def refund_given(refund: Given) -> None:
    """Money went back: out of somebody's drawer, by a transfer from the bank, or through the
    gateway that had taken it."""
    holder = "office" if refund.method in ("cash", "card") else "gateway"
    money = keeper(holder, refund.method, refund.given_by)
    post(
        "refund", _subject(refund),
        [debit(REFUNDS_DUE, refund.amount), credit(money, refund.amount)],
        source=("refund", refund.id), currency=refund.currency, at=refund.given_at,
    )  # fmt: skip


def gateway_fee(kept: Fee, amount: int) -> None:
    """A gateway kept its fee of what it took; `amount` in the subject's smallest unit."""
    post(
        "gateway_fee", (kept.subject_kind, kept.subject_id),
        [debit(FEES, amount), credit(clearing(kept.gateway), amount)],
        source=("payment_intent", kept.id), currency=kept.currency,
    )  # fmt: skip


def till_counted(till: Till) -> None:
    """A drawer was counted: what lay in it goes to the safe, what was missing is the shortage."""
    post(
        "till_count", ("till", till.user_id),
        [debit(SAFE, till.counted), debit(SHORTAGE, till.expected - till.counted),
         credit(drawer(till.user_id), till.expected)],
        source=("till_count", till.id), currency=till.currency, at=till.counted_at,
    )  # fmt: skip


def _subject(fact: Taken | Due | Given) -> Ref:
    return fact.subject_kind, fact.subject_id
