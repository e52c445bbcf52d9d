"""A guest's order through the web: six requests, one code, no account."""

import re

from marketplace.notify import compose
from marketplace.notify.models import Message
from marketplace.orders.models import Order
from tests.support import factories

FORM = {"name": "سارا م", "mobile": "۰۹۰۰ ۰۰۰ ۷۷۷۷"}


def newest_code(session):
    session.rollback()
    message = session.query(Message).filter_by(secret=True).order_by(Message.id.desc()).first()
    return compose.code_of(message)


def total_of(page):
    return re.search(r'name="expected_total" value="(\d+)"', page.text)[1]


def put_in(client, *listings):
    for listing in listings:
        answer = client.post("/basket/lines", data={"listing": listing.public_id})
        assert answer.status_code == 303, answer.text


def to_check(client):
    answer = client.post("/checkout", data=FORM)
    assert answer.status_code == 303, answer.text
    return client.get(answer.location)


def test_a_guest_reserves_two_makers_pieces_with_one_code(client, session, queries):
    one = factories.a_live_listing()
    two = factories.a_live_listing(
        title_fa="جوراب پشمی", kind="stocked", quantity=6, price=5_200_000
    )
    put_in(client, one, two)
    assert "جوراب پشمی" in client.get("/basket").text
    assert client.get("/checkout").status_code == 200
    page = to_check(client)
    answer = client.post(
        "/checkout/check", data={"code": newest_code(session), "expected_total": total_of(page)}
    )
    assert answer.status_code == 303, answer.text
    seen = client.get(answer.location)
    assert seen.status_code == 200
    assert "رزرو شد" in seen.text or "رزرو ثبت شد" in seen.text or "Reserved" in seen.text
    session.rollback()
    order = session.query(Order).one()
    assert order.total == one.price + two.price
    assert len(order.vendor_orders) == 2
    assert order.mobile == "+989000007777"
