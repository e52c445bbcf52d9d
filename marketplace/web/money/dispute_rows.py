"""Disputes in words: what the buyer told her bank, until when the proof must be there."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import select

from marketplace.kernel import clock
from marketplace.kernel.db import session
from marketplace.kernel.ids import show_code
from marketplace.kernel.money import Money
from marketplace.kernel.text import N_
from marketplace.orders.models import Order
from marketplace.payments.intents.models import Dispute, Intent

REASONS = {  # Stripe's words for what the card's owner says
    "credit_not_processed": N_("She says that money was to go back and did not."),
    "duplicate": N_("She says that she paid twice."),
    "fraudulent": N_("She says that somebody else used her card."),
    "product_not_received": N_("She says that the piece never came."),
    "product_unacceptable": N_("She says that the piece is not as described."),
    "unrecognized": N_("She does not recognise the payment."),
}
PROOF = {
    "product_not_received": N_("Send the tracking code and the signed hand-over slip."),
    "product_unacceptable": N_("Send the piece’s page, its photos and her messages."),
    "credit_not_processed": N_("Send the credit note and the refund’s number."),
}
ANY_PROOF = N_("Send the receipt, the order’s page and how the piece reached her.")
STATES = {
    "opened": (N_("to be answered"), "warn"),
    "won": (N_("won"), "ok"),
    "lost": (N_("lost"), "bad"),
}


@dataclass(frozen=True, slots=True)
class DisputeRow:
    """One dispute; `late` when its day has passed without an end."""

    code: str
    shown_code: str
    buyer: str
    amount: Money
    fee: Money | None
    reason: str
    proof: str
    reference: str
    opened_at: datetime
    answer_by: datetime | None
    ended_at: datetime | None
    word: str
    tone: str
    late: bool

    @property
    def open(self) -> bool:
        """Whether the bank has not decided."""
        return self.ended_at is None


def rows(found: Sequence[tuple[Dispute, Intent]]) -> list[DisputeRow]:
    """Disputes in words, with one query for all their orders."""
    orders = _orders(intent.subject_id for _dispute, intent in found)
    return [_row(dispute, intent, orders[intent.subject_id]) for dispute, intent in found]


def _orders(ids: Iterable[int]) -> dict[int, Order]:
    wanted = set(ids)
    found = session.scalars(select(Order).where(Order.id.in_(wanted))) if wanted else ()
    return {order.id: order for order in found}


def _row(dispute: Dispute, intent: Intent, order: Order) -> DisputeRow:
    currency = intent.charged_currency
    word, tone = STATES[dispute.state]
    waits = dispute.ended_at is None
    late = waits and dispute.answer_by is not None and dispute.answer_by < clock.now()
    return DisputeRow(
        order.code, show_code(order.code), order.name, Money(dispute.amount, currency),
        Money(dispute.fee, currency) if dispute.fee else None, reason(dispute.reason),
        str(_(PROOF.get(dispute.reason, ANY_PROOF))) if waits else "", dispute.reference,
        dispute.opened_at, dispute.answer_by, dispute.ended_at, str(_(word)), tone, late,
    )  # fmt: skip


def reason(key: str) -> str:
    """What the buyer told her bank; the gateway's own word when it has no sentence here."""
    return str(_(REASONS[key])) if key in REASONS else key.replace("_", " ")
