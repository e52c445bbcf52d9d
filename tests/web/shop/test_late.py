"""What to do if it is late: a plain sentence for each thing that an order can wait for."""

import pytest

from marketplace.kernel import preferences
from marketplace.kernel.unit import unit_of_work
from marketplace.orders import links, vendor_orders
from marketplace.orders.post import parcels
from tests.support import factories as make

pytestmark = pytest.mark.usefixtures("session")


def page_of(client, order):
    return client.get(f"/o/{links.token(order.code)}").text


def test_a_silent_maker(client, clock):
    order = make.an_order()
    page = page_of(client, order)
    assert 'id="late"' in page
    assert "خودبه‌خود از سفارش برداشته می‌شود" in page
    clock.advance(hours=30)
    late = page_of(client, order)
    assert late.count("tell-look") == page.count("tell-look") + 1


def test_making_overdue(client, clock):
    order = make.accepted(make.an_order())
    assert "اگر آن روز بگذرد" in page_of(client, order)
    clock.advance(days=20)
    page = page_of(client, order)
    assert "هنوز نرسیده است. دفتر پیگیر است" in page
    assert "tell-look" in page


def test_a_parcel_too_long_on_its_way(client, clock):
    order = make.a_posted_order()
    (parcel,) = make.posted(order)
    assert "بسته باید تا" in page_of(client, order)
    assert "tell-look" not in page_of(client, order)
    clock.advance(days=9)
    assert "tell-look" in page_of(client, order)
    with unit_of_work():
        parcels.deliver(parcel)
    assert "رسیده به شمار می‌آید" in page_of(client, order)
    clock.advance(days=31)
    assert 'id="late"' not in page_of(client, order)


def test_paid_and_not_posted_yet(client, clock):
    order = make.paid(make.at_office(make.a_posted_order()))
    assert "کد رهگیری را پیامک می‌کنیم" in page_of(client, order)


def test_ready_and_unclaimed(client, clock):
    order = make.at_office(make.an_order())
    assert "کارها دوباره فروشی می‌شود" in page_of(client, order)
    make.paid(order)
    assert "پولش را داده‌اید و نگهش می‌داریم" in page_of(client, order)
    clock.advance(days=10)
    assert "مهلت تحویل تا" in page_of(client, order)


def test_money_that_has_not_arrived(client, clock):
    order = make.a_card_order()
    assert "نه پول برسد و نه رسیدش" in page_of(client, order)
    proof = make.a_proof(order)
    assert "رسید شما نزد دفتر است" in page_of(client, order)
    make.confirmed(proof)
    assert "اگر آن روز بگذرد" in page_of(client, order)
    other = make.a_card_order()
    clock.advance(days=9)
    assert "مهلت پرداخت" in page_of(client, other)


def test_whom_to_call_stands_below_and_an_order_that_ended_says_nothing(client):
    with unit_of_work():
        preferences.change(phone="+982831234567")
    order = make.an_order()
    assert "کد سفارش را دم دست داشته باشید" in page_of(client, order)
    with unit_of_work():
        vendor_orders.decline(order.vendor_orders[0], "نمی‌شود")
    assert 'id="late"' not in page_of(client, order)


def test_it_is_said_in_english_too(client):
    order = make.at_office(make.an_order())
    assert "for sale again" in client.get(f"/en/o/{links.token(order.code)}").text
