"""Money: whole numbers with a currency, typed and shown in Toman."""

from marketplace.kernel.money.amount import CurrencyMismatch, Money, toman
from marketplace.kernel.money.currency import CURRENCIES, Currency, home
from marketplace.kernel.money.exchange import Rate, Worth
from marketplace.kernel.money.parsing import MoneyError, parse_amount
from marketplace.kernel.money.sharing import percent, shares, ten_times_off
from marketplace.kernel.money.showing import in_words, show

__all__ = [
    "CURRENCIES",
    "Currency",
    "CurrencyMismatch",
    "Money",
    "MoneyError",
    "Rate",
    "Worth",
    "home",
    "in_words",
    "parse_amount",
    "percent",
    "shares",
    "show",
    "ten_times_off",
    "toman",
]
