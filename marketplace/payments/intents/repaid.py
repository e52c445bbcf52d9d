"""What a gateway says went back, by our asking or by somebody's hand in its own pages."""

from sqlalchemy import select

from marketplace.kernel import events
from marketplace.kernel.db import session
from marketplace.payments.events import IntentPuzzles
from marketplace.payments.gateways.gateway import Incoming
from marketplace.payments.intents import repaying
from marketplace.payments.intents.models import GatewayRefund, Intent

ELSEWHERE = "refunded_elsewhere"


def seen(intent: Intent, told: Incoming) -> None:
    """Compare what went back in all with what we asked for; more is for a person to look into.
    What it tells of is done: the one whose key it names, or else one of which nobody knew the end
    and whose amount is the difference."""
    if told.refunded is None or told.refunded.currency != intent.charged_currency:
        return
    for row in _open(intent):
        if _is(row, told, told.refunded.amount - intent.returned):
            repaying.finish(row, told.reference)
            break
    if told.refunded.amount - intent.returned > sum(row.charged for row in _open(intent)):
        intent.problem = ELSEWHERE
        told_of = (intent.subject_kind, intent.subject_id, intent.id, ELSEWHERE)
        events.publish(IntentPuzzles(*told_of))


def failed(intent: Intent, told: Incoming) -> bool:
    """Whether it tells of a refund of ours that did not arrive: then it is owed again, and a person
    learns it."""
    row = session.scalar(
        select(GatewayRefund).filter_by(intent_id=intent.id, public_id=told.repayment)
    )
    if row is None:
        return False
    repaying.failed_after_all(row, told.reference, told.problem)
    told_of = (intent.subject_kind, intent.subject_id, intent.id, told.problem)
    events.publish(IntentPuzzles(*told_of))
    return True


def _is(row: GatewayRefund, told: Incoming, more: int) -> bool:
    return row.public_id == told.repayment if told.repayment else row.charged == more


def _open(intent: Intent) -> list[GatewayRefund]:
    query = select(GatewayRefund).where(
        GatewayRefund.intent_id == intent.id, GatewayRefund.state.in_(("asked", "unknown"))
    )
    return list(session.scalars(query.order_by(GatewayRefund.id)))
