"""Whatever is done with money, in whatever sequence: the books say what reckoning by hand says."""

from collections import Counter
from collections.abc import Callable
from itertools import count
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as some
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import text

from marketplace import books
from marketplace.kernel import clock
from marketplace.kernel.db import session as database
from marketplace.kernel.errors import DomainError
from marketplace.kernel.money import Money
from marketplace.kernel.unit import unit_of_work
from marketplace.ledger import balances
from marketplace.orders import cancelling, cashier, checkout, correcting, paying, vendor_orders
from marketplace.orders.locking import lock
from marketplace.orders.models import Order, OrderLine
from marketplace.payments import proofs, refunds, till
from marketplace.payments.models import Payment
from marketplace.payments.refund_models import RefundDue
from tests.ledger.oracle import Line, Told, World
from tests.support import factories as make

NEWER = text(
    "SELECT count(*), coalesce(max(wrong), 0), coalesce(max(entry_id), :last) FROM ("
    " SELECT entry_id, abs(sum(amount)) AS wrong FROM ledger_posting WHERE entry_id > :last"
    " GROUP BY entry_id) each"
)
BRIEF = {"max_examples": 12, "stateful_step_count": 60}
LONG = {"max_examples": 1000, "stateful_step_count": 100}  # 100,000 steps
MOST = 3  # orders in one world: the more happens to each
numbers = count(1)


class Acts(RuleBasedStateMachine):
    """An office of two clerks and a treasurer, and three makers' pieces."""

    shelf: list[str]
    clerks: list[int]
    last = 0

    @initialize()
    def open(self) -> None:
        database.rollback()
        self.world, self.payments = World(), list[int]()
        self.began = self.said()
        self.last = database.scalar(text("SELECT coalesce(max(id), 0) FROM ledger_entry")) or 0

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
            line.id: Line(part.vendor_id, line.unit_price, line.quantity)
            for part in order.vendor_orders for line in part.lines
        })  # fmt: skip

    @precondition(lambda self: self.world.orders)
    @rule(data=some.data(), clerk=some.integers(0, 1))
    def pay_in_cash(self, data: Any, clerk: int) -> None:
        key, told = self.one(data)
        due = told.costs - told.kept
        payment = self.tried(
            lambda: cashier.take(database.get_one(Order, key), max(due, 0), self.clerks[clerk])
        )
        assert (payment is not None) == (due > 0 and not told.sold and bool(told.lines))
        if payment:
            told.came += due
            self.world.places[f"drawer:{self.clerks[clerk]}"] += due
            self.settled(told, payment)

    @precondition(lambda self: self.world.orders)
    @rule(data=some.data(), part=some.sampled_from((0.3, 1, 1.4)))
    def pay_by_card(self, data: Any, part: float) -> None:
        key, told = self.one(data)
        amount = int(max(told.costs - told.kept, 1_000_000) * part) // 10 * 10
        number = f"{next(numbers):08}"

        def pay() -> Payment:
            lock(key)
            proof = proofs.send(
                ("order", key),
                Money(amount),
                last4="1234",
                paid_at=clock.now(),
                number=f"9{number}",
            )
            return paying.confirm(proof, Money(amount), self.clerks[0])

        payment = self.tried(pay)
        assert payment is not None
        told.came += amount
        self.world.places["bank"] += amount
        self.settled(told, payment)

    @precondition(lambda self: self.payments)
    @rule(data=some.data())
    def correct(self, data: Any) -> None:
        key = data.draw(some.sampled_from(self.payments))
        payment = database.get_one(Payment, key)
        told = self.world.orders[payment.subject_id]
        undoing = self.tried(lambda: cashier.correct(payment, "اشتباه"))
        if undoing:
            told.came -= payment.amount
            place = f"drawer:{undoing.taken_by}" if payment.method == "cash" else "bank"
            self.world.places[place] -= payment.amount
            told.settle()
        assert told.came >= told.went

    @precondition(lambda self: any(told.lines for told in self.world.orders.values()))
    @rule(data=some.data(), liable=some.sampled_from(("office", "vendor")))
    def take_off(self, data: Any, liable: str) -> None:
        key, told = self.one(data, lambda told: bool(told.lines))
        line = data.draw(some.sampled_from(sorted(told.lines)))
        with unit_of_work():
            cancelling.by_staff(database.get_one(Order, key), [line], "پشیمان شد", liable)
        del told.lines[line]
        told.settle()

    @precondition(lambda self: any(told.lines for told in self.world.orders.values()))
    @rule(data=some.data(), quantity=some.integers(1, 4))
    def change_quantity(self, data: Any, quantity: int) -> None:
        _key, told = self.one(data, lambda told: bool(told.lines))
        line = data.draw(some.sampled_from(sorted(told.lines)))
        with unit_of_work():
            correcting.set_quantity(database.get_one(OrderLine, line), quantity, "شمار دیگر")
        if told.lines[line].quantity != quantity:
            told.lines[line].quantity = quantity
            told.settle()

    @precondition(lambda self: any(told.owed for told in self.world.orders.values()))
    @rule(data=some.data(), clerk=some.integers(0, 1), card=some.booleans())
    def give_back(self, data: Any, clerk: int, card: bool) -> None:
        key, told = self.one(data, lambda told: told.owed > 0)
        dues = refunds.open_of(("order", key))
        assert sum(due.amount for due in dues) == told.owed
        due: RefundDue = data.draw(some.sampled_from(list(dues)))
        how = {"last4": "1234", "reference": "778899"} if card else {}
        with unit_of_work():
            paying.give_back(due, self.clerks[clerk], **how)
        told.owed -= due.amount
        told.went += due.amount
        self.world.places["bank" if card else f"drawer:{self.clerks[clerk]}"] -= due.amount

    @rule(clerk=some.integers(0, 1), off=some.sampled_from((0, 0, -10_000, 5_000)))
    def count_the_drawer(self, clerk: int, off: int) -> None:
        person = self.clerks[clerk]
        found = till.open_(person)
        if not found:
            assert self.tried(lambda: till.count(person, 0, "")) is None
            return
        expected = found[0].expected.amount
        counted = max(0, expected + off)
        with unit_of_work():
            till.count(person, counted, "شمردم")
        self.world.places[f"drawer:{person}"] -= expected
        self.world.places["safe"] += counted
        self.world.places["shortage"] += expected - counted

    @invariant()
    def every_new_entry_balances_and_every_account_is_right(self) -> None:
        database.rollback()
        _count, wrong, self.last = database.execute(NEWER, {"last": self.last}).one()
        assert wrong == 0
        difference = self.said()
        difference.subtract(self.began)
        assert {name: amount for name, amount in difference.items() if amount} == dict(
            self.world.balances()
        )

    def teardown(self) -> None:
        database.rollback()
        broken = [sentence for one in books.check() for sentence in one.sentences]
        with unit_of_work():
            balances.rebuild()
        assert broken == []

    def said(self) -> Counter[str]:
        return Counter({row.account: row.amount for row in balances.trial()})

    def one(self, data: Any, fits: Callable[[Told], bool] = lambda _told: True) -> tuple[int, Told]:
        keys = [key for key, told in self.world.orders.items() if fits(told)]
        key = data.draw(some.sampled_from(keys))
        return key, self.world.orders[key]

    def settled(self, told: Told, payment: Payment) -> None:
        told.settle()
        self.payments.append(payment.id)

    def tried(self, act: Callable[[], Any]) -> Any:
        """What it gave, or None when a rule said no; then nothing changed."""
        try:
            with unit_of_work():
                return act()
        except DomainError:
            database.rollback()
            return None


def run(session: Any, **steps: int) -> None:
    pieces = [make.a_live_listing(quantity=10**6, price=price) for price in (4_321_230, 990_000)]
    pieces.append(make.a_live_listing(make.a_maker(), quantity=10**6, price=17_777_770))
    clerks = [make.staff("clerk").id, make.a_user(roles=("clerk",)).id]

    Acts.shelf, Acts.clerks = [piece.public_id for piece in pieces], clerks
    run_state_machine_as_test(
        Acts,
        settings=settings(
            **steps, deadline=None, derandomize=True, database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )  # fmt: skip


def test_seven_hundred_steps(session):
    run(session, **BRIEF)


@pytest.mark.soak
def test_a_hundred_thousand_steps(session):
    run(session, **LONG)
