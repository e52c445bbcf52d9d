"""An office of two clerks and a treasurer, three makers' pieces, and what every act is held to."""

from collections import Counter
from collections.abc import Callable
from typing import Any

from hypothesis import strategies as some
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant
from sqlalchemy import text

from marketplace import books
from marketplace.kernel import clock
from marketplace.kernel.calendar import local_day
from marketplace.kernel.db import session as database
from marketplace.kernel.errors import DomainError
from marketplace.kernel.unit import unit_of_work
from marketplace.ledger import balances
from marketplace.orders.tax import taxes
from marketplace.payouts import outlook
from tests.ledger.oracle import Told, World
from tests.support import factories as make

NEWER = text(
    "SELECT entry_id, account, currency, amount FROM ledger_posting WHERE entry_id > :last"
)
NOTES = text("""
SELECT (coalesce(sum(given), 0) - (SELECT coalesce(sum(given), 0) FROM notes_exchange)) / 100,
  coalesce(sum(p.amount + f.change + f.rounded), 0)
  - (SELECT coalesce(sum(cost), 0) FROM notes_exchange)
FROM foreign_cash f JOIN payment p ON p.id = f.payment_id
""")  # euro taken and not changed yet, and what they were taken for
LAST = text("SELECT coalesce(max(id), 0) FROM ledger_entry")


class Office(RuleBasedStateMachine):
    """What happened in one world, beside what the books say of it."""

    shelf: list[str]
    clerks: list[int]
    treasurer: int
    last = 0
    notes: tuple[int, int] = (0, 0)

    @initialize()
    def open(self) -> None:
        database.rollback()
        self.world, self.payments = World(), list[int]()
        self.intents, self.asked = dict[int, int](), dict[int, int]()
        self.answers, self.changed = dict[int, tuple[int, int, int, int]](), list[int]()
        self.over, self.given_online = set[int](), dict[int, int]()
        self.disputes = dict[str, tuple[int, int]]()
        self.runs, self.sent = dict[int, dict[int, int]](), dict[int, tuple[int, int]]()
        self.world.due.update({one.vendor.id: one.amount.amount for one in outlook.now()})
        self.tax = taxes.on(local_day(clock.now())).get(make.a_craft().id, 0)
        left, worth = database.execute(NOTES).one()
        self.notes = (int(left), int(worth))
        self.booked: Counter[str] = Counter()
        self.began = said()
        self.last = database.scalar(LAST) or 0

    @invariant()
    def every_new_entry_balances_and_every_account_is_right(self) -> None:
        database.rollback()
        entries: Counter[int] = Counter()
        for entry_id, account, currency, amount in database.execute(NEWER, {"last": self.last}):
            entries[entry_id] += amount
            self.booked[named(account, currency)] += amount
        self.last = max(entries, default=self.last)
        assert not any(entries.values())
        booked = {name: amount for name, amount in self.booked.items() if amount}
        assert booked == self.world.balances()

    def teardown(self) -> None:
        database.rollback()
        broken = [sentence for one in books.check() for sentence in one.sentences]
        difference = said()
        difference.subtract(self.began)
        with unit_of_work():
            balances.rebuild()
        assert broken == []
        assert not (difference - self.booked) | (self.booked - difference)

    def one(self, data: Any, fits: Callable[[Told], bool] = lambda _told: True) -> tuple[int, Told]:
        """One of the orders that fit."""
        keys = [key for key, told in self.world.orders.items() if fits(told)]
        key = data.draw(some.sampled_from(keys))
        return key, self.world.orders[key]

    def any(self, fits: Callable[[Told], bool]) -> bool:
        """Whether there is such an order."""
        return any(fits(told) for told in self.world.orders.values())

    def tried(self, act: Callable[[], Any]) -> Any:
        """What it gave, or None when a rule said no; then nothing changed."""
        try:
            with unit_of_work():
                return act()
        except DomainError:
            database.rollback()
            return None


def named(account: str, currency: str) -> str:
    """An account of the shop's own currency by its name alone."""
    return account if currency == "IRR" else f"{account} {currency}"


def said() -> Counter[str]:
    """What the trial balance says."""
    return Counter({named(row.account, row.currency): row.amount for row in balances.trial()})
