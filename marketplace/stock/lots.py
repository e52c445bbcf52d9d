"""How many pieces there are, and how many are free."""

from collections.abc import Collection

from sqlalchemy import select

from marketplace.kernel.db import session
from marketplace.stock import projection
from marketplace.stock.locks import lock
from marketplace.stock.models import Lot
from marketplace.stock.standings import standings


def set_quantity(listing_id: int, n: int) -> None:
    """She has n pieces in all, at home and at the office, reserved ones among them.

    What is at the office stays there; the home lot takes the rest, never less than is held."""
    lots = {lot.place: lot for lot in lock([listing_id])}
    office = lots["office"].quantity if "office" in lots else 0
    home = lots.get("home") or _new(listing_id, "home")
    home.quantity = max(n - office, home.held)
    session.flush()
    projection.refresh([listing_id])


def set_slots(listing_id: int, n: int) -> None:
    """A made-to-order listing takes n open orders at a time, never less than are open now."""
    lots = {lot.place: lot for lot in lock([listing_id])}
    slots = lots.get("slots") or _new(listing_id, "slots")
    slots.quantity = max(n, slots.held)
    session.flush()
    projection.refresh([listing_id])


def set_kind(listing_id: int, n: int, *, made: bool) -> None:
    """n pieces, or n open orders at a time when it is made to order; the other lots keep only
    what is held."""
    places = session.scalars(select(Lot.place).where(Lot.listing_id == listing_id)).all()
    if made or "slots" in places:
        set_slots(listing_id, n if made else 0)
    if not made or "home" in places:
        set_quantity(listing_id, 0 if made else n)


def free(listing_ids: Collection[int]) -> dict[int, int]:
    """Pieces of each listing that a buyer could reserve now; unexpired holds count, others not."""
    return {key: standing.free for key, standing in standings(listing_ids).items()}


def _new(listing_id: int, place: str) -> Lot:
    lot = Lot(listing_id=listing_id, place=place, quantity=0, held=0)
    session.add(lot)
    session.flush()
    return lot
