"""What speed needs: from when a piece is free, and whether any is left. Rebuilt from the lots."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import bindparam, func, select, update
from sqlalchemy.orm.attributes import set_committed_value

from marketplace.catalogue import listings
from marketplace.catalogue.models import Listing
from marketplace.kernel import clock
from marketplace.kernel.db import session, table
from marketplace.kernel.direct import at_once
from marketplace.stock.models import Hold, Lot
from marketplace.stock.standings import Standing, standings

CHUNK = 500
FREE = update(table(Listing)).where(table(Listing).c.id == bindparam("listing"))
KEPT = (
    select(func.coalesce(func.sum(Hold.quantity), 0))
    .where(Hold.lot_id == Lot.id)
    .correlate(Lot)
    .scalar_subquery()
)


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
    if not _told(listing.free_from, standing):
        moment = clock.now() if standing.free > 0 else standing.frees_at
        at_once(FREE, {"listing": listing.id, "free_from": moment})
        set_committed_value(listing, "free_from", moment)


def _told(free_from: datetime | None, standing: Standing) -> bool:
    """Whether `free_from` says what the lots and holds say."""
    if standing.free <= 0:
        return free_from == standing.frees_at
    return free_from is not None and free_from <= clock.now()


def count_held_anew() -> None:
    """Write on every lot how many of its pieces the holds on it keep."""
    session.execute(select(Listing.id).order_by(Listing.id).with_for_update())
    statement = update(Lot).values(held=KEPT)
    session.execute(statement.execution_options(synchronize_session=False))


def rebuild_all() -> int:
    """Refresh every listing that has lots; returns how many."""
    keys = _with_lots()
    for start in range(0, len(keys), CHUNK):
        refresh(keys[start : start + CHUNK])
        session.flush()
    return len(keys)


def drifted() -> list[int]:
    """Ids of the listings whose `free_from`, number of pieces or held pieces differ from what
    their lots and holds say now."""
    keys = _with_lots()
    wrong = set(session.scalars(select(Lot.listing_id).where(Lot.held != KEPT)))
    for start in range(0, len(keys), CHUNK):
        wrong |= _differing(keys[start : start + CHUNK])
    return sorted(wrong)


def _differing(keys: list[int]) -> set[int]:
    query = select(Listing.id, Listing.kind, Listing.free_from, Listing.quantity)
    found = standings(keys)
    return {
        key
        for key, kind, free_from, quantity in session.execute(query.where(Listing.id.in_(keys)))
        if not _told(free_from, found[key])
        or (kind != "made_to_order" and quantity != found[key].pieces)
    }


def _with_lots() -> list[int]:
    return list(session.scalars(select(Lot.listing_id).distinct().order_by(Lot.listing_id)))
