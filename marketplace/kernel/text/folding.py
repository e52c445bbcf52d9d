"""One spelling for search: کاف and yeh of two keyboards, marks, digits, case, punctuation."""

import unicodedata

from marketplace.kernel.text.cleaning import BIDI_CONTROLS, ZWJ
from marketplace.kernel.text.digits import ARABIC, ASCII, PERSIAN

_MOST_TERMS = 8
_LONGEST_TERM = 40
_LONGEST_QUERY = 500

_LETTERS = str.maketrans("يىېےكگەةۀهہھآأإٱؤئ", "ییییکگهههههه" + "اااا" + "وی")
_DROPPED = "ـ\u00ad\ufeff" + BIDI_CONTROLS + ZWJ
_MARKS = [*range(0x0300, 0x0370), *range(0x0610, 0x061B), *range(0x064B, 0x0660), 0x0670]
_MARKS += [*range(0x06D6, 0x06DD), *range(0x06DF, 0x06E9), *range(0x06EA, 0x06EE), 0x0621]
_MARKS += [*range(0xFE00, 0xFE10)]


def _table() -> dict[int, str | int | None]:
    """Every character that folding meets often, each in one look-up."""
    table: dict[int, str | int | None] = {code: code for code in range(0x21, 0x2000)}
    for code in [*range(0x3000), *range(0xD800, 0xE000)]:
        if unicodedata.category(chr(code))[0] in "CZPS":
            table[code] = " "
    for code in range(0xC0, 0x0250):
        base = unicodedata.normalize("NFKD", chr(code))[0]
        if base.isascii() and base.isalpha():
            table[code] = base.lower()
    table |= dict.fromkeys(map(ord, _DROPPED))
    table |= dict.fromkeys(_MARKS)
    table |= _LETTERS
    table |= str.maketrans(PERSIAN + ARABIC, ASCII + ASCII)
    for code in [*range(0xFB50, 0xFE00), *range(0xFE70, 0xFEFF)]:
        table[code] = unicodedata.normalize("NFKD", chr(code)).translate(table)
    return table


_FOLD = _table()


def fold(text: str) -> str:
    """The spelling that search compares: lower case, one yeh, one kaf, ASCII digits, no marks.

    ZWNJ and punctuation become single spaces, so the result never holds a LIKE wildcard.
    """
    return " ".join(text.translate(_FOLD).lower().split())


def fold_joined(text: str) -> str:
    """The same without any space, so that دست‌باف, دست باف and دستباف are one."""
    return fold(text).replace(" ", "")


def search_terms(query: str) -> list[str]:
    """At most eight different folded words of a query, each of at most 40 characters."""
    words = (word[:_LONGEST_TERM] for word in fold(query[:_LONGEST_QUERY]).split(" ") if word)
    return list(dict.fromkeys(words))[:_MOST_TERMS]
