"""A query as typed: its words, and a price if one is named in it."""

import re

from marketplace.kernel.money import home, toman
from marketplace.kernel.text import fold, search_terms

IDLE = {
    "و", "با", "از", "در", "به", "یا", "که", "ها", "های", "برای", "the", "a", "an", "of", "with",
    "and", "for", "in", "on", "by",
}  # fmt: skip
MOST = 500  # characters that are read
CEILING = re.compile(
    r"(?:^| )(?:زیر|کمتر از|کم تر از|ارزان تر از|ارزانتر از|حداکثر|تا|under|below|less than|up to) "
    r"(?P<number>\d{1,4}(?: \d{3})*) ?(?P<unit>هزار|میلیون|ملیون|thousand|million|k|m)?"
    r"(?P<coin> ?(?:تومان|تومن|toman|tomans))?(?= |$)"
)
UNITS = {"هزار": 1_000, "thousand": 1_000, "k": 1_000, "میلیون": 1_000_000, "ملیون": 1_000_000,
         "million": 1_000_000, "m": 1_000_000}  # fmt: skip
SIZE = re.compile(r"(\d)x(\d)")


def read(query: str) -> tuple[list[str], int | None]:
    """The folded words that matter, at most eight, and the price that pieces may not pass."""
    text = SIZE.sub(r"\1 \2", fold(query[:MOST]))
    text, ceiling = _ceiling(text)
    found = search_terms(text)
    return [word for word in found if word not in IDLE] or ([] if ceiling else found), ceiling


def _ceiling(text: str) -> tuple[str, int | None]:
    """«زیر ۵۰۰ هزار تومان» taken out; a number alone is a size, not a price."""
    named = CEILING.search(text)
    if named is None or not (named["unit"] or named["coin"]) or home() != "IRR":
        return text, None
    number = int(named["number"].replace(" ", "")) * UNITS.get(named["unit"] or "", 1)
    return text[: named.start()] + " " + text[named.end() :], toman(number).amount
