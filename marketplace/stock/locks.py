"""The one way to the lots: locked in id order, what expired holds kept given back first."""

from collections.abc import Iterable

from sqlalchemy import bindparam, delete, select, update

from marketplace.catalogue.models import Listing
from marketplace.kernel import clock
from marketplace.kernel.db import locked_all, session
from marketplace.stock.models import Hold, Lot

hold = Hold.__table__
LOTS = (
    select(Lot)
    .where(Lot.listing_id.in_(bindparam("listings", expanding=True)))
    .order_by(Lot.id)
    .with_for_update()
    .execution_options(populate_existing=True)
)
EXPIRED = select(hold.c.id, hold.c.lot_id, hold.c.quantity).where(
    hold.c.lot_id.in_(bindparam("lots", expanding=True)), hold.c.expires_at <= bindparam("now")
)


def lock(listing_ids: Iterable[int]) -> list[Lot]:
    """Lock listings, then their lots, each in the order of ids, until the unit of work ends.

    Expired holds of these lots are released in the same transaction. The session refers to rows
    only weakly; keeping the listings spares reading them again until it ends."""
    ids = sorted(set(listing_ids))
    if not ids:
        return []
    session().info["locked_listings"] = locked_all(Listing, ids)
    lots = list(session.scalars(LOTS, {"listings": ids}))
    _release_expired([lot.id for lot in lots])
    return lots


def _release_expired(lot_ids: list[int]) -> None:
    expired = session.execute(EXPIRED, {"lots": lot_ids, "now": clock.now()}).all()
    for hold_id, lot_id, quantity in expired:
        session.execute(delete(Hold).where(Hold.id == hold_id))
        count_held(lot_id, -quantity)


def count_held(lot_id: int, by: int) -> None:
    """Add to what is held; the database refuses more than there is."""
    session.execute(update(Lot).where(Lot.id == lot_id).values(held=Lot.held + by))
