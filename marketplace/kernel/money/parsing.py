"""Amounts as people type them."""

import re

from marketplace.kernel.errors import DomainError
from marketplace.kernel.money.amount import Money
from marketplace.kernel.money.currency import CURRENCIES, Currency, home
from marketplace.kernel.text import N_, to_ascii_digits

LARGEST = 2**53

_SENTENCES = {
    "blank": N_("Write the amount."),
    "not_a_number": N_("Write the amount in digits, for example 1,200,000"),
    "decimal": N_("Write the amount as a whole number, without a decimal point."),
    "negative": N_("Write the amount without a minus sign."),
    "zero": N_("Write an amount above zero."),
    "too_large": N_("This amount is too large. Please look at the zeros again."),
}
_IDLE = re.compile(r"[\s\u200c\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]+")
_MINUS = ("-", "−", "–")
_COMMAS = str.maketrans("٬،’'", ",,,,")
_GROUPED = re.compile(r"[0-9]{1,3}(?:([,. ])[0-9]{3})(?:\1[0-9]{3})*|[0-9]+")
_DECIMAL = re.compile(r"([0-9][0-9,. ]*)([٫.,])([0-9]{1,9})")
_LONGEST = 100


class MoneyError(DomainError):
    """The amount cannot be taken; `code` is a key of the sentences above."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(_SENTENCES[code])


def parse_amount(text: str, currency: str | None = None) -> Money:
    """An amount typed in the unit on the screen (Toman for IRR) of a currency, else of the
    shop's, in any digits.

    ٬ ، , . ' and spaces may part groups of three. Raises MoneyError on anything but a number above
    zero and below 2^53 smallest units.
    """
    kind = CURRENCIES[currency or home()]
    typed = _bare(text[:_LONGEST], kind)
    if not typed:
        raise MoneyError("blank")
    if typed.startswith(_MINUS):
        raise MoneyError("negative")
    whole, fraction = _parts(typed, kind)
    amount = int(whole) * kind.divisor + int(fraction or "0") * kind.divisor // 10 ** len(fraction)
    if len(text) > _LONGEST or amount > LARGEST:
        raise MoneyError("too_large")
    if not amount:
        raise MoneyError("zero")
    return Money(amount, kind.code)


def _bare(text: str, kind: Currency) -> str:
    """ASCII digits and plain separators, without the unit's own name at the end."""
    text = _IDLE.sub(" ", to_ascii_digits(text)).strip()
    for unit in (kind.unit_fa, kind.unit_en):
        if text.lower().endswith(unit.lower()):
            text = text[: -len(unit)].rstrip()
    return re.sub(r" ?([,.٫]) ?", r"\1", text.translate(_COMMAS))


def _parts(typed: str, kind: Currency) -> tuple[str, str]:
    """The digits before and after the decimal point, both ASCII."""
    if _GROUPED.fullmatch(typed):
        return re.sub("[,. ]", "", typed), ""
    decimal = _DECIMAL.fullmatch(typed)
    if not decimal or not _GROUPED.fullmatch(decimal[1]) or decimal[2] in decimal[1]:
        raise MoneyError("not_a_number")
    if len(decimal[3]) > kind.exponent:
        raise MoneyError("not_a_number" if len(decimal[3]) == 3 else "decimal")
    return re.sub("[,. ]", "", decimal[1]), decimal[3]
