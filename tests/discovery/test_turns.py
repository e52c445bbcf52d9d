"""Fair rotation: whose turn it is is computed from what is stored, and the same for everybody."""

from collections import Counter
from datetime import timedelta

import pytest
from sqlalchemy import select

from marketplace.catalogue import listings
from marketplace.catalogue.models import Listing
from marketplace.discovery import makers, search
from marketplace.discovery.filters import Filters
from marketplace.discovery.front import pinning, showing as front, turns
from marketplace.discovery.front.turn_models import Turn
from marketplace.kernel import clock as house, eventlog
from marketplace.kernel.calendar import local_day
from marketplace.kernel.db import session as database
from marketplace.kernel.errors import DomainError, WrongState
from marketplace.kernel.unit import unit_of_work
from tests.support import factories as make


def some_makers(number):
    """So many makers with one piece each."""
    with unit_of_work():
        found = [make.a_maker(alias_fa=f"دار {place}") for place in range(number)]
        for maker in found:
            make.a_live_listing(maker)
    return found


def drawn():
    with unit_of_work():
        return turns.draw()


def on_front():
    return [piece.maker for piece in front.pieces(turns.FRONT, "fa")]


def test_over_days_every_maker_has_as_many_turns_as_the_others(session, clock):
    some_makers(8)
    had = Counter()
    for _day in range(12):
        had.update(drawn())
        clock.advance(days=1)
    assert sum(had.values()) == 12 * turns.FRONT
    assert max(had.values()) - min(had.values()) <= 1


def test_drawing_again_gives_nobody_another_turn_and_the_front_stands_still(session, clock):
    some_makers(7)
    assert len(drawn()) == turns.FRONT
    before = on_front()
    assert drawn() == []
    clock.advance(hours=1)
    assert on_front() == before
    assert len(set(before)) == turns.FRONT


def test_when_her_pieces_are_sold_the_next_maker_comes_in(session):
    some_makers(8)
    first = drawn()
    hers = database.scalars(select(Listing).filter_by(vendor_id=first[0])).one()
    with unit_of_work():
        listings.take_down(hers)
    came = drawn()
    assert len(came) == 1
    assert came[0] not in first
    assert len(on_front()) == turns.FRONT
    assert drawn() == []


def test_with_few_makers_the_place_moves_on_and_the_front_is_filled(session, clock):
    one, two = some_makers(2)
    make.a_live_listing(one)
    firsts = set()
    for _day in range(2):
        drawn()
        shown = on_front()
        assert sorted(shown) == sorted([one.alias_fa, one.alias_fa, two.alias_fa])
        assert set(shown[:2]) == {one.alias_fa, two.alias_fa}
        firsts.add(shown[0])
        clock.advance(days=1)
    assert len(firsts) == 2


def test_the_makers_of_the_home_page_are_those_whose_turn_it_is(session):
    some_makers(8)
    assert len(makers.some(4, "fa")) == 4  # before the first draw too
    assert [maker.id for maker in makers.some(4, "fa")] != drawn()[:4]
    first = database.scalars(select(Turn.vendor_id).order_by(Turn.place).limit(4)).all()
    assert [maker.id for maker in makers.some(4, "fa")] == list(first)


def test_in_ties_of_price_who_waited_longer_comes_first(session, clock):
    some_makers(7)
    had = drawn()
    page = search.find("", Filters(order="cheap"), 1, "fa").pieces
    waiting = database.scalars(select(Listing).where(Listing.vendor_id.not_in(had))).one()
    assert page[0].public_id == waiting.public_id
    with unit_of_work():
        again = make.a_live_listing(database.get(make.Vendor, had[0]))
    assert again.turn == local_day(house.now()).toordinal()
    assert turns.drifted() == []


def test_a_spoilt_turn_is_found_and_mended(session):
    listing = make.a_live_listing()
    drawn()
    with unit_of_work():
        listing = database.get(Listing, listing.id, populate_existing=True)
        listing.turn = 5
    assert turns.drifted() == [listing.id]
    with unit_of_work():
        turns.rebuild()
    assert turns.drifted() == []


def test_a_pinned_maker_is_first_and_then_waits_like_everybody(session, clock):
    everybody = some_makers(13)
    drawn()
    late = next(m for m in everybody if m.alias_fa not in on_front())
    today = local_day(house.now())
    with unit_of_work():
        until, by = today + timedelta(days=1), make.staff("moderator").id
        pin = pinning.pin(late, today, until, "نمایشگاه", by)
    assert on_front()[0] == late.alias_fa
    clock.advance(days=1)
    drawn()
    assert on_front()[0] == late.alias_fa
    with unit_of_work():
        pinning.lift(pin.id)
    clock.advance(days=1)
    drawn()
    assert late.alias_fa not in on_front()
    told = [event.name for event in eventlog.history("front_pin", pin.id)]
    assert told == ["lift", "created"]
    with pytest.raises(WrongState), unit_of_work():
        pinning.lift(pin.id)


@pytest.mark.parametrize(
    ("first", "days", "reason", "field"),
    [(-1, 0, "x", "first_day"), (0, -1, "x", "last_day"), (0, 40, "x", "last_day"),
     (0, 0, " ", "reason")],
)  # fmt: skip
def test_a_pin_that_cannot_be(session, first, days, reason, field):
    maker = make.a_maker()
    begin = local_day(house.now()) + timedelta(days=first)
    with pytest.raises(DomainError) as error, unit_of_work():
        pinning.pin(maker, begin, begin + timedelta(days=days), reason, make.staff("moderator").id)
    assert error.value.field == field
