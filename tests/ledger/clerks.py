"""What clerks and the treasurer do with orders and their money."""

from typing import Any

from hypothesis import strategies as some
from hypothesis.stateful import precondition, rule

from marketplace.kernel.actor import Actor, acting
from marketplace.kernel.db import session as database
from marketplace.kernel.unit import unit_of_work
from marketplace.orders import cancelling, correcting, fulfilments
from marketplace.orders.models import Order, OrderLine
from marketplace.orders.paying import ahead, cashier
from marketplace.orders.returns import crediting, returning
from marketplace.payments import refunds
from marketplace.payments.desk import till
from marketplace.payments.foreign.models import ForeignCash
from marketplace.payments.intents import claimed, repaying
from marketplace.payments.intents.models import GatewayRefund, Intent
from marketplace.payments.models import Payment
from marketplace.payments.refund_models import RefundDue
from tests.ledger.buyers import Buyers
from tests.ledger.oracle import PARTIES, Told


class Clerks(Buyers):
    """Payments undone, orders changed, handed over and brought back, money given back, drawers
    counted."""

    @precondition(lambda self: self.payments)
    @rule(data=some.data())
    def correct(self, data: Any) -> None:
        payment = database.get_one(Payment, data.draw(some.sampled_from(self.payments)))
        told = self.world.orders[payment.subject_id]
        with acting(Actor(kind="user", user_id=self.treasurer, role="treasurer")):
            undoing = self.tried(lambda: cashier.correct(payment, "اشتباه"))
        kept_as_it_is = payment.holder == "gateway" or payment.subject_id in self.asked.values()
        assert not (undoing and kept_as_it_is)
        if undoing:
            told.came -= payment.amount
            if payment.method == "foreign":
                notes = database.get_one(ForeignCash, payment.id)
                self.notes_came(payment.taken_by, notes.given // 100, notes.change, -1)
            else:
                cash = payment.method == "cash"
                place = f"drawer:{payment.taken_by}" if cash else "bank"
                self.world.places[place] -= payment.amount
            told.settle()
        assert told.came >= told.went

    @precondition(lambda self: self.any(changeable))
    @rule(data=some.data(), liable=some.sampled_from(("office", "vendor")))
    def take_off(self, data: Any, liable: str) -> None:
        key, told = self.one(data, changeable)
        line = data.draw(some.sampled_from(sorted(told.lines)))
        with unit_of_work():
            cancelling.by_staff(database.get_one(Order, key), [line], "پشیمان شد", liable)
        del told.lines[line]
        told.settle()

    @precondition(lambda self: self.any(changeable))
    @rule(data=some.data(), quantity=some.integers(1, 4))
    def change_quantity(self, data: Any, quantity: int) -> None:
        _key, told = self.one(data, changeable)
        key = data.draw(some.sampled_from(sorted(told.lines)))

        def change() -> bool:
            correcting.set_quantity(database.get_one(OrderLine, key), quantity, "شمار دیگر")
            return True

        line, changed = told.lines[key], self.tried(change)
        assert changed or quantity > line.quantity, "more of what lies at the office is a new order"
        if changed and line.quantity != quantity:
            line.quantity = quantity
            told.settle()

    @precondition(lambda self: self.any(changeable))
    @rule(data=some.data())
    def hand_over(self, data: Any) -> None:
        """Only what is paid leaves the house."""
        key, told = self.one(data, changeable)

        def leave() -> bool:
            for part in database.get_one(Order, key).vendor_orders:
                for one in part.fulfilments:
                    if one.state == "expected":
                        fulfilments.arrive(one)
                    if one.state == "at_office":
                        fulfilments.hand_over(one)
            return True

        assert bool(self.tried(leave)) == told.sold
        told.left = told.sold

    @precondition(lambda self: self.any(returnable))
    @rule(
        data=some.data(), quantity=some.integers(1, 3), liable=some.sampled_from(PARTIES),
        damaged=some.booleans(),
    )  # fmt: skip
    def bring_back(self, data: Any, quantity: int, liable: str, damaged: bool) -> None:
        key, told = self.one(data, returnable)
        line = data.draw(some.sampled_from(sorted(told.lines)))
        pieces, seen = [(line, quantity, damaged)], len(crediting.of_order(key))
        asked = returning.Asked(pieces, "رنگش فرق داشت", liable, seen, self.clerks[0], "در سفر بود")
        note = self.tried(lambda: returning.take_back(database.get_one(Order, key), asked))
        row = told.lines[line]
        assert (note is not None) == (quantity <= row.quantity - row.returned)
        if note is not None:
            row.bring_back(quantity, liable, damaged=damaged)
            told.settle()

    @precondition(lambda self: self.any(lambda told: told.owed > 0))
    @rule(data=some.data(), card=some.booleans())
    def give_back(self, data: Any, card: bool) -> None:
        """Cash leaves the safe."""
        key, told = self.one(data, lambda told: told.owed > 0)
        due = self.due(data, key, told)
        asked = repaying.of_due(due) is not None
        how = {"last4": "1234", "reference": "778899"} if card else {}
        sure = data.draw(some.booleans())
        given = self.tried(lambda: ahead.give_back(due, self.treasurer, **how, sure=sure))
        assert (given is None) == (asked or (told.claimed_by_her_bank and not sure))
        if given is not None:
            went(told, due)
            self.world.places["bank" if card else "safe"] -= due.amount

    @precondition(lambda self: self.any(lambda told: told.owed > 0))
    @rule(data=some.data())
    def ask_the_gateway_back(self, data: Any) -> None:
        """Asked once however often somebody presses; much may happen before it answers."""
        key, told = self.one(data, lambda told: told.owed > 0)
        due = self.due(data, key, told)
        self.tried(lambda: ahead.ask_gateway(due, self.treasurer, sure=True))
        if row := repaying.of_due(due):
            intent = database.get_one(Intent, row.intent_id)
            assert repaying.given(intent) + claimed.lost(intent) <= intent.amount
            self.asked[row.id] = key

    @precondition(lambda self: self.asked)
    @rule(data=some.data(), says=some.sampled_from(("given", "given", "refused")))
    def the_gateway_answers(self, data: Any, says: str) -> None:
        """Its answer may come twice."""
        row_id = data.draw(some.sampled_from(sorted(self.asked)))
        told = self.world.orders[self.asked.pop(row_id)]
        if says == "refused":
            with unit_of_work():
                repaying.fail(database.get_one(GatewayRefund, row_id))
            return
        for _twice in range(2):
            with unit_of_work():
                repaying.finish(database.get_one(GatewayRefund, row_id), "R-1")
        row = database.get_one(GatewayRefund, row_id)
        went(told, database.get_one(RefundDue, row.due_id))
        self.world.places["clearing:zarinpal"] -= row.amount
        self.given_online[row_id] = row.amount

    @precondition(lambda self: self.given_online)
    @rule(data=some.data())
    def it_comes_back(self, data: Any) -> None:
        """The card's bank does not take it; the gateway may say so twice."""
        row_id = data.draw(some.sampled_from(sorted(self.given_online)))
        amount = self.given_online.pop(row_id)
        for _twice in range(2):
            with unit_of_work():
                row = database.get_one(GatewayRefund, row_id)
                repaying.failed_after_all(row, "R-1", "stripe.refund_failed")
        told = self.world.orders[database.get_one(RefundDue, row.due_id).subject_id]
        told.went -= amount
        told.owed += amount
        self.world.places["clearing:zarinpal"] += amount

    def asked_of(self, key: int) -> int:
        """What the gateway is asked to give back of an order."""
        rows = [row for row, order in self.asked.items() if order == key]
        return sum(database.get_one(GatewayRefund, row).amount for row in rows)

    @rule(
        clerk=some.integers(0, 1), off=some.sampled_from((0, 0, -10_000, 5_000)),
        currency=some.sampled_from(("IRR", "IRR", "EUR")),
    )  # fmt: skip
    def count_the_drawer(self, clerk: int, off: int, currency: str) -> None:
        person = self.clerks[clerk]
        found = [one for one in till.open_(person) if one.taken.currency == currency]
        if not found:
            assert self.tried(lambda: till.count(person, 0, "", currency)) is None
            return
        expected = found[0].expected.amount
        counted = max(0, expected + off)
        with unit_of_work():
            till.count(person, counted, "شمردم", currency)
        tail = "" if currency == "IRR" else f" {currency}"
        self.world.places[f"drawer:{person}{tail}"] -= expected
        self.world.places[f"safe{tail}"] += counted
        self.world.places[f"shortage{tail}"] += expected - counted

    def due(self, data: Any, key: int, told: Told) -> RefundDue:
        """One of what is owed back for an order."""
        dues = refunds.open_of(("order", key))
        assert sum(due.amount for due in dues) == told.owed
        found: RefundDue = data.draw(some.sampled_from(list(dues)))
        return found


def changeable(told: Told) -> bool:
    """Whether its pieces are still here."""
    return bool(told.lines) and not told.left and not told.posted


def returnable(told: Told) -> bool:
    """Whether its buyer has paid pieces."""
    return told.left and told.sold


def went(told: Told, due: RefundDue) -> None:
    """It is given back."""
    told.owed -= due.amount
    told.went += due.amount
