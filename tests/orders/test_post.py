"""An order by post: agreed parcels, gathered, paid, posted, delivered or not."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError

from marketplace.kernel import preferences
from marketplace.kernel.db import session as db
from marketplace.kernel.errors import DomainError, WrongState
from marketplace.kernel.eventlog import history
from marketplace.kernel.unit import unit_of_work
from marketplace.orders import (
    addresses,
    checkout,
    forgetting,
    fulfilments,
    parcels,
    postage,
    tariff_book,
    vendor_orders,
    waiting,
)
from marketplace.orders import basket as baskets
from marketplace.orders.models import Basket, Order
from marketplace.orders.post_models import OrderAddress, Parcel
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


@pytest.mark.parametrize(("posting", "place"), [("office", "office"), ("maker", "home")])
def test_a_returned_parcel_keeps_its_pieces_for_the_buyer(posting: str, place: str) -> None:
    order = make.a_posted_order(posting=posting)
    (parcel,) = make.posted(order)
    with unit_of_work():
        parcels.fail(parcel, "نشانی پیدا نشد")
        parcels.come_back(parcel)
    assert parcel.state == "returned"
    assert order.state == ("ready" if posting == "office" else "making")
    lot = db.scalars(select(Lot).where(Lot.quantity > 0)).one()
    assert (lot.place, lot.quantity, lot.held) == (place, 1, 1)
    assert moves(order)[-1] == ("post", place, 1)
    with unit_of_work():
        parcels.send_again(parcel)
        parcels.ship(parcel, "1111122222")
        parcels.deliver(parcel)
    assert order.state == "closed"


def test_the_buyer_may_come_for_it_after_all() -> None:
    order = make.paid(make.at_office(make.a_posted_order()))
    (parcel,) = postage.of_order(order)
    with unit_of_work():
        fulfilments.hand_over(order.vendor_orders[0].fulfilments[0])
    assert (order.state, parcel.state) == ("closed", "given_up")


def test_time_alone_makes_a_parcel_delivered(clock: Any, worker: Any) -> None:
    order = make.a_posted_order()
    (parcel,) = make.posted(order)
    clock.advance(days=9)
    worker()
    assert parcel.state == "shipped"
    clock.advance(days=1, minutes=1)
    worker()
    db.expire_all()
    assert (parcel.state, order.state) == ("delivered", "closed")
    assert history("parcel", parcel.id)[0].reason == "presumed"


def test_a_parcel_is_posted_once() -> None:
    (parcel,) = make.posted(make.a_posted_order())
    with unit_of_work(), pytest.raises(WrongState):
        parcels.ship(parcel, "1111122222")
    with unit_of_work(), pytest.raises(WrongState):
        parcels.come_back(parcel) or parcels.come_back(parcel)  # type: ignore[func-returns-value]


def test_a_tracking_code_belongs_to_one_parcel() -> None:
    make.posted(make.a_posted_order())
    order = make.paid(make.at_office(make.a_posted_order()))
    with unit_of_work(), pytest.raises(DomainError, match="another parcel"):
        parcels.ship(postage.of_order(order)[0], "9876543210")


def test_paying_tells_makers_to_post_and_gives_them_the_days(
    clock: Any, sms: Any, worker: Any
) -> None:
    order = make.accepted(make.a_posted_order(posting="maker"))
    part = order.vendor_orders[0]
    clock.set(clock.now())
    clock.advance(days=20)
    make.paid(order)
    assert part.bring_by is not None
    assert (part.bring_by - clock.now()).days == 3
    with unit_of_work():
        waiting.ask_for_more_days(part)
    assert (part.bring_by - clock.now()).days == 5
    with unit_of_work():
        waiting.ask_for_more_days(part)
    with unit_of_work(), pytest.raises(DomainError, match="twice already"):
        waiting.ask_for_more_days(part)
    worker()
    assert any("دو روز بیشتر" in words for words in sms.to(order.mobile))


def test_nothing_more_to_ask_once_it_is_posted() -> None:
    order = make.a_posted_order(posting="maker")
    make.posted(order)
    with unit_of_work(), pytest.raises(DomainError, match="does not wait"):
        waiting.ask_for_more_days(order.vendor_orders[0])


def test_an_old_baskets_address_is_forgotten_with_it(clock: Any) -> None:
    method = make.a_tariff()
    piece = make.a_live_listing(weight_g=700)
    make.a_basket(piece, method_id=method.id, address=make.an_address())
    make.a_posted_order()
    with unit_of_work():
        baskets.forget_old(clock.now() + timedelta(days=1), 10)
    assert len(db.scalars(select(Basket)).all()) == 1
    assert [one.order_id is None for one in db.scalars(select(OrderAddress))] == [False]


def test_an_erased_order_has_no_address_any_more(clock: Any) -> None:
    order = make.a_posted_order()
    (parcel,) = make.posted(order)
    with unit_of_work():
        parcels.deliver(parcel)
    clock.advance(days=400)
    with unit_of_work():
        forgetting.contacts(clock.now() - timedelta(days=1), 10)
    assert db.scalars(select(OrderAddress)).all() == []
    assert parcel.tracking_code == "9876543210"


@pytest.mark.parametrize("typed", ["123456789", "1111111111", "12345678901", "abcdefghij", ""])
def test_a_wrong_postal_code_is_refused(typed: str) -> None:
    with pytest.raises(DomainError, match="ten digits"):
        addresses.read_postal_code(typed)


def test_a_postal_code_is_folded() -> None:
    assert addresses.read_postal_code("۱۲۳۴۵-۶۷۸۹۱") == "1234567891"


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE parcel SET posted_by = 'postman'",
        "UPDATE parcel SET keeper = 'nobody'",
        "UPDATE parcel SET postage = -1",
        "UPDATE parcel SET state = 'shipped', tracking_code = NULL",
        "UPDATE order_address SET postal_code = '123'",
        "UPDATE buyer_order SET delivery = 'owl'",
        "UPDATE parcel SET tracking_code = '5555555555'",
    ],
)
def test_the_database_refuses_what_cannot_be(statement: str) -> None:
    make.a_posted_order()
    make.a_posted_order()
    with unit_of_work(), pytest.raises(IntegrityError):
        db.execute(text(statement))


def test_a_parcel_without_its_order_is_impossible() -> None:
    (parcel,) = postage.of_order(make.a_posted_order())
    with unit_of_work(), pytest.raises(IntegrityError):
        db.execute(text(f"UPDATE parcel SET order_id = {parcel.order_id + 99}"))
    assert db.get(Parcel, parcel.id) is not None
