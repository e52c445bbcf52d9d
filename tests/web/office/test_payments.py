"""The treasurer's cash: totals, receipts, corrections."""

import pytest

from marketplace.orders.models import Order
from marketplace.payments import receipts
from tests.support import factories as make
from tests.support.zarinpal import an_online_order, begun, came_back


@pytest.fixture
def treasurer(client):
    make.sign_in_as(client, "treasurer")
    return client


def test_totals_and_receipts_of_chosen_days(session, treasurer):
    assert "رسیدی نیست" in treasurer.get("/office/payments").text
    make.paid(make.at_office(make.an_order(name="نگار ت")))
    page = treasurer.get("/office/payments").text
    assert "نگار ت" in page
    assert page.count("۱٬۸۵۰٬۰۰۰") == 3  # who took it, whose drawer it is in, its receipt
    long_ago = {"until-day": "1", "until-month": "1", "until-year": "1400"}
    assert "رسیدی نیست" in treasurer.get("/office/payments", query_string=long_ago).text
    no_day = treasurer.get("/office/payments", query_string={"since-day": "x"})
    assert no_day.status_code == 422


def test_correction_is_a_receipt_of_its_own_and_the_order_is_unpaid(session, treasurer):
    order = make.paid(make.at_office(make.an_order()))
    number = receipts.of_subject("order", order.id)[0].number
    path = f"/office/payments/{number}"
    assert "اصلاح این رسید" in treasurer.get(path).text

    assert treasurer.post(f"{path}/correction", data={"reason": " "}).status_code == 422
    done = treasurer.post(f"{path}/correction", data={"reason": "رقم اشتباه بود"})
    assert done.status_code == 303
    assert "رقم اشتباه بود" in treasurer.get(done.location).text
    session.expire_all()
    assert session.get(Order, order.id).paid_at is None

    twice = treasurer.post(f"{path}/correction", data={"reason": "باز هم"})
    assert twice.status_code == 422
    assert 'role="alert"' in twice.text


def test_what_a_gateway_holds_has_no_correction(treasurer, zarinpal, session):
    order = an_online_order()
    intent = begun(order)
    zarinpal.do("pay", intent.reference)
    came_back(intent)
    path = f"/office/payments/{receipts.of_subject('order', order.id)[0].number}"
    assert "این پول نزد درگاه است" in treasurer.get(path).text
    assert 'name="reason"' not in treasurer.get(path).text
    refused = treasurer.post(f"{path}/correction", data={"reason": "رقم اشتباه بود"})
    assert (refused.status_code, "این پول نزد درگاه است" in refused.text) == (422, True)
    session.expire_all()
    assert session.get(Order, order.id).paid_at is not None


def test_unknown_receipt(treasurer, session):
    for number in ("1405-000099", "nonsense", "۱۴۰۵-1"):
        assert treasurer.get(f"/office/payments/{number}").status_code == 404


def test_only_the_treasurer(client, session):
    make.sign_in_as(client, "clerk")
    assert client.get("/office/payments").status_code == 403
