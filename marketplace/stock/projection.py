"""What speed needs: from when a piece is free, and whether any is left. Rebuilt from the lots."""

from collections.abc import Iterable

from sqlalchemy import func, select, update

from marketplace.catalogue import listings
from marketplace.catalogue.models import Listing
from marketplace.kernel import clock
from marketplace.kernel.db import session
from marketplace.stock.models import Hold, Lot
from marketplace.stock.standings import Standing, standings


def refresh(listing_ids: Iterable[int]) -> None:
    """Write `free_from` and the number of pieces on these listings; sell out or restock them."""
    for key, standing in sorted(standings(listing_ids).items()):
        listing = session.get_one(Listing, key)
        _write_free_from(listing, standing)
        if listing.kind != "made_to_order" and listing.quantity != standing.pieces:
            listing.quantity = standing.pieces
        left = standing.pieces > 0 or listing.kind == "made_to_order"
        if listing.state == "live" and not left:
            listings.sell_out(listing)
        elif listing.state == "sold" and left:
            listings.restock(listing)


def _write_free_from(listing: Listing, standing: Standing) -> None:
    now = clock.now()
    if standing.free <= 0:
        listing.free_from = standing.frees_at
    elif listing.free_from is None or listing.free_from > now:
        listing.free_from = now


def count_held_anew() -> None:
    """Write on every lot how many of its pieces the holds on it keep."""
    session.execute(select(Listing.id).order_by(Listing.id).with_for_update())
    kept = select(func.coalesce(func.sum(Hold.quantity), 0)).where(Hold.lot_id == Lot.id)
    statement = update(Lot).values(held=kept.scalar_subquery())
    session.execute(statement.execution_options(synchronize_session=False))


def rebuild_all() -> int:
    """Refresh every listing that has lots; returns how many."""
    keys = list(session.scalars(select(Lot.listing_id).distinct().order_by(Lot.listing_id)))
    for start in range(0, len(keys), 500):
        refresh(keys[start : start + 500])
        session.flush()
    return len(keys)
