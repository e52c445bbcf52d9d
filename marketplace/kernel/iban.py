"""Bank account numbers as Iranian banks write them: Sheba, IR and 24 digits, remainder 1 by 97."""

import re

from marketplace.kernel.errors import DomainError
from marketplace.kernel.text import N_, localise_digits, to_ascii_digits

_GAPS = re.compile(r"[\s\u200b-\u200f\u2010-\u2015\u202a-\u202e\u2066-\u2069.\-_/]+")
_NBSP = "\u00a0"
_IR = "1827"  # I and R as numbers, for the check
LENGTH = N_("A Sheba number has IR and 24 digits. The bank’s app and the cheque book show it.")
WRONG = N_("This is not a Sheba number: at least one digit is wrong or in another place.")
FOREIGN = N_("The office can pay only into accounts of Iranian banks, whose number begins with IR.")


def parse_iban(text: str) -> str:
    """A typed Sheba, with or without IR, as IR and 24 ASCII digits. Raises DomainError."""
    plain = _GAPS.sub("", to_ascii_digits(text[:80])).upper()
    if re.fullmatch(r"(?!IR)[A-Z]{2}[0-9]{2}[0-9A-Z]{8,30}", plain):
        raise DomainError(FOREIGN, field="iban")
    digits = plain.removeprefix("IR")
    if len(digits) != 24 or not (digits.isascii() and digits.isdigit()):
        raise DomainError(LENGTH, field="iban")
    if int(digits[2:] + _IR + digits[:2]) % 97 != 1:
        raise DomainError(WRONG, field="iban")
    return f"IR{digits}"


def bank_of(iban: str) -> str:
    """The three digits that name the bank."""
    return iban[4:7]


def show_iban(iban: str, locale: str) -> str:
    """IR۹۹ ۷۹۹۹ ۹۹۹۹ …, joined by NBSP; stands in dir="ltr"."""
    groups = (iban[start : start + 4] for start in range(0, len(iban), 4))
    return localise_digits(_NBSP.join(groups), locale)
