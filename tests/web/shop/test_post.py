"""A guest orders by post: prices before the code, nothing typed is lost, the parcel followed."""

import re

import pytest

from marketplace.kernel import preferences
from marketplace.kernel.unit import unit_of_work
from marketplace.orders import checkout
from marketplace.orders.models import Order
from marketplace.orders.post import parcels, postage, tariff_book
from marketplace.orders.post.models import OrderAddress
from tests.support import factories as make
from tests.web.shop.test_guest_order import confirm, newest_code, orders, put_in, to_check

ADDRESS = {
    "province": "tehran",
    "county": "ری",
    "city": "شهرری",
    "street": "خیابان نمونه\nپلاک ۴",
    "postal_code": "۱۲۳۴۵-۶۷۸۹۱",
}


@pytest.fixture
def method(session):
    return make.a_tariff()


def by(method, **changes):
    return {"delivery": str(method.id)} | ADDRESS | changes


def test_two_makers_pieces_by_post(client, session, method, queries):
    one = make.a_live_listing(weight_g=700)
    two = make.a_live_listing(weight_g=600, price=5_200_000)
    put_in(client, one, two)
    page = client.get("/checkout").text
    assert "همین استان ۱۰۰٬۰۰۰" in page
    assert "استان‌های دیگر ۱۴۰٬۰۰۰" in page
    assert "همه در یک بسته از دفتر می‌آید" in page
    check = to_check(client, **by(method))
    assert "تهران، شهرری" in check.text
    assert "هزینهٔ پست، ۱٬۵۰۰ گرم" in check.text
    queries.clear()
    answer = confirm(client, check, newest_code(session))
    assert answer.status_code == 303
    assert queries.count <= 45, queries.count
    (order,) = orders(session)
    assert (order.delivery, order.postage) == ("post", 1_400_000)
    assert order.total == one.price + two.price + 1_400_000
    page = client.get(answer.location).text
    assert "بستهٔ کاروانسرا" in page
    assert "شهرری" in page
    assert "پلاک ۴" not in page
    assert "۱۲۳۴۵۶۷۸۹۱" not in page


def test_the_basket_tells_only_the_costs_and_ways_that_there_are(client, session, method):
    put_in(client, make.a_live_listing())
    assert "هزینهٔ پست و راه‌های پرداخت در صفحهٔ بعد است" in client.get("/basket").text
    with unit_of_work():
        preferences.change(posting="off")
    assert "هزینهٔ دیگری نیست. راه‌های پرداخت" in client.get("/basket").text
    with unit_of_work():
        preferences.change(card_number="")
    assert "پول را هنگام برداشتن" in client.get("/basket").text


def test_collecting_stays_the_first_choice_and_asks_no_address(client, session, method):
    put_in(client, make.a_live_listing())
    page = to_check(client, delivery="collect", postal_code="چرند", street="")
    assert page.status_code == 200
    assert confirm(client, page, newest_code(session)).status_code == 303
    assert orders(session)[0].delivery == "collect"
    assert session.query(OrderAddress).all() == []


def test_without_a_way_to_pay_from_afar_nothing_is_offered(client, session, method):
    with unit_of_work():
        preferences.change(card_number="")
    piece = make.a_live_listing()
    put_in(client, piece)
    assert "شهرستان" not in client.get("/checkout").text
    answer = client.post("/checkout", data={"name": "سارا م", "mobile": "09000007777"} | by(method))
    assert answer.status_code == 422


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"postal_code": "12345"}, "کد پستی ده رقم است"),
        ({"postal_code": "1111111111"}, "کد پستی ده رقم است"),
        ({"province": "atlantis"}, "استان را از فهرست"),
        ({"street": ""}, "خیابان"),
        ({"delivery": "999"}, "یکی از پاسخ‌ها"),
    ],
)
def test_a_wrong_address_is_said_and_everything_typed_stays(
    client, session, method, wrong, sentence
):
    put_in(client, make.a_live_listing(weight_g=700))
    form = {"name": "سارا م", "mobile": "09000007777"} | by(method) | wrong
    answer = client.post("/checkout", data=form)
    assert answer.status_code == 422
    assert sentence in answer.text
    for kept in ("شهرری", "سارا م", *([] if "street" in wrong else ["پلاک ۴"])):
        assert kept in answer.text
    if "postal_code" in wrong:
        assert f'value="{wrong["postal_code"]}"' in answer.text


def test_too_heavy_a_parcel_is_refused_with_both_weights(client, session, method):
    put_in(client, make.a_live_listing(weight_g=6000))
    form = {"name": "سارا م", "mobile": "09000007777"} | by(method)
    answer = client.post("/checkout", data=form)
    assert answer.status_code == 422
    assert "۶٬۲۰۰ گرم" in answer.text
    assert "۵٬۰۰۰ گرم" in answer.text
    assert "پلاک ۴" in answer.text


def test_a_tariff_changed_at_the_last_moment_is_shown_and_asked_again(client, session, method):
    put_in(client, make.a_live_listing(weight_g=700))
    check, code = to_check(client, **by(method)), newest_code(session)
    with unit_of_work():
        tariff_book.save_sheet(method, make.local_day(make.clock.now()),
                               {1000: {"far": 710_000}})  # fmt: skip
    answer = confirm(client, check, code)
    assert answer.status_code == 409
    assert "۷۱٬۰۰۰" in answer.text
    assert confirm(client, answer, code).status_code == 303


def test_posting_closed_meanwhile_leads_back_to_the_choice(client, session, method):
    put_in(client, make.a_live_listing(weight_g=700))
    to_check(client, **by(method))
    with unit_of_work():
        preferences.change(posting="off")
    answer = client.get("/checkout/check")
    assert answer.status_code == 303
    assert "الان چیزی پست نمی‌شود" in client.get(answer.location).text


def link_of(order):
    return f"/o/{checkout.token(order)}"


def test_the_buyer_follows_her_parcel_and_says_that_it_came(client, session, method):
    with unit_of_work():
        tariff_book.change_method(method, tracking_url="https://post.example/{code}")
    order = make.a_posted_order()
    (parcel,) = make.posted(order)
    page = client.get(link_of(order)).text
    assert "سفارش شما در راه است" in page
    assert "9876543210" in page
    assert 'href="https://post.example/9876543210"' in page
    address = f"{link_of(order)}/parcels/{parcel.public_id}/arrival"
    assert f'action="{address}"' in page
    assert client.post(address).status_code == 303
    assert client.post(address).status_code == 303
    assert "سفارش شما رسید" in client.get(link_of(order)).text
    other = make.a_posted_order()
    assert client.post(f"{link_of(other)}/parcels/{parcel.public_id}/arrival").status_code == 404


def test_the_address_is_shown_only_after_the_code(client, session, method):
    order = make.a_posted_order()
    link = link_of(order)
    assert "کوچهٔ سوم" not in client.get(link).text
    assert client.post(f"{link}/address").status_code == 303
    code = newest_code(session)
    assert "کد" in client.get(f"{link}/address").text
    wrong = "000000" if code != "000000" else "111111"
    answer = client.post(f"{link}/address/code", data={"code": wrong})
    assert answer.status_code == 422
    assert "کوچهٔ سوم" not in answer.text
    assert client.post(f"{link}/address/code", data={"code": code}).status_code == 303
    assert "کوچهٔ سوم" in client.get(link).text
    other = make.a_posted_order()
    assert "کوچهٔ سوم" not in client.get(link_of(other)).text
    assert "کوچهٔ سوم" not in client.application.test_client().get(link).text


def test_a_collected_order_has_no_address_page(client, session):
    order = make.an_order()
    assert client.get(f"{link_of(order)}/address").status_code == 404
    assert client.post(f"{link_of(order)}/address").status_code == 404


def test_a_parcel_that_did_not_arrive_says_what_to_do(client, session, method):
    order = make.a_posted_order()
    (parcel,) = make.posted(order)
    with unit_of_work():
        parcels.fail(parcel, "نشانی ناقص")
    assert "پست نتوانست تحویلش بدهد" in client.get(link_of(order)).text
    with unit_of_work():
        parcels.come_back(parcel)
    page = client.get(link_of(order)).text
    assert "بسته برگشت" in page
    assert "بسته‌تان برگشت؛ کارها را برایتان نگه داشته‌ایم" in page
    assert [one.state for one in postage.of_order(session.get(Order, order.id))] == ["returned"]


def test_the_basket_takes_the_first_place_once_there_is_post(client, session):
    piece = make.a_live_listing()
    path = client.get(f"/i/{piece.public_id}").location
    assert "رزرو در غرفه" in client.get(path).text
    make.a_tariff()
    page = client.get(path).text
    assert re.search(r"<button[^>]*>افزودن به سبد", page)
    assert "رزرو در غرفه" not in page
