"""The pieces that answer every term of a question, the best first.

The rarest term leads. When it stands in few listings all of them are read and counted. When it
stands in many, only the best of each of its words are, along the index; or, when another order was
asked for, the first of that order that hold every term."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    bindparam,
    case,
    exists,
    func,
    literal,
    select,
    union_all,
)

from marketplace.discovery import answering, facets, families, ranking
from marketplace.discovery.conditions import (
    LISTING,
    LISTINGS,
    VENDOR,
    Conditions,
    conditions,
    of_any_variant,
)
from marketplace.discovery.facets import EXACT, Cell, Facets
from marketplace.discovery.filters import BEST, Filters, Shape
from marketplace.discovery.language.understanding import Term
from marketplace.discovery.led import led
from marketplace.discovery.models import SearchWord
from marketplace.discovery.reading import read
from marketplace.discovery.traits import Trait, meant

MOST = 500  # pieces of one search that are shown
APART = 3  # words of a term that are walked one by one
WORD = SearchWord.__table__
FREE = case((families.free(LISTINGS), 1), else_=0).label("free")
BEFORE = 3  # columns of a found row before those that it is counted by


@dataclass(frozen=True, slots=True)
class Hits:
    """Ids in the order asked for, what they count to, and the attributes that mean something."""

    ids: list[int]
    facets: Facets
    traits: tuple[int, ...] = ()


def hits(terms: Sequence[Term], filters: Filters, traits: Sequence[Trait] = ()) -> Hits:
    """What answers all the terms and fits the filters; of these traits those are offered that mean
    something to what is found."""
    leading = min(terms, key=lambda term: term.often)
    terms = (leading, *(term for term in terms if term is not leading))
    way = _few if leading.often <= EXACT else _many
    return way(terms, filters, traits)


def _few(terms: Sequence[Term], filters: Filters, traits: Sequence[Trait]) -> Hits:
    base, plain = filters.base, replace(filters, traits=())
    rows = read(_every(len(terms), base.shape, filters.order), **_values(terms), **base.values)
    cells = [Cell._make((*row[BEFORE:], 1, facets.NO_ANSWERS)) for row in rows]
    crafts = {cell.craft for cell in cells if not facets.misses(cell, plain)} if traits else ()
    offered = meant(traits, filters, crafts)
    if offered or filters.traits:
        answers = answering.of_these(offered, filters.traits, [row.id for row in rows])
        cells = [cell._replace(answers=answers.get(row.id, {}))
                 for row, cell in zip(rows, cells, strict=True)]  # fmt: skip
    held = [row for row, cell in zip(rows, cells, strict=True) if not facets.misses(cell, filters)]
    found = [row.id for row in families.best(held)[:MOST]]
    return Hits(found, facets.tally(cells, filters), _ids(offered))


def _many(terms: Sequence[Term], filters: Filters, traits: Sequence[Trait]) -> Hits:
    asked = _values(terms) | filters.values
    if filters.order == BEST:
        apart = terms[0].words[:APART]
        asked |= {f"apart{place}": word for place, word in enumerate(apart)}
        asked |= {"rest": terms[0].words[APART:]} if len(apart) == APART else {}
        rows = read(_best(len(terms), filters.shape, len(apart)), **asked)
    else:
        rows = read(_first(len(terms), filters.shape, filters.order), **asked)
    total = rows[0].total if rows else 0
    counted = Facets(total=total, any=bool(rows), counted=False)
    offered = meant(traits, filters, filters.crafts)
    return Hits([row.id for row in rows], counted, _ids(offered))


def _ids(traits: Sequence[Trait]) -> tuple[int, ...]:
    return tuple(one.id for one in traits)


def _values(terms: Sequence[Term]) -> dict[str, Any]:
    """The terms' words by the names that the statements give them."""
    named: dict[str, Any] = {}
    for place, term in enumerate(terms):
        named |= {f"exact{place}": term.exact, f"sure{place}": term.sure}
        named[f"words{place}"] = term.words
    return named


@lru_cache(maxsize=256)
def _every(terms: int, shape: Shape, order: str) -> Select[Any]:
    best = func.max(ranking.points(WORD.c.word, WORD.c.title, 0)).label("points")
    held = WORD.c.word.in_(bindparam("words0", expanding=True))
    leading = select(WORD.c.listing_id, best).where(held).group_by(WORD.c.listing_id).subquery()
    worth = _worth(leading.c.points, terms)
    return (
        select(LISTING.id, LISTING.price, FREE, *facets.dimensions())
        .select_from(
            led(
                led(leading, LISTINGS, LISTING.id == leading.c.listing_id),
                VENDOR.id.table,
                VENDOR.id == LISTING.vendor_id,
            )
        )
        .where(*of_any_variant(shape), *_holding(LISTINGS, terms, since=1))
        .order_by(*ranking.order(order, worth))
    )


@lru_cache(maxsize=256)
def _best(terms: int, shape: Shape, apart: int) -> Select[Any]:
    here: Any = WORD.c.word
    each = [here == bindparam(f"apart{place}") for place in range(apart)]
    each += [here.in_(bindparam("rest", expanding=True))] if apart == APART else []
    walks = [
        select(
            select(WORD.c.listing_id, ranking.points(here, WORD.c.title, 0).label("points"))
            .select_from(led(WORD, LISTINGS, LISTING.id == WORD.c.listing_id))
            .where(one, *_fitting(shape, terms), *_holding(LISTINGS, terms, since=1))
            .order_by(WORD.c.title.desc(), WORD.c.listing_id.desc())
            .limit(EXACT + 1)
            .subquery()
        )
        for one in each
    ]
    found = union_all(*walks).subquery()
    points = func.max(found.c.points).label("points")
    total = func.count().over().label("total")
    best: Any = (
        select(found.c.listing_id, points, total)
        .group_by(found.c.listing_id)
        .order_by(points.desc(), found.c.listing_id.desc())
        .limit(MOST)
        .subquery()
    )
    worth = _worth(best.c.points, terms)
    return (
        select(LISTING.id, best.c.total)
        .select_from(led(best, LISTINGS, LISTING.id == best.c.listing_id))
        .order_by(*ranking.order(BEST, worth))
    )


@lru_cache(maxsize=256)
def _first(terms: int, shape: Shape, order: str) -> Select[Any]:
    walk = (
        select(LISTING.id, LISTING.price, LISTING.turn, LISTING.published_at)
        .where(*_fitting(shape, terms), *_holding(LISTINGS, terms))
        .order_by(*ranking.order(order, literal(0)))
        .limit(EXACT + 1)
        .subquery()
    )
    total = func.count().over().label("total")
    return select(walk.c.id, total).order_by(*ranking.order(order, literal(0), walk.c)).limit(MOST)


def _fitting(shape: Shape, terms: int) -> Conditions:
    """For sale and asked for; of a family the best of those that hold a word of each term."""
    return conditions(shape, also=lambda row: _holding(row, terms))


def _holding(row: Any, terms: int, since: int = 0) -> Conditions:
    """That the listing of a row holds a word of each term."""
    return [exists().where(*_held(place, row)).correlate(row) for place in range(since, terms)]


def _worth(leading: ColumnElement[Any], terms: int) -> ColumnElement[Any]:
    """The sum of what each term's best place in the listing is worth."""
    worth = leading
    for place in range(1, terms):
        table = _alias(place)
        best = select(func.max(ranking.points(table.c.word, table.c.title, place)))
        worth = worth + best.where(*_held(place, LISTINGS)).correlate(LISTINGS).scalar_subquery()
    return worth


def _held(place: int, row: Any) -> Conditions:
    table = _alias(place)
    held: Any = table.c.word.in_(bindparam(f"words{place}", expanding=True))
    return [table.c.listing_id == row.c.id, held]


@lru_cache(maxsize=12)
def _alias(place: int) -> Any:
    return WORD.alias(f"held{place}")
