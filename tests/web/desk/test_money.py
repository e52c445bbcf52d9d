"""Taking money on the order's page: cash, the card reader, in parts."""

import pytest

from marketplace.kernel import preferences
from tests.support import factories as make
from tests.support.doing import fresh

SLIP = {"reader-amount": "۱٬۸۵۰٬۰۰۰", "reader-last4": "۱۲۳۴", "reader-trace": "۰۰۴۵۱۲"}


@pytest.fixture
def clerk(client):
    make.sign_in_as(client, "clerk")
    return client


@pytest.fixture
def order(session):
    return make.at_office(make.an_order())


def test_the_card_reader_s_slip_is_recorded_and_shown_everywhere(session, clerk, order, client):
    assert clerk.post(f"/desk/orders/{order.code}/reader-payment", data=SLIP).status_code == 303
    assert fresh(order).paid_at is not None
    told = "کارت‌خوان، کارت ۱۲۳۴، شمارهٔ پیگیری ۴۵۱۲"
    assert told in clerk.get(f"/desk/orders/{order.code}").text
    for shape, shown in (("", "رسید پرداخت با کارت"), ("?shape=roll", "۴۵۱۲")):
        paper = clerk.get(f"/desk/orders/{order.code}/receipt{shape}", follow_redirects=True)
        assert shown in paper.text
        assert "۱۲۳۴" in paper.text
    make.sign_in_as(client, "treasurer")
    page = client.get("/office/payments").text
    assert told in page
    number = page.split("/office/payments/")[1].split('"')[0]
    assert told in client.get(f"/office/payments/{number}").text
    make.sign_in_as(client, "moderator")
    assert told in client.get(f"/office/orders/{order.code}").text
    assert "card 1234, trace number 4512" in client.get(f"/en/office/orders/{order.code}").text


def test_a_slip_that_cannot_be_keeps_what_was_typed(session, clerk, order):
    typed = SLIP | {"reader-trace": "نوشته", "reader-last4": "۱۲"}
    refused = clerk.post(f"/desk/orders/{order.code}/reader-payment", data=typed)
    assert refused.status_code == 422
    assert "نوشته" in refused.text
    assert 'role="alert"' in refused.text
    assert fresh(order).paid_at is None


def test_of_several_readers_one_is_chosen(session, clerk, order):
    with make.unit():
        preferences.change(readers="میز ۱\nمیز ۲")
    address = f"/desk/orders/{order.code}/reader-payment"
    refused = clerk.post(address, data=SLIP)
    assert refused.status_code == 422
    assert "رسید داده انتخاب کنید" in refused.text
    assert clerk.post(address, data=SLIP | {"reader-reader": "میز ۳"}).status_code == 422
    assert clerk.post(address, data=SLIP | {"reader-reader": "میز ۲"}).status_code == 303


def test_part_in_cash_part_by_card_and_nothing_leaves_before(session, clerk, order):
    cash, card = f"/desk/orders/{order.code}/payment", f"/desk/orders/{order.code}/reader-payment"
    key = order.vendor_orders[0].fulfilments[0].public_id
    line = order.vendor_orders[0].kept[0].id
    part = clerk.post(cash, data={"received": "850,000", "part": "y", "seen": "18500000"})
    assert part.status_code == 303
    page = clerk.get(f"/desk/orders/{order.code}").text
    assert "هنوز همهٔ پول نرسیده" in page
    assert "یک میلیون تومان" in page
    assert "hand-over" not in page
    clerk.post(f"/desk/fulfilments/{key}/hand-over", data={f"{key}-lines": line})
    assert fresh(order).state == "ready"

    again = clerk.post(cash, data={"received": "850,000", "part": "y", "seen": "18500000"})
    assert again.status_code == 422
    assert "مبلغ پرداختنی تغییر کرده" in again.text

    rest = SLIP | {"reader-amount": "1,000,000", "seen": "10000000"}
    assert clerk.post(card, data=rest).status_code == 303
    assert fresh(order).paid_at is not None
    papers = clerk.get(f"/desk/orders/{order.code}/receipt", follow_redirects=True).text
    assert papers.count("۸۵۰٬۰۰۰") >= 1
    assert "رسید پرداخت با کارت" in papers
    clerk.post(f"/desk/fulfilments/{key}/hand-over", data={f"{key}-lines": line})
    assert fresh(order).state == "closed"


def test_the_buyer_reads_what_is_here_and_what_is_not(session, clerk, order, client):
    from marketplace.orders import links

    cash = f"/desk/orders/{order.code}/payment"
    clerk.post(cash, data={"received": "850,000", "part": "y"})
    page = client.get(f"/o/{links.token(order.code)}").text
    assert "۸۵۰٬۰۰۰ تومان" in page.replace("\u00a0", " ")
    assert "باید پای میز بپردازید" in page
