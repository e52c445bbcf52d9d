"""The desk: first the money, then the pieces."""

import pytest

from marketplace.orders import links
from tests.support import factories as make
from tests.support.doing import fresh


@pytest.fixture
def clerk(client):
    make.sign_in_as(client, "clerk")
    return client


def test_code_opens_the_order_and_digits_and_name_find_it(session, clerk):
    order = make.an_order(name="سارا م")
    by_code = clerk.get("/desk/", query_string={"q": order.code.lower()})
    assert by_code.status_code == 302
    assert by_code.location.endswith(f"/desk/orders/{order.code}")
    for query in (order.mobile_last4, "سارا"):
        assert clerk.get("/desk/", query_string={"q": query}).location == by_code.location
    nobody = clerk.get("/desk/", query_string={"q": "هیچ‌کس"})
    assert nobody.status_code == 200
    assert "سفارشی برای" in nobody.text


def test_nothing_leaves_before_the_money_is_recorded(session, clerk):
    order = make.at_office(make.an_order())
    key = order.vendor_orders[0].fulfilments[0].public_id
    line = order.vendor_orders[0].kept[0].id
    page = clerk.get(f"/desk/orders/{order.code}").text
    assert "پس از ثبت پول باز می‌شود" in page
    assert "hand-over" not in page

    clerk.post(f"/desk/fulfilments/{key}/hand-over", data={f"{key}-lines": line})
    assert "tell-wrong" in clerk.get("/desk/").text
    assert fresh(order).state == "ready"


def test_cash_then_receipt_then_hand_over(session, clerk):
    order = make.at_office(make.an_order())
    paid = clerk.post(f"/desk/orders/{order.code}/payment", data={"received": "۲٬۰۰۰٬۰۰۰"})
    assert paid.status_code == 303
    page = clerk.get(f"/desk/orders/{order.code}").text
    assert "۱. پول رسید" in page
    assert "۱۵۰٬۰۰۰" in page

    receipt = clerk.get(f"/desk/orders/{order.code}/receipt", follow_redirects=True).text
    assert "یک میلیون و هشتصد و پنجاه هزار تومان" in receipt

    key = order.vendor_orders[0].fulfilments[0].public_id
    line = order.vendor_orders[0].kept[0].id
    unticked = clerk.post(f"/desk/fulfilments/{key}/hand-over")
    assert unticked.status_code == 422
    assert "علامت بزنید" in unticked.text
    assert fresh(order).state == "ready"

    clerk.post(f"/desk/fulfilments/{key}/hand-over", data={f"{key}-lines": line})
    assert fresh(order).state == "closed"


def test_too_little_money_is_said_and_stays_typed(session, clerk):
    order = make.at_office(make.an_order())
    refused = clerk.post(f"/desk/orders/{order.code}/payment", data={"received": "۱٬۰۰۰٬۰۰۰"})
    assert refused.status_code == 422
    assert "۱٬۰۰۰٬۰۰۰" in refused.text
    assert 'role="alert"' in refused.text
    assert fresh(order).paid_at is None


def test_money_is_not_taken_while_a_maker_has_not_answered(session, clerk):
    order = make.an_order()
    page = clerk.get(f"/desk/orders/{order.code}").text
    assert "تا آن زمان مبلغ معلوم نیست" in page
    assert "/payment" not in page
    refused = clerk.post(f"/desk/orders/{order.code}/payment", data={"received": "5,000,000"})
    assert refused.status_code == 422
    assert fresh(order).paid_at is None


def test_maker_brings_the_piece(session, clerk):
    from marketplace.orders import vendor_orders

    order = make.an_order()
    with make.unit():
        vendor_orders.accept(order.vendor_orders[0])
    key = order.vendor_orders[0].fulfilments[0].public_id
    assert clerk.post(f"/desk/fulfilments/{key}/arrival").status_code == 303
    assert fresh(order).state == "ready"

    twice = clerk.post(f"/desk/fulfilments/{key}/arrival", follow_redirects=True)
    assert twice.status_code == 200
    assert "tell-wrong" in twice.text


def test_no_receipt_without_payment(session, clerk):
    order = make.an_order()
    assert clerk.get(f"/desk/orders/{order.code}/receipt").status_code == 404
    assert clerk.get("/desk/orders/XXXXXXXX").status_code == 404


def test_what_lies_in_my_drawer_is_said(session, clerk):
    assert "پول نشمرده‌ای در صندوق شما نیست" in clerk.get("/desk/").text
    order = make.at_office(make.an_order())
    clerk.post(f"/desk/orders/{order.code}/payment", data={"received": "۱٬۸۵۰٬۰۰۰"})
    assert "۱٬۸۵۰٬۰۰۰" in clerk.get("/desk/?state=waiting").text


@pytest.mark.parametrize("path", ["/desk/", "/desk/reservations/new"])
def test_makers_and_visitors_stay_out(client, session, path):
    assert client.get(path).status_code == 302
    maker = make.a_maker()
    from marketplace.people.models import User

    make.sign_in_as(client, session.get(User, maker.members[0].user_id))
    assert client.get(path).status_code == 403


def test_one_of_two_pieces_is_given_and_the_other_waits(session, clerk):
    maker = make.a_maker()
    order = make.an_order(make.a_live_listing(maker), make.a_live_listing(maker))
    make.paid(make.at_office(order))
    key = order.vendor_orders[0].fulfilments[0].public_id
    one, two = order.vendor_orders[0].kept
    page = clerk.get(f"/desk/orders/{order.code}").text
    assert page.count(f'name="{key}-lines"') == 2
    clerk.post(f"/desk/fulfilments/{key}/hand-over", data={f"{key}-lines": one.id})
    page = clerk.get(f"/desk/orders/{order.code}").text
    assert page.count(f'name="{key}-lines"') == 1
    assert "پیش خریدار" in page
    again = clerk.post(f"/desk/fulfilments/{key}/hand-over", data={f"{key}-lines": one.id})
    assert again.status_code == 303
    assert "دیگر این‌جا نیست" in clerk.get(f"/desk/orders/{order.code}").text
    clerk.post(f"/desk/fulfilments/{key}/hand-over", data={f"{key}-lines": two.id})
    assert fresh(order).state == "closed"


def test_a_reader_finds_the_order_by_its_address_and_by_the_piece_s_tag(session, clerk):
    listing = make.a_live_listing()
    order = make.an_order(listing)
    mine = f"/desk/orders/{order.code}"
    for scanned in (
        f"https://shop.example/o/{links.token(order.code)}",
        f"http://x/en/p/{listing.scan_code}",
        f"/p/{listing.scan_code}?from=tag",
    ):
        assert clerk.get("/desk/", query_string={"q": scanned}).location.endswith(mine)
    nothing = clerk.get("/desk/", query_string={"q": "https://shop.example/o/none"})
    assert "سفارشی برای" in nothing.text


def test_who_did_not_come_stands_under_unclaimed(session, clerk, clock):
    order = make.paid(make.at_office(make.an_order(name="فاطمه نیامده")))
    assert "فاطمه نیامده" not in clerk.get("/desk/?state=unclaimed").text
    clock.advance(days=6)
    page = clerk.get("/desk/?state=unclaimed").text
    assert "فاطمه نیامده" in page
    assert order.code[:4] in page
