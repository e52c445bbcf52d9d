"""The buyer at the gateway: the button, the way there and back, and a true sentence each time."""

import re

from flask import Flask

from marketplace.kernel.db import session as database
from marketplace.orders import links
from marketplace.orders.models import Order
from marketplace.payments.intents import finding
from tests.support.clients import Client
from tests.support.factories import a_card_order, a_live_listing, an_order
from tests.support.zarinpal import Gateway, an_online_order


def page_of(order: Order) -> str:
    return f"/o/{links.token(order.code)}"


def go(client: Client, order: Order) -> str:
    """Press the button; the address that the browser is sent to."""
    answer = client.post(f"{page_of(order)}/payments", data={"gateway": "zarinpal"})
    assert answer.status_code == 303, answer.text
    return str(answer.location)


def newest(app: Flask, order: Order) -> str:
    with app.app_context():
        return finding.of_subject(("order", order.id))[0].public_id


def an_order_to_pay(app: Flask) -> Order:
    with app.app_context():
        return an_online_order()


def test_the_buyer_pays_and_reads_that_she_has(
    app: Flask, client: Client, zarinpal: Gateway
) -> None:
    order = an_order_to_pay(app)
    shown = client.get(page_of(order))
    assert f"form-action 'self' {zarinpal.url};" in shown.headers["Content-Security-Policy"]
    assert "پرداخت آنلاین" in shown.text
    assert go(client, order).startswith(f"{zarinpal.url}/pg/StartPay/S")
    (row,) = zarinpal.messages
    assert links.token(order.code) not in row["callback_url"]
    zarinpal.do("pay", row["authority"])
    back = f"{row['callback_url']}?Authority={row['authority']}&Status=OK"
    for _time in range(2):
        told = client.get(back, follow_redirects=True)
        assert told.status_code == 200
        assert "پرداخت شد" in told.text
        assert f'href="{page_of(order)}"' in told.text
    assert "It is paid" in client.get("/en" + told.request.path).text
    assert "پرداخت آنلاین" not in client.get(page_of(order)).text.split("</nav>")[-1]


def test_somebody_else_with_the_address_learns_no_order(
    app: Flask, client: Client, zarinpal: Gateway
) -> None:
    order = an_order_to_pay(app)
    go(client, order)
    stranger = app.test_client()
    told = stranger.get(f"/pay/{newest(app, order)}")
    assert told.status_code == 200
    assert links.token(order.code) not in told.text
    assert "/payments" not in told.text
    assert stranger.get("/pay/nothing").status_code == 404


def test_who_comes_back_without_paying_may_begin_anew(
    app: Flask, client: Client, zarinpal: Gateway
) -> None:
    order = an_order_to_pay(app)
    go(client, order)
    (row,) = zarinpal.messages
    told = client.get(row["callback_url"] + "?Authority=x&Status=NOK", follow_redirects=True)
    assert "هنوز پرداخت نشده" in told.text
    zarinpal.do("cancel", row["authority"])
    back = f"{row['callback_url']}?Authority={row['authority']}&Status=NOK"
    told = client.get(back, follow_redirects=True)
    assert "پرداخت انجام نشد" in told.text
    assert "دوباره بپردازید" in told.text
    assert f"form-action 'self' {zarinpal.url};" in told.headers["Content-Security-Policy"]


def test_without_an_answer_the_buyer_reads_that_nobody_knows(
    app: Flask, client: Client, zarinpal: Gateway
) -> None:
    order = an_order_to_pay(app)
    go(client, order)
    (row,) = zarinpal.messages
    zarinpal.do("pay", row["authority"])
    zarinpal.fail_on("verify", "drop", times=1)
    back = f"{row['callback_url']}?Authority={row['authority']}&Status=OK"
    assert "هنوز نمی‌دانیم" in client.get(back, follow_redirects=True).text
    assert "هنوز نمی‌دانیم" in client.get(page_of(order)).text
    asked = client.post(f"/pay/{newest(app, order)}/questions", follow_redirects=True)
    assert "هنوز نمی‌دانیم" not in asked.text
    with app.app_context():
        kept = database.get_one(Order, order.id)
        assert (kept.paid, kept.paid_at is not None) == (kept.total, True)


def test_a_gateway_that_does_not_open_takes_nothing(
    app: Flask, client: Client, zarinpal: Gateway
) -> None:
    order = an_order_to_pay(app)
    zarinpal.fail("error")
    told = client.get(go(client, order))
    assert "صفحهٔ درگاه باز نشد" in told.text
    zarinpal.recover()
    assert zarinpal.url in go(client, order)


def test_what_cannot_be_paid_so_is_refused_in_words(
    app: Flask, client: Client, zarinpal: Gateway
) -> None:
    order = an_order_to_pay(app)
    for name in ("card", "stripe", "", "x" * 500):
        refused = client.post(f"{page_of(order)}/payments", data={"gateway": name})
        assert refused.status_code == 422
        assert "پرداخت آنلاین" in refused.text
    assert client.post("/o/nothing/payments").status_code == 404


def test_the_pages_lead_nowhere_else(app: Flask, client: Client) -> None:
    with app.app_context():
        order = a_card_order()
    shown = client.get(page_of(order))
    assert "form-action 'self';" in shown.headers["Content-Security-Policy"]


def test_online_is_a_way_to_pay_at_checkout(app: Flask, client: Client, zarinpal: Gateway) -> None:
    with app.app_context():
        piece = a_live_listing()
        code = piece.public_id
    client.post("/basket/lines", data={"listing": code})
    shown = client.get("/checkout").text
    assert re.search(r'value="zarinpal"', shown), shown[:3000]
    with app.app_context():
        order = an_order(pay_method="zarinpal")
        assert order.pay_by is None
    assert "پرداخت آنلاین" in client.get(page_of(order)).text
    assert f"{page_of(order)}/payments" not in client.get(page_of(order)).text
