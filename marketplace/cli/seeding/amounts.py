"""The demo's amounts, written in Toman, in whatever the shop sells in."""

from marketplace.kernel.money import Money, home, toman

UNIT = 10_000  # Toman, about a unit of the currencies that shops elsewhere sell in


def amount(number: int) -> Money:
    """So many Toman; elsewhere a ten-thousandth as many units: 1,850,000 is 185.00 euro."""
    if home() == "IRR":
        return toman(number)
    return Money(number * Money(0).kind.divisor // UNIT)
