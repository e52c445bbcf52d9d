"""The worker's questions: what became of intents whose buyer did not come back, or whose gateway
did not answer. Each call outside any transaction; a gateway that is away is left alone until the
next minute."""

from datetime import timedelta

from sqlalchemy import select

from marketplace.kernel import clock
from marketplace.kernel.db import session
from marketplace.kernel.unit import unit_of_work
from marketplace.payments import gateways
from marketplace.payments.gateways.gateway import SWEEP, Failed, Gateway, Outcome, Refused, Unknown
from marketplace.payments.intents import asking, finding, moving
from marketplace.payments.intents.models import OPEN, PAID, Intent

AT_ONCE = 50
YOUNG = timedelta(days=7)  # so long the gateway is asked what nobody asked about


def poll() -> int:
    """Ask about everything that is due, then what else was paid; returns how many were asked."""
    due = session.execute(
        select(Intent.id, Intent.gateway)
        .where(Intent.state.in_(OPEN), Intent.ask_at <= clock.now())
        .order_by(Intent.ask_at)
        .limit(AT_ONCE)
    ).all()
    session.rollback()
    away: set[str] = set()
    for key, name in due:
        if name not in away and not _ask(key):
            away.add(name)
    for way in gateways.GATEWAYS.values():
        if SWEEP in way.can and way.name not in away:
            _sweep(way)
    return len(due)


def _ask(key: int) -> bool:
    """Whether the gateway answered."""
    intent = session.get_one(Intent, key)
    if not intent.reference:  # nobody was sent there
        with unit_of_work():
            moving.move(moving.hold(key), Outcome("expired", problem="never_sent"))
        return True
    return asking.ask(intent, gateways.called(intent.gateway).inquire)


def _sweep(way: Gateway) -> None:
    """Ask about what was paid there and is not here."""
    young = select(Intent.id).where(
        Intent.gateway == way.name, Intent.state.not_in(PAID),
        Intent.created_at > clock.now() - YOUNG,
    )  # fmt: skip
    wanted = session.scalar(young.limit(1))
    session.rollback()
    if wanted is None:
        return
    try:
        references = way.unsettled()
    except (Failed, Refused, Unknown):
        return
    for reference in references:
        intent = finding.about(way.name, reference)
        if intent and intent.state not in PAID:
            asking.ask(intent, way.inquire)
        session.rollback()
