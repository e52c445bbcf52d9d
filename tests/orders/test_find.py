"""Finding orders, and what each reader may see of them."""

import pytest

from marketplace.kernel.errors import NotFound
from marketplace.kernel.ids import show_code
from marketplace.kernel.unit import unit_of_work
from marketplace.orders import derive, vendor_orders
from marketplace.orders.lists import find
from marketplace.orders.lists.find import Filters
from tests.support import factories


def codes(rows):
    return [row.code for row in rows]


def test_an_order_is_found_by_its_code_typed_in_any_way(session):
    order = factories.an_order()
    for typed in (order.code.lower(), show_code(order.code), f" {order.code[:4]} {order.code[4:]}"):
        assert find.by_code(typed).id == order.id
    for typed in ("", "x" * 99, "nothing!"):
        with pytest.raises(NotFound):
            find.by_code(typed)


def test_orders_are_found_by_last_digits_in_any_script_and_by_name(session):
    order = factories.an_order(mobile="+989000056789", name="نگار ت")
    assert codes(find.searched("۶۷۸۹")) == [order.code]
    assert codes(find.searched("نگار")) == [order.code]
    assert find.searched("") == find.searched(" ") == find.searched("%") == []


def test_the_queue_narrows(session, clock):
    maker = factories.a_maker()
    listing = factories.a_live_listing(maker, kind="stocked", quantity=9)
    waiting = factories.an_order(listing)
    ready = factories.at_office(factories.an_order(listing))
    paid = factories.paid(factories.at_office(factories.an_order(listing)))
    making = factories.an_order(listing)
    with unit_of_work():
        vendor_orders.accept(making.vendor_orders[0])
    assert codes(find.queue()) == [one.code for one in (waiting, ready, paid, making)]
    assert codes(find.queue(Filters(newest_first=True), limit=1)) == [making.code]
    assert codes(find.queue(Filters(waiting=True))) == [waiting.code]
    assert codes(find.queue(Filters(states=("ready",), unpaid=True))) == [ready.code]
    assert codes(find.queue(Filters(channel="desk"))) == []
    assert find.count(Filters(states=("ready",))) == 2
    assert find.queue(Filters(late=True)) == []
    clock.advance(days=6)
    late = find.queue(Filters(late=True))
    assert {waiting.code, ready.code, making.code} <= set(codes(late))
    assert all(row.late for row in late)


def test_a_maker_sees_her_part_with_a_first_name_and_no_number(session):
    one, two = factories.a_live_listing(), factories.a_live_listing()
    order = factories.an_order(one, two, name="سارا محمدی")
    mine, hers = order.vendor_orders
    (row,) = find.for_vendor(mine.vendor_id)
    assert row.buyer == "سارا"
    assert order.mobile not in str(row)
    assert row.share.amount == row.total.amount - mine.lines[0].commission
    assert find.for_vendor(mine.vendor_id, ("closed",)) == []
    assert find.vendor_order(mine.public_id, mine.vendor_id).id == mine.id
    with pytest.raises(NotFound):
        find.vendor_order(hers.public_id, mine.vendor_id)


def test_the_buyers_page_tells_each_makers_part(session):
    one, two = factories.a_live_listing(), factories.a_live_listing()
    order = factories.an_order(one, two)
    with unit_of_work():
        vendor_orders.accept(order.vendor_orders[0])
        vendor_orders.decline(order.vendor_orders[1], "نشد")
    seen = find.status(order, "en")
    assert [part.state for part in seen.parts] == ["accepted", "declined"]
    assert len(seen.live) == 1
    assert (seen.here, seen.answer_by) == (0, None)
    assert seen.bring_by
    factories.at_office(order)
    assert find.status(order, "fa").here == 1
    assert find.status(order, "fa").ready_at


@pytest.mark.parametrize(
    ("parts", "state"),
    [
        ([("placed", None), ("accepted", "expected")], "placed"),
        ([("accepted", "expected"), ("declined", None)], "making"),
        ([("ready", "at_office"), ("ready", "expected")], "making"),
        ([("ready", "at_office"), ("closed", "handed_over")], "ready"),
        ([("closed", "handed_over"), ("declined", None)], "closed"),
        ([("declined", None), ("declined", None)], "declined"),
        ([("declined", None), ("lapsed", None)], "lapsed"),
    ],
)
def test_the_orders_state_follows_from_its_parts(parts, state):
    assert derive.state_of(parts) == state
