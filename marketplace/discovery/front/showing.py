"""What the front shows: pieces and makers whose turn it is."""

from functools import lru_cache
from typing import Any

from sqlalchemy import Select, bindparam, func, select

from marketplace.discovery import search
from marketplace.discovery.availability import FOR_SALE
from marketplace.discovery.cards import cards
from marketplace.discovery.conditions import LISTING
from marketplace.discovery.front.turn_models import LAST_DRAWN, Turn
from marketplace.discovery.reading import read
from marketplace.discovery.rows import Piece


def pieces(limit: int, locale: str) -> list[Piece]:
    """The newest piece of each maker whose turn it is, by her place; then their second ones.

    Before the first turn, simply the newest pieces."""
    found = [row.id for row in read(_newest_of_each(), limit=limit)]
    if not found:
        return search.newest(limit, locale)
    if len(found) < limit or None in found:
        found = [row.id for row in read(_pieces(), limit=limit)]
    return cards(found, locale)


@lru_cache(maxsize=1)
def _newest_of_each() -> Select[Any]:
    """One a maker, by a look into the index for each: no piece more is read than is shown."""
    newest = (
        select(LISTING.id)
        .where(LISTING.vendor_id == Turn.vendor_id, FOR_SALE)
        .order_by(LISTING.published_at.desc(), LISTING.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    today: Any = select(newest.label("id")).where(Turn.day == LAST_DRAWN)
    drawn: Select[Any] = today.order_by(Turn.pin_id.is_(None), Turn.place)
    return drawn.limit(bindparam("limit"))


@lru_cache(maxsize=1)
def _pieces() -> Select[Any]:
    newest = func.row_number().over(
        partition_by=LISTING.vendor_id, order_by=(LISTING.published_at.desc(), LISTING.id.desc())
    )
    hers = (
        select(LISTING.id, newest.label("rank"), Turn.place, Turn.pin_id)
        .join(Turn, Turn.vendor_id == LISTING.vendor_id)
        .where(Turn.day == LAST_DRAWN, FOR_SALE)
        .subquery()
    )
    first = (hers.c.rank, hers.c.pin_id.is_(None), hers.c.place)
    return select(hers.c.id).order_by(*first).limit(bindparam("limit"))
