"""How makers are paid: runs made, sent, dropped; what the bank says of each payment."""

from typing import Any

from hypothesis import strategies as some
from hypothesis.stateful import precondition, rule

from marketplace.kernel import preferences
from marketplace.kernel.db import session as database
from marketplace.kernel.unit import unit_of_work
from marketplace.payouts import drafting, paying, runs
from marketplace.payouts.models import Payout, PayoutRun
from tests.ledger.clerks import Clerks


class Payers(Clerks):
    """The treasurer pays, an administrator approves."""

    approver: int

    @precondition(lambda self: self.any(lambda told: told.left))
    @rule()
    def make_a_run(self) -> None:
        expected = self.world.payable(preferences.load().payout_minimum)
        run = self.tried(lambda: drafting.make(self.treasurer))
        assert (run is not None) == bool(expected)
        if run is not None:
            made = {one.vendor_id: one.amount for one in runs.payouts_of(run)}
            assert made == expected
            self.world.claimed.update(made)
            self.runs[run.id] = made

    @precondition(lambda self: self.runs)
    @rule(data=some.data(), how=some.sampled_from(("send", "send", "drop")))
    def end_a_run(self, data: Any, how: str) -> None:
        key = data.draw(some.sampled_from(sorted(self.runs)))
        made = self.runs.pop(key)
        if how == "drop":
            with unit_of_work():
                runs.drop(database.get_one(PayoutRun, key), "این بار نه")
            self.world.claimed.subtract(made)
            return
        with unit_of_work():
            runs.approve(database.get_one(PayoutRun, key), self.approver)
        with unit_of_work():
            run = database.get_one(PayoutRun, key)
            runs.send(run, "140509-77", self.treasurer)
            self.sent.update({
                one.id: (one.vendor_id, one.amount) for one in runs.payouts_of(run)
            })  # fmt: skip
        self.world.paid.update(made)
        self.world.places["bank"] -= sum(made.values())

    @precondition(lambda self: self.sent)
    @rule(data=some.data(), how=some.sampled_from(("arrived", "returned")))
    def bank_says(self, data: Any, how: str) -> None:
        key = data.draw(some.sampled_from(sorted(self.sent)))
        vendor, amount = self.sent.pop(key)
        with unit_of_work():
            payout = database.get_one(Payout, key)
            if how == "arrived":
                paying.settle(payout)
            else:
                paying.came_back(payout, "حساب بسته است")
        if how == "returned":
            self.world.paid[vendor] -= amount
            self.world.claimed[vendor] -= amount
            self.world.places["bank"] += amount
