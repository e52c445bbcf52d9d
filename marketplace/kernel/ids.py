"""Ids, codes and tokens: short where people read them, long where nobody may guess them."""

import hmac
import secrets

from marketplace.kernel.text import to_ascii_digits

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
MARK = "#"  # before what stands in the place of a name
_GAPS = str.maketrans("", "", " -_./\u00a0\u200c\u2010\u2011\u2012\u2013\u2014")
_LONGEST = 64


def public_id() -> str:
    """Eight lower-case characters for addresses: /i/k7m2qxab."""
    return _random(8).lower()


def scan_code() -> str:
    """Six upper-case characters for tags: /p/K7M2QX."""
    return _random(6)


def order_code() -> str:
    """Eight upper-case characters, stored plain; `show_code` parts them."""
    return _random(8)


def show_code(code: str) -> str:
    """An eight-character code as people read it: K7M2-QXAB."""
    return f"{code[:4]}-{code[4:]}" if len(code) == 8 else code


def normalise_code(text: str) -> str | None:
    """A typed code as it is stored, from any digits, case and gaps; None when it can be no code."""
    if len(text) > _LONGEST:
        return None
    typed = to_ascii_digits(text).strip().translate(_GAPS)
    code = typed.upper() if typed.isascii() else ""
    return code if code and set(code) <= set(ALPHABET) else None


def erased_name() -> str:
    """What stands where a person's name was: #K7M2QX."""
    return f"{MARK}{_random(6)}"


def numeric_code(length: int = 6) -> str:
    """Digits for an SMS, leading zeros kept."""
    return "".join(secrets.choice("0123456789") for _ in range(length))


def link_token() -> str:
    """A secret for signed links: 192 bits, safe in addresses."""
    return secrets.token_urlsafe(24)


def same(one: str, other: str) -> bool:
    """Whether two secrets agree, in a time that tells nothing."""
    return hmac.compare_digest(
        one.encode("utf-8", "surrogatepass"), other.encode("utf-8", "surrogatepass")
    )


def _random(length: int) -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(length))
