"""One piece in full, and the other pieces of its maker."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, Select, exists, func, select

from marketplace.catalogue.models import Listing, ListingPicture
from marketplace.catalogue.public import for_sale, visible
from marketplace.discovery.cards import card_select, picture_of, piece, pieces
from marketplace.discovery.rows import Picture, Piece, Product
from marketplace.discovery.wording import wording
from marketplace.kernel.db import session
from marketplace.kernel.errors import NotFound
from marketplace.media.models import Picture as StoredPicture
from marketplace.stock.models import Lot

listing = Listing.__table__
place_of, picture = ListingPicture.__table__, StoredPicture.__table__
AT_OFFICE = exists().where(
    Lot.listing_id == listing.c.id, Lot.place == "office", Lot.held < Lot.quantity
)
FACTS = ("material", "technique", "care", "story")


@dataclass(frozen=True, slots=True)
class Some:
    """A few pieces of all that there are."""

    pieces: list[Piece]
    total: int


def by_public_id(public_id: str, locale: str) -> Product:
    """The piece at this address, for sale or sold. Raises NotFound."""
    return _one(_product_select(locale).where(listing.c.public_id == public_id), locale)


def by_scan_code(code: str, locale: str) -> Product:
    """The piece with this tag, for sale or sold. Raises NotFound."""
    return _one(_product_select(locale).where(listing.c.scan_code == code), locale)


def others(vendor_id: int, without: int, limit: int, locale: str) -> Some:
    """Her pieces for sale besides this one, newest first."""
    return _some(
        card_select(locale)
        .where(for_sale(), listing.c.vendor_id == vendor_id, listing.c.id != without)
        .order_by(listing.c.published_at.desc(), listing.c.id.desc()),
        limit,
    )


def sold(vendor_id: int, limit: int, locale: str) -> Some:
    """Her sold pieces, the last first."""
    return _some(
        card_select(locale)
        .where(listing.c.state == "sold", visible(), listing.c.vendor_id == vendor_id)
        .order_by(listing.c.sold_at.desc(), listing.c.id.desc()),
        limit,
    )


def _some(chosen: Select[Any], limit: int) -> Some:
    counted = chosen.add_columns(func.count().over().label("total"))
    rows = session.execute(counted.limit(limit)).all()
    return Some(pieces(rows), rows[0].total if rows else 0)


def _product_select(locale: str) -> Select[Any]:
    return (
        card_select(locale)
        .add_columns(
            listing.c.scan_code, listing.c.category_id, listing.c.vendor_id, listing.c.width_mm,
            listing.c.length_mm, listing.c.height_mm, listing.c.weight_g, listing.c.making_days,
            listing.c.hand_share, AT_OFFICE.label("at_office"),
            *(wording(listing, name, locale) for name in FACTS),
        )
        .where(visible())
    )  # fmt: skip


def _one(chosen: Select[Any], locale: str) -> Product:
    row = session.execute(chosen).first()
    if row is None:
        raise NotFound
    return Product(
        id=row.id, piece=piece(row), scan_code=row.scan_code, kind=row.kind,
        category_id=row.category_id, vendor_id=row.vendor_id, free_from=row.free_from,
        at_office=row.at_office,
        material=row.material, technique=row.technique, care=row.care, story=row.story,
        width_mm=row.width_mm, length_mm=row.length_mm, height_mm=row.height_mm,
        weight_g=row.weight_g, making_days=row.making_days, hand_share=row.hand_share,
        pictures=_pictures(row, locale),
    )  # fmt: skip


def _pictures(row: Row[Any], locale: str) -> tuple[Picture, ...]:
    shown: Sequence[Row[Any]] = session.execute(
        select(
            picture.c.key, picture.c.width, picture.c.height, picture.c.sample,
            picture.c.state.label("picture_state"), wording(place_of, "alt", locale),
            wording(listing, "title", locale),
        )
        .join(place_of, place_of.c.picture_id == picture.c.id)
        .join(listing, listing.c.id == place_of.c.listing_id)
        .where(place_of.c.listing_id == row.id, picture.c.public)
        .order_by(place_of.c.position)
    ).all()  # fmt: skip
    return tuple(found for found in map(picture_of, shown) if found)
