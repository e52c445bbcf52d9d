"""Pieces as cards: one statement a language, its rows in the page's words."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import Row, Select, bindparam, func, select

from marketplace.catalogue.models import Listing, ListingPicture
from marketplace.discovery.availability import VISIBLE, state_of
from marketplace.discovery.families import DEARER
from marketplace.discovery.reading import read
from marketplace.discovery.rows import Picture, Piece
from marketplace.discovery.wording import maker_place, wording
from marketplace.kernel.money import Money
from marketplace.media.models import Picture as StoredPicture
from marketplace.vendors.models import Vendor

listing, vendor = Listing.__table__, Vendor.__table__
picture, place_of = StoredPicture.__table__, ListingPicture.__table__
first = place_of.alias("first")
FIRST = (
    select(func.min(place_of.c.position))
    .where(place_of.c.listing_id == listing.c.id)
    .scalar_subquery()
)


@lru_cache(maxsize=4)
def card_select(locale: str, *, every_picture: bool = False) -> Select[Any]:
    """Listing, maker and first picture, for `piece` to read; the caller says which listings.
    `every_picture`: a row for each of them instead, in their sequence."""
    mine = first.c.listing_id == listing.c.id
    placed = mine if every_picture else mine & (first.c.position == FIRST)
    return (
        select(
            listing.c.id, listing.c.public_id, listing.c.title_fa.label("name"),
            wording(listing, "title", locale), wording(vendor, "alias", locale),
            maker_place(locale), listing.c.price, listing.c.currency, listing.c.state,
            listing.c.kind, listing.c.lead_days, listing.c.free_from, listing.c.sold_at,
            picture.c.key, picture.c.width, picture.c.height, picture.c.sample,
            picture.c.state.label("picture_state"), wording(first, "alt", locale),
            DEARER.label("dearer"),
        )
        .select_from(listing)
        .join(vendor, vendor.c.id == listing.c.vendor_id)
        .outerjoin(first, placed)
        .outerjoin(picture, (picture.c.id == first.c.picture_id) & picture.c.public)
        .order_by(*[first.c.position] * every_picture)
    )  # fmt: skip


@lru_cache(maxsize=2)
def _by_ids(locale: str) -> Select[Any]:
    return card_select(locale).where(listing.c.id.in_(bindparam("ids", expanding=True)))


def cards(ids: Sequence[int], locale: str) -> list[Piece]:
    """These listings as cards, in this order."""
    if not ids:
        return []
    rows = {row.id: row for row in read(_by_ids(locale), ids=ids)}
    return pieces(rows[key] for key in ids if key in rows)


def by_public_ids(public_ids: Sequence[str], locale: str) -> list[Piece]:
    """Those of these pieces that are on show, sold ones too, as cards in this order."""
    if not public_ids:
        return []
    rows = {row.public_id: row for row in read(_by_public_ids(locale), ids=list(public_ids))}
    return pieces(rows[key] for key in public_ids if key in rows)


@lru_cache(maxsize=2)
def _by_public_ids(locale: str) -> Select[Any]:
    these = listing.c.public_id.in_(bindparam("ids", expanding=True))
    return card_select(locale).where(these, VISIBLE)


def pieces(rows: Iterable[Row[Any]]) -> list[Piece]:
    """Rows of `card_select` as cards."""
    return [piece(row) for row in rows]


def piece(row: Row[Any]) -> Piece:
    """One row of `card_select` as a card."""
    return Piece(
        row.public_id, row.name, row.title, row.alias, row.place,
        Money(row.price or 0, row.currency), state_of(row.state, row.kind, row.free_from),
        row.lead_days, row.kind == "one_of_a_kind", picture_of(row), row.sold_at, bool(row.dearer),
    )  # fmt: skip


def picture_of(row: Row[Any]) -> Picture | None:
    """The row's picture, or None. Its words fall back to the piece's title."""
    if row.key is None:
        return None
    ready = row.picture_state == "ready"
    return Picture(row.key, row.width, row.height, ready, row.sample, row.alt or row.title)
