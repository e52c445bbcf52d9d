"""How each currency is stored, typed and shown."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Currency:
    """A currency: amounts are whole numbers of its smallest unit.

    `exponent` is the number of decimals people type and read, `divisor` how many smallest units
    make one unit on the screen, `step` the smallest amount ever charged.
    """

    code: str
    exponent: int
    divisor: int
    step: int
    unit_fa: str
    unit_en: str
    small_fa: str
    small_en: str

    def unit(self, locale: str) -> str:
        """The name of the unit on the screen: تومان, Toman."""
        return self.unit_fa if locale == "fa" else self.unit_en

    def small_unit(self, locale: str) -> str:
        """The name of what remains below that unit: ریال, cents."""
        return self.small_fa if locale == "fa" else self.small_en


_home = ["IRR"]


def use(code: str) -> None:
    """Let the shop sell in this currency of the table."""
    _home[:] = [CURRENCIES[code].code]


def home() -> str:
    """The code of the currency that the shop sells in."""
    return _home[0]


CURRENCIES = {
    currency.code: currency
    for currency in (
        Currency("IRR", 0, 10, 10, "تومان", "Toman", "ریال", "rial"),
        Currency("EUR", 2, 100, 1, "یورو", "euro", "سنت", "cents"),
        Currency("USD", 2, 100, 1, "دلار", "US dollars", "سنت", "cents"),
    )
}
