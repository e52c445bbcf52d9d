"""The one way to a list of pieces, with words or without."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, literal, select

from marketplace.catalogue.models import Listing
from marketplace.catalogue.public import for_sale
from marketplace.discovery.cards import cards
from marketplace.discovery.categories import tally
from marketplace.discovery.filters import ORDERS, Filters
from marketplace.discovery.models import SearchEntry
from marketplace.discovery.rows import Piece
from marketplace.kernel.db import session
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
    rows = session.execute(_count(filters, words)).all()
    total = sum(number for craft, kind, number in rows if filters.holds(craft, kind))
    number = min(max(number, 1), max(1, -(-total // PAGE)))
    found = _ids(filters, words, (number - 1) * PAGE) if total else []
    return Page(cards(found, locale), number, total, tally(rows))


def newest(limit: int, locale: str) -> list[Piece]:
    """The newest pieces for sale."""
    new = select(Listing.id).where(for_sale()).order_by(*ORDERS["new"]).limit(limit)
    return cards(session.scalars(new).all(), locale)


def nearest(query: str, limit: int, locale: str) -> list[Piece]:
    """Pieces that hold most words of the query, newest first; without any, the newest."""
    words = terms(query)
    hits: Any = sum((case((ENTRY.words.contains(word), 1), else_=0) for word in words), literal(0))
    near = (
        select(Listing.id)
        .outerjoin(SearchEntry, ENTRY.listing_id == Listing.id)
        .where(for_sale())
        .order_by(hits.desc(), *ORDERS["new"])
        .limit(limit)
    )
    return cards(session.scalars(near).all(), locale)


def in_titles(word: str, pieces: Sequence[Piece]) -> bool:
    """Whether a folded word stands in one of these pieces' titles."""
    return any(word in fold(piece.title) or word in fold(piece.name) for piece in pieces)


def terms(query: str) -> list[str]:
    """The folded words that matter, without a plural's ending."""
    found = search_terms(query)
    telling = [word for word in found if word not in IDLE] or found
    return list(dict.fromkeys(PLURAL.sub("", word) for word in telling))


def _count(filters: Filters, words: list[str]) -> Select[Any]:
    counted: Any = select(Listing.craft_id, Listing.category_id, func.count()).where(
        *filters.conditions()
    )
    return _holding(counted, words).group_by(Listing.craft_id, Listing.category_id)


def _ids(filters: Filters, words: list[str], offset: int) -> Sequence[int]:
    chosen = select(Listing.id).where(*filters.conditions(), *filters.within())
    order = ORDERS[filters.order]
    if words and filters.order == "new":
        order = (_all(ENTRY.title, words).desc(), *order)
    chosen = _holding(chosen, words).order_by(*order).limit(PAGE).offset(offset)
    return session.scalars(chosen).all()


def _holding(query: Select[Any], words: list[str]) -> Select[Any]:
    if not words:
        return query
    return query.join(SearchEntry, ENTRY.listing_id == Listing.id).where(_all(ENTRY.words, words))


def _all(column: ColumnElement[str], words: list[str]) -> ColumnElement[bool]:
    return and_(*(column.contains(word) for word in words))
