"""Pieces changing hands: from the maker to the office, from the office to the customer."""

from collections.abc import Sequence

from sqlalchemy import delete, select, update

from marketplace.kernel import actor
from marketplace.kernel.db import session
from marketplace.stock import projection
from marketplace.stock.holds import listings_of
from marketplace.stock.locks import lock
from marketplace.stock.models import CustodyMove, Hold, Lot


def all_at_office(line_ids: Sequence[int]) -> bool:
    """Whether every piece held for these lines already lies at the office."""
    places = session.scalars(
        select(Lot.place).join(Hold, Hold.lot_id == Lot.id).where(Hold.line_id.in_(line_ids))
    )
    return set(places) == {"office"}


def arrive(line_id: int) -> None:
    """The line's pieces came to the office; a made-to-order one frees its slot."""
    by_id = {lot.id: lot for lot in lock(listings_of([line_id]).values())}
    for hold in session.scalars(select(Hold).where(Hold.line_id == line_id).order_by(Hold.id)):
        source = by_id[hold.lot_id]
        if source.place != "office":
            office = _office_lot(source.listing_id)
            _add(source, 0 if source.place == "slots" else -hold.quantity, -hold.quantity)
            _add(office, hold.quantity, hold.quantity)
            hold.lot_id = office.id
            _record(source, hold, "maker" if source.place == "slots" else "home", "office")
    session.flush()
    projection.refresh({lot.listing_id for lot in by_id.values()})


def hand_over(line_id: int) -> None:
    """The line's pieces left the office with the customer."""
    by_id = {lot.id: lot for lot in lock(listings_of([line_id]).values())}
    for hold in session.scalars(select(Hold).where(Hold.line_id == line_id).order_by(Hold.id)):
        lot = by_id[hold.lot_id]
        _add(lot, -hold.quantity, -hold.quantity)
        _record(lot, hold, "office", "customer")
    session.execute(delete(Hold).where(Hold.line_id == line_id))
    projection.refresh({lot.listing_id for lot in by_id.values()})


def _office_lot(listing_id: int) -> Lot:
    lot = session.scalars(select(Lot).filter_by(listing_id=listing_id, place="office")).first()
    if lot is None:
        lot = Lot(listing_id=listing_id, place="office", quantity=0, held=0)
        session.add(lot)
        session.flush()
    return lot


def _add(lot: Lot, quantity: int, held: int) -> None:
    session.execute(
        update(Lot)
        .where(Lot.id == lot.id)
        .values(quantity=Lot.quantity + quantity, held=Lot.held + held)
    )


def _record(lot: Lot, hold: Hold, from_place: str, to_place: str) -> None:
    session.add(
        CustodyMove(
            listing_id=lot.listing_id,
            line_id=hold.line_id,
            quantity=hold.quantity,
            from_place=from_place,
            to_place=to_place,
            by_user=actor.current().user_id,
        )
    )
