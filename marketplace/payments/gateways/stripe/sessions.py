"""Checkout Sessions: what is sent for one, and what one says of its payment."""

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from marketplace.kernel import clock
from marketplace.kernel.money import Money
from marketplace.payments.gateways.gateway import Charge, Outcome, Started
from marketplace.payments.gateways.stripe import charges
from marketplace.payments.gateways.stripe.client import ask
from marketplace.payments.gateways.stripe.currencies import from_stripe, to_stripe

if TYPE_CHECKING:
    from stripe import StripeClient
    from stripe.checkout import Session
    from stripe.params.checkout import SessionCreateParams
    from stripe.params.checkout._session_create_params import SessionCreateParamsLineItem

OPEN = timedelta(minutes=31)  # Stripe's least is 30; a minute for clocks that differ
MOST_LINES, LONGEST = 100, 250
EXPAND = [f"payment_intent.{charges.EXPAND}"]
SAID, GAVE_UP = "session", "gave_up"  # in the addresses that the buyer comes back by


def asking(charge: Charge) -> "SessionCreateParams":
    """What is sent: our lines when they add up to what is due, else one line for all of it."""
    back = charge.back_url + ("&" if "?" in charge.back_url else "?")
    return {
        "mode": "payment",
        "allowed_payment_method_types": ["card"],
        "submit_type": "pay",
        "line_items": _lines(charge),
        "success_url": f"{back}{SAID}={{CHECKOUT_SESSION_ID}}",
        "cancel_url": f"{back}{GAVE_UP}=1",
        "client_reference_id": charge.key,
        "metadata": {"intent": charge.key},
        "payment_intent_data": {"description": charge.words, "metadata": {"intent": charge.key}},
        "expires_at": int((clock.now() + OPEN).timestamp()),
        "locale": "en" if charge.locale == "en" else "auto",
    }


def _lines(charge: Charge) -> list["SessionCreateParamsLineItem"]:
    rows = [(item.words, item.unit_price, item.quantity) for item in charge.items]
    total = sum(price.amount * quantity for _, price, quantity in rows)
    if total != charge.charged.amount or len(rows) > MOST_LINES:
        rows = [(charge.words, charge.charged, 1)]
    return [_line(words, price, quantity) for words, price, quantity in rows]


def _line(words: str, price: Money, quantity: int) -> "SessionCreateParamsLineItem":
    return {
        "quantity": quantity,
        "price_data": {
            "currency": price.currency.lower(),
            "unit_amount": to_stripe(price),
            "product_data": {"name": words[:LONGEST]},
        },
    }


def started(session: Any) -> Started:
    """The page of a new session and until when it can be paid."""
    return Started(session.id, session.url or "", datetime.fromtimestamp(session.expires_at, UTC))


def fetch(account: "StripeClient", key: str) -> "Session":
    """A session as it stands now, its payment put in full. Raises Failed, Refused or Unknown."""
    return ask(lambda: account.v1.checkout.sessions.retrieve(key, {"expand": EXPAND}))


def outcome(session: Any) -> Outcome:
    """What a session says, whether its payment is only named or put in full."""
    paid = session.payment_intent
    if session.payment_status == "paid":
        charged = from_stripe(session.amount_total, session.currency)
        if charged is None or not paid:
            return Outcome("puzzling", problem="stripe.another_currency")
        if isinstance(paid, str):
            return Outcome("paid", charged, paid)
        last4, fee = charges.last4(paid), charges.fee(paid)
        return Outcome("paid", charged, paid.id, last4, fee)
    if session.status == "expired":
        return Outcome("expired", problem="stripe.expired")
    if session.status == "complete" and getattr(paid, "status", "") == "requires_payment_method":
        return Outcome("failed", problem="stripe.not_collected")
    return Outcome("pending")
