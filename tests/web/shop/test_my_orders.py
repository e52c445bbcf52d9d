"""All orders of a mobile by a code of its own purpose; an unknown mobile gets the same answer."""

import re

import pytest
from sqlalchemy import select

from marketplace.people.models import OneTimeCode
from tests.support import factories as make

MOBILE, OTHER = "+989000001234", "+989000009999"


@pytest.fixture
def orders(session):
    listing = make.a_live_listing(quantity=9, title_fa="جوراب آوج")
    mine = [make.an_order(listing, mobile=MOBILE) for _ in range(2)]
    return [*mine, make.an_order(listing, mobile=OTHER)]


def ask(client, mobile=MOBILE):
    return client.post("/my-orders", data={"mobile": mobile})


def prove(client, worker, sms, mobile=MOBILE):
    assert ask(client, mobile).status_code == 303
    worker()
    return client.post("/my-orders/code", data={"code": sms.code(mobile)})


def test_the_code_opens_the_list_for_an_hour(client, app, orders, worker, sms, clock):
    assert "/my-orders" in client.get("/order").text
    answer = prove(client, worker, sms)
    assert (answer.status_code, answer.location) == (303, "/my-orders")
    page = client.get("/my-orders")
    assert page.headers["Cache-Control"] == "no-store"
    assert "noindex" in page.text
    links = list(dict.fromkeys(re.findall(r"/o/[0-9a-f]{24}", page.text)))
    assert [client.get(link).status_code for link in links] == [200, 200]
    assert page.text.index(orders[1].code[:4]) < page.text.index(orders[0].code[:4])
    assert orders[2].code[:4] not in page.text
    assert 'name="mobile"' in app.test_client().get("/my-orders").text
    clock.advance(minutes=61)
    assert 'name="mobile"' in client.get("/my-orders").text


def test_an_unknown_mobile_gets_exactly_the_same_answer(client, app, orders, worker, sms):
    known, unknown = ask(client), ask(app.test_client(), "+989000005555")
    assert (known.status_code, known.location) == (unknown.status_code, unknown.location)
    assert known.data == unknown.data
    worker()
    assert sms.code("+989000005555")
    stranger = app.test_client()
    assert prove(stranger, worker, sms, "+989000006666").status_code == 303
    assert "سفارشی نیست" in stranger.get("/my-orders").text


def test_a_wrong_code_shows_nothing(client, orders, worker, sms):
    ask(client)
    worker()
    wrong = "000000" if sms.code(MOBILE) != "000000" else "111111"
    tries = [client.post("/my-orders/code", data={"code": wrong}).status_code for _ in range(5)]
    assert tries == [422] * 5
    assert client.post("/my-orders/code", data={"code": sms.code(MOBILE)}).status_code == 422
    assert 'name="mobile"' in client.get("/my-orders").text


def test_the_code_of_another_purpose_opens_nothing(client, session, orders, worker, sms):
    ask(client)
    worker()
    assert session.scalars(select(OneTimeCode.purpose).distinct()).all() != []
    codes = session.scalars(select(OneTimeCode).filter_by(purpose="order_list", mobile=MOBILE))
    assert len(codes.all()) == 1
    stranger = client.application.test_client()
    answer = stranger.post("/my-orders/code", data={"code": sms.code(MOBILE)})
    assert (answer.status_code, answer.location) == (303, "/my-orders")


def test_codes_are_counted(client, orders, clock):
    clock.set(clock.now().replace(minute=1, second=0))
    for _ in range(5):
        assert ask(client).status_code == 303
        clock.advance(minutes=2)
    refused = ask(client)
    assert refused.status_code == 429
    assert "Retry-After" in refused.headers
    assert ask(client, "چرند").status_code == 422


def test_the_cookie_holds_no_readable_number_and_the_list_can_be_closed(
    client, orders, worker, sms
):
    prove(client, worker, sms)
    with client.session_transaction() as kept:
        assert MOBILE[3:] not in str(dict(kept))
    client.post("/my-orders/end")
    assert 'name="mobile"' in client.get("/my-orders").text
    assert client.get("/my-orders/code").location == "/my-orders"


def test_twenty_a_page(client, session, worker, sms, monkeypatch):
    monkeypatch.setattr("marketplace.orders.mine.PAGE", 1)
    listing = make.a_live_listing(quantity=9)
    for _ in range(2):
        make.an_order(listing, mobile=MOBILE)
    prove(client, worker, sms)
    assert "page=2" in client.get("/my-orders").text
    assert "page=1" in client.get("/my-orders?page=9").text
