"""Makers as they let the public see them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from typing import Any

from sqlalchemy import Row, Select, and_, bindparam, exists, literal, select

from marketplace.catalogue.category import Category
from marketplace.catalogue.models import Listing
from marketplace.discovery.availability import ANY_VARIANT
from marketplace.discovery.cards import picture_of
from marketplace.discovery.families import PIECES
from marketplace.discovery.front.turn_models import LAST_DRAWN, Turn
from marketplace.discovery.kept import Kept
from marketplace.discovery.reading import read
from marketplace.discovery.rows import Maker
from marketplace.discovery.wording import maker_place, wording
from marketplace.kernel import clock, settled
from marketplace.kernel.calendar import local_day
from marketplace.kernel.errors import NotFound
from marketplace.kernel.text import collation_key
from marketplace.media.models import Picture
from marketplace.vendors.models import Vendor, VendorCraft

vendor, picture = Vendor.__table__, Picture.__table__
craft, category = VendorCraft.__table__, Category.__table__
DYES = {"madder": 1, "indigo": 2, "turquoise": 3}
_firsts: Kept[list[Maker]] = Kept(8)
WITH_FACE = and_(vendor.c.portrait_id.is_not(None), vendor.c.show_portrait)


@dataclass(frozen=True, slots=True)
class Choice:
    """A maker to filter a list by."""

    id: int
    public_id: str
    name: str


@dataclass(frozen=True, slots=True)
class Place:
    """A district to filter a list by; its Persian name is what an address says."""

    name_fa: str
    name: str


@lru_cache(maxsize=2)
def maker_select(locale: str) -> Select[Any]:
    """Active makers, a row for each craft."""
    name = wording(vendor, "alias", locale)
    return (
        select(
            vendor.c.id, vendor.c.public_id, vendor.c.alias_fa.label("name_fa"), name,
            name.label("title"), maker_place(locale), wording(vendor, "story", locale),
            vendor.c.motif, vendor.c.show_name, vendor.c.closed_from,
            vendor.c.closed_until, wording(category, "name", locale),
            craft.c.sellable_until, picture.c.key, picture.c.width, picture.c.height,
            picture.c.sample, picture.c.state.label("picture_state"),
            literal("").label("alt"),
        )
        .select_from(vendor)
        .outerjoin(craft, craft.c.vendor_id == vendor.c.id)
        .outerjoin(category, category.c.id == craft.c.craft_id)
        .outerjoin(picture, (picture.c.id == vendor.c.portrait_id) & picture.c.public & WITH_FACE)
        .where(vendor.c.state == "active")
        .order_by(vendor.c.id, category.c.position, category.c.id)
    )  # fmt: skip


def index(locale: str) -> list[Maker]:
    """Every active maker by name, with the number of her pieces for sale."""
    counts: dict[int, int] = {row[0]: row[1] for row in read(_counted())}
    found = _gather(read(maker_select(locale)), counts)
    return sorted(found, key=lambda maker: (collation_key(maker.name), maker.id))


@lru_cache(maxsize=1)
def _counted() -> Select[Any]:
    counted: Any = select(Listing.vendor_id, PIECES)
    grouped: Select[Any] = counted.where(ANY_VARIANT).group_by(Listing.vendor_id)
    return grouped


def by_public_id(public_id: str, locale: str) -> Maker:
    """One active maker. Raises NotFound."""
    return _one(_select_by_public_id(locale), key=public_id)


def by_id(vendor_id: int, locale: str) -> Maker:
    """The active maker of a piece. Raises NotFound."""
    return _found(settled.ask(_select_by_id(locale), {"key": vendor_id}))


@lru_cache(maxsize=2)
def _select_by_public_id(locale: str) -> Select[Any]:
    return maker_select(locale).where(vendor.c.public_id == bindparam("key"))


@lru_cache(maxsize=2)
def _select_by_id(locale: str) -> Select[Any]:
    return maker_select(locale).where(vendor.c.id == bindparam("key"))


def _one(query: Select[Any], key: object) -> Maker:
    return _found(read(query, key=key))


def _found(rows: Sequence[Row[Any]]) -> Maker:
    if not rows:
        raise NotFound
    return _gather(rows, {})[0]


def some(limit: int, locale: str) -> list[Maker]:
    """Makers with pieces for sale for the home page, read once an edition: those whose turn it is
    first, by place."""
    key = (limit, locale, local_day(clock.now()))
    return _firsts.get(key, lambda: _first(limit, locale))


def _first(limit: int, locale: str) -> list[Maker]:
    rows = read(_some(locale), limit=limit)
    counts = {row.id: row.pieces for row in rows}
    places = {
        row.id: (row.place_today is None, not row.pinned, row.place_today or 0) for row in rows
    }
    return sorted(_gather(rows, counts), key=lambda maker: (*places[maker.id], -maker.id))


@lru_cache(maxsize=2)
def _some(locale: str) -> Select[Any]:
    selling = exists().where(Listing.vendor_id == vendor.c.id, ANY_VARIANT)
    drawn = (Turn.vendor_id == vendor.c.id) & (Turn.day == LAST_DRAWN)
    few = (
        select(vendor.c.id, Turn.place, Turn.pin_id.is_not(None).label("pinned"))
        .outerjoin(Turn, drawn)
        .where(vendor.c.state == "active", selling)
        .order_by(Turn.place.is_(None), Turn.pin_id.is_(None), Turn.place, vendor.c.id.desc())
        .limit(bindparam("limit"))
        .subquery()
    )
    pieces = select(PIECES).where(Listing.vendor_id == vendor.c.id, ANY_VARIANT)
    counted = maker_select(locale).add_columns(
        pieces.scalar_subquery().label("pieces"), few.c.place.label("place_today"), few.c.pinned
    )
    return counted.join(few, few.c.id == vendor.c.id)


def choices(limit: int, chosen: str, locale: str) -> list[Choice]:
    """Active makers to filter a list by: the one with this address first, if there is one."""
    values = {"chosen": chosen, "limit": limit}
    rows = read(_choices(locale), **values) if chosen else settled.ask(_choices(locale), values)
    return [Choice(*row) for row in rows]


@lru_cache(maxsize=2)
def _choices(locale: str) -> Select[Any]:
    return (
        select(vendor.c.id, vendor.c.public_id, wording(vendor, "alias", locale))
        .where(vendor.c.state == "active")
        .order_by((vendor.c.public_id == bindparam("chosen")).desc(), vendor.c.id)
        .limit(bindparam("limit"))
    )


def places(locale: str) -> list[Place]:
    """The districts in which active makers live; the first English name of each."""
    named: dict[str, Place] = {}
    for row in settled.ask(_places(locale)):
        named.setdefault(row.key, Place(row.key, row.district))
    return list(named.values())


@lru_cache(maxsize=2)
def _places(locale: str) -> Select[Any]:
    lived = (vendor.c.state == "active", vendor.c.district_fa != "")
    named = select(vendor.c.district_fa.label("key"), wording(vendor, "district", locale))
    return named.where(*lived).distinct().order_by("key", "district")


def _gather(rows: Sequence[Row[Any]], counts: dict[int, int]) -> list[Maker]:
    """A maker for each run of rows with her id."""
    by_id: dict[int, list[Row[Any]]] = {}
    for row in rows:
        by_id.setdefault(row.id, []).append(row)
    return [_maker(group, counts.get(key, 0)) for key, group in by_id.items()]


def _maker(rows: list[Row[Any]], count: int) -> Maker:
    row, now = rows[0], clock.now()
    today = local_day(now)
    closed = row.closed_from and row.closed_from <= today <= row.closed_until
    return Maker(
        id=row.id, public_id=row.public_id, name_fa=row.name_fa, name=row.alias, place=row.place,
        crafts=tuple(one.name for one in rows if one.name), story=row.story,
        dye=DYES[row.motif], portrait=picture_of(row), alias=row.show_name != "name",
        approved=any(one.sellable_until and one.sellable_until > now for one in rows), count=count,
        back_on=row.closed_until + timedelta(days=1) if closed else None,
    )  # fmt: skip
