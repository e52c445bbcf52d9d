"""What buyers do: order, and pay in every way."""

from itertools import count
from typing import Any

from hypothesis import strategies as some
from hypothesis.stateful import precondition, rule

from marketplace.kernel import clock
from marketplace.kernel.calendar import local_day
from marketplace.kernel.db import session as database
from marketplace.kernel.money import Money
from marketplace.kernel.unit import unit_of_work
from marketplace.orders import checkout, vendor_orders
from marketplace.orders.locking import lock
from marketplace.orders.models import Order
from marketplace.orders.paying import ahead, cashier
from marketplace.orders.tax import taxes
from marketplace.payments import proofs
from marketplace.payments.gateways.gateway import Outcome
from marketplace.payments.gateways.zarinpal import SMALLEST
from marketplace.payments.intents import moving, starting
from marketplace.payments.intents.models import PAID, Intent
from marketplace.payments.intents.starting import Wanted
from marketplace.payments.models import Payment
from tests.ledger.office import Office
from tests.ledger.oracle import Line, Told
from tests.support import factories as make

MOST = 3  # orders in one world: the more happens to each
EURO = 1_123_450  # rial
ROUNDED = 10_000  # rial: what nobody counts out in cash
numbers = count(1)


class Buyers(Office):
    """Orders of one to three makers' pieces, paid in cash, euro, by card or online."""

    @precondition(lambda self: len(self.world.orders) < MOST)
    @rule(
        pieces=some.dictionaries(some.integers(0, 2), some.integers(1, 3), min_size=1, max_size=3)
    )
    def order(self, pieces: dict[int, int]) -> None:
        wanted = [(self.shelf[place], quantity) for place, quantity in pieces.items()]
        with unit_of_work():
            order = checkout.for_buyer_at_desk(wanted, "سارا م", None, self.clerks[0])
            for part in order.vendor_orders:
                vendor_orders.accept(part)
        self.world.orders[order.id] = Told({
            line.id: Line(part.vendor_id, line.unit_price, line.quantity, self.tax)
            for part in order.vendor_orders for line in part.lines
        })  # fmt: skip

    @precondition(lambda self: self.any(open_))
    @rule(data=some.data(), clerk=some.integers(0, 1))
    def pay_in_cash(self, data: Any, clerk: int) -> None:
        key, told = self.one(data, open_)
        due, person = told.costs - told.kept, self.clerks[clerk]
        payment = self.tried(lambda: cashier.take(database.get_one(Order, key), due, person))
        assert payment is not None
        self.world.places[f"drawer:{person}"] += due
        self.came(told, due, payment)

    @precondition(lambda self: self.any(open_))
    @rule(data=some.data(), clerk=some.integers(0, 1), tenths=some.integers(1, 9))
    def pay_a_part_in_cash(self, data: Any, clerk: int, tenths: int) -> None:
        key, told = self.one(data, open_)
        due, person = told.costs - told.kept, self.clerks[clerk]
        part = due * tenths // 10 // 10 * 10
        payment = self.tried(
            lambda: cashier.take(database.get_one(Order, key), part, person, part=True)
        )
        assert (payment is not None) == (part > 0)
        if payment is not None:
            self.world.places[f"drawer:{person}"] += part
            self.came(told, part, payment)

    @rule(basis_points=some.sampled_from((0, 900, 1000)))
    def the_tax_changes(self, basis_points: int) -> None:
        """What is ordered from now on holds another tax."""
        with unit_of_work():
            taxes.set_rate(make.a_craft(), basis_points, local_day(clock.now()), self.treasurer)
        self.tax = basis_points

    @precondition(lambda self: self.any(lambda told: not open_(told)))
    @rule(data=some.data())
    def pay_what_is_not_due(self, data: Any) -> None:
        key, _told = self.one(data, lambda told: not open_(told))
        assert not self.tried(
            lambda: cashier.take(database.get_one(Order, key), 10_000, self.clerks[0])
        )

    @precondition(lambda self: self.any(open_))
    @rule(data=some.data(), clerk=some.integers(0, 1), notes=some.integers(1, 60))
    def pay_in_euro(self, data: Any, clerk: int, notes: int) -> None:
        key, told = self.one(data, open_)
        due, person = told.costs - told.kept, self.clerks[clerk]
        worth = notes * EURO // ROUNDED * ROUNDED
        payment = self.tried(
            lambda: cashier.take_foreign(
                database.get_one(Order, key), Money(notes * 100, "EUR"), person
            )
        )
        assert (payment is not None) == (worth >= due)
        if payment is not None:
            self.notes_came(person, notes, worth - due)
            self.came(told, due, payment)

    @precondition(lambda self: self.world.orders)
    @rule(data=some.data(), part=some.sampled_from((0.3, 1, 1.4)))
    def pay_by_card(self, data: Any, part: float) -> None:
        key, told = self.one(data)
        amount = int(max(told.costs - told.kept, 1_000_000) * part) // 10 * 10
        number = f"9{next(numbers):08}"

        def pay() -> Payment:
            lock(key)
            waiting = proofs.of_subject(("order", key), "waiting")  # its payment was corrected
            proof = (
                waiting[0]
                if waiting
                else proofs.send(
                    ("order", key), Money(amount), last4="1234", paid_at=clock.now(), number=number
                )
            )
            return ahead.confirm(proof, Money(proof.amount), self.clerks[0])

        payment = self.tried(pay)
        assert payment is not None
        self.world.places["bank"] += payment.amount
        self.came(told, payment.amount, payment)

    @precondition(lambda self: self.any(open_))
    @rule(data=some.data(), at_once=some.sampled_from((True, True, False)))
    def begin_online(self, data: Any, at_once: bool) -> None:
        """What is left may be too little for the gateway; most pay there at once."""
        key, told = self.one(data, open_)
        amount = Money(told.costs - told.kept)
        wanted = Wanted(("order", key), amount, "zarinpal", "سفارش", "/pay/{}/return".format)

        def begin() -> Intent:
            lock(key)
            return starting.begin(wanted)

        intent = self.tried(begin)
        assert (intent is not None) == (amount.amount >= SMALLEST)
        if intent is not None:
            self.intents[intent.id] = key
            if at_once:
                self.said_by_the_gateway(intent.id, "paid")

    @precondition(lambda self: self.intents)
    @rule(data=some.data(), says=some.sampled_from(("paid", "paid", "unknown", "expired")))
    def gateway_says(self, data: Any, says: str) -> None:
        """The same may be said twice, and the money may come after the end."""
        self.said_by_the_gateway(data.draw(some.sampled_from(sorted(self.intents))), says)

    def said_by_the_gateway(self, key: int, says: str) -> None:
        intent = database.get_one(Intent, key)
        fee = intent.charged // 100
        outcome = Outcome(says, fee=Money(fee) if says == "paid" else None)
        known = intent.state in PAID
        with unit_of_work():
            moving.move(moving.hold(key), outcome)
        if says == "paid" and not known:
            told = self.world.orders[self.intents[key]]
            self.world.places["clearing:zarinpal"] += intent.amount - fee
            self.world.places["fees"] += fee
            told.came += intent.amount
            told.settle()
            self.payments.append(database.get_one(Intent, key).payment_id)

    def came(self, told: Told, amount: int, payment: Payment) -> None:
        told.came += amount
        told.settle()
        self.payments.append(payment.id)

    def notes_came(self, person: int, notes: int, change: int, sign: int = 1) -> None:
        """Euro lie in the drawer, the change is out of it, what was rounded down stays here."""
        places, rounded = self.world.places, notes * EURO % ROUNDED
        places[f"drawer:{person} EUR"] += sign * notes * 100
        places["exchange EUR"] -= sign * notes * 100
        places[f"drawer:{person}"] -= sign * change
        places["rounding"] -= sign * rounded
        places["exchange"] += sign * notes * EURO
        self.notes = (self.notes[0] + sign * notes, self.notes[1] + sign * notes * EURO)


def open_(told: Told) -> bool:
    """Whether something is still to be paid."""
    return not told.sold and told.costs > told.kept
