"""Every rule of the books, of every room that has some, and the nightly proof of them all."""

from marketplace.kernel import heartbeat
from marketplace.kernel.db import session
from marketplace.kernel.unit import unit_of_work
from marketplace.ledger import balances, checking
from marketplace.ledger.checking import Broken
from marketplace.orders import agreeing as orders
from marketplace.payments import agreeing as payments
from marketplace.payouts import agreeing as payouts

JOB = "ledger"
RULES = (*checking.RULES, *payments.RULES, *orders.RULES, *payouts.RULES)


def check() -> list[Broken]:
    """Prove every rule; returns those that are broken."""
    return checking.prove(RULES)


def prove_nightly() -> list[Broken]:
    """Once a night prove every rule while everybody else goes on writing, keep how it ended and
    sum the snapshot anew."""
    session.rollback()
    if heartbeat.ran_tonight(JOB):
        return []
    broken = check()
    with unit_of_work():
        # the beat first: it holds back another machine's worker until the snapshot is whole
        heartbeat.beat(JOB, f"{heartbeat.DRIFTED} {len(broken)}" if broken else None)
        balances.rebuild()
    return broken
