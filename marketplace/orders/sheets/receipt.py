"""Receipts: for money taken, and for money given back."""

from marketplace.kernel.db import session
from marketplace.kernel.ids import show_code
from marketplace.orders.models import Order
from marketplace.orders.sheets.parts import Body, house, person, pieces, taxes
from marketplace.orders.states import GONE
from marketplace.payments.desk.reader_models import ReaderSlip
from marketplace.payments.foreign.models import ForeignCash
from marketplace.payments.models import Payment
from marketplace.payments.receipts import number
from marketplace.payments.refund_models import Refund


def taken(payment: Payment, order: Order, language: str) -> Body:
    """What a payment was for; amounts in rial, negative for a correction."""
    corrected = session.get(Payment, payment.corrects_id) if payment.corrects_id else None
    slip = session.get(ReaderSlip, payment.corrects_id or payment.id)
    return {
        "house": house(language), "currency": order.currency, "order": show_code(order.code),
        "buyer": order.name,
        "at": payment.taken_at.isoformat(), "by": person(payment.taken_by),
        "method": payment.method, "lines": _lines(order, language), "postage": order.postage,
        "taxes": _taxes(order), "total": order.total, "amount": payment.amount,
        "received": payment.received, "change": payment.change, "reason": payment.reason or "",
        "corrects": number(corrected) if corrected else "",
        "last4": slip.last4 if slip else "", "trace": slip.trace if slip else "",
        "reader": slip.reader if slip else "", "foreign": _foreign(payment),
    }  # fmt: skip


def _foreign(payment: Payment) -> Body | None:
    """The notes and the rate they were taken at, both in smallest units."""
    cash = session.get(ForeignCash, payment.id)
    if cash is None:
        return None
    return {
        "currency": cash.currency, "given": cash.given, "price": cash.price,
        "quantity": cash.quantity, "change": cash.change, "rounded": cash.rounded,
    }  # fmt: skip


def given_back(refund: Refund, order: Order, language: str) -> Body:
    """What a buyer got back, and how."""
    return {
        "house": house(language), "currency": order.currency, "order": show_code(order.code),
        "buyer": order.name,
        "at": refund.given_at.isoformat(), "by": person(refund.given_by),
        "method": refund.method, "amount": refund.amount, "last4": refund.last4 or "",
        "reference": refund.reference or "",
    }  # fmt: skip


def _taxes(order: Order) -> list[list[int]]:
    kept = [line for part in order.vendor_orders if part.state not in GONE for line in part.kept]
    return taxes((line.tax_bp, line.tax) for line in kept)


def _lines(order: Order, language: str) -> list[Body]:
    parts = [part for part in order.vendor_orders if part.state not in GONE]
    return [line for part in parts for line in pieces(part, language)]
