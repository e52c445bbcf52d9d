"""What stands beside a piece, by one statement: others by its maker, and ones like it."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import Select, and_, bindparam, case, func, literal, or_, select, union_all

from marketplace.catalogue.models import Listing
from marketplace.discovery.availability import ANY_VARIANT, FOR_SALE
from marketplace.discovery.cards import card_select, pieces
from marketplace.discovery.facets import EXACT
from marketplace.discovery.families import pieces_of
from marketplace.discovery.reading import NOW, read
from marketplace.discovery.rows import Piece, Product

listing = Listing.__table__
HERS, ALIKE = 4, 4
NEAR = 40  # the newest that are alike, of which each maker shows one
FOLD = 2  # a price is near between half of it and twice as much
OF = select(listing.c.vendor_id, listing.c.craft_id, listing.c.price).where(
    listing.c.id == bindparam("listing")
)
NEWEST = (listing.c.published_at.desc(), listing.c.id.desc())


@dataclass(frozen=True, slots=True)
class Beside:
    """Her other pieces for sale (none of its variants) and how many, counted up to EXACT + 1; ones
    like it by others."""

    hers: list[Piece]
    total: int
    alike: list[Piece]


def beside(found: Product, locale: str) -> Beside:
    """Of other makers' pieces only those that can be had now: of its craft, at a near price, one
    a maker, who waits longest for her turn first."""
    price = found.piece.price.amount
    rows = read(
        _beside(locale), vendor=found.vendor_id, without=found.id, craft=found.craft_id,
        low=price // FOLD, high=price * FOLD,
        family=found.family_id,
    )  # fmt: skip
    hers = [row for row in rows if row.vendor_id == found.vendor_id]
    alike = [row for row in rows if row.vendor_id != found.vendor_id]
    return Beside(pieces(hers), rows[0].total if rows else 0, pieces(alike))


def like(listing_id: int, locale: str) -> list[Piece]:
    """Other makers' pieces like this one, which may be gone: what `beside` calls alike."""
    (found,) = read(OF, listing=listing_id)
    near = {"low": found.price // FOLD, "high": found.price * FOLD}
    return pieces(read(_like(locale), vendor=found.vendor_id, craft=found.craft_id, **near))


@lru_cache(maxsize=2)
def _like(locale: str) -> Select[Any]:
    few = _alike().subquery()
    order = few.c.number, few.c.turn, *NEWEST
    return card_select(locale).join(few, few.c.id == listing.c.id).order_by(*order)


@lru_cache(maxsize=2)
def _beside(locale: str) -> Select[Any]:
    own = listing.c.vendor_id == bindparam("vendor")
    apart = or_(listing.c.family_id.is_(None), listing.c.family_id != bindparam("family"))
    other = and_(own, apart, listing.c.id != bindparam("without"))
    newest = select(listing.c.id).where(other, FOR_SALE).order_by(*NEWEST).limit(HERS).subquery()
    hers = select(newest.c.id, literal(0).label("number"), literal(0).label("turn"))
    some = select(listing.c.id, listing.c.family_id).where(other, ANY_VARIANT).limit(EXACT + 1)
    total = select(pieces_of(some.subquery().c))
    few = union_all(hers, select(_alike().subquery())).subquery()  # ids first: no list is walked
    return (
        card_select(locale)
        .add_columns(listing.c.vendor_id, total.correlate(None).scalar_subquery().label("total"))
        .join(few, few.c.id == listing.c.id)
        .order_by(few.c.number, few.c.turn, *NEWEST)
    )


def _alike() -> Select[Any]:
    near = (
        select(listing.c.id, listing.c.vendor_id, listing.c.turn, listing.c.published_at)
        .where(
            FOR_SALE,
            listing.c.craft_id == bindparam("craft"),
            listing.c.vendor_id != bindparam("vendor"),
            (listing.c.price + 0).between(bindparam("low"), bindparam("high")),
            case(
                (listing.c.kind == "made_to_order", listing.c.free_from.is_not(None)),
                else_=listing.c.free_from <= NOW,
            ),
        )
        .order_by(*NEWEST)
        .limit(NEAR)
        .subquery()
    )
    newest = (near.c.published_at.desc(), near.c.id.desc())
    number = func.row_number().over(partition_by=near.c.vendor_id, order_by=newest)
    ranked = select(*near.c, number.label("number")).subquery()
    first = (ranked.c.number, ranked.c.turn, ranked.c.published_at.desc(), ranked.c.id.desc())
    few = select(ranked.c.id, ranked.c.number, ranked.c.turn)
    return few.order_by(*first).limit(ALIKE)
