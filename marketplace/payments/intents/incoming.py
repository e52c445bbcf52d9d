"""What gateways tell us by themselves: each thing once, whatever the order it comes in."""

from sqlalchemy.exc import IntegrityError

from marketplace.kernel import events
from marketplace.kernel.db import session
from marketplace.kernel.unit import unit_of_work
from marketplace.payments.events import SubjectWanted
from marketplace.payments.gateways.gateway import Incoming
from marketplace.payments.intents import disputes, finding, moving, repaid
from marketplace.payments.intents.models import GatewayEvent, Intent


def receive(gateway: str, told: Incoming) -> bool:
    """Keep it and take it over, in a unit of work of its own; False when it is known already or is
    about nothing of ours. The gateway has proved that it is the one who speaks."""
    with unit_of_work():
        intent = finding.about(gateway, told.about)
        if intent is not None:
            events.publish(SubjectWanted(intent.subject_kind, intent.subject_id))
        if not _kept(gateway, told, intent) or intent is None:
            return False
        intent = moving.hold(intent.id)
        if told.outcome:
            moving.move(intent, told.outcome)
        if told.dispute:
            disputes.seen(intent, told.dispute)
        if told.refunded:
            repaid.seen(intent, told)
        if told.problem:
            moving.puzzle(intent, told.problem)
    return True


def _kept(gateway: str, told: Incoming, intent: Intent | None) -> bool:
    row = GatewayEvent(
        gateway=gateway, reference=told.reference, kind=told.kind,
        intent_id=intent.id if intent else None,
    )  # fmt: skip
    try:
        with session.begin_nested():
            session.add(row)
    except IntegrityError:
        return False
    return True
