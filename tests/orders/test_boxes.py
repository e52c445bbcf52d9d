"""Two orders of one buyer in one box."""

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.exc import IntegrityError

from marketplace.kernel.db import session as db
from marketplace.kernel.errors import DomainError, WrongState
from marketplace.kernel.eventlog import history
from marketplace.kernel.unit import unit_of_work
from marketplace.orders import cancelling
from marketplace.orders.models import Order
from marketplace.orders.post import boxes, dispatch, parcels, postage, readdressing
from marketplace.orders.post.models import OrderAddress, Parcel
from marketplace.stock.models import CustodyMove
from tests.support import factories as make

pytestmark = pytest.mark.usefixtures("session")
CODE = "9876543210"
BUYER = "+989000010555"


def gathered() -> tuple[Order, Parcel]:
    """A posted order of this buyer that is accepted, here and paid, with its one parcel."""
    order = make.paid(make.at_office(make.a_posted_order(mobile=BUYER)))
    return order, postage.of_order(order)[0]


@pytest.fixture
def two() -> tuple[Parcel, Parcel]:
    return gathered()[1], gathered()[1]


def together(first: Parcel, second: Parcel) -> None:
    with unit_of_work():
        boxes.put_in(first, second)


def test_parcels_of_one_buyer_to_one_address_fit(two: tuple[Parcel, Parcel]) -> None:
    first, second = two
    assert [found.id for found, _order in boxes.fitting(first)] == [second.id]
    together(first, second)
    assert boxes.fitting(first) == []
    assert [one.id for one in boxes.contents(second)] == [first.id, second.id]
    (event,) = [row for row in history("parcel", second.id) if row.name == "put_in_box"]
    assert event.changes["box"][0] is None


@pytest.mark.parametrize("differs", ["mobile", "address", "state"])
def test_others_do_not(two: tuple[Parcel, Parcel], differs: str) -> None:
    first, second = two
    order = db.get_one(Order, second.order_id)
    with unit_of_work():
        if differs == "mobile":
            order.mobile = "+989000010777"
        elif differs == "address":
            sets = {"street": "خیابان دیگر"}
            db.execute(update(OrderAddress).filter_by(order_id=order.id).values(sets))
        else:
            parcels.ship(second, CODE)
    with pytest.raises(WrongState, match="one box"), unit_of_work():
        boxes.put_in(first, second)


def test_a_box_travels_as_one(two: tuple[Parcel, Parcel]) -> None:
    first, second = two
    together(first, second)
    with unit_of_work():
        parcels.ship(second, CODE)  # from either page
    assert {(one.state, one.tracking_code) for one in two} == {("shipped", CODE)}
    with unit_of_work():
        parcels.fail(first, "کسی خانه نبود")
        parcels.come_back(first)
    assert [one.state for one in two] == ["returned", "returned"]
    with unit_of_work():
        parcels.send_again(first)
        parcels.ship(first, "1234509876")
        parcels.deliver(second)
    assert [db.get_one(Order, one.order_id).state for one in two] == ["closed", "closed"]
    arrived = select(func.count()).select_from(CustodyMove).filter_by(to_place="customer")
    assert db.scalar(arrived) == 2


def test_a_box_waits_for_all_of_it() -> None:
    first = gathered()[1]
    unpaid = make.at_office(make.a_posted_order(mobile=BUYER))
    second = postage.of_order(unpaid)[0]
    assert dispatch.count("now") == 1
    together(first, second)
    assert (dispatch.count("now"), dispatch.count("waiting")) == (0, 1)
    with pytest.raises(DomainError, match="payment"), unit_of_work():
        parcels.ship(first, CODE)
    assert [one.state for one in (first, second)] == ["waiting", "waiting"]


def test_what_is_given_up_or_goes_elsewhere_leaves_the_box(two: tuple[Parcel, Parcel]) -> None:
    first, second = two
    together(first, second)
    order = db.get_one(Order, first.order_id)
    with unit_of_work():
        readdressing.correct(order, make.an_address(street="خیابان دیگر"), "تماس گرفت")
    assert second.box_id is None
    with unit_of_work():
        parcels.ship(first, CODE)
    with pytest.raises(DomainError, match="another parcel"), unit_of_work():
        parcels.ship(second, CODE)


def test_a_cancelled_order_leaves_the_others_alone(two: tuple[Parcel, Parcel]) -> None:
    first, second = two
    together(first, second)
    order = db.get_one(Order, first.order_id)
    lines = [line.id for part in order.vendor_orders for line in part.lines]
    with unit_of_work():
        cancelling.by_staff(order, lines, "نمی‌خواهد")
    db.refresh(second)
    assert (first.state, second.box_id) == ("given_up", None)
    with unit_of_work():
        parcels.ship(second, CODE)
    assert second.state == "shipped"


def test_it_can_be_taken_out_until_it_leaves(two: tuple[Parcel, Parcel]) -> None:
    first, second = two
    together(first, second)
    with unit_of_work():
        boxes.take_out(second)
    assert boxes.contents(first) == [first]
    together(first, second)
    with unit_of_work():
        parcels.ship(first, CODE)
    with pytest.raises(WrongState), unit_of_work():
        boxes.take_out(second)


def test_a_box_is_weighed_with_one_wrapping_and_priced_as_one_parcel(
    two: tuple[Parcel, Parcel],
) -> None:
    assert [one.grams for one in two] == [900, 900]
    assert boxes.grams(two) == 1_600
    assert boxes.price(two[:1]) == two[0].postage == 700_000
    assert boxes.price(two) == 1_400_000
    with unit_of_work():
        two[0].grams = 6_000  # heavier than the tariff names
    assert boxes.price(two) == sum(one.postage for one in two)


def test_two_boxes_never_share_a_code(two: tuple[Parcel, Parcel]) -> None:
    first, second = two
    with unit_of_work():
        parcels.ship(first, CODE)
    same = update(Parcel).where(Parcel.id == second.id).values(tracking_code=CODE)
    with pytest.raises(IntegrityError), unit_of_work():
        db.execute(same)
