"""Handed over piece by piece: what is ticked leaves, the rest stays."""

import pytest

from marketplace.kernel.errors import DomainError, WrongState
from marketplace.kernel.unit import unit_of_work
from marketplace.orders import cancelling, fulfilments
from marketplace.orders.lists import find
from marketplace.orders.models import Order
from marketplace.orders.post import parcels, postage
from marketplace.payments import balance
from tests.support import factories as make


@pytest.fixture
def order(session) -> Order:
    """Three pieces of one maker and one of another, here and paid."""
    maker = make.a_maker()
    pieces = [make.a_live_listing(maker) for _ in range(3)]
    return make.paid(make.at_office(make.an_order(*pieces, make.a_live_listing())))


def part_of(order, number=0):
    return order.vendor_orders[number]


def give(fulfilment, *lines):
    with unit_of_work():
        fulfilments.hand_over(fulfilment, [line.id for line in lines])


def places(session, order):
    session.expire_all()
    seen = find.status(order, "fa")
    return [[line.place for line in part.lines] for part in seen.parts]


def test_what_is_ticked_leaves_and_the_rest_stays(session, order):
    first = part_of(order)
    total = order.total
    give(first.fulfilment, first.kept[1])
    assert places(session, order) == [["at_office", "handed_over", "at_office"], ["at_office"]]
    assert (order.state, part_of(order).state, order.total) == ("ready", "ready", total)
    assert find.status(order, "fa").parts[0].state == "at_office"


def test_the_last_piece_closes_the_part_and_the_last_part_the_order(session, order):
    first = part_of(order)
    lines = list(first.kept)
    for line in lines:
        give(part_of(order).fulfilment, line)
        session.expire_all()
    assert part_of(order).state == "closed"
    assert order.state == "ready"
    give(part_of(order, 1).fulfilment, *part_of(order, 1).kept)
    session.expire_all()
    assert order.state == "closed"


def test_what_has_left_is_not_given_again(session, order):
    first = part_of(order)
    line = first.kept[0]
    key = first.fulfilment.public_id
    give(first.fulfilment, line)
    with pytest.raises(WrongState), unit_of_work():
        fulfilments.hand_over(find.fulfilment(key), [line.id])


def test_without_a_tick_nothing_leaves(session, order):
    with pytest.raises(DomainError) as refused, unit_of_work():
        fulfilments.hand_over(part_of(order).fulfilment, [])
    assert refused.value.field == "lines"


def test_another_order_s_line_is_refused(session, order):
    with pytest.raises(WrongState), unit_of_work():
        fulfilments.hand_over(part_of(order).fulfilment, [part_of(order, 1).kept[0].id])


def test_the_rest_can_still_be_taken_off_and_its_money_is_owed_back(session, order):
    first = part_of(order)
    lines = list(first.kept)
    give(first.fulfilment, lines[0])
    session.expire_all()
    assert lines[0].id not in cancelling.cancellable(order)
    with pytest.raises(WrongState), unit_of_work():
        cancelling.by_staff(order, [lines[0].id], "دیر است")
    with unit_of_work():
        cancelling.by_staff(order, [line.id for line in lines[1:]], "آن‌ها را نخواست")
    session.expire_all()
    assert part_of(order).state == "closed"
    assert order.state == "ready"
    assert balance.of("order", order.id).owed == 2 * lines[1].unit_price


def test_a_piece_fetched_at_the_desk_leaves_the_rest_of_its_parcel_to_the_post(session):
    maker = make.a_maker()
    pieces = [make.a_live_listing(maker), make.a_live_listing(maker)]
    order = make.paid(make.at_office(make.a_posted_order(*pieces)))
    first = part_of(order)
    give(first.fulfilment, first.kept[0])
    session.expire_all()
    (parcel,) = postage.of_order(order)
    assert parcel.state == "waiting"
    with unit_of_work():
        parcels.ship(parcel, "1234567890")
    with unit_of_work():
        parcels.deliver(parcel)
    session.expire_all()
    assert places(session, order) == [["handed_over", "delivered"]]
    assert order.state == "closed"
