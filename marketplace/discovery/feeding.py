"""Every piece on show, a block at a time: for the sitemap and the feeds of comparison sites."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import Select, bindparam, func, select

from marketplace.catalogue.models import Listing, ListingPicture
from marketplace.discovery.availability import FOR_SALE, VISIBLE
from marketplace.discovery.reading import NOW, read
from marketplace.discovery.rows import Picture
from marketplace.discovery.wording import maker_place, wording
from marketplace.kernel.db import session
from marketplace.kernel.money import Money
from marketplace.media.models import Picture as StoredPicture
from marketplace.vendors.models import Vendor

listing, vendor = Listing.__table__, Vendor.__table__
picture, place_of = StoredPicture.__table__, ListingPicture.__table__
BLOCK = 500  # pieces read at a time
SPAN = 10_000  # ids of one part of the sitemap
HAD = FOR_SALE & (listing.c.free_from <= NOW)
COUNT: Select[Any] = select(func.count()).select_from(listing).where(HAD)


@dataclass(frozen=True, slots=True)
class Shown:
    """A piece for machines, in one language; `can_be_had` now; variants share `family_id`."""

    id: int
    public_id: str
    name: str
    title: str
    story: str
    material: str
    technique: str
    maker: str
    place: str
    category_id: int | None
    kind: str
    price: Money
    weight_g: int | None
    can_be_had: bool
    family_id: int | None
    published_at: datetime
    changed_at: datetime
    pictures: tuple[Picture, ...]


def parts() -> int:
    """How many parts of SPAN ids there are; by the index's last entry, without counting."""
    last = session.scalar(select(func.max(Listing.id))) or 0
    return int(last) // SPAN + 1


def part(number: int, locale: str) -> Iterator[Shown]:
    """Everything on show, sold too, with an id in this part, ascending."""
    yield from _walk(_on_show(locale), number * SPAN, (number + 1) * SPAN, locale)


def that_can_be_had(locale: str) -> Iterator[Shown]:
    """Every piece that somebody could order now, ascending by id."""
    yield from _walk(_to_be_had(locale), 0, 2**62, locale)


def before(last: int | None, limit: int, locale: str) -> list[Shown]:
    """So many pieces that can be had, highest id first, below `last`."""
    rows = read(_newest_first(locale), below=last or 2**62, limit=limit)
    return _shown(rows, locale)


def page(number: int, limit: int, locale: str, *, changed: bool = False) -> list[Shown]:
    """The pieces of one page of those that can be had, last published or last `changed` first."""
    since = "changed_at" if changed else "published_at"
    rows = read(_last(since, locale), skip=(number - 1) * limit, limit=limit)
    return _shown(rows, locale)


def named(public_ids: list[str], locale: str) -> list[Shown]:
    """Of these pieces those that can be had."""
    return _shown(read(_by_name(locale), ids=public_ids), locale) if public_ids else []


def count() -> int:
    """How many can be had now."""
    return int(read(COUNT)[0][0])


def _walk(statement: Select[Any], after: int, until: int, locale: str) -> Iterator[Shown]:
    while rows := read(statement, after=after, until=until, limit=BLOCK):
        yield from _shown(rows, locale)
        after = rows[-1].id


@lru_cache(maxsize=2)
def _chosen(locale: str) -> Select[Any]:
    return select(
        listing.c.id, listing.c.public_id, listing.c.title_fa.label("name"),
        wording(listing, "title", locale), wording(listing, "story", locale),
        wording(listing, "material", locale), wording(listing, "technique", locale),
        wording(vendor, "alias", locale), maker_place(locale), listing.c.category_id,
        listing.c.kind, listing.c.family_id, listing.c.price, listing.c.currency,
        listing.c.weight_g,
        listing.c.published_at, listing.c.changed_at, HAD.label("can_be_had"),
    ).join(vendor, vendor.c.id == listing.c.vendor_id)  # fmt: skip


def _in_order(locale: str, condition: Any) -> Select[Any]:
    span = (listing.c.id > bindparam("after"), listing.c.id <= bindparam("until"))
    return _chosen(locale).where(condition, *span).order_by(listing.c.id).limit(bindparam("limit"))


@lru_cache(maxsize=2)
def _on_show(locale: str) -> Select[Any]:
    return _in_order(locale, VISIBLE)


@lru_cache(maxsize=2)
def _to_be_had(locale: str) -> Select[Any]:
    return _in_order(locale, HAD)


@lru_cache(maxsize=2)
def _newest_first(locale: str) -> Select[Any]:
    below = listing.c.id < bindparam("below")
    newest = _chosen(locale).where(HAD, below).order_by(listing.c.id.desc())
    return newest.limit(bindparam("limit"))


@lru_cache(maxsize=4)
def _last(since: str, locale: str) -> Select[Any]:
    last = (listing.c[since].desc(), listing.c.id.desc())
    here = _chosen(locale).where(HAD).order_by(*last)
    return here.offset(bindparam("skip")).limit(bindparam("limit"))


@lru_cache(maxsize=2)
def _by_name(locale: str) -> Select[Any]:
    these = listing.c.public_id.in_(bindparam("ids", expanding=True))
    return _chosen(locale).where(HAD, these).order_by(listing.c.id.desc())


def _shown(rows: Any, locale: str) -> list[Shown]:
    pictures = _pictures([row.id for row in rows], locale)
    return [
        Shown(
            row.id, row.public_id, row.name, row.title, row.story, row.material, row.technique,
            row.alias, row.place, row.category_id, row.kind, Money(row.price or 0, row.currency),
            row.weight_g, bool(row.can_be_had), row.family_id, row.published_at,
            row.changed_at or row.published_at, pictures.get(row.id, ()),
        )
        for row in rows
    ]  # fmt: skip


def _pictures(ids: list[int], locale: str) -> dict[int, tuple[Picture, ...]]:
    found: dict[int, list[Picture]] = defaultdict(list)
    for row in read(_pictures_of(locale), ids=ids) if ids else ():
        ready = row.state == "ready"
        one = Picture(row.key, row.width, row.height, ready, row.sample, row.alt)
        found[row.listing_id].append(one)
    return {key: tuple(few) for key, few in found.items()}


@lru_cache(maxsize=2)
def _pictures_of(locale: str) -> Select[Any]:
    return (
        select(
            place_of.c.listing_id, picture.c.key, picture.c.width, picture.c.height,
            picture.c.sample, picture.c.state, wording(place_of, "alt", locale),
        )
        .join(picture, picture.c.id == place_of.c.picture_id)
        .where(place_of.c.listing_id.in_(bindparam("ids", expanding=True)), picture.c.public)
        .order_by(place_of.c.listing_id, place_of.c.position)
    )  # fmt: skip
