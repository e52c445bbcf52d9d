"""Whole numbers in words, Persian and English."""

from persiantools import digits

LARGEST = 10**15 - 1

_SMALL = [
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"),
    *("ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen"),
    *("eighteen", "nineteen"),
]
_TENS = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_SCALES = ["", " thousand", " million", " billion", " trillion"]


def number_in_words(number: int, locale: str) -> str:
    """A number from 0 to LARGEST in words; raises ValueError outside."""
    if not 0 <= number <= LARGEST:
        raise ValueError("only numbers from 0 to LARGEST have words")
    return digits.to_word(number) if locale == "fa" else _english(number)


def _english(number: int) -> str:
    groups = []
    for scale in _SCALES:
        number, group = divmod(number, 1000)
        if group:
            groups.append(_hundreds(group) + scale)
    return " ".join(reversed(groups)) or _SMALL[0]


def _hundreds(number: int) -> str:
    hundreds, rest = divmod(number, 100)
    if not hundreds:
        return _tens(rest)
    return f"{_SMALL[hundreds]} hundred" + (f" and {_tens(rest)}" if rest else "")


def _tens(number: int) -> str:
    if number < len(_SMALL):
        return _SMALL[number]
    tens, ones = divmod(number, 10)
    return _TENS[tens] + (f"-{_SMALL[ones]}" if ones else "")
