"""What Stripe tells by itself: signed letters, read into what they mean for a payment."""

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import stripe
from stripe import StripeClient, Webhook, WebhookSignature

from marketplace.payments.gateways.gateway import (
    Disputed,
    Failed,
    Forged,
    Incoming,
    Refused,
    Unknown,
)
from marketplace.payments.gateways.stripe import charges, sessions
from marketplace.payments.gateways.stripe.client import ask
from marketplace.payments.gateways.stripe.currencies import from_stripe

WINDOW = 300  # seconds between the signature and now
HEADER = "Stripe-Signature"
UNREADABLE = (ValueError, AttributeError, KeyError, TypeError)
FAILED = "refund.failed"
GIVEN = ("pending", "requires_action", "succeeded")
ENDS = {"won": "won", "warning_closed": "won", "prevented": "won", "lost": "lost"}
Reader = Callable[[StripeClient, str, Any], Incoming | None]


def read(account: StripeClient, secret: str, headers: Mapping[str, str], body: bytes
         ) -> Sequence[Incoming]:  # fmt: skip
    """What a letter means; nothing when it is about something else. Raises Forged, and Unknown or
    Failed when Stripe must be asked and cannot be reached."""
    try:
        WebhookSignature.verify_header(body, headers.get(HEADER), secret, WINDOW)
        kind = str(json.loads(body)["type"])
        if (reader := READERS.get(kind)) is None:
            return []
        subject = Webhook.construct_event_without_verification(body).data.object
    except (stripe.SignatureVerificationError, *UNREADABLE) as error:
        raise Forged(type(error).__name__) from error
    told = reader(account, kind, subject)
    return [told] if told else []


def _session(account: StripeClient, kind: str, session: Any) -> Incoming:
    """The session as it stands now, with its card and fee; as the signed letter says it when
    Stripe does not answer."""
    try:
        told: Any = sessions.fetch(account, session.id)
    except (Failed, Refused, Unknown):
        told = session
    return Incoming(kind, session.id, session.client_reference_id or session.id,
                    outcome=sessions.outcome(told))  # fmt: skip


def _paid(account: StripeClient, subject: Any) -> Any:
    """The payment that a charge, a refund or a dispute belongs to."""
    return ask(
        lambda: account.v1.payment_intents.retrieve(
            subject.payment_intent, {"expand": [charges.EXPAND]}
        )
    )


def _about(paid: Any) -> str:
    return str(getattr(paid.metadata, "intent", None) or paid.id)


def _charge(account: StripeClient, kind: str, charge: Any) -> Incoming | None:
    """The money moved on the account's balance some time after the card was charged."""
    if not charge.payment_intent or charge.status != "succeeded":
        return None
    paid, moved = _paid(account, charge), charge.balance_transaction or charge.id
    return Incoming(kind, moved, _about(paid), outcome=charges.outcome(paid))


def _refund(account: StripeClient, kind: str, refund: Any) -> Incoming | None:
    """What went back of a payment in all, or that it did not arrive after all."""
    if not refund.payment_intent:
        return None
    paid = _paid(account, refund)
    told = charges.outcome(paid)
    ours = str(getattr(refund.metadata, "refund", None) or "")
    if refund.status not in GIVEN:  # told under two names, and once a name
        return Incoming(FAILED, refund.id, _about(paid), told, repayment=ours,
                        problem="stripe.refund_failed")  # fmt: skip
    return Incoming(kind, refund.id, _about(paid), told, refunded=charges.refunded(paid),
                    repayment=ours)  # fmt: skip


def _dispute(account: StripeClient, kind: str, dispute: Any) -> Incoming | None:
    """Opened, or decided; steps between say nothing."""
    how = "opened" if kind.endswith("created") else ENDS.get(dispute.status)
    amount = from_stripe(dispute.amount, dispute.currency)
    if not how or amount is None or not dispute.payment_intent:
        return None
    paid, due = _paid(account, dispute), dispute.evidence_details.due_by
    moves = [one for one in dispute.balance_transactions if one.currency == dispute.currency]
    fee = from_stripe(sum(one.fee for one in moves), dispute.currency)
    said = Disputed(
        how, dispute.id, amount, dispute.reason,
        datetime.fromtimestamp(due, UTC) if due else None, fee if how != "opened" else None,
    )  # fmt: skip
    return Incoming(kind, dispute.id, _about(paid), charges.outcome(paid), dispute=said)


READERS: dict[str, Reader] = {
    "checkout.session.completed": _session,
    "checkout.session.async_payment_succeeded": _session,
    "checkout.session.async_payment_failed": _session,
    "checkout.session.expired": _session,
    "charge.updated": _charge,
    "refund.created": _refund,
    "refund.updated": _refund,
    FAILED: _refund,
    "charge.dispute.created": _dispute,
    "charge.dispute.closed": _dispute,
}
