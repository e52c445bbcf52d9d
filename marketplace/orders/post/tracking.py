"""Tracking codes: typed in any digits, checked against codes off the carrier's own receipts."""

import re

from marketplace.kernel.errors import DomainError
from marketplace.kernel.text import N_, to_ascii_digits

MISSING = N_("Write the tracking code from the receipt.")
ODD = N_("Write the tracking code in digits and Latin letters, 5 to 40 of them.")
UNLIKE = N_("This does not look like a tracking code of this carrier, for example %(example)s.")
_GAPS = re.compile(r"[\s\u200c\u200e\u200f\u2066-\u2069\-._/]+")
_PLAIN = re.compile(r"[0-9A-Z]{5,40}")


def read(text: str, examples: str = "") -> str:
    """The code in ASCII digits and capitals. `examples` are codes, one a line; any length is
    taken where there are none. Raises DomainError(field="tracking_code")."""
    code = _GAPS.sub("", to_ascii_digits(text[:200])).upper()
    if not code:
        raise DomainError(MISSING, field="tracking_code")
    if not _PLAIN.fullmatch(code):
        raise DomainError(ODD, field="tracking_code")
    known = [_GAPS.sub("", example).upper() for example in examples.split()]
    if known and _shape(code) not in map(_shape, known):
        raise DomainError(UNLIKE, field="tracking_code", example=known[0])
    return code


def _shape(code: str) -> str:
    return "".join("9" if letter.isdigit() else "A" for letter in code)


def address(url: str, code: str) -> str:
    """Where a parcel is followed, or "" when the carrier has no such page."""
    return url.replace("{code}", code) if url else ""
