"""What buyers' banks do: ask for money that a gateway had taken, and decide about it."""

from typing import Any

from hypothesis import strategies as some
from hypothesis.stateful import precondition, rule

from marketplace.kernel.db import session as database
from marketplace.kernel.money import Money
from marketplace.kernel.unit import unit_of_work
from marketplace.orders.paying import ahead
from marketplace.payments.gateways.gateway import Disputed
from marketplace.payments.intents import claimed, disputes, moving, repaying
from marketplace.payments.intents.models import PAID, Intent
from tests.ledger.finders import Finders

FEE = 150_000


class Banks(Finders):
    """At most what is left of a payment is disputed; each dispute ends once."""

    @precondition(lambda self: self.intents)
    @rule(data=some.data(), part=some.sampled_from((0.3, 1)))
    def a_bank_disputes(self, data: Any, part: float) -> None:
        key = data.draw(some.sampled_from(sorted(self.intents)))
        intent = database.get_one(Intent, key)
        waits = sum(amount for one, amount in self.disputes.values() if one == key)
        left = intent.amount - repaying.given(intent) - claimed.lost(intent) - waits
        amount, name = int(left * part), f"du_{key}_{len(self.world.banks)}"
        if intent.state in PAID and amount > 0:
            self.world.banks.append(name)
            self._said(key, "opened", name, amount)
            self.disputes[name] = key, amount
            self.world.orders[self.intents[key]].disputed += amount

    @precondition(lambda self: self.disputes)
    @rule(data=some.data(), how=some.sampled_from(("won", "lost", "lost")))
    def a_bank_decides(self, data: Any, how: str) -> None:
        """It may say so twice, and once more that it had asked."""
        name = data.draw(some.sampled_from(sorted(self.disputes)))
        key, amount = self.disputes.pop(name)
        for word in (how, "opened", how):
            self._said(key, word, name, amount)
        told, places = self.world.orders[self.intents[key]], self.world.places
        told.disputed -= amount
        places["fees"] += FEE
        places["clearing:zarinpal"] -= FEE
        if how == "lost":
            told.taken += amount
            places["disputes"] += amount
            places["clearing:zarinpal"] -= amount

    @precondition(lambda self: self.any(lambda told: told.owed > 0))
    @rule(data=some.data())
    def her_bank_gave_it(self, data: Any) -> None:
        key, told = self.one(data, lambda told: told.owed > 0)
        due = self.due(data, key, told)
        amount, asked = due.amount, repaying.of_due(due) is not None
        given = self.tried(lambda: ahead.bank_gave(due, self.treasurer))
        assert (given is None) == (asked or not told.taken)
        if given is not None:
            part = min(amount, told.taken)
            told.taken -= part
            told.owed -= part
            told.went += part
            self.world.places["disputes"] -= part

    def _said(self, key: int, how: str, name: str, amount: int) -> None:
        fee = None if how == "opened" else Money(FEE)
        with unit_of_work():
            disputes.seen(moving.hold(key), Disputed(how, name, Money(amount), fee=fee))
