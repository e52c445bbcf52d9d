"""An order by post: agreed parcels, gathered, paid, posted, delivered or not."""

from typing import Any

import pytest
from sqlalchemy import select

from marketplace.kernel import preferences
from marketplace.kernel.db import session as db
from marketplace.kernel.errors import DomainError
from marketplace.kernel.eventlog import history
from marketplace.kernel.unit import unit_of_work
from marketplace.orders import checkout, vendor_orders
from marketplace.orders.models import Order
from marketplace.orders.post import addresses, parcels, postage, tariff_book
from marketplace.orders.post.models import OrderAddress
from marketplace.stock.models import CustodyMove, Hold, Lot
from tests.support import factories as make

pytestmark = pytest.mark.usefixtures("session")


def two_makers() -> tuple[Any, Any]:
    craft = make.a_craft()
    one = make.a_maker(craft, alias_fa="دار روناس")
    two = make.a_maker(craft, alias_fa="خانهٔ نیل")
    return make.a_live_listing(one, weight_g=700), make.a_live_listing(two, weight_g=600)


def moves(order: Order) -> list[tuple[str, str, int]]:
    lines = [line.id for part in order.vendor_orders for line in part.lines]
    rows = db.scalars(select(CustodyMove).where(CustodyMove.line_id.in_(lines)))
    return [(row.from_place, row.to_place, row.quantity) for row in rows]


def test_the_office_sends_one_parcel_of_everything() -> None:
    order = make.a_posted_order(*two_makers())
    (parcel,) = postage.of_order(order)
    assert (parcel.posted_by, parcel.keeper, parcel.vendor_id) == ("office", "office", None)
    assert (parcel.grams, parcel.zone, parcel.postage) == (1500, "far", 1_400_000)
    assert (order.delivery, order.postage, order.total) == ("post", 1_400_000, 38_400_000)
    address = addresses.of_order(order)
    assert address is not None
    assert address.city == "تهران"


def test_each_maker_posts_her_own() -> None:
    order = make.a_posted_order(*two_makers(), posting="maker")
    found = postage.of_order(order)
    assert [one.vendor_id for one in found] == [part.vendor_id for part in order.vendor_orders]
    assert {(one.posted_by, one.keeper) for one in found} == {("vendor", "vendor")}
    assert [(one.grams, one.postage) for one in found] == [(900, 700_000), (800, 700_000)]
    assert order.total == 37_000_000 + 1_400_000


def test_a_piece_without_a_weight_counts_the_usual_one() -> None:
    order = make.a_posted_order((make.a_live_listing(quantity=3), 3), province="qazvin")
    assert postage.of_order(order)[0].grams == 3 * 1000 + 200
    assert order.postage == 1_000_000


@pytest.mark.parametrize(
    ("wish", "field"),
    [
        (("atlantis", 700), "province"),
        (("tehran", 9_000), "delivery"),
    ],
)
def test_what_cannot_be_posted_is_refused_before_a_code_is_sent(
    wish: tuple[str, int], field: str
) -> None:
    method = make.a_tariff()
    province, grams = wish
    piece = make.a_live_listing(weight_g=grams)
    with pytest.raises(DomainError) as refusal:
        make.a_basket(piece, method_id=method.id, address=make.an_address(province))
    assert refusal.value.field == field


def test_a_changed_tariff_is_a_drift() -> None:
    method = make.a_tariff()
    basket = make.a_basket(
        make.a_live_listing(weight_g=700), method_id=method.id, address=make.an_address()
    )
    seen = checkout.see(basket, "fa")
    code = make.a_code_for(basket.mobile or "")
    with unit_of_work():
        sheet = {1000: {"same": 1, "neighbour": 1, "far": 710_000}}
        tariff_book.save_sheet(method, parcel_day(), sheet)
    with unit_of_work(), pytest.raises(checkout.Drifted) as drift:
        checkout.confirm(basket, code, seen.total.amount, seen.digest, "a browser", "fa")
    assert drift.value.view.postage.amount == 710_000


def parcel_day() -> Any:
    from marketplace.kernel import clock
    from marketplace.kernel.calendar import local_day

    return local_day(clock.now())


def test_posting_turned_off_meanwhile_says_so() -> None:
    method = make.a_tariff()
    basket = make.a_basket(
        make.a_live_listing(weight_g=700), method_id=method.id, address=make.an_address()
    )
    with unit_of_work():
        preferences.change(posting="off")
    with pytest.raises(DomainError, match="Nothing can be posted"):
        checkout.see(basket, "fa")


def test_choosing_to_collect_forgets_the_address() -> None:
    method = make.a_tariff()
    basket = make.a_basket(
        make.a_live_listing(weight_g=700), method_id=method.id, address=make.an_address()
    )
    with unit_of_work():
        view = checkout.begin(basket, basket.name, basket.mobile or "")
    assert not view.parcels
    assert db.scalars(select(OrderAddress)).all() == []


def test_nothing_leaves_before_it_is_paid_and_complete(sms: Any) -> None:
    order = make.accepted(make.a_posted_order(*two_makers()))
    (parcel,) = postage.of_order(order)
    with unit_of_work(), pytest.raises(DomainError, match="payment first"):
        parcels.ship(parcel, "1234567890")
    make.paid(order)
    with unit_of_work(), pytest.raises(DomainError, match="every piece"):
        parcels.ship(parcel, "1234567890")
    make.at_office(order)
    assert order.state == "ready"
    assert order.pickup_by is None
    with unit_of_work(), pytest.raises(DomainError, match="does not look like"):
        parcels.ship(parcel, "12345")
    with unit_of_work():
        parcels.ship(parcel, "۱۲۳۴۵ ۶۷۸۹۰")
    assert (order.state, parcel.state, parcel.tracking_code) == ("sent", "shipped", "1234567890")


def test_posted_pieces_change_hands_twice(worker: Any, sms: Any) -> None:
    order = make.a_posted_order(*two_makers())
    (parcel,) = make.posted(order)
    assert db.scalars(select(Hold)).all() == []
    assert sum(db.scalars(select(Lot.quantity))) == 0
    worker()
    assert any("کد رهگیری" in words and "9876543210" in words.translate(ASCII)
               for words in sms.to(order.mobile))  # fmt: skip
    with unit_of_work():
        parcels.deliver(parcel)
    assert order.state == "closed"
    assert {part.state for part in order.vendor_orders} == {"closed"}
    assert sorted(moves(order)) == sorted(
        [("home", "office", 1), ("office", "post", 1), ("post", "customer", 1)] * 2
    )


ASCII = str.maketrans("۰۱۲۳۴۵۶۷۸۹", "0123456789")


def test_a_maker_posts_from_home() -> None:
    order = make.a_posted_order(*two_makers(), posting="maker")
    first, second = make.posted(order)
    assert order.state == "sent"
    assert {("home", "post", 1)} == set(moves(order))
    with unit_of_work():
        parcels.deliver(first)
    assert order.state == "sent"
    with unit_of_work():
        parcels.deliver(second)
    assert order.state == "closed"


def test_one_parcel_of_two_on_its_way_is_not_yet_sent() -> None:
    order = make.paid(make.accepted(make.a_posted_order(*two_makers(), posting="maker")))
    with unit_of_work():
        parcels.ship(postage.of_order(order)[0], "1234567890")
    assert order.state == "making"


def test_what_she_brings_is_posted_by_the_office() -> None:
    order = make.at_office(make.a_posted_order(*two_makers(), posting="maker"))
    assert {(one.posted_by, one.keeper) for one in postage.of_order(order)} == {
        ("office", "office")
    }


def test_a_declined_part_makes_the_parcel_lighter_and_cheaper() -> None:
    order = make.a_posted_order(*two_makers())
    first, second = order.vendor_orders
    with unit_of_work():
        vendor_orders.decline(first, "فروخته شد")
    (parcel,) = postage.of_order(order)
    assert (parcel.grams, parcel.postage) == (800, 700_000)
    assert order.total == second.total + 700_000
    assert history("parcel", parcel.id)[0].changes["postage"] == [1_400_000, 700_000]


def test_a_declined_part_takes_its_own_parcel_with_it() -> None:
    order = make.a_posted_order(*two_makers(), posting="maker")
    with unit_of_work():
        vendor_orders.decline(order.vendor_orders[0], "فروخته شد")
    assert [one.state for one in postage.of_order(order)] == ["given_up", "waiting"]
    assert order.total == order.vendor_orders[1].total + 700_000
    with unit_of_work():
        vendor_orders.decline(order.vendor_orders[1], "فروخته شد")
    assert order.state == "declined"
    assert {one.state for one in postage.of_order(order)} == {"given_up"}
