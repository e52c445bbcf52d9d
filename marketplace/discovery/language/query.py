"""A query as typed: its words, and a price if one is named in it."""

import re
from dataclasses import dataclass
from itertools import pairwise

from marketplace.discovery.models import LONGEST
from marketplace.kernel.money import home, toman
from marketplace.kernel.text import fold

IDLE = {
    "و", "با", "از", "در", "به", "یا", "که", "ها", "های", "برای", "the", "a", "an", "of", "with",
    "and", "for", "in", "on", "by",
}  # fmt: skip
MOST, WORDS = 500, 12  # characters and words that are read
CEILING = re.compile(
    r"(?:^| )(?:زیر|کمتر از|کم تر از|ارزان تر از|ارزانتر از|حداکثر|تا|under|below|less than|up to) "
    r"(?P<number>\d{1,4}(?: \d{3})*) ?(?P<unit>هزار|میلیون|ملیون|thousand|million|k|m)?"
    r"(?P<coin> ?(?:تومان|تومن|toman|tomans))?(?= |$)"
)
UNITS = {"هزار": 1_000, "thousand": 1_000, "k": 1_000, "میلیون": 1_000_000, "ملیون": 1_000_000,
         "million": 1_000_000, "m": 1_000_000}  # fmt: skip
SIZE = re.compile(r"(\d)x(\d)")


@dataclass(frozen=True, slots=True)
class Word:
    """A folded word, and what it makes with the one before and after it: قالی چه is قالیچه."""

    text: str
    joined: frozenset[str]


def read(query: str) -> tuple[list[Word], int | None]:
    """The words that matter, a dozen at most, and the price that pieces may not pass."""
    text = SIZE.sub(r"\1 \2", fold(query[:MOST]))
    text, ceiling = _ceiling(text)
    found = [word[:LONGEST] for word in text.split()]
    pairs = [one + two if one.isalpha() and two.isalpha() else "" for one, two in pairwise(found)]
    words: dict[str, set[str]] = {}
    for word, *pair in zip(found, ["", *pairs], [*pairs, ""], strict=False):
        words.setdefault(word, set()).update(one for one in pair if one)
    telling = [word for word in words if word not in IDLE] or ([] if ceiling else list(words))
    return [Word(word, frozenset(words[word])) for word in telling[:WORDS]], ceiling


def _ceiling(text: str) -> tuple[str, int | None]:
    """«زیر ۵۰۰ هزار تومان» taken out; a number alone is a size, not a price."""
    named = CEILING.search(text)
    if named is None or not (named["unit"] or named["coin"]) or home() != "IRR":
        return text, None
    number = int(named["number"].replace(" ", "")) * UNITS.get(named["unit"] or "", 1)
    return text[: named.start()] + " " + text[named.end() :], toman(number).amount
