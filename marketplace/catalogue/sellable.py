"""The projection of eligibility on listings: until when each may be sold; null hides it."""

from sqlalchemy import ColumnElement, select, update

from marketplace.catalogue.models import Listing
from marketplace.kernel.db import session
from marketplace.vendors.events import SellableChanged
from marketplace.vendors.models import VendorCraft

_UNTIL = (
    select(VendorCraft.sellable_until)
    .where(VendorCraft.vendor_id == Listing.vendor_id, VendorCraft.craft_id == Listing.craft_id)
    .scalar_subquery()
)


def on_sellable_changed(event: SellableChanged) -> None:
    """Her eligibility or her state changed; her pieces are locked in id order, as everywhere."""
    hers = Listing.vendor_id == event.vendor_id
    session.execute(select(Listing.id).where(hers).order_by(Listing.id).with_for_update())
    _write(hers)


def refresh_listing(listing: Listing) -> None:
    """This listing was published."""
    session.flush()
    _write(Listing.id == listing.id)


def rebuild() -> None:
    """Every listing, from the makers' crafts as they stand."""
    _write(Listing.id > 0)


def _write(which: ColumnElement[bool]) -> None:
    statement = update(Listing).where(which).values(sellable_until=_UNTIL)
    session.execute(statement.execution_options(synchronize_session=False))
    for row in session.identity_map.values():
        if isinstance(row, Listing):
            session.expire(row, ["sellable_until"])
