"""Bank card numbers: sixteen digits with the check that Iranian banks print on them."""

import re

from marketplace.kernel.errors import DomainError
from marketplace.kernel.text import N_, localise_digits, to_ascii_digits

_GAPS = re.compile(r"[\s\u200b-\u200f\u2010-\u2015\u202a-\u202e\u2066-\u2069.\-_/]+")
_NBSP = "\u00a0"
LENGTH = N_("A card number has 16 digits. Copy it from the front of the card.")
WRONG = N_("This is not a card number: at least one digit is wrong or in another place.")


def parse_card(text: str) -> str:
    """A typed card number as sixteen ASCII digits. Raises DomainError."""
    plain = _GAPS.sub("", to_ascii_digits(text[:64]))
    if len(plain) != 16 or not (plain.isascii() and plain.isdigit()):
        raise DomainError(LENGTH)
    if plain[0] == "0" or sum(_weights(plain)) % 10:
        raise DomainError(WRONG)
    return plain


def _weights(digits: str) -> list[int]:
    """Luhn: every other digit doubled, its two figures added."""
    return [
        sum(divmod(int(digit) * 2, 10)) if place % 2 == 0 else int(digit)
        for place, digit in enumerate(digits)
    ]


def show_card(number: str, locale: str) -> str:
    """۶۰۳۷ ۹۹۱۰ ۰۰۰۰ ۰۰۰۴, joined by NBSP; stands in dir="ltr"."""
    groups = (number[start : start + 4] for start in range(0, len(number), 4))
    return localise_digits(_NBSP.join(groups), locale)
