"""A parcel that came back and whose pieces are cancelled then: nothing is left to do with it."""

import pytest
from sqlalchemy import update

from marketplace.kernel.errors import WrongState
from marketplace.kernel.unit import unit_of_work
from marketplace.orders import cancelling
from marketplace.orders.models import VendorOrder
from marketplace.orders.post import dispatch, parcels
from marketplace.payments import balance
from tests.support import factories as make
from tests.support.doing import done, fresh


def returned(*pieces):
    """Posted, not delivered, here again; the order and its parcel."""
    order = make.a_posted_order(*pieces)
    (parcel,) = make.posted(order)
    done(parcels.fail, parcel, "کسی خانه نبود")
    done(parcels.come_back, parcel)
    return fresh(order), parcel


def lines(order):
    return [line.id for part in order.vendor_orders for line in part.kept]


def test_it_is_given_up_and_all_of_the_money_is_owed_back(session):
    order, parcel = returned()
    paid = order.paid
    done(cancelling.by_staff, order, lines(order), "نمی‌خواهد")
    order = fresh(order)
    assert (order.state, parcel.state) == ("cancelled", "given_up")
    assert balance.of("order", order.id).owed == paid
    assert [dispatch.count(view) for view in ("back", "waiting", "now")] == [0, 0, 0]
    with pytest.raises(WrongState):
        done(parcels.send_again, parcel)


def test_what_is_left_of_it_is_posted_again(session):
    order, parcel = returned(*(make.a_live_listing(weight_g=700) for _ in range(2)))
    before = order.postage
    done(cancelling.by_staff, order, lines(order)[:1], "یکی را نمی‌خواهد")
    order = fresh(order)
    assert (parcel.state, parcel.grams) == ("returned", 900)
    assert order.postage < before
    done(parcels.send_again, parcel)
    assert dispatch.count("now") == 1


def test_one_that_was_left_over_from_before_is_not_posted_again(session):
    _order, parcel = returned()
    with unit_of_work():
        session.execute(update(VendorOrder).values(state="cancelled"))
    session.expire_all()
    with pytest.raises(WrongState, match="left to post"):
        done(parcels.send_again, parcel)
