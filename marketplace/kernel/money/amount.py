"""Money: a whole number of a currency's smallest unit."""

from dataclasses import dataclass, field

from marketplace.kernel.money.currency import CURRENCIES, Currency, home


class CurrencyMismatch(TypeError):
    """Amounts of two currencies were added or compared."""


@dataclass(frozen=True, slots=True)
class Money:
    """`amount` in the smallest unit (rial, cent) of `currency`, an ISO code of CURRENCIES: the
    shop's own unless another is named."""

    amount: int
    currency: str = field(default_factory=home)

    def __post_init__(self) -> None:
        if type(self.amount) is not int:
            raise TypeError(f"money is a whole number, not {type(self.amount).__name__}")
        if self.currency not in CURRENCIES:
            raise ValueError(f"no such currency: {self.currency}")

    @property
    def kind(self) -> Currency:
        """The row of the currency table."""
        return CURRENCIES[self.currency]

    def __add__(self, other: "Money") -> "Money":
        return Money(self.amount + self._same(other), self.currency)

    def __sub__(self, other: "Money") -> "Money":
        return Money(self.amount - self._same(other), self.currency)

    def __mul__(self, times: int) -> "Money":
        return Money(self.amount * times, self.currency)

    __rmul__ = __mul__

    def __neg__(self) -> "Money":
        return Money(-self.amount, self.currency)

    def __lt__(self, other: "Money") -> bool:
        return self.amount < self._same(other)

    def __le__(self, other: "Money") -> bool:
        return self.amount <= self._same(other)

    def _same(self, other: "Money") -> int:
        if other.currency != self.currency:
            raise CurrencyMismatch(f"{self.currency} and {other.currency} do not mix")
        return other.amount


def toman(number: int) -> Money:
    """So many Toman, as Money in rial."""
    return Money(number * CURRENCIES["IRR"].divisor, "IRR")
