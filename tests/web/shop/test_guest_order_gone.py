"""A guest's order when the world moved on meanwhile: new prices, pieces that are gone."""

import pytest

from marketplace.kernel.unit import unit_of_work
from marketplace.orders.models import Order
from tests.support import factories
from tests.support.guests import confirm, newest_code, put_in, seen, to_check, total_of


def orders(session):
    session.rollback()
    return session.query(Order).all()


def test_a_new_price_is_asked_about_and_the_same_code_still_works(client, session):
    listing = factories.a_live_listing(price=5_200_000)
    put_in(client, listing)
    page = to_check(client)
    code = newest_code(session)
    with unit_of_work():
        listing.price = 5_600_000
    answer = confirm(client, page, code)
    assert answer.status_code == 409
    for shown in ("۵۲۰٬۰۰۰", "۵۶۰٬۰۰۰", code):
        assert shown in answer.text
    assert total_of(answer) == "5600000"
    assert confirm(client, answer, code).status_code == 303
    assert orders(session)[0].total == 5_600_000


@pytest.mark.parametrize("total", ["", "-1", "1e9", "٫", "9" * 40])
def test_a_total_that_nobody_saw_reserves_nothing(client, session, total):
    put_in(client, factories.a_live_listing())
    page = to_check(client)
    form = seen(page) | {"code": newest_code(session), "expected_total": total}
    assert client.post("/checkout/check", data=form).status_code == 409
    assert orders(session) == []


def test_two_new_prices_with_the_old_total_are_asked_about(client, session):
    dear, cheap = (factories.a_live_listing(price=price) for price in (9_000_000, 5_000_000))
    put_in(client, dear, cheap)
    page = to_check(client)
    code = newest_code(session)
    with unit_of_work():
        dear.price, cheap.price = cheap.price, dear.price
    answer = confirm(client, page, code)
    assert answer.status_code == 409
    assert "جمع تازه" not in answer.text
    assert total_of(answer) == total_of(page)
    assert orders(session) == []
    assert confirm(client, answer, code).status_code == 303


def test_lines_that_nobody_saw_reserve_nothing(client, session):
    put_in(client, factories.a_live_listing())
    page = to_check(client)
    code = newest_code(session)
    for lines in ("", "x" * 500, "٫"):
        form = seen(page) | {"code": code, "expected_lines": lines}
        assert client.post("/checkout/check", data=form).status_code == 409
    assert orders(session) == []


def test_a_piece_taken_meanwhile_stays_in_the_basket_struck_and_explained(client, session):
    one, two = factories.a_live_listing(), factories.a_live_listing(title_fa="جاجیم راه‌راه")
    put_in(client, one, two)
    page = to_check(client)
    factories.an_order(one)
    answer = confirm(client, page, newest_code(session))
    assert answer.status_code == 409
    basket = client.get("/basket").text
    assert "<s>" in basket
    assert "از جمع کم شده" in basket
    factories.an_order(two)
    gone = confirm(client, answer, newest_code(session))
    assert (gone.status_code, gone.location) == (303, "/basket")
    again = client.post("/checkout/code", headers={"Sec-Fetch-Site": "same-origin"})
    assert again.status_code == 303
    assert client.get("/checkout").location == "/basket"
