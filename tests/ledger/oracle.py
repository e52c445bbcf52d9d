"""What the books should say, reckoned from the acts alone and knowing nothing of them."""

from collections import Counter
from dataclasses import dataclass, field

from marketplace.kernel.money import Money, percent

TEN_PER_CENT = 1000


@dataclass
class Line:
    """So many pieces of one maker that are still wanted."""

    vendor_id: int
    price: int
    quantity: int

    @property
    def whole(self) -> int:
        return self.price * self.quantity

    @property
    def ours(self) -> int:
        return percent(Money(self.whole), TEN_PER_CENT).amount


@dataclass
class Told:
    """One order: its lines by id, what came, what went back, what is owed back."""

    lines: dict[int, Line]
    came: int = 0
    went: int = 0
    owed: int = 0
    sold: bool = False

    @property
    def costs(self) -> int:
        return sum(line.whole for line in self.lines.values())

    @property
    def kept(self) -> int:
        return self.came - self.went - self.owed

    def settle(self) -> None:
        """What is too much is owed back; all of it there means sold."""
        if self.kept < 0:
            self.owed = 0
        self.owed += max(0, self.kept - self.costs)
        self.sold = 0 < self.costs <= self.kept


@dataclass
class World:
    """Everything that happened since this world began."""

    orders: dict[int, Told] = field(default_factory=dict)
    places: Counter[str] = field(default_factory=Counter)

    def balances(self) -> Counter[str]:
        """Every account by name, debits above nothing; those of nothing are left out."""
        found = Counter(self.places)
        for order in self.orders.values():
            found["refunds:due"] -= order.owed
            if not order.sold:
                found["buyer"] -= order.kept
                continue
            for line in order.lines.values():
                found[f"vendor:{line.vendor_id}"] -= line.whole - line.ours
                found["commission"] -= line.ours
        return Counter({name: amount for name, amount in found.items() if amount})
