"""Pieces changing hands: from the maker to the office, to the post, to the customer, and back."""

from collections.abc import Sequence

from sqlalchemy import delete, select, update

from marketplace.kernel import actor, eventlog
from marketplace.kernel.db import session
from marketplace.kernel.errors import DomainError
from marketplace.kernel.text import N_
from marketplace.stock import projection
from marketplace.stock.holds import listings_of
from marketplace.stock.locks import lock
from marketplace.stock.models import CustodyMove, Hold, Lot

NOTHING_HERE = N_("Nothing of this piece lies free at the office.")


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
            office = _lot(source.listing_id, "office")
            _take(source, hold.quantity)
            _add(office, hold.quantity, hold.quantity)
            hold.lot_id = office.id
            _record(source.listing_id, line_id, hold.quantity, _called(source), "office")
    session.flush()
    projection.refresh({lot.listing_id for lot in by_id.values()})


def hand_over(line_id: int) -> None:
    """The line's pieces left the office with the customer."""
    _leave(line_id, "customer")


def post(line_id: int) -> None:
    """The line's pieces left with the carrier, from the office or from the maker's home."""
    _leave(line_id, "post")


def _leave(line_id: int, to: str) -> None:
    by_id = {lot.id: lot for lot in lock(listings_of([line_id]).values())}
    for hold in session.scalars(select(Hold).where(Hold.line_id == line_id).order_by(Hold.id)):
        lot = by_id[hold.lot_id]
        _take(lot, hold.quantity)
        _record(lot.listing_id, line_id, hold.quantity, _called(lot), to)
    session.execute(delete(Hold).where(Hold.line_id == line_id))
    projection.refresh({lot.listing_id for lot in by_id.values()})


def delivered(line_id: int, listing_id: int, quantity: int) -> None:
    """The carrier gave the line's pieces to the customer."""
    _record(listing_id, line_id, quantity, "post", "customer")


def come_back(line_id: int, listing_id: int, quantity: int, *, home: bool = False) -> None:
    """The carrier brought the line's pieces back, to the office or to her home; they are kept for
    the same line without an end."""
    lock([listing_id])
    place = "home" if home else "office"
    lot = _lot(listing_id, place)
    _add(lot, quantity, quantity)
    session.add(Hold(lot_id=lot.id, line_id=line_id, quantity=quantity, expires_at=None))
    _record(listing_id, line_id, quantity, "post", place)
    session.flush()
    projection.refresh([listing_id])


def taken_back(line_id: int, listing_id: int, quantity: int, *, damaged: bool) -> None:
    """The customer brought pieces back: free at the office, or written off."""
    if damaged:
        _record(listing_id, line_id, quantity, "customer", "written_off")
        return
    lock([listing_id])
    _add(_lot(listing_id, "office"), quantity, 0)
    _record(listing_id, line_id, quantity, "customer", "office")
    session.flush()
    projection.refresh([listing_id])


def lost(line_id: int, listing_id: int, quantity: int, *, arrived: bool) -> None:
    """The line's pieces never reached the customer, though they may have counted as `arrived`."""
    _record(listing_id, line_id, quantity, "customer" if arrived else "post", "written_off")


def found(line_id: int, listing_id: int, quantity: int) -> None:
    """Pieces that had been written off came to the office and are free."""
    lock([listing_id])
    _add(_lot(listing_id, "office"), quantity, 0)
    _record(listing_id, line_id, quantity, "written_off", "office")
    session.flush()
    projection.refresh([listing_id])


def turned_up(line_id: int, listing_id: int, quantity: int) -> None:
    """Pieces that had been written off are with the customer."""
    _record(listing_id, line_id, quantity, "written_off", "customer")


def at_office(listing_id: int) -> int:
    """How many free pieces of it lie at the office."""
    query = select(Lot.quantity - Lot.held).filter_by(listing_id=listing_id, place="office")
    return session.scalar(query) or 0


def give_back(listing_id: int) -> int:
    """Her maker took home what lay free at the office; returns how many. Raises DomainError when
    there is nothing, or only what an order waits for."""
    lock([listing_id])
    many = at_office(listing_id)
    if not many:
        raise DomainError(NOTHING_HERE)
    _add(_lot(listing_id, "office"), -many, 0)
    _add(_lot(listing_id, "home"), many, 0)
    _record(listing_id, None, many, "office", "home")
    eventlog.record("listing", listing_id, "given_back", changes={"quantity": [None, many]})
    session.flush()
    projection.refresh([listing_id])
    return many


def _lot(listing_id: int, place: str) -> Lot:
    lot = session.scalars(select(Lot).filter_by(listing_id=listing_id, place=place)).first()
    if lot is None:
        lot = Lot(listing_id=listing_id, place=place, quantity=0, held=0)
        session.add(lot)
        session.flush()
    return lot


def _called(lot: Lot) -> str:
    """A lot's place in the log: what is made to order comes from its maker."""
    return "maker" if lot.place == "slots" else lot.place


def _take(lot: Lot, quantity: int) -> None:
    """Pieces under a hold leave the lot; a made-to-order one frees its slot."""
    _add(lot, 0 if lot.place == "slots" else -quantity, -quantity)


def _add(lot: Lot, quantity: int, held: int) -> None:
    session.execute(
        update(Lot)
        .where(Lot.id == lot.id)
        .values(quantity=Lot.quantity + quantity, held=Lot.held + held)
    )


def _record(
    listing_id: int, line_id: int | None, quantity: int, from_place: str, to_place: str
) -> None:
    session.add(
        CustodyMove(
            listing_id=listing_id,
            line_id=line_id,
            quantity=quantity,
            from_place=from_place,
            to_place=to_place,
            by_user=actor.current().user_id,
        )
    )
