"""The one way to a list of pieces, with words or without."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, case, func, literal, select

from marketplace.discovery.availability import FOR_SALE
from marketplace.discovery.cards import cards
from marketplace.discovery.categories import tally
from marketplace.discovery.filters import LISTING, ORDERS, Filters, conditions, within
from marketplace.discovery.models import SearchEntry
from marketplace.discovery.reading import read
from marketplace.discovery.rows import Piece
from marketplace.kernel.text import fold, search_terms

PAGE = 24
ENTRY = SearchEntry.__table__.c
IDLE = {"و", "با", "از", "در", "به", "یا", "که", "ها", "های", "the", "a", "an", "of", "with", "and"}
PLURAL = re.compile(r"(?<=...)(?:هایی|های|ها)$")


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a list. `counts` gives pieces by category id before crafts are chosen."""

    pieces: list[Piece]
    number: int
    total: int
    counts: Counter[int | None]

    @property
    def last(self) -> int:
        return max(1, -(-self.total // PAGE))


def find(query: str, filters: Filters, number: int, locale: str) -> Page:
    """The page of pieces for sale that hold every word of the query; beyond the last, the last."""
    words = terms(query)
    values = filters.values | {f"word{place}": word for place, word in enumerate(words)}
    rows = read(_count(filters.shape, len(words)), **values)
    total = sum(count for craft, kind, count in rows if filters.holds(craft, kind))
    number = min(max(number, 1), max(1, -(-total // PAGE)))
    values |= {"size": PAGE, "start": (number - 1) * PAGE}
    chosen = _ids(filters.shape, filters.place, len(words)) if total else None
    found = [row.id for row in read(chosen, **values)] if chosen is not None else []
    return Page(cards(found, locale), number, total, tally(rows))


def newest(limit: int, locale: str) -> list[Piece]:
    """The newest pieces for sale."""
    new = _ids(Filters().shape, Filters().place, 0)
    return cards([row.id for row in read(new, size=limit, start=0)], locale)


def nearest(query: str, limit: int, locale: str) -> list[Piece]:
    """Pieces that hold most words of the query, newest first; without any, the newest."""
    words = terms(query)
    hits: Any = sum((case((ENTRY.words.contains(word), 1), else_=0) for word in words), literal(0))
    near = (
        select(LISTING.id)
        .outerjoin(SearchEntry, ENTRY.listing_id == LISTING.id)
        .where(FOR_SALE)
        .order_by(hits.desc(), *ORDERS["new"])
        .limit(limit)
    )
    return cards([row.id for row in read(near)], locale)


def in_titles(word: str, pieces: Sequence[Piece]) -> bool:
    """Whether a folded word stands in one of these pieces' titles."""
    return any(word in fold(piece.title) or word in fold(piece.name) for piece in pieces)


def terms(query: str) -> list[str]:
    """The folded words that matter, without a plural's ending."""
    found = search_terms(query)
    telling = [word for word in found if word not in IDLE] or found
    return list(dict.fromkeys(PLURAL.sub("", word) for word in telling))


@lru_cache(maxsize=256)
def _count(shape: tuple[Any, ...], words: int) -> Select[Any]:
    counted: Any = select(LISTING.craft_id, LISTING.category_id, func.count())
    counted = _holding(counted.where(*conditions(*shape)), words)
    grouped: Select[Any] = counted.group_by(LISTING.craft_id, LISTING.category_id)
    return grouped


@lru_cache(maxsize=256)
def _ids(shape: tuple[Any, ...], place: tuple[Any, ...], words: int) -> Select[Any]:
    *where, order = place
    chosen: Any = select(LISTING.id).where(*conditions(*shape), *within(*where))
    by: tuple[Any, ...] = ORDERS[order]
    if words and order == "new":
        by = (_all(ENTRY.title, words).desc(), *by)
    chosen = _holding(chosen, words).order_by(*by)
    page: Select[Any] = chosen.limit(bindparam("size")).offset(bindparam("start"))
    return page


def _holding(query: Select[Any], words: int) -> Select[Any]:
    if not words:
        return query
    return query.join(SearchEntry, ENTRY.listing_id == LISTING.id).where(_all(ENTRY.words, words))


def _all(column: ColumnElement[str], words: int) -> ColumnElement[bool]:
    return and_(*(column.contains(bindparam(f"word{place}")) for place in range(words)))
