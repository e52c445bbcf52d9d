"""The one way to a list of pieces, with words or without."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import Select, bindparam, func, select

from marketplace.discovery.availability import FOR_SALE
from marketplace.discovery.cards import cards
from marketplace.discovery.categories import tally
from marketplace.discovery.filters import LISTING, ORDERS, Filters, conditions, within
from marketplace.discovery.reading import read
from marketplace.discovery.rows import Piece
from marketplace.discovery.words import holding_all, holding_some, terms, values
from marketplace.kernel.text import fold

PAGE = 24
KEY = LISTING.id + 0  # listings are walked by their narrow index, not fetched one by one


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
    return _search(words, filters, number, locale) if words else _browse(filters, number, locale)


def _browse(filters: Filters, number: int, locale: str) -> Page:
    rows = read(_count(filters.shape), **filters.values)
    total = sum(count for craft, kind, count in rows if filters.holds(craft, kind))
    number = _clamped(number, total)
    chosen = _ids(filters.shape, filters.place)
    asked = filters.values | {"size": PAGE, "start": (number - 1) * PAGE}
    found = [row.id for row in read(chosen, **asked)] if total else []
    return Page(cards(found, locale), number, total, tally(rows))


def _search(words: list[str], filters: Filters, number: int, locale: str) -> Page:
    hits = _hits(filters.shape, filters.order, len(words))
    rows = read(hits, **filters.values, **values(words))
    counts = Counter((craft, kind) for _, craft, kind in rows)
    found = [key for key, craft, kind in rows if filters.holds(craft, kind)]
    number = _clamped(number, len(found))
    page = found[(number - 1) * PAGE : number * PAGE]
    by_place = [(*place, count) for place, count in counts.items()]
    return Page(cards(page, locale), number, len(found), tally(by_place))


def _clamped(number: int, total: int) -> int:
    return min(max(number, 1), max(1, -(-total // PAGE)))


def newest(limit: int, locale: str) -> list[Piece]:
    """The newest pieces for sale."""
    new = _ids(Filters().shape, Filters().place)
    return cards([row.id for row in read(new, size=limit, start=0)], locale)


def nearest(query: str, limit: int, locale: str) -> list[Piece]:
    """Pieces that hold most words of the query first, then the newest."""
    words = terms(query)
    if not words:
        return newest(limit, locale)
    rows = read(_near(len(words)), limit=limit, **values(words))
    return cards([row.id for row in rows], locale)


def in_titles(word: str, pieces: Sequence[Piece]) -> bool:
    """Whether a folded word stands in one of these pieces' titles."""
    return any(word in fold(piece.title) or word in fold(piece.name) for piece in pieces)


@lru_cache(maxsize=64)
def _count(shape: tuple[Any, ...]) -> Select[Any]:
    counted: Any = select(LISTING.craft_id, LISTING.category_id, func.count())
    grouped: Select[Any] = counted.where(*conditions(*shape)).group_by(
        LISTING.craft_id, LISTING.category_id
    )
    return grouped


@lru_cache(maxsize=256)
def _ids(shape: tuple[Any, ...], place: tuple[Any, ...]) -> Select[Any]:
    *where, order = place
    chosen: Any = select(LISTING.id).where(*conditions(*shape), *within(*where))
    page: Select[Any] = chosen.order_by(*ORDERS[order])
    return page.limit(bindparam("size")).offset(bindparam("start"))


@lru_cache(maxsize=256)
def _hits(shape: tuple[Any, ...], order: str, words: int) -> Select[Any]:
    hits: Any = select(LISTING.id, LISTING.craft_id, LISTING.category_id)
    hits = hits.where(*conditions(*shape), KEY.in_(holding_all(words)))
    title_first = [KEY.in_(holding_all(words, in_title=True)).desc()] if order == "new" else []
    ordered: Select[Any] = hits.order_by(*title_first, *ORDERS[order])
    return ordered


@lru_cache(maxsize=8)
def _near(words: int) -> Select[Any]:
    held = holding_some(words)
    return (
        select(LISTING.id)
        .outerjoin(held, held.c.listing_id == KEY)
        .where(FOR_SALE)
        .order_by(func.coalesce(held.c.hits, 0).desc(), *ORDERS["new"])
        .limit(bindparam("limit"))
    )
