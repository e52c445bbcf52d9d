"""One piece in full, and the other pieces of its maker."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Date, Row, Select, and_, bindparam, exists, func, or_, select

from marketplace.catalogue import commission
from marketplace.catalogue.models import Listing
from marketplace.catalogue.translation_models import OFFICE_WROTE, Translation
from marketplace.discovery.availability import FOR_SALE, VISIBLE
from marketplace.discovery.cards import card_select, picture_of, piece, pieces
from marketplace.discovery.details import details
from marketplace.discovery.families import ALONE
from marketplace.discovery.options import options
from marketplace.discovery.reading import read
from marketplace.discovery.rows import Piece, Product
from marketplace.discovery.wording import wording
from marketplace.kernel import clock
from marketplace.kernel.calendar import local_day
from marketplace.kernel.errors import NotFound
from marketplace.stock.models import Lot

listing = Listing.__table__
AT_OFFICE = exists().where(
    Lot.listing_id == listing.c.id, Lot.place == "office", Lot.held < Lot.quantity
)
TODAY = bindparam("today", type_=Date)
FACTS = ("material", "technique", "care", "story")


@dataclass(frozen=True, slots=True)
class Some:
    """A few pieces of all that there are."""

    pieces: list[Piece]
    total: int


def by_public_id(public_id: str, locale: str) -> Product:
    """The piece at this address, for sale or sold. Raises NotFound."""
    return _one(_at(locale, "public_id"), public_id, locale)


def by_scan_code(code: str, locale: str) -> Product:
    """The piece with this tag, for sale or sold. Raises NotFound."""
    return _one(_at(locale, "scan_code"), code, locale)


def others(vendor_id: int, without: int, limit: int, locale: str, family: int = 0) -> Some:
    """Her pieces for sale besides this one and its variants, newest first."""
    values = {"vendor": vendor_id, "without": without, "limit": limit, "family": family}
    return _some(read(_others(locale), **values))


def sold(vendor_id: int, limit: int, locale: str) -> Some:
    """Her sold pieces, the last first."""
    return _some(read(_sold(locale), vendor=vendor_id, limit=limit))


def _some(rows: Sequence[Row[Any]]) -> Some:
    return Some(pieces(rows), rows[0].total if rows else 0)


@lru_cache(maxsize=2)
def _others(locale: str) -> Select[Any]:
    another = or_(listing.c.family_id.is_(None), listing.c.family_id != bindparam("family"))
    chosen = and_(FOR_SALE, listing.c.id != bindparam("without"), another)
    return _hers(locale, chosen, listing.c.published_at)


@lru_cache(maxsize=2)
def _sold(locale: str) -> Select[Any]:
    chosen = and_(listing.c.state == "sold", VISIBLE, ALONE)
    return _hers(locale, chosen, listing.c.sold_at)


def _hers(locale: str, chosen: ColumnElement[bool], since: ColumnElement[Any]) -> Select[Any]:
    last = (since.desc(), listing.c.id.desc())
    hers = and_(listing.c.vendor_id == bindparam("vendor"), chosen)
    few = select(listing.c.id).where(hers).order_by(*last).limit(bindparam("limit"))
    total = select(func.count()).select_from(listing).where(hers)
    return (
        card_select(locale)
        .add_columns(total.correlate(None).scalar_subquery().label("total"))
        .where(listing.c.id.in_(few.correlate(None)))
        .order_by(*last)
    )


def by_office(locale: str) -> ColumnElement[bool]:
    """Whether the office translated the piece's words into this language."""
    mine = (Translation.listing_id == listing.c.id, Translation.into == locale)
    return exists().where(*mine, Translation.state.in_(OFFICE_WROTE))


@lru_cache(maxsize=4)
def _at(locale: str, name: str) -> Select[Any]:
    return (
        card_select(locale, every_picture=True)
        .add_columns(
            listing.c.scan_code, listing.c.share_key, listing.c.category_id, listing.c.craft_id,
            listing.c.vendor_id, listing.c.width_mm, listing.c.length_mm, listing.c.height_mm,
            listing.c.weight_g, listing.c.making_days, listing.c.hand_share, listing.c.attributes,
            listing.c.family_id, listing.c.combination, AT_OFFICE.label("at_office"),
            by_office(locale).label("translated"),
            commission.online(listing, TODAY).label("ours_bp"),
            *(wording(listing, name, locale) for name in FACTS),
        )
        .where(VISIBLE, listing.c[name] == bindparam("key"))
    )  # fmt: skip


def _one(chosen: Select[Any], key: str, locale: str) -> Product:
    rows = read(chosen, key=key, today=local_day(clock.now()))
    if not rows:
        raise NotFound
    row = rows[0]
    return Product(
        id=row.id, piece=piece(row), scan_code=row.scan_code, kind=row.kind,
        share_key=row.share_key,
        category_id=row.category_id, craft_id=row.craft_id, vendor_id=row.vendor_id,
        translated=row.translated,
        free_from=row.free_from,
        at_office=row.at_office, ours_bp=row.ours_bp,
        material=row.material, technique=row.technique, care=row.care, story=row.story,
        width_mm=row.width_mm, length_mm=row.length_mm, height_mm=row.height_mm,
        weight_g=row.weight_g, making_days=row.making_days, hand_share=row.hand_share,
        pictures=tuple(one for one in map(picture_of, rows) if one),
        details=details(row.attributes, locale),
        family_id=row.family_id or 0, options=options(row, locale),
    )  # fmt: skip
