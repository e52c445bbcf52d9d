"""What money of one currency is worth in another, at a rate of whole numbers."""

from dataclasses import dataclass

from marketplace.kernel.money.amount import CurrencyMismatch, Money


@dataclass(frozen=True, slots=True)
class Worth:
    """What notes come to: `exact` in whole smallest units, `value` after rounding down."""

    exact: Money
    value: Money

    @property
    def rounded(self) -> Money:
        """What the rounding took, never below nothing."""
        return self.exact - self.value


@dataclass(frozen=True, slots=True)
class Rate:
    """`price` for `quantity` of another currency, both above nothing; what it comes to is rounded
    down to a multiple of `rounding` smallest units of the price's currency."""

    quantity: Money
    price: Money
    rounding: int = 1

    def worth(self, given: Money) -> Worth:
        """What so much of the other currency is taken for. Raises CurrencyMismatch."""
        exact = self._same(given, self.quantity) * self.price.amount // self.quantity.amount
        base = self.price.currency
        return Worth(Money(exact, base), Money(exact // self.rounding * self.rounding, base))

    def costs(self, due: Money) -> Money:
        """The least of the other currency that is worth so much. Raises CurrencyMismatch."""
        steps = -(-self._same(due, self.price) // self.rounding)
        needed = steps * self.rounding * self.quantity.amount
        return Money(-(-needed // self.price.amount), self.quantity.currency)

    @staticmethod
    def _same(amount: Money, other: Money) -> int:
        if amount.currency != other.currency:
            raise CurrencyMismatch(f"{amount.currency} and {other.currency} do not mix")
        return amount.amount
