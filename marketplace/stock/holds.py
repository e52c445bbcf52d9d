"""Holds: pieces kept for an order line, with an end until the maker accepts."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, select, update

from marketplace.catalogue.models import Listing
from marketplace.kernel import clock
from marketplace.kernel.db import session
from marketplace.kernel.errors import DomainError
from marketplace.kernel.keeping import keep
from marketplace.kernel.text import N_
from marketplace.stock import locks, projection
from marketplace.stock.models import Hold, Lot

Wanted = tuple[int, int, int]  # line id, listing id, quantity
NEAREST = {"office": 0, "home": 1, "slots": 2}


class SoldOut(DomainError):
    """Some of what was wanted is not there any more; `listing_ids` says which."""

    status = 409

    def __init__(self, listing_ids: Sequence[int]) -> None:
        self.listing_ids = list(listing_ids)
        super().__init__(N_("Somebody was quicker: this piece has just been reserved or sold."))


def hold(wanted: Sequence[Wanted], expires_at: datetime, lots: list[Lot] | None = None) -> None:
    """Hold every wanted piece until a moment: from the office first, then from home, then slots.

    `lots` are those that the caller has locked already. Raises SoldOut; then nothing is held."""
    ids = [listing_id for _, listing_id, _ in wanted]
    lots = locks.lock(ids) if lots is None else lots
    closed = [key for key in ids if not _for_sale(key)]
    if closed:
        raise SoldOut(closed)
    short = [key for key in wanted if not _take(key, lots, expires_at)]
    if short:
        raise SoldOut([listing_id for _, listing_id, _ in short])
    projection.refresh(ids)


def _for_sale(listing_id: int) -> bool:
    listing = session.get_one(Listing, listing_id)
    until = listing.sellable_until
    return listing.state == "live" and until is not None and until > clock.now()


def _take(wanted: Wanted, lots: list[Lot], expires_at: datetime) -> bool:
    line_id, listing_id, missing = wanted
    mine = [lot for lot in lots if lot.listing_id == listing_id]
    for lot in sorted(mine, key=lambda lot: NEAREST[lot.place]):
        part = min(missing, lot.quantity - lot.held)
        if part > 0:
            locks.count_held(lot, part)
            keep(Hold(lot_id=lot.id, line_id=line_id, quantity=part, expires_at=expires_at))
            missing -= part
    return missing == 0


def allocate(line_ids: Sequence[int]) -> None:
    """Take the end off these lines' holds: the pieces are the buyer's. Raises SoldOut when one
    has ended meanwhile."""
    kept = listings_of(line_ids)
    locks.lock(kept.values())
    still = set(session.scalars(select(Hold.line_id).where(Hold.line_id.in_(line_ids))))
    if missing := set(line_ids) - still:
        raise SoldOut([kept[line] for line in missing if line in kept])
    session.execute(update(Hold).where(Hold.line_id.in_(line_ids)).values(expires_at=None))
    projection.refresh(kept.values())


def release(line_ids: Sequence[int]) -> None:
    """Give the pieces of these lines back where they lie; lines without holds are fine."""
    kept = listings_of(line_ids)
    lots = {lot.id: lot for lot in locks.lock(kept.values())}
    held = session.execute(
        select(Hold.lot_id, Hold.quantity).where(Hold.line_id.in_(line_ids))
    ).all()
    session.execute(delete(Hold).where(Hold.line_id.in_(line_ids)))
    for lot_id, quantity in held:
        locks.count_held(lots[lot_id], -quantity)
    projection.refresh(kept.values())


def shrink(line_id: int, by: int) -> None:
    """Give back so many pieces of a line, the farthest first; the rest stays held."""
    kept = listings_of([line_id])
    lots = {lot.id: lot for lot in locks.lock(kept.values())}
    held = session.scalars(select(Hold).where(Hold.line_id == line_id)).all()
    for hold in sorted(held, key=lambda one: -NEAREST[lots[one.lot_id].place]):
        part = min(by, hold.quantity)
        by -= part
        locks.count_held(lots[hold.lot_id], -part)
        if part == hold.quantity:
            session.delete(hold)
        else:
            hold.quantity -= part
    session.flush()
    projection.refresh(kept.values())


def listings_of(line_ids: Sequence[int]) -> dict[int, int]:
    """The listing whose pieces each of these lines holds."""
    rows = session.execute(
        select(Hold.line_id, Lot.listing_id)
        .join(Lot, Lot.id == Hold.lot_id)
        .where(Hold.line_id.in_(line_ids))
    )
    return {line: listing for line, listing in rows}  # noqa: C416
