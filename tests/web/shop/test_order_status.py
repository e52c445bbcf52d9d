"""The buyer's page: by link, or by code and mobile with limits that tell nothing."""

import pytest

from marketplace.kernel.unit import unit_of_work
from marketplace.orders import fulfilments, lapse, links, vendor_orders
from marketplace.web.shop import order_status
from tests.support import factories

MOBILE = "+989000001234"


def look_up(client, code, mobile="0900 000 1234", **headers):
    return client.post("/order", data={"code": code, "mobile": mobile}, **headers)


def page_of(client, order, prefix=""):
    return client.get(f"{prefix}/o/{links.token(order.code)}").text


def test_code_and_mobile_open_the_order_for_an_hour(client, session, clock):
    order = factories.an_order(mobile=MOBILE)
    answer = look_up(client, f" {order.code[:4].lower()}-{order.code[4:]} ")
    assert answer.status_code == 303
    assert order.code[:4] in client.get(answer.location).text
    clock.advance(minutes=61)
    assert client.get("/order/mine").location == "/order"


def test_a_wrong_mobile_and_an_unknown_code_get_the_same_answer(client, session):
    order = factories.an_order(mobile=MOBILE)
    wrong = look_up(client, order.code, "0900 000 9999")
    unknown = look_up(client, "22222222", "0900 000 9999")
    assert wrong.status_code == unknown.status_code == 422
    assert wrong.text.replace(order.code, "22222222") == unknown.text
    assert client.get("/order/mine").location == "/order"


def test_ten_wrong_tries_close_a_code_even_for_the_right_mobile(client, session, clock):
    clock.set(clock.now().replace(minute=1, second=0))
    order = factories.an_order(mobile=MOBILE)
    for _ in range(10):
        assert look_up(client, order.code, "0900 000 9999").status_code == 422
    shut = look_up(client, order.code)
    assert shut.status_code == 429
    assert "Retry-After" in shut.headers
    clock.advance(minutes=61)
    assert look_up(client, order.code).status_code == 303


def test_an_address_with_many_wrong_tries_is_slowed_but_not_shut(
    client, session, monkeypatch, clock
):
    clock.set(clock.now().replace(minute=1, second=0))
    monkeypatch.setattr(order_status, "PER_ADDRESS", 3)
    monkeypatch.setattr(order_status, "THEN_PER_MINUTE", 2)
    order = factories.an_order(mobile=MOBILE)
    tries = [look_up(client, f"2222222{n}").status_code for n in range(2, 8)]
    assert tries[:5] == [422] * 5
    assert tries[5] == 429
    assert look_up(client, order.code).status_code == 303


@pytest.mark.parametrize("token", ["x", "0" * 24, "0" * 4000, "%00", "../order"])
def test_a_link_that_nobody_was_given_opens_nothing(client, token):
    assert client.get(f"/o/{token}").status_code == 404


def test_the_form_says_what_is_missing(client):
    answer = look_up(client, "", "")
    assert answer.status_code == 422
    assert answer.text.count('class="err"') == 2
    assert client.get("/order?code=K7M2").status_code == 200


def test_the_page_tells_the_news_of_every_state(client, session, clock):
    listing = factories.a_live_listing(quantity=9, title_en="Socks")
    order = factories.an_order(listing)
    assert "Waiting for her answer" in page_of(client, order, "/en")
    factories.at_office(order)
    ready = page_of(client, order, "/en")
    assert "Your order is ready" in ready
    assert "<dt>At pick-up</dt>" in ready
    assert "You pay there: cash." in ready
    factories.paid(order)
    assert "Paid: take your order with you" in page_of(client, order, "/en")
    with unit_of_work():
        fulfilments.hand_over(order.vendor_orders[0].fulfilments[0])
    assert "In your hands" in page_of(client, order, "/en")
    refused = factories.an_order(listing)
    with unit_of_work():
        vendor_orders.decline(refused.vendor_orders[0], "a reason for the office")
    page = page_of(client, refused, "/en")
    assert "cannot be made" in page
    assert "a reason for the office" not in page
    silent, fetched = factories.an_order(listing), factories.at_office(factories.an_order(listing))
    clock.advance(days=6)
    with unit_of_work():
        lapse.sweep()
    assert "No answer in time" in page_of(client, silent, "/en")
    assert "Not picked up" in page_of(client, fetched, "/en")


def test_some_parts_here_and_some_on_their_way(client, session):
    order = factories.an_order(factories.a_live_listing(), factories.a_live_listing())
    with unit_of_work():
        for part in order.vendor_orders:
            vendor_orders.accept(part)
        fulfilments.arrive(order.vendor_orders[0].fulfilments[0])
    page = page_of(client, order)
    assert "۱ رسیده، ۱ در راه" in page
    assert "۱ از ۲" in page


@pytest.mark.parametrize("name", ["terms", "privacy", "reservation"])
@pytest.mark.parametrize("prefix", ["", "/en"])
def test_the_legal_texts_stand_in_both_languages(client, name, prefix):
    page = client.get(f"{prefix}/terms/{name}")
    assert page.status_code == 200
    assert "<h2>" in page.text
    assert "public" in page.headers["Cache-Control"]
    assert client.get(f"{prefix}/terms/{name}/1405-09").status_code == 200
    assert client.get(f"{prefix}/terms/{name}/1300-01").status_code == 404
    assert client.get(f"{prefix}/terms/secret").status_code == 404
