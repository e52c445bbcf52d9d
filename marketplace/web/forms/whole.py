"""Whole numbers in addresses and hidden fields: what somebody else may have typed there."""

from collections.abc import Iterable

ID = 18  # digits that a row's number has at most
PAGE_DIGITS = 6


def whole(text: str, digits: int = ID) -> int | None:
    """The number that these plain digits write; None for anything else, and for more digits."""
    plain = text.isascii() and text.isdigit() and len(text) <= digits
    return int(text) if plain else None


def ids(texts: Iterable[str] | None) -> list[int]:
    """The numbers of rows among these."""
    return [key for text in texts or () if (key := whole(text)) is not None]
