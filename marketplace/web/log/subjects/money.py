"""What the events of payments are about, and where staff read on."""

from flask import url_for
from sqlalchemy import select

from marketplace.kernel.db import session
from marketplace.kernel.ids import show_code
from marketplace.orders.models import Order
from marketplace.payments import receipts, refunds
from marketplace.payments.desk.till_models import TillCount
from marketplace.payments.foreign.rate_models import ExchangeRate
from marketplace.payments.intents.models import Dispute, GatewayRefund, Intent
from marketplace.payments.models import Payment
from marketplace.payments.proof_models import Proof
from marketplace.payments.refund_models import Refund, RefundDue
from marketplace.web import formatters
from marketplace.web.log.subjects.subject import Pairs, Reader, Subject, order
from marketplace.web.money import rate_words


def _payments(ids: set[int]) -> Pairs:
    for row in session.execute(select(Payment.id, Payment).where(Payment.id.in_(ids))):
        number = receipts.number(row.Payment)
        yield row[0], Subject(formatters.digits(number), url_for("office.payment", number=number))


def _till_counts(ids: set[int]) -> Pairs:
    query = select(TillCount.id, TillCount.counted_at).where(TillCount.id.in_(ids))
    for row in session.execute(query):
        yield row.id, Subject(formatters.day(row.counted_at), url_for("office.payments"))


def _rates(ids: set[int]) -> Pairs:
    query = select(ExchangeRate.id, ExchangeRate.currency).where(ExchangeRate.id.in_(ids))
    for row in session.execute(query):
        yield row.id, Subject(rate_words.currency(row.currency), url_for("office.exchange_rates"))


def _proofs(ids: set[int]) -> Pairs:
    query = select(Proof.id, Proof.public_id, Order.code).join(Order, Order.id == Proof.subject_id)
    for row in session.execute(query.where(Proof.id.in_(ids))):
        url = url_for("office.transfer", public_id=row.public_id)
        yield row[0], Subject(show_code(row.code), url)


def _dues(ids: set[int]) -> Pairs:
    query = select(RefundDue.id, Order.code).join(Order, Order.id == RefundDue.subject_id)
    for row in session.execute(query.where(RefundDue.id.in_(ids))):
        yield row[0], order(row.code)


def _intents(ids: set[int]) -> Pairs:
    query = select(Intent.id, Order.code).join(Order, Order.id == Intent.subject_id)
    for row in session.execute(query.where(Intent.id.in_(ids))):
        yield row[0], order(row.code)


def _gateway_refunds(ids: set[int]) -> Pairs:
    query = select(GatewayRefund.id, Order.code).join(Intent, Intent.id == GatewayRefund.intent_id)
    query = query.join(Order, Order.id == Intent.subject_id)
    for row in session.execute(query.where(GatewayRefund.id.in_(ids))):
        yield row[0], order(row.code)


def _disputes(ids: set[int]) -> Pairs:
    query = select(Dispute.id, Order.code).join(Intent, Intent.id == Dispute.intent_id)
    query = query.join(Order, Order.id == Intent.subject_id)
    for row in session.execute(query.where(Dispute.id.in_(ids))):
        yield row[0], order(row.code)


def _refunds(ids: set[int]) -> Pairs:
    query = select(Refund, Order.code).join(Order, Order.id == Refund.subject_id)
    for row in session.execute(query.where(Refund.id.in_(ids))):
        number = formatters.digits(refunds.number(row.Refund))
        yield row.Refund.id, Subject(number, url_for("office.order", code=row.code))


READERS: dict[str, Reader] = {
    "payment": _payments,
    "till_count": _till_counts,
    "exchange_rate": _rates,
    "payment_proof": _proofs,
    "refund_due": _dues,
    "payment_intent": _intents,
    "gateway_refund": _gateway_refunds,
    "payment_dispute": _disputes,
    "refund": _refunds,
}
