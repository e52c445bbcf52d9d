"""Holds: what is kept for whom, until when, and what is free for everybody else."""

from datetime import timedelta

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError

from marketplace.catalogue import listings
from marketplace.kernel.unit import unit_of_work
from marketplace.stock import custody, holds, lots, projection
from marketplace.stock.holds import SoldOut
from marketplace.stock.models import CustodyMove, Hold, Lot
from tests.support import factories

LINE = 1


def soon(clock):
    return clock.now() + timedelta(days=2)


def lot(session, listing, place="home"):
    session.rollback()
    return session.scalars(select(Lot).filter_by(listing_id=listing.id, place=place)).one()


def hold(listing, quantity, until, line=LINE):
    with unit_of_work():
        holds.hold([(line, listing.id, quantity)], until)


def free(listing):
    return lots.free([listing.id])[listing.id]


def test_a_published_piece_is_free_and_a_held_one_is_not(session, clock):
    listing = factories.a_live_listing()
    assert free(listing) == 1
    hold(listing, 1, soon(clock))
    assert free(listing) == 0
    assert lot(session, listing).held == 1
    with pytest.raises(SoldOut) as refusal:
        hold(listing, 1, soon(clock), line=2)
    assert refusal.value.listing_ids == [listing.id]


def test_an_expired_hold_keeps_nothing_even_when_no_timer_ran(session, clock):
    listing = factories.a_live_listing()
    hold(listing, 1, clock.now() + timedelta(minutes=1))
    clock.advance(minutes=2)
    assert free(listing) == 1
    hold(listing, 1, soon(clock), line=2)
    assert session.scalars(select(Hold.line_id)).all() == [2]
    assert lot(session, listing).held == 1


def test_the_listing_says_from_when_a_piece_is_free(session, clock):
    listing = factories.a_live_listing()
    assert listing.free_from <= clock.now()
    until = soon(clock)
    hold(listing, 1, until)
    session.refresh(listing)
    assert listing.free_from == until
    with unit_of_work():
        holds.allocate([LINE])
    session.refresh(listing)
    assert listing.free_from is None
    with unit_of_work():
        holds.release([LINE])
    session.refresh(listing)
    assert listing.free_from <= clock.now()


def test_an_expired_hold_cannot_be_allocated_once_another_took_the_piece(session, clock):
    listing = factories.a_live_listing()
    hold(listing, 1, clock.now() + timedelta(minutes=1))
    clock.advance(minutes=2)
    hold(listing, 1, soon(clock), line=2)
    with pytest.raises(SoldOut), unit_of_work():
        holds.allocate([LINE])


def test_what_lies_at_the_office_is_taken_first(session, clock):
    listing = factories.a_live_listing(kind="stocked", quantity=3)
    hold(listing, 1, soon(clock))
    with unit_of_work():
        holds.allocate([LINE])
        custody.arrive(LINE)
        holds.release([LINE])
    assert (lot(session, listing).quantity, lot(session, listing, "office").quantity) == (2, 1)
    hold(listing, 2, soon(clock), line=2)
    assert lot(session, listing, "office").held == 1
    assert lot(session, listing).held == 1


def test_a_made_to_order_piece_frees_its_slot_when_it_arrives(session, clock):
    listing = factories.a_live_listing(kind="made_to_order", open_limit=1)
    hold(listing, 1, soon(clock))
    with unit_of_work():
        holds.allocate([LINE])
    assert free(listing) == 0
    with unit_of_work():
        custody.arrive(LINE)
    assert lot(session, listing, "slots").held == 0
    assert lot(session, listing, "office").held == 1
    assert free(listing) == 1
    with unit_of_work():
        custody.hand_over(LINE)
    assert lot(session, listing, "office").quantity == 0
    moves = session.execute(select(CustodyMove.from_place, CustodyMove.to_place)).all()
    assert [tuple(move) for move in moves] == [("maker", "office"), ("office", "customer")]


def test_the_last_piece_handed_over_sells_the_listing_out_and_a_new_one_restocks_it(session, clock):
    listing = factories.a_live_listing(kind="stocked", quantity=1)
    hold(listing, 1, soon(clock))
    with unit_of_work():
        holds.allocate([LINE])
        custody.arrive(LINE)
        custody.hand_over(LINE)
    session.refresh(listing)
    assert (listing.state, listing.quantity) == ("sold", 0)
    with unit_of_work():
        listings.set_quantity(listing, 2)
    session.refresh(listing)
    assert (listing.state, listing.quantity, free(listing)) == ("live", 2, 2)


def test_her_number_never_falls_below_what_is_held(session, clock):
    listing = factories.a_live_listing(kind="stocked", quantity=5)
    hold(listing, 3, soon(clock))
    with unit_of_work():
        listings.set_quantity(listing, 1)
    assert lot(session, listing).quantity == 3
    assert free(listing) == 0


def test_nothing_is_held_when_one_of_several_pieces_is_gone(session, clock):
    maker = factories.a_maker()
    one, two = factories.a_live_listing(maker), factories.a_live_listing(maker)
    hold(two, 1, soon(clock))
    with pytest.raises(SoldOut), unit_of_work():
        holds.hold([(7, one.id, 1), (8, two.id, 1)], soon(clock))
    session.rollback()
    assert free(one) == 1


def test_a_piece_that_was_taken_down_cannot_be_held(clock, session):
    listing = factories.a_live_listing()
    with unit_of_work():
        listings.take_down(listing)
    with pytest.raises(SoldOut):
        hold(listing, 1, soon(clock))


@pytest.mark.parametrize("change", ["held = quantity + 1", "held = -1", "quantity = held - 1"])
def test_the_database_itself_refuses_to_hold_more_than_there_is(session, clock, change):
    listing = factories.a_live_listing()
    hold(listing, 1, soon(clock))
    with pytest.raises(IntegrityError), unit_of_work():
        session.execute(text(f"UPDATE lot SET {change} WHERE listing_id = {listing.id}"))


@pytest.mark.parametrize(
    "change", ["UPDATE custody_move SET quantity = 9", "DELETE FROM custody_move"]
)
def test_custody_moves_are_never_rewritten(session, clock, change):
    listing = factories.a_live_listing()
    hold(listing, 1, soon(clock))
    with unit_of_work():
        holds.allocate([LINE])
        custody.arrive(LINE)
    with pytest.raises(Exception, match=r"append|never|refuse|may"), unit_of_work():
        session.execute(text(change))


def test_the_projection_is_rebuilt_from_the_lots(session, clock):
    listing = factories.a_live_listing()
    with unit_of_work():
        listing.free_from, listing.quantity = None, 9
    with unit_of_work():
        assert projection.rebuild_all() == 1
    session.refresh(listing)
    assert listing.free_from is not None
    assert listing.quantity == 1
