"""The one way to the lots: locked in id order, what expired holds kept given back first."""

from collections.abc import Iterable

from sqlalchemy import bindparam, delete, select, update
from sqlalchemy.orm.attributes import set_committed_value

from marketplace.catalogue.models import Listing
from marketplace.kernel import clock
from marketplace.kernel.db import locked_all, session, table
from marketplace.kernel.direct import ask, at_once
from marketplace.stock.models import Hold, Lot

hold, lot = Hold.__table__, table(Lot)
HELD = (
    update(lot).where(lot.c.id == bindparam("lot")).values(held=lot.c.held + bindparam("by"))
)  # fmt: skip
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

    Expired holds of these lots are released in the same transaction."""
    ids = sorted(set(listing_ids))
    if not ids:
        return []
    locked_all(Listing, ids)
    lots = list(session.scalars(LOTS, {"listings": ids}))
    _release_expired({lot.id: lot for lot in lots})
    return lots


def _release_expired(lots: dict[int, Lot]) -> None:
    expired = ask(EXPIRED, {"lots": list(lots), "now": clock.now()}) if lots else ()
    for hold_id, lot_id, quantity in expired:
        session.execute(delete(Hold).where(Hold.id == hold_id))
        count_held(lots[lot_id], -quantity)


def count_held(locked: Lot, by: int) -> None:
    """Add to what is held of a lot; the database refuses more than there is."""
    at_once(HELD, {"lot": locked.id, "by": by})
    set_committed_value(locked, "held", locked.held + by)
