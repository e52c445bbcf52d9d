"""Readable ends of addresses, in the script of the title."""

import unicodedata

from marketplace.kernel.text.digits import to_ascii_digits

_LONGEST = 80
_NOTHING = "-"


def slug(text: str) -> str:
    """Letters of any script and ASCII digits joined by hyphens, at most 80 characters.

    ZWNJ and spaces become a hyphen; a text without a letter gives "-", so an address can be built.
    """
    text = unicodedata.normalize("NFC", to_ascii_digits(text[: _LONGEST * 4])).lower()
    words = "".join(_letter(text, place) for place in range(len(text))).split()
    return _whole_words("-".join(words)) or _NOTHING


def _letter(text: str, place: int) -> str:
    letter = text[place]
    if letter.isalnum():
        return letter
    if unicodedata.combining(letter):
        return letter if place and text[place - 1].isalnum() else ""
    return "" if letter in "'’ـ\u200d" else " "


def _whole_words(joined: str) -> str:
    if len(joined) <= _LONGEST:
        return joined
    kept, _, cut = joined[: _LONGEST + 1].rpartition("-")
    return kept or cut[:_LONGEST]
