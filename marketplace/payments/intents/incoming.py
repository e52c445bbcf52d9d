"""What gateways tell us by themselves: each thing once, whatever the order it comes in."""

from sqlalchemy import bindparam, column, text

from marketplace.kernel import clock
from marketplace.kernel.db import BigId, UtcDateTime
from marketplace.kernel.direct import ask
from marketplace.kernel.unit import unit_of_work
from marketplace.payments.gateways.gateway import Incoming
from marketplace.payments.intents import disputes, finding, moving, repaid
from marketplace.payments.intents.models import Intent

KEEP = (
    text(
        "INSERT INTO gateway_event (gateway, reference, kind, intent_id, came_at)"
        " VALUES (:gateway, :reference, :kind, :intent, :now)"
        " ON CONFLICT (gateway, reference, kind) DO NOTHING RETURNING id"
    )
    .bindparams(bindparam("intent", type_=BigId), bindparam("now", type_=UtcDateTime()))
    .columns(column("id"))
)


def receive(gateway: str, told: Incoming) -> bool:
    """Keep it and take it over, in a unit of work of its own; False when it is known already or is
    about nothing of ours. The gateway has proved that it is the one who speaks."""
    with unit_of_work():
        found = finding.about(gateway, told.about)
        intent = moving.hold(found.id) if found else None
        if not _kept(gateway, told, intent) or intent is None:
            return False
        if told.outcome:
            moving.move(intent, told.outcome)
        if told.dispute:
            disputes.seen(intent, told.dispute)
        if told.refunded:
            repaid.seen(intent, told)
        if told.problem and not repaid.failed(intent, told):
            moving.puzzle(intent, told.problem)
    return True


def _kept(gateway: str, told: Incoming, intent: Intent | None) -> bool:
    """Whether it is new; a rival that brings the same waits for the end of this unit of work."""
    kept = ask(KEEP, {
        "gateway": gateway, "reference": told.reference, "kind": told.kind,
        "intent": intent.id if intent else None, "now": clock.now(),
    })  # fmt: skip
    return bool(kept)
