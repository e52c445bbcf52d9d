"""Proofs of transfers and money to be given back, as the office's pages show them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import select

from marketplace.kernel.db import session
from marketplace.kernel.ids import show_code
from marketplace.kernel.money import Money
from marketplace.orders.models import Order, OrderLine
from marketplace.orders.paying.settling import SUBJECT, owing
from marketplace.payments import refunds
from marketplace.payments.intents import claimed
from marketplace.payments.proof_models import Proof
from marketplace.payments.refund_models import Refund, RefundDue
from marketplace.people.models import User
from marketplace.web import formatters
from marketplace.web.money import pay_words
from marketplace.web.orders.words import order_state


@dataclass(frozen=True, slots=True)
class ProofRow:
    """A proof with the order that it is for."""

    public_id: str
    code: str
    shown_code: str
    buyer: str
    amount: Money
    due: Money
    last4: str
    paid_at: datetime
    number: str
    sent_at: datetime
    word: str
    tone: str
    order_word: str
    order_tone: str
    photo: bool


@dataclass(frozen=True, slots=True)
class Claim:
    """What the buyer's bank asks for and has not decided, and what it kept for her."""

    asked: Money
    kept: Money


@dataclass(frozen=True, slots=True)
class DueRow:
    """Money that a buyer is to get back, what is known of the card that it came from, and what her
    bank claims of the same order."""

    public_id: str
    code: str
    shown_code: str
    buyer: str
    mobile: str
    amount: Money
    reason: str
    piece: str
    liable: str
    since: datetime
    last4: str
    claim: Claim | None


@dataclass(frozen=True, slots=True)
class GivenRow:
    """Money that went back."""

    number: str
    code: str
    shown_code: str
    amount: Money
    method: str
    last4: str
    reference: str
    by: str
    at: datetime
    came_back: bool


def proof_rows(found: Sequence[Proof]) -> list[ProofRow]:
    """Proofs in words, with one query for all their orders."""
    orders = _orders(proof.subject_id for proof in found)
    return [_proof(proof, orders[proof.subject_id]) for proof in found]


def _proof(proof: Proof, order: Order) -> ProofRow:
    word, tone = pay_words.proof_state(proof.state)
    order_word, order_tone = order_state(order.state)
    return ProofRow(
        proof.public_id, order.code, show_code(order.code), order.name,
        Money(proof.amount, proof.currency),
        Money(max(0, owing(order) - order.paid), order.currency),
        formatters.digits(proof.last4), proof.paid_at, formatters.digits(proof.number),
        proof.sent_at, word, tone, order_word, order_tone, proof.document_id is not None,
    )  # fmt: skip


def due_rows(found: Sequence[RefundDue]) -> list[DueRow]:
    """What is to be given back, in words; the card is the one that last paid for the order."""
    orders = _orders(due.subject_id for due in found)
    titles = _titles(due.line_id for due in found)
    cards = _cards(due.subject_id for due in found)
    claims = claimed.of_all(SUBJECT, {due.subject_id for due in found})
    return [
        DueRow(
            due.public_id, order.code, show_code(order.code), order.name, order.mobile,
            Money(due.amount, due.currency), pay_words.reason(due.reason),
            titles.get(due.line_id or 0, ""), str(_(pay_words.LIABLE[due.liable_party])),
            due.created_at, formatters.digits(cards.get(due.subject_id, "")),
            _claim(claims.get(due.subject_id), due.currency),
        )
        for due in found
        if (order := orders[due.subject_id])
    ]  # fmt: skip


def _claim(found: claimed.Claimed | None, currency: str) -> Claim | None:
    return Claim(Money(found.asked, currency), Money(found.kept, currency)) if found else None


def given_rows(found: Sequence[tuple[Refund, bool]]) -> list[GivenRow]:
    """What was given back, and whether it came back, in words."""
    orders = _orders(refund.subject_id for refund, _back in found)
    people = dict(
        session.execute(
            select(User.id, User.name).where(User.id.in_({one.given_by for one, _back in found}))
        ).all()
    ) if found else {}  # fmt: skip
    return [
        GivenRow(
            formatters.digits(refunds.number(one)), order.code, show_code(order.code),
            Money(one.amount, one.currency), str(_(pay_words.METHODS[one.method])),
            formatters.digits(one.last4 or ""), formatters.digits(one.reference or ""),
            people.get(one.given_by or 0, ""), one.given_at, back,
        )
        for one, back in found
        if (order := orders[one.subject_id])
    ]  # fmt: skip


def _orders(ids: Iterable[int]) -> dict[int, Order]:
    wanted = set(ids)
    found = session.scalars(select(Order).where(Order.id.in_(wanted))) if wanted else ()
    return {order.id: order for order in found}


def _titles(ids: Iterable[int | None]) -> dict[int, str]:
    wanted = {one for one in ids if one}
    found = session.scalars(select(OrderLine).where(OrderLine.id.in_(wanted))) if wanted else ()
    return {line.id: formatters.local(line, "title") for line in found}


def _cards(order_ids: Iterable[int]) -> dict[int, str]:
    wanted = set(order_ids)
    query = select(Proof.subject_id, Proof.last4).where(
        Proof.subject_kind == SUBJECT, Proof.subject_id.in_(wanted), Proof.state == "confirmed"
    )
    found = session.execute(query.order_by(Proof.id)) if wanted else ()
    return {order_id: last4 for order_id, last4 in found}  # noqa: C416
