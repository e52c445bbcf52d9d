"""The buyer's page when the parts of her order stand differently."""

from marketplace.kernel.unit import unit_of_work
from marketplace.orders import fulfilments, links, vendor_orders
from marketplace.orders.post import parcels
from tests.support import factories


def page_of(client, order, prefix="/en"):
    return client.get(f"{prefix}/o/{links.token(order.code)}").text


def three_makers():
    return factories.an_order(*(factories.a_live_listing() for _ in range(3)))


def test_it_says_who_has_not_answered_yet(client, session):
    order = three_makers()
    assert "1 of 3:" not in page_of(client, order)
    with unit_of_work():
        vendor_orders.accept(order.vendor_orders[0])
    page = page_of(client, order)
    assert "Reserved; makers still to answer: 2 of 3" in page
    assert "1 of 3: On its way" in page
    assert "2 of 3: Waiting for her answer" in page
    assert "۲ هنرمند از ۳ هنوز جواب نداده" in page_of(client, order, "")


def test_what_one_maker_refused_is_not_called_on_its_way_or_agreed(client, session):
    order = three_makers()
    with unit_of_work():
        vendor_orders.decline(order.vendor_orders[0], "no wool")
        for part in order.vendor_orders[1:]:
            vendor_orders.accept(part)
    page = page_of(client, order)
    assert "The makers said yes" not in page
    assert "1 of 3: Not possible" in page


def test_what_is_left_is_ready_and_the_rest_is_named(client, session):
    order = three_makers()
    with unit_of_work():
        vendor_orders.decline(order.vendor_orders[0], "no wool")
        for part in order.vendor_orders[1:]:
            vendor_orders.accept(part)
            fulfilments.arrive(part.fulfilments[0])
    page = page_of(client, order)
    assert "The rest of your order is ready: come and see it" in page
    assert "2 of 3: Here" in page


def test_two_parcels_that_stand_differently_are_not_told_as_one(client, session):
    pieces = [factories.a_live_listing(weight_g=700) for _ in range(2)]
    order = factories.a_posted_order(*pieces, posting="maker")
    first, second = factories.posted(order)
    assert "Your order is on its way to you" in page_of(client, order)
    with unit_of_work():
        parcels.deliver(first)
    page = page_of(client, order)
    assert "Arrived: 1 of 2 parcels; the rest is coming" in page
    assert "1 of 2: With the post" in page
    with unit_of_work():
        parcels.fail(second, "nobody at home")
    assert "The post could not deliver one of your parcels" in page_of(client, order)
