"""A query's words, and the listings in which they stand."""

import re
from typing import Any

from sqlalchemy import (
    CompoundSelect,
    Select,
    Subquery,
    bindparam,
    func,
    intersect,
    select,
    union_all,
)

from marketplace.discovery.models import SearchWord
from marketplace.kernel.text import search_terms

WORD = SearchWord.__table__.c
IDLE = {"و", "با", "از", "در", "به", "یا", "که", "ها", "های", "the", "a", "an", "of", "with", "and"}
PLURAL = re.compile(r"(?<=...)(?:هایی|های|ها)$")
LAST = "\U0010ffff"  # stands after every word with the same beginning


def terms(query: str) -> list[str]:
    """The folded words that matter, without a plural's ending."""
    found = search_terms(query)
    telling = [word for word in found if word not in IDLE] or found
    return list(dict.fromkeys(PLURAL.sub("", word) for word in telling))


def values(words: list[str]) -> dict[str, str]:
    """The words by the names that the statements give them."""
    return {f"word{place}": word for place, word in enumerate(words)} | {
        f"last{place}": word + LAST for place, word in enumerate(words)
    }


def holding_all(number: int, in_title: bool = False) -> CompoundSelect[int]:
    """Ids of the listings that hold so many words, all of them in the title if wanted."""
    return intersect(*(_holding(place, in_title) for place in range(number)))


def holding_some(number: int) -> Subquery:
    """`listing_id` of what holds any of so many words, and how many: `hits`."""
    each = union_all(*(_holding(place).distinct() for place in range(number))).subquery()
    hits = func.count().label("hits")
    return select(each.c.listing_id, hits).group_by(each.c.listing_id).subquery()


def _holding(place: int, in_title: bool = False) -> Select[Any]:
    first: Any = bindparam(f"word{place}")
    last: Any = bindparam(f"last{place}")
    found: Select[Any] = select(WORD.listing_id).where(WORD.word >= first, WORD.word < last)
    return found.where(WORD.title == 1) if in_title else found
