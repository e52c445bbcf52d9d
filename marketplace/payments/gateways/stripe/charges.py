"""Payments as Stripe keeps them: what was taken, from which card, and what Stripe kept of it."""

from typing import Any

from marketplace.kernel.money import Money
from marketplace.payments.gateways.gateway import Outcome
from marketplace.payments.gateways.stripe.currencies import from_stripe

EXPAND = "latest_charge.balance_transaction"


def outcome(paid: Any) -> Outcome:
    """What a payment intent says when it is known that its money was taken once."""
    charged = from_stripe(paid.amount_received, paid.currency)
    return Outcome("paid", charged, paid.id, last4(paid), fee(paid))


def last4(paid: Any) -> str:
    """The last digits of the card, when Stripe tells them."""
    details = getattr(paid.latest_charge, "payment_method_details", None)
    return str(getattr(getattr(details, "card", None), "last4", None) or "")


def fee(paid: Any) -> Money | None:
    """What Stripe kept, once the money has moved; nothing when the account is kept in another
    currency than the payment."""
    moved = getattr(paid.latest_charge, "balance_transaction", None)
    if moved is None or isinstance(moved, str) or moved.currency != paid.currency:
        return None
    return from_stripe(moved.fee, moved.currency)


def refunded(paid: Any) -> Money | None:
    """What went back of it by now, in all."""
    charge = paid.latest_charge
    return from_stripe(charge.amount_refunded, charge.currency) if charge else None
