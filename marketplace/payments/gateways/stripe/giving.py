"""Giving money back through Stripe: asked twice for one refund, it gives once."""

from typing import Any

from stripe import StripeClient

from marketplace.payments.gateways.gateway import Attempt, Given, Refused, Repayment
from marketplace.payments.gateways.stripe.client import ask
from marketplace.payments.gateways.stripe.currencies import to_stripe
from marketplace.payments.gateways.stripe.letters import GIVEN


def give(account: StripeClient, attempt: Attempt, repayment: Repayment) -> Given:
    """Send money back to the card. Stripe forgets its idempotency keys after a day, so the refunds
    that it made are looked through first. Raises Failed, Refused or Unknown."""
    if not attempt.trace:
        raise Refused("stripe.not_paid")
    refund = _before(account, attempt.trace, repayment.key) or ask(
        lambda: account.v1.refunds.create(
            {
                "payment_intent": attempt.trace,
                "amount": to_stripe(repayment.charged),
                "reason": "requested_by_customer",
                "metadata": {"intent": attempt.key, "refund": repayment.key},
            },
            {"idempotency_key": repayment.key},
        )
    )
    if refund.status not in GIVEN:
        raise Refused(f"stripe.{refund.failure_reason or 'refund_failed'}")
    return Given(refund.id)


def _before(account: StripeClient, paid: str, key: str) -> Any:
    """The refund that was made under this key, if any."""
    made = ask(lambda: account.v1.refunds.list({"payment_intent": paid, "limit": 100}))
    mine = (one for one in made.data if getattr(one.metadata, "refund", None) == key)
    return next(mine, None)
