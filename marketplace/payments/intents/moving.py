"""The one place where an intent changes state. What is paid becomes a payment, exactly once."""

from datetime import datetime, timedelta

from sqlalchemy import bindparam, select

from marketplace.kernel import clock, events
from marketplace.kernel.db import locked
from marketplace.kernel.direct import ask
from marketplace.kernel.errors import NotFound
from marketplace.kernel.money import Money
from marketplace.ledger import entries
from marketplace.payments import balance, gateways, recording
from marketplace.payments.events import (
    IntentPaid,
    IntentPuzzles,
    MoneyArriving,
    PaymentTaken,
    SubjectWanted,
)
from marketplace.payments.gateways.gateway import Attempt, Outcome
from marketplace.payments.intents.models import OPEN, PAID, Intent
from marketplace.payments.intents.states import INTENT
from marketplace.payments.models import Payment

LATE = timedelta(days=1)  # so long an intent without an end is asked about
PAUSES = (1, 2, 3, 5, 10, 15, 30, 60)  # minutes between the poller's questions
WRONG_AMOUNT = "another_amount"
SUBJECT = select(Intent.subject_kind, Intent.subject_id).where(Intent.id == bindparam("intent"))


def hold(intent_id: int) -> Intent:
    """The intent, locked after its subject until the unit of work ends. Raises NotFound."""
    seen = ask(SUBJECT, {"intent": intent_id}).first()
    if seen is None:
        raise NotFound
    events.publish(SubjectWanted(*seen))
    return locked(Intent, intent_id)


def attempt(intent: Intent) -> Attempt:
    """The intent as its gateway needs it."""
    return Attempt(
        key=intent.public_id, reference=intent.reference or "", charged=charged(intent),
        started_at=intent.created_at, trace=intent.trace or "",
        paid_at=intent.ended_at if intent.state in PAID else None,
    )  # fmt: skip


def charged(intent: Intent) -> Money:
    """What the gateway takes."""
    return Money(intent.charged, intent.charged_currency)


def move(intent: Intent, outcome: Outcome) -> None:
    """Take over what the gateway says; the caller holds the intent (`hold`). What is paid stays
    so, whatever is said later."""
    if intent.state in PAID:
        _fee(intent, outcome)
        return
    if outcome.state == "paid":
        _paid(intent, outcome)
    elif outcome.state == "puzzling":
        puzzle(intent, outcome.problem)
    elif outcome.state == "unknown":
        _unknown(intent, outcome.problem)
    elif outcome.state in ("failed", "expired"):
        _end(intent, outcome)
    elif intent.state == "unknown":
        INTENT.fire(intent, "wait")


def _paid(intent: Intent, outcome: Outcome) -> None:
    if outcome.charged is not None and outcome.charged != charged(intent):
        puzzle(intent, WRONG_AMOUNT)
        return
    subject = (intent.subject_kind, intent.subject_id)
    events.publish(MoneyArriving(*subject, intent.amount))
    way = gateways.called(intent.gateway)
    payment = Payment(
        subject_kind=intent.subject_kind, subject_id=intent.subject_id, amount=intent.amount,
        currency=intent.currency, method=way.method, holder=way.holder, received=intent.amount,
        change=0, taken_by=None,
    )  # fmt: skip
    recording.number(payment)
    recording.record(payment, "taken")
    intent.payment_id, intent.ended_at, intent.ask_at = payment.id, clock.now(), None
    intent.trace, intent.last4 = outcome.trace or None, outcome.last4 or None
    intent.problem = None
    INTENT.fire(intent, "pay")
    _fee(intent, outcome)
    events.publish(PaymentTaken(*subject, balance.of(*subject).kept))
    events.publish(IntentPaid(*subject, intent.id, payment.id))


def _fee(intent: Intent, outcome: Outcome) -> None:
    """What the gateway keeps, once it says so: with the payment, or some time after."""
    if intent.fee is None and outcome.fee and outcome.fee.amount:
        intent.fee = outcome.fee.amount
        entries.gateway_fee(intent, in_subject(intent, intent.fee))


def in_subject(intent: Intent, amount: int) -> int:
    """An amount in the gateway's currency, in the subject's: that of the books."""
    return amount * intent.amount // intent.charged


def _unknown(intent: Intent, problem: str) -> None:
    intent.problem = problem or intent.problem
    if intent.state in ("initiated", "pending"):
        INTENT.fire(intent, "lose_sight", reason=problem or None)
        intent.ask_at = clock.now() + timedelta(minutes=PAUSES[0])


def puzzle(intent: Intent, problem: str) -> None:
    """It needs a person; asking again would say the same."""
    if intent.problem != problem:
        if INTENT.allows(intent, "lose_sight"):
            INTENT.fire(intent, "lose_sight", reason=problem)
        intent.problem, intent.ask_at = problem, None
        told = (intent.subject_kind, intent.subject_id, intent.id, problem)
        events.publish(IntentPuzzles(*told))


def _end(intent: Intent, outcome: Outcome) -> None:
    if intent.state in OPEN:
        INTENT.fire(intent, "fail" if outcome.state == "failed" else "expire",
                    reason=outcome.problem or None)  # fmt: skip
        intent.problem, intent.ended_at, intent.ask_at = outcome.problem or None, clock.now(), None
    elif intent.state == "expired" and outcome.state == "failed" and outcome.problem:
        intent.problem = outcome.problem  # the gateway's letter of it overtook the reason


def asked_once_more(intent: Intent) -> None:
    """Say when to ask next: soon at first, then hourly, for a day after it could be paid."""
    intent.asked += 1
    if intent.state not in OPEN:
        intent.ask_at = None
        return
    pause = timedelta(minutes=PAUSES[min(intent.asked, len(PAUSES)) - 1])
    if clock.now() > end(intent):
        move(intent, Outcome("expired", problem=intent.problem or "nobody_paid"))
    else:
        intent.ask_at = clock.now() + pause


def end(intent: Intent) -> datetime:
    """When nothing is expected of it any more."""
    return (intent.expires_at or intent.created_at) + LATE
