"""How each currency is stored, typed and shown."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Currency:
    """A currency: amounts are whole numbers of its smallest unit.

    `exponent` is the number of decimals people type and read, `divisor` how many smallest units
    make one unit on the screen, `step` the smallest amount ever charged, `cash` the smallest that
    changes hands over a table, `lot` for how many units on the screen its rate is told.
    """

    code: str
    exponent: int
    divisor: int
    step: int
    unit_fa: str
    unit_en: str
    small_fa: str
    small_en: str
    cash: int = 1
    lot: int = 1

    def unit(self, locale: str) -> str:
        """The name of the unit on the screen: تومان, Toman."""
        return self.unit_fa if locale == "fa" else self.unit_en

    def small_unit(self, locale: str) -> str:
        """The name of what remains below that unit: ریال, cents."""
        return self.small_fa if locale == "fa" else self.small_en


_home = ["IRR"]
_meant: ContextVar[str] = ContextVar("meant_currency", default="")


def use(code: str) -> None:
    """Let the shop sell in this currency of the table."""
    _home[:] = [CURRENCIES[code].code]


def home() -> str:
    """The code of the currency that the shop sells in, or that these lines reckon in."""
    return _meant.get() or _home[0]


@contextmanager
def reckoning_in(code: str) -> Iterator[None]:
    """Let bare amounts mean this currency: that of what was written down before."""
    token = _meant.set(CURRENCIES[code].code)
    try:
        yield
    finally:
        _meant.reset(token)


CURRENCIES = {
    currency.code: currency
    for currency in (
        Currency("IRR", 0, 10, 10, "تومان", "Toman", "ریال", "rial", cash=10_000),
        Currency("EUR", 2, 100, 1, "یورو", "euro", "سنت", "cents"),
        Currency("USD", 2, 100, 1, "دلار", "US dollars", "سنت", "cents"),
        Currency("GBP", 2, 100, 1, "پوند", "pounds", "پنی", "pence"),
        Currency("AED", 2, 100, 1, "درهم امارات", "UAE dirhams", "فلس", "fils"),
        Currency("TRY", 2, 100, 1, "لیر ترکیه", "Turkish lira", "قروش", "kuruş"),
        Currency("AZN", 2, 100, 1, "منات", "Azerbaijani manat", "قپیک", "qəpik"),
        Currency("IQD", 0, 1, 1, "دینار عراق", "Iraqi dinars", "دینار عراق", "dinars", lot=100),
    )
}
