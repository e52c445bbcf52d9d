"""What at gateways does not fit: payments nobody is sure of, disputes, messages about nothing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import or_, select

from marketplace.kernel.db import session
from marketplace.kernel.ids import show_code
from marketplace.kernel.money import Money
from marketplace.kernel.text import N_
from marketplace.orders.models import Order
from marketplace.payments import gateways
from marketplace.payments.intents import finding
from marketplace.payments.intents.models import GatewayEvent, Intent
from marketplace.web.money import pay_words

MOST = 50
STATES = {
    "unknown": (N_("nobody knows yet"), "warn"),
    "paid": (N_("paid"), "ok"),
}
DISPUTES = {
    "opened": (N_("the buyer’s bank disputes it"), "warn"),
    "won": (N_("won"), "ok"),
    "lost": (N_("lost to the buyer’s bank"), "bad"),
}


@dataclass(frozen=True, slots=True)
class Odd:
    """A payment at a gateway that a person should look at."""

    code: str
    shown_code: str
    buyer: str
    way: str
    amount: Money
    word: str
    tone: str
    problem: str
    reference: str
    since: datetime


@dataclass(frozen=True, slots=True)
class Dispute:
    """Money that a buyer's bank asks back; `answer_by` when we must have answered it."""

    code: str
    shown_code: str
    buyer: str
    way: str
    amount: Money
    word: str
    tone: str
    reason: str
    reference: str
    answer_by: datetime | None


@dataclass(frozen=True, slots=True)
class Unmatched:
    """Something that a gateway told us about nothing of ours."""

    gateway: str
    reference: str
    kind: str
    at: datetime


@dataclass(frozen=True, slots=True)
class OddOnes:
    """Everything at gateways that does not fit."""

    payments: list[Odd]
    disputes: list[Dispute]
    unmatched: list[Unmatched]


def odd() -> OddOnes:
    """What a person should compare with the gateways' own pages, the oldest first."""
    query = select(Intent).where(
        or_(Intent.state == "unknown",
            Intent.problem.in_(("another_amount", "refunded_elsewhere")))
    )  # fmt: skip
    found = session.scalars(query.order_by(Intent.id).limit(MOST)).all()
    strange = select(GatewayEvent).where(GatewayEvent.intent_id.is_(None))
    told = session.scalars(strange.order_by(GatewayEvent.id.desc()).limit(MOST))
    return OddOnes(
        _rows(found),
        _disputes(),
        [Unmatched(_way(one.gateway), one.reference, one.kind, one.came_at) for one in told],
    )


def _disputes() -> list[Dispute]:
    found = finding.disputes(MOST)
    orders = _orders(intent for _dispute, intent in found)
    return [
        Dispute(
            order.code, show_code(order.code), order.name, _way(intent.gateway),
            Money(one.amount, intent.charged_currency), str(_(DISPUTES[one.state][0])),
            DISPUTES[one.state][1], one.reason, one.reference, one.answer_by,
        )
        for one, intent in found
        if (order := orders.get(intent.subject_id))
    ]  # fmt: skip


def _orders(found: Iterable[Intent]) -> dict[int, Order]:
    ids = {one.subject_id for one in found}
    rows = session.scalars(select(Order).where(Order.id.in_(ids))) if ids else ()
    return {order.id: order for order in rows}


def _rows(found: Sequence[Intent]) -> list[Odd]:
    orders = _orders(found)
    return [_row(one, orders[one.subject_id]) for one in found if one.subject_id in orders]


def _row(one: Intent, order: Order) -> Odd:
    word, tone = STATES.get(one.state, ("", ""))
    return Odd(
        order.code, show_code(order.code), order.name, _way(one.gateway),
        Money(one.amount, one.currency), str(_(word)) if word else "", tone,
        pay_words.problem(one.problem or ""), one.trace or one.reference or "",
        one.created_at,
    )  # fmt: skip


def _way(gateway: str) -> str:
    method = gateways.called(gateway).method if gateway in gateways.GATEWAYS else gateway
    return str(_(pay_words.TAKEN[method])) if method in pay_words.TAKEN else gateway
