"""Amounts as people read them."""

from functools import lru_cache

from marketplace.kernel.money.amount import Money
from marketplace.kernel.words import LARGEST, number_in_words

NBSP, MINUS, LRI, PDI = "\u00a0", "\u2212", "\u2066", "\u2069"
_PERSIAN = str.maketrans("0123456789,.", "۰۱۲۳۴۵۶۷۸۹٬٫")


@lru_cache(maxsize=4096)
def show(money: Money, locale: str, unit: bool = True) -> str:
    """۱٬۸۵۰٬۰۰۰ تومان or 1,850,000 Toman, joined by NBSP; the number alone without `unit`."""
    kind = money.kind
    whole, rest = divmod(abs(money.amount), kind.divisor)
    number = f"{whole:,}"
    if rest or kind.exponent:
        number += f".{rest:0{len(str(kind.divisor)) - 1}d}"
    if locale == "fa":
        number = number.translate(_PERSIAN)
    if money.amount < 0:
        number = f"{LRI}{MINUS}{number}{PDI}"
    return f"{number}{NBSP}{kind.unit(locale)}" if unit else number


@lru_cache(maxsize=4096)
def in_words(money: Money, locale: str) -> str:
    """یک میلیون و هشتصد و پنجاه هزار تومان; digits where the number has no words."""
    kind = money.kind
    whole, rest = divmod(money.amount, kind.divisor)
    if not 0 <= whole <= LARGEST:
        return show(money, locale)
    words = f"{number_in_words(whole, locale)} {kind.unit(locale)}"
    if not rest:
        return words
    joint = " و " if locale == "fa" else " and "
    return f"{words}{joint}{number_in_words(rest, locale)} {kind.small_unit(locale)}"
