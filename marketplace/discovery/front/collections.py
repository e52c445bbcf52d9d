"""Collections and seasons as visitors meet them, on the days they are shown."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Date,
    Select,
    and_,
    bindparam,
    func,
    literal,
    or_,
    select,
    union_all,
)

from marketplace.catalogue.models import Listing, ListingPicture
from marketplace.discovery.availability import FOR_SALE
from marketplace.discovery.cards import cards, picture_of
from marketplace.discovery.front.collection_models import Collection, CollectionPiece, Season
from marketplace.discovery.reading import read
from marketplace.discovery.rows import Picture, Piece
from marketplace.discovery.wording import wording
from marketplace.kernel import clock
from marketplace.kernel.calendar import local_day
from marketplace.kernel.errors import NotFound
from marketplace.media.models import Picture as StoredPicture

collection, season = Collection.__table__, Season.__table__
piece_of, listing = CollectionPiece.__table__, Listing.__table__
place_of, picture = ListingPicture.__table__, StoredPicture.__table__
PAGE, ON_FRONT = 24, 4
TODAY = bindparam("today", type_=Date)
COVER = (
    select(place_of.c.picture_id)
    .join(piece_of, piece_of.c.listing_id == place_of.c.listing_id)
    .where(piece_of.c.collection_id == collection.c.id)
    .order_by(piece_of.c.place, place_of.c.position)
    .limit(1)
    .correlate(collection)
    .scalar_subquery()
)


@dataclass(frozen=True, slots=True)
class Shown:
    """A collection or a season; `slug` leads to its pieces, "" where there is nothing to see."""

    slug: str
    title: str
    words: str
    picture: Picture | None
    until: date | None


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a collection's pieces for sale."""

    pieces: list[Piece]
    number: int
    total: int

    @property
    def last(self) -> int:
        return max(1, -(-self.total // PAGE))


def _on(table: Any) -> ColumnElement[bool]:
    return and_(
        table.c.state == "shown",
        or_(table.c.first_day.is_(None), table.c.first_day <= TODAY),
        or_(table.c.last_day.is_(None), table.c.last_day >= TODAY),
    )


def on_front(locale: str) -> tuple[Shown | None, list[Shown]]:
    """The season of today, the one that began last, and the collections of the front."""
    rows = read(_front(locale), today=local_day(clock.now()))
    seasons = [_shown(row) for row in rows if row.kind == "season"]
    return (seasons[0] if seasons else None), [
        _shown(row) for row in rows if row.kind == "collection"
    ][:ON_FRONT]


@lru_cache(maxsize=2)
def _front(locale: str) -> Select[Any]:
    """Both by one statement: the front asks few."""
    cover = func.coalesce(collection.c.picture_id, COVER)
    gathered = select(
        literal("collection").label("kind"), collection.c.id, collection.c.slug,
        *_words(collection, locale), cover.label("picture_id"),
    ).where(_on(collection), collection.c.on_home)  # fmt: skip
    open_one = and_(collection.c.id == season.c.collection_id, _on(collection))
    dated = select(
        literal("season").label("kind"), season.c.id, func.coalesce(collection.c.slug, ""),
        *_words(season, locale), season.c.picture_id,
    ).outerjoin(collection, open_one).where(_on(season))  # fmt: skip
    both = union_all(gathered, dated).subquery()
    return _pictured(both).order_by(both.c.first_day.desc(), both.c.id.desc())


def _words(table: Any, locale: str) -> tuple[Any, ...]:
    said = (wording(table, name, locale) for name in ("title", "words"))
    return (*said, table.c.first_day, table.c.last_day)


def _pictured(both: Any) -> Select[Any]:
    return select(
        *both.c, picture.c.key, picture.c.width, picture.c.height, picture.c.sample,
        picture.c.state.label("picture_state"), literal("").label("alt"),
    ).outerjoin(picture, (picture.c.id == both.c.picture_id) & picture.c.public)  # fmt: skip


def _shown(row: Any) -> Shown:
    return Shown(row.slug, row.title, row.words, picture_of(row), row.last_day)


def open_slugs() -> list[str]:
    """The addresses of all collections that can be looked at today, the newest last."""
    return [row.slug for row in read(_open_slugs(), today=local_day(clock.now()))]


@lru_cache(maxsize=1)
def _open_slugs() -> Select[Any]:
    return select(collection.c.slug).where(_on(collection)).order_by(collection.c.id)


def at(slug: str, locale: str) -> tuple[int, Shown]:
    """The id and the words of the collection at this address. Raises NotFound."""
    rows = read(_at(locale), slug=slug, today=local_day(clock.now()))
    if not rows:
        raise NotFound
    return rows[0].id, _shown(rows[0])


@lru_cache(maxsize=2)
def _at(locale: str) -> Select[Any]:
    cover = func.coalesce(collection.c.picture_id, COVER)
    one = (
        select(collection.c.id, collection.c.slug, *_words(collection, locale),
               cover.label("picture_id"))
        .where(_on(collection), collection.c.slug == bindparam("slug"))
        .subquery()
    )  # fmt: skip
    return _pictured(one)


def page(key: int, number: int, locale: str) -> Page:
    """One page: what was chosen by hand first, then by the rule, who waited longer first."""
    number = max(number, 1)
    rows = read(_pieces(), key=key, start=(number - 1) * PAGE)
    if not rows and number > 1:
        total = sum(row.total for row in read(_pieces(), key=key, start=0)[:1])
        return page(key, max(1, -(-total // PAGE)), locale)
    return Page(cards([row.id for row in rows], locale), number, rows[0].total if rows else 0)


@lru_cache(maxsize=1)
def _pieces() -> Select[Any]:
    by_hand = and_(
        piece_of.c.listing_id == listing.c.id, piece_of.c.collection_id == collection.c.id
    )
    ruled = or_(collection.c.category_id.is_not(None), collection.c.price_up_to.is_not(None))
    within = or_(
        collection.c.category_id.is_(None),
        listing.c.category_id == collection.c.category_id,
        listing.c.craft_id == collection.c.category_id,
    )
    cheap = or_(
        collection.c.price_up_to.is_(None),
        and_(listing.c.price <= collection.c.price_up_to,
             listing.c.currency == collection.c.currency),
    )  # fmt: skip
    return (
        select(listing.c.id, func.count().over().label("total"))
        .select_from(collection)
        .join(listing, FOR_SALE)
        .outerjoin(piece_of, by_hand)
        .where(
            collection.c.id == bindparam("key"),
            or_(piece_of.c.place.is_not(None), and_(ruled, within, cheap)),
        )
        .order_by(
            piece_of.c.place.is_(None), piece_of.c.place, listing.c.turn,
            listing.c.published_at.desc(), listing.c.id.desc(),
        )
        .limit(PAGE)
        .offset(bindparam("start"))
    )  # fmt: skip
