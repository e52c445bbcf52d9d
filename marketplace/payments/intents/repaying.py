"""Giving money back through the gateway that took it: owed, asked of the gateway by the worker,
recorded as given when it says so."""

from sqlalchemy import func, select

from marketplace.kernel import clock, events, ids, outbox
from marketplace.kernel.db import locked, session
from marketplace.kernel.errors import DomainError
from marketplace.kernel.money import Money
from marketplace.kernel.outbox import Done, Job, Outbox
from marketplace.kernel.text import N_
from marketplace.payments import gateways, refunds
from marketplace.payments.events import IntentPuzzles
from marketplace.payments.gateways.gateway import PART_REFUND, REFUND, SAME_REFUND, Repayment
from marketplace.payments.intents import claimed, moving
from marketplace.payments.intents.models import GatewayRefund, Intent
from marketplace.payments.intents.states import GATEWAY_REFUND
from marketplace.payments.refund_models import RefundDue

TOPIC, TOPIC_AGAIN = "gateway_refund", "gateway_refund_again"
NO_WAY = N_("No gateway can give this back. Give it by hand.")
ASKED = N_("The gateway has been asked to give this back already.")
UNKNOWN, REFUSED = "refund_unknown", "refund_refused"


def listen() -> None:
    """Let the outbox ask gateways; again by itself only those that give once for one key."""
    outbox.handle(TOPIC, deliver, repeatable=False)
    outbox.handle(TOPIC_AGAIN, deliver, repeatable=True)


def source(due: RefundDue) -> Intent | None:
    """The intent whose gateway can give this back: the newest of which enough is left."""
    paid = select(Intent).where(
        Intent.subject_kind == due.subject_kind, Intent.subject_id == due.subject_id,
        Intent.state == "paid", Intent.currency == due.currency,
    )  # fmt: skip
    for intent in session.scalars(paid.order_by(Intent.id.desc())):
        gone = given(intent) + moving.in_subject(intent, claimed.lost(intent))
        can, left = gateways.called(intent.gateway).can, intent.amount - gone
        whole = due.amount == intent.amount == left
        if due.amount <= left and (PART_REFUND in can or (REFUND in can and whole)):
            return intent
    return None


def given(intent: Intent) -> int:
    """What of it was given back or is asked for, in the subject's smallest unit."""
    return _sum(intent, GatewayRefund.amount)


def _sum(intent: Intent, column: object) -> int:
    query = select(func.coalesce(func.sum(column), 0)).where(
        GatewayRefund.intent_id == intent.id, GatewayRefund.state != "failed"
    )
    return int(session.scalar(query) or 0)


def begin(due: RefundDue, by: int | None) -> GatewayRefund:
    """Let the gateway be asked after this unit of work; `by` who asks, nobody for the house. The
    caller holds the subject locked.

    Raises DomainError when no gateway can, it was asked already or given meanwhile."""
    due = locked(RefundDue, due.id)
    if due.state != "due" or of_due(due):
        raise DomainError(ASKED)
    found = source(due)
    if found is None:
        raise DomainError(NO_WAY)
    intent = locked(Intent, found.id)
    row = GatewayRefund(
        public_id=ids.link_token(), intent_id=intent.id, due_id=due.id, amount=due.amount,
        charged=_share(intent, due.amount), asked_by=by,
    )  # fmt: skip
    GATEWAY_REFUND.born(row, changes={"amount": [None, row.amount]})
    again = SAME_REFUND in gateways.called(intent.gateway).can
    row.outbox_id = outbox.enqueue(TOPIC_AGAIN if again else TOPIC, {"refund": row.id})
    return row


def of_due(due: RefundDue) -> GatewayRefund | None:
    """What the gateway was asked for this, unless it refused."""
    query = select(GatewayRefund).where(GatewayRefund.due_id == due.id)
    return session.scalar(query.where(GatewayRefund.state != "failed"))


def _share(intent: Intent, amount: int) -> int:
    """The part in the gateway's currency; the last part takes what remains."""
    lost = claimed.lost(intent)
    if given(intent) + moving.in_subject(intent, lost) + amount == intent.amount:
        return intent.charged - _sum(intent, GatewayRefund.charged) - lost
    return max(1, intent.charged * amount // intent.amount)


def deliver(job: Job) -> Done:
    """Ask the gateway, outside any transaction. Raises Failed, Refused or Unknown."""
    row = session.get_one(GatewayRefund, job.payload["refund"])
    intent = session.get_one(Intent, row.intent_id)
    if row.state not in ("asked", "unknown"):
        session.rollback()
        return lambda: None
    money = Money(row.charged, intent.charged_currency)
    asked = Repayment(row.public_id, money, row.charged == intent.charged, row.public_id[:8])
    sent = moving.attempt(intent)
    session.rollback()
    reference = gateways.called(intent.gateway).refund(sent, asked).reference
    return lambda: finish(row, reference)


def finish(row: GatewayRefund, reference: str) -> None:
    """The gateway gave it back under this reference; harmless when that is known, or that it
    came back since."""
    intent = moving.hold(row.intent_id)
    row = locked(GatewayRefund, row.id)
    if row.state == "done" or row.reference == reference:
        return
    GATEWAY_REFUND.fire(row, "finish")
    row.reference, row.ended_at = reference, clock.now()
    intent.returned += row.charged
    due = session.get_one(RefundDue, row.due_id)
    method = gateways.called(intent.gateway).method
    refunds.given_by_gateway(due, method, reference[:40], row.asked_by)


def fail(row: GatewayRefund, reason: str = "") -> None:
    """It surely was not given back; it is owed as before. Raises WrongState when it was."""
    moving.hold(row.intent_id)
    row = locked(GatewayRefund, row.id)
    GATEWAY_REFUND.fire(row, "fail", reason=reason or None)
    row.ended_at = clock.now()


def failed_after_all(row: GatewayRefund, reference: str, reason: str) -> None:
    """The gateway, which had taken it on under this reference, could not bring it to the buyer: it
    is owed as before, or anew when it was written down as given. Harmless when that is known."""
    intent = moving.hold(row.intent_id)
    row = locked(GatewayRefund, row.id)
    row.reference, row.problem = reference, reason
    if row.state == "done":
        GATEWAY_REFUND.fire(row, "come_back", reason=reason)
        intent.returned -= row.charged
        refunds.came_back(session.get_one(RefundDue, row.due_id), reason)
    elif row.state != "failed":
        fail(row, reason)


def reconcile() -> None:
    """What the worker gave up asking: refused, or nobody knows and a person looks."""
    ended = (
        select(GatewayRefund, Outbox)
        .join(Outbox, Outbox.id == GatewayRefund.outbox_id)
        .where(GatewayRefund.state == "asked", Outbox.state.in_(("failed", "unknown")))
    )
    for row, job in session.execute(ended).all():
        intent = moving.hold(row.intent_id)
        locked(GatewayRefund, row.id).problem = job.error
        if job.state == "failed":
            fail(row, job.error or "")
        else:
            GATEWAY_REFUND.fire(row, "lose_sight", reason=job.error)
        problem = REFUSED if job.state == "failed" else UNKNOWN
        told = (intent.subject_kind, intent.subject_id, intent.id, problem)
        events.publish(IntentPuzzles(*told))
