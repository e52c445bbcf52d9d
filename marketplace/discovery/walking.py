"""A page of a list without words, read along an index, however deep it lies.

Once an edition the places at which every fortieth page begins are noted; a deep page begins at the
last place before it and passes over less than forty pages."""

from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, func, literal, or_, select

from marketplace.discovery import ranking
from marketplace.discovery.conditions import LISTING, conditions, source
from marketplace.discovery.filters import Filters, Shape
from marketplace.discovery.kept import Kept
from marketplace.discovery.reading import read
from marketplace.kernel.direct import PLANNED_ANEW

STRIDE = 40  # pages from one noted place to the next
FEW = 2_000  # pieces that are sorted at once rather than sought along an index
COLUMNS = {"new": LISTING.published_at, "cheap": LISTING.price, "dear": LISTING.price}
WORTH: ColumnElement[Any] = literal(0)  # nothing was searched for
Place = tuple[Any, int, int]  # the date or price, the maker's turn, the id

_places: Kept[list[Place]] = Kept(32)


def first(filters: Filters, limit: int) -> list[int]:
    """The first ids."""
    return [row.id for row in read(_walk(filters.shape, filters.order), **filters.values,
                                   size=limit, start=0)]  # fmt: skip


def page(filters: Filters, number: int, size: int, total: int) -> list[int]:
    """The ids of the page with this number, which exists; of so many pieces in all."""
    if filters.traits and total <= FEW:
        asked = filters.values | {"size": size, "start": (number - 1) * size}
        return [row.id for row in read(_sorted(filters.shape, filters.order), **asked)]
    stretch, pages = divmod(number - 1, STRIDE)
    places = _noted(filters, size)[:stretch] if stretch else []
    asked = filters.values | {"size": size, "start": pages * size}
    if not places:
        return [row.id for row in read(_walk(filters.shape, filters.order), **asked)]
    since, turn, key = places[-1]
    asked |= {"since": since, "turn": turn, "key": key}
    return [row.id for row in read(_onwards(filters.shape, filters.order), **asked)]


def _noted(filters: Filters, size: int) -> list[Place]:
    def find() -> list[Place]:
        rows = read(_strides(filters.shape, filters.order), **filters.values, each=STRIDE * size)
        return [(row.since, row.turn, row.id) for row in rows]

    return _places.get((filters, size), find)


@lru_cache(maxsize=256)
def _walk(shape: Shape, order: str) -> Select[Any]:
    chosen: Any = select(LISTING.id).where(*conditions(shape))
    page: Select[Any] = chosen.order_by(*ranking.order(order, WORTH))
    some = page.limit(bindparam("size")).offset(bindparam("start"))
    return some.execution_options(**PLANNED_ANEW)


@lru_cache(maxsize=64)
def _sorted(shape: Shape, order: str) -> Select[Any]:
    """Those that answer an attribute, read by its index and put in order: along the order's own
    index few of them are far apart."""
    place, leads = source(shape)
    few: Any = select(LISTING.id).select_from(place)
    page: Select[Any] = few.where(*conditions(shape, led_by_trait=leads))
    page = page.order_by(*ranking.order(order, WORTH))
    return page.limit(bindparam("size")).offset(bindparam("start"))


@lru_cache(maxsize=256)
def _onwards(shape: Shape, order: str) -> Select[Any]:
    return _walk(shape, order).where(_not_before(order))


def _not_before(order: str) -> ColumnElement[bool]:
    """From the noted place on, the place itself included; said twice so that an index finds it."""
    column: Any = COLUMNS[order]
    since = bindparam("since", type_=column.type)
    turn: Any = bindparam("turn")
    key: Any = bindparam("key")
    if order == "new":
        return and_(column <= since, or_(column < since, LISTING.id <= key))
    from_there, beyond = (
        (column >= since, column > since) if order == "cheap" else (column <= since, column < since)
    )
    here = and_(LISTING.turn == turn, LISTING.id <= key)
    return and_(from_there, or_(beyond, LISTING.turn > turn, here))


@lru_cache(maxsize=64)
def _strides(shape: Shape, order: str) -> Select[Any]:
    column = COLUMNS[order]
    each: Any = bindparam("each")
    number = func.row_number().over(order_by=ranking.order(order, WORTH)).label("number")
    numbered: Any = select(column.label("since"), LISTING.turn, LISTING.id, number)
    every = numbered.where(*conditions(shape)).subquery()
    chosen = select(every.c.since, every.c.turn, every.c.id)
    begins = and_(every.c.number > 1, every.c.number % each == 1)
    return chosen.where(begins).order_by(every.c.number)
