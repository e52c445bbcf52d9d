"""The buyer fetches some of what was to be posted: the rest goes and costs what it weighs."""

import pytest
from sqlalchemy import select

from marketplace.kernel.unit import unit_of_work
from marketplace.orders import cancelling, fulfilments
from marketplace.orders.models import Order
from marketplace.orders.post import boxes, carried, dispatch, parcels, postage
from marketplace.orders.returns import crediting
from marketplace.orders.sheets.issuing import Asked, issue
from marketplace.papers import issuing
from marketplace.payments import balance
from marketplace.payments.refund_models import RefundDue
from tests.support import factories as make
from tests.support.doing import done, fresh

PACKING = 200


@pytest.fixture
def order(session) -> Order:
    """Two makers' pieces of 700 g each, here and paid, in one parcel above a kilo."""
    pieces = [make.a_live_listing(make.a_maker(), weight_g=700) for _ in range(2)]
    return make.paid(make.at_office(make.a_posted_order(*pieces)))


def fetch(order, part=0, lines=None):
    done(fulfilments.hand_over, order.vendor_orders[part].fulfilment, lines)
    return fresh(order)


def parcel_of(order):
    (parcel,) = postage.of_order(order)
    return parcel


def test_what_another_maker_made_is_still_posted(order):
    order = fetch(order)
    parcel = parcel_of(order)
    assert order.vendor_orders[0].state == "closed"
    assert carried.parts(parcel, order) == [order.vendor_orders[1]]
    assert (dispatch.count("now"), dispatch.count("waiting")) == (1, 0)
    assert [row.missing for row in dispatch.queue("now", "fa")] == [0]
    done(parcels.ship, parcel, "1234567890")
    done(parcels.deliver, parcel)
    assert (fresh(order).state, parcel.state) == ("closed", "delivered")
    assert carried.parts(parcel, order) == [order.vendor_orders[1]]


def test_a_box_goes_though_a_part_of_it_was_fetched(session):
    two = [
        make.paid(make.at_office(make.a_posted_order(
            *(make.a_live_listing(make.a_maker(), weight_g=700) for _ in range(2)),
            mobile="+989000010555",
        )))
        for _ in range(2)
    ]  # fmt: skip
    first, second = (parcel_of(order) for order in two)
    done(boxes.put_in, first, second)
    fetch(two[1])
    assert dispatch.count("now") == 1
    done(parcels.ship, first, "1234567890")
    assert second.state == "shipped"


def test_the_parcel_is_lighter_and_what_the_post_costs_less_is_owed_back(order, session):
    before, total = order.postage, order.total
    order = fetch(order)
    parcel = parcel_of(order)
    assert parcel.grams == PACKING + 700
    less = before - order.postage
    assert (less > 0, total - order.total) == (True, less)
    due = session.scalars(select(RefundDue)).one()
    assert (due.amount, due.reason, due.line_id) == (less, "fetched", None)
    (note,) = crediting.of_order(order.id)
    assert (note.amount, note.kind) == (less, "cancellation")
    assert order.paid_at is not None
    assert balance.of("order", order.id).kept == order.total == order.paid


def test_all_of_it_fetched_gives_the_parcel_up_and_its_postage_back(order):
    whole = order.postage
    order = fetch(fetch(order), 1)
    assert (order.state, parcel_of(order).state, order.postage) == ("closed", "given_up", 0)
    assert balance.of("order", order.id).owed == whole


def test_a_rest_that_is_taken_off_leaves_nothing_to_post(session):
    maker = make.a_maker()
    pieces = [make.a_live_listing(maker, weight_g=700) for _ in range(2)]
    order = make.paid(make.at_office(make.a_posted_order(*pieces)))
    mine = [line.id for line in order.vendor_orders[0].kept]
    order = fetch(order, lines=mine[:1])
    done(cancelling.by_staff, order, mine[1:], "نخواست")
    assert (fresh(order).state, parcel_of(order).state) == ("closed", "given_up")


def test_slip_and_label_are_of_the_lines_that_are_left(session):
    maker = make.a_maker()
    pieces = [make.a_live_listing(maker, title_fa=name, weight_g=grams)
              for name, grams in (("گلیم", 700), ("جاجیم", 800))]  # fmt: skip
    order = make.paid(make.at_office(make.a_posted_order(*pieces)))
    order = fetch(order, lines=[order.vendor_orders[0].kept[0].id])
    codes = [parcel_of(order).public_id]
    with unit_of_work():
        slip, label = (
            issuing.content(issue(kind, codes, Asked("fa", "fa", None))[0])
            for kind in ("packing", "label")
        )
    assert [line["title"] for line in slip["lines"]] == ["جاجیم"]
    assert label["grams"] == PACKING + 800


def test_the_one_packing_slip_is_of_what_is_left(order):
    order = fetch(order)
    with unit_of_work():
        papers = issue("packing", [parcel_of(order).public_id], Asked("fa", "fa", None))
    (body,) = [issuing.content(paper) for paper in papers]
    assert (body["place_in"], body["of"]) == (1, 1)


def test_the_parcel_s_page_shows_what_is_left(client, order):
    order = fetch(order)
    make.sign_in_as(client, "clerk")
    page = client.get(f"/office/parcels/{parcel_of(order).public_id}").text
    assert page.count('<div class="pair"><span>') == 1
