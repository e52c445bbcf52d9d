"""What the books should say, reckoned from the acts alone and knowing nothing of them."""

from collections import Counter
from dataclasses import dataclass, field, replace
from fractions import Fraction

from marketplace.kernel.money import Money, percent

TEN_PER_CENT = 1000
PARTIES = ("office", "vendor", "post")
BEARERS = {"office": "returns", "post": "claims:post"}


@dataclass
class Back:
    """Pieces of a line that came back: their price, and of it the office's and the tax."""

    price: int
    ours: int
    tax: int
    liable: str
    damaged: bool

    def part(self, of: int, many: int) -> "Back":
        """So many of its pieces."""
        parts = {name: getattr(self, name) * many // of for name in ("price", "ours", "tax")}
        return replace(self, **parts)

    def less(self, other: "Back") -> "Back":
        """Without those."""
        parts = {name: getattr(self, name) - getattr(other, name)
                 for name in ("price", "ours", "tax")}  # fmt: skip
        return replace(self, **parts)


@dataclass
class Line:
    """So many pieces of one maker that are wanted, the tax their price holds in basis points, and
    what of them came back."""

    vendor_id: int
    price: int
    quantity: int
    tax_bp: int = 0
    returned: int = 0
    backs: list[Back] = field(default_factory=list)

    @property
    def whole(self) -> int:
        return self.price * self.quantity

    @property
    def ours(self) -> int:
        return percent(Money(self.whole), TEN_PER_CENT).amount

    @property
    def tax(self) -> int:
        """To ten rial, half up."""
        part = Fraction(self.whole * self.tax_bp, 10 * (10_000 + self.tax_bp))
        return int(part + Fraction(1, 2)) * 10

    def bring_back(self, quantity: int, liable: str, *, damaged: bool) -> None:
        """All parts of it add up to the whole."""
        before, self.returned = self.returned, self.returned + quantity
        ours, tax = (
            whole * self.returned // self.quantity - whole * before // self.quantity
            for whole in (self.ours, self.tax)
        )
        self.backs.append(Back(self.price * quantity, ours, tax, liable, damaged))

    def sold(self) -> Counter[str]:
        """What its sale and what came back of it leave on each account."""
        hers = f"vendor:{self.vendor_id}"
        found = Counter({hers: self.ours + self.tax - self.whole, "commission": -self.ours,
                         "tax": -self.tax})  # fmt: skip
        for back in self.backs:
            found["tax"] += back.tax
            if back.damaged and back.liable == "post":
                found["claims:post"] += back.price - back.tax
                continue
            borne = BEARERS[back.liable] if back.damaged and back.liable == "office" else hers
            found[borne] += back.price - back.ours - back.tax
            found["commission"] += back.ours
        return found


@dataclass
class Told:
    """One order: its lines by id, what came, what went back, what is owed back; `left` once its
    buyer has the pieces. By post: `away` once the carrier has it, `lost` who bears that, `posting`
    the receipt that paid for it, `answered` what of the claims on the post is settled; `found` what
    became of it after all, `was` how it was lost before that. `disputed` what her bank asks for,
    `taken` what it kept and is not counted as given back."""

    lines: dict[int, Line]
    came: int = 0
    went: int = 0
    owed: int = 0
    sold: bool = False
    left: bool = False
    postage: int = 0
    posted: bool = False
    away: bool = False
    lost: str = ""
    posting: int = 0
    answered: int = 0
    found: str = ""
    was: tuple[str, dict[int, Back]] = ("", {})
    many: dict[int, int] = field(default_factory=dict)
    disputed: int = 0
    taken: int = 0

    @property
    def claimed_by_her_bank(self) -> bool:
        return self.disputed + self.taken > 0

    @property
    def total(self) -> int:
        return sum(line.whole for line in self.lines.values()) + self.postage

    @property
    def costs(self) -> int:
        back = sum(back.price for line in self.lines.values() for back in line.backs)
        return self.total - back - (self.postage if self.lost in PARTIES else 0)

    @property
    def claimed(self) -> int:
        """What the post owes for it, answered or not."""
        lines = self.lines.values()
        back = sum(back.price - back.tax for line in lines for back in line.backs
                   if back.damaged and back.liable == "post")  # fmt: skip
        return back + (self.postage if self.lost == "post" else 0)

    def lose(self, liable: str) -> None:
        """All that its buyer has not brought back, and the postage, unless everything came back."""
        lines = {key: line for key, line in self.lines.items() if line.returned < line.quantity}
        many = {key: line.quantity - line.returned for key, line in lines.items()}
        for key, line in lines.items():
            line.bring_back(many[key], liable, damaged=True)
        self.lost, self.left, self.found = liable if lines else "nobody", True, ""
        self.was, self.many = (liable, {key: one.backs[-1] for key, one in lines.items()}), many

    def turn_up(self, outcome: str, here: int) -> None:
        """`here` of each line's lost pieces are for sale again; what she keeps for nothing the
        office bears; what she pays for was never lost."""
        for key, back in self.was[1].items():
            line, of = self.lines[key], self.many[key]
            line.backs.remove(back)
            if outcome == "bought":
                line.returned -= of
            elif outcome == "kept":
                line.backs.append(replace(back, liable="office"))
            else:
                again = back.part(of, min(here, of))
                line.backs += [replace(again, damaged=False), back.less(again)]
        self.lost = {"bought": "", "kept": "office"}.get(outcome, self.lost)
        self.found = outcome

    def lose_again(self) -> None:
        """As if it had never turned up."""
        self.lost = self.was[0]
        for key, back in self.was[1].items():
            line = self.lines[key]
            if self.found == "bought":
                line.returned += self.many[key]
            else:
                line.backs.remove(replace(back, liable="office"))
            line.backs.append(back)
        self.found = ""

    @property
    def kept(self) -> int:
        return self.came - self.went - self.owed

    def settle(self) -> None:
        """What is too much is owed back; all of it there means sold."""
        if self.kept < 0:
            self.owed = 0
        self.owed += max(0, self.kept - self.costs)
        self.sold = self.total > 0 and self.costs <= self.kept

    def accounts(self) -> Counter[str]:
        """What all of its lines leave on each account, if it is sold."""
        found: Counter[str] = Counter()
        for line in self.lines.values() if self.sold else ():
            found.update(line.sold())
        if self.sold and self.postage:
            found["postage:collected"] -= self.postage
            (line,) = self.lines.values()
            if self.lost in PARTIES:
                found[BEARERS.get(self.lost, f"vendor:{line.vendor_id}")] += self.postage
        return found


@dataclass
class World:
    """Everything that happened since this world began. `due`: what was due to a maker before it;
    `claimed`: what runs took of hers and did not let go; `paid`: what left for her;
    `banks`: the names of disputes."""

    orders: dict[int, Told] = field(default_factory=dict)
    places: Counter[str] = field(default_factory=Counter)
    due: Counter[int] = field(default_factory=Counter)
    claimed: Counter[int] = field(default_factory=Counter)
    paid: Counter[int] = field(default_factory=Counter)
    banks: list[str] = field(default_factory=list)

    def payable(self, least: int) -> dict[int, int]:
        """What a run made now pays to each maker."""
        found = Counter(self.due)
        for order in self.orders.values():
            for name, amount in order.accounts().items() if order.left else ():
                if name.startswith("vendor:"):
                    found[int(name.removeprefix("vendor:"))] -= amount
        found.subtract(self.claimed)
        return {key: amount for key, amount in found.items() if amount >= max(least, 1)}

    def balances(self) -> dict[str, int]:
        """Every account by name, debits above nothing; those of nothing are left out."""
        found = Counter(self.places)
        for order in self.orders.values():
            found["refunds:due"] -= order.owed
            found.update(order.accounts())
            if not order.sold:
                found["buyer"] -= order.kept
        for key, amount in self.paid.items():
            found[f"vendor:{key}"] += amount
        return {name: amount for name, amount in found.items() if amount}
