"""Every rule of the books, of every room that has some, and the nightly proof of them all."""

from datetime import datetime, timedelta

from marketplace.kernel import calendar, clock, heartbeat
from marketplace.kernel.db import session
from marketplace.kernel.heartbeat import Heartbeat
from marketplace.kernel.unit import unit_of_work
from marketplace.ledger import balances, checking
from marketplace.ledger.checking import Broken
from marketplace.orders import agreeing as orders
from marketplace.payments import agreeing as payments

JOB = "ledger"
HOUR = 3  # of the office's night
RULES = (*checking.RULES, *payments.RULES, *orders.RULES)


def check() -> list[Broken]:
    """Prove every rule; returns those that are broken."""
    return checking.prove(RULES)


def prove_nightly() -> list[Broken]:
    """Once a night prove every rule while everybody else goes on writing, keep how it ended and
    sum the snapshot anew."""
    session.rollback()
    last = session.get(Heartbeat, JOB)
    if last is not None and last.at >= _latest_night():
        return []
    broken = check()
    with unit_of_work():
        balances.rebuild()
        heartbeat.beat(JOB, f"{heartbeat.DRIFTED} {len(broken)}" if broken else None)
    return broken


def _latest_night() -> datetime:
    now = clock.now().astimezone(calendar.TEHRAN)
    night = now.replace(hour=HOUR, minute=0, second=0, microsecond=0)
    return night if night <= now else night - timedelta(days=1)
