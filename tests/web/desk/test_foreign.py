"""Foreign notes at the desk: first what they come to, then taken; shown wherever money is."""

import pytest

from marketplace.kernel.money import toman
from marketplace.orders import links
from marketplace.payments.desk import till
from marketplace.payments.foreign import rates
from tests.support import factories as make
from tests.support.doing import fresh


@pytest.fixture
def clerk(client):
    make.sign_in_as(client, "clerk")
    return client


@pytest.fixture
def order(session):
    return make.at_office(make.an_order())


def a_rate(currency="EUR", price=112_345, **more):
    with make.unit():
        by = make.staff("treasurer").id
        return rates.set_(currency, toman(price), by=by, source="صرافی میدان", **more)


def plain(answer) -> str:
    return answer.text.replace("\u00a0", " ")


def test_without_rates_the_page_says_who_sets_them(session, clerk, order):
    page = clerk.get(f"/desk/orders/{order.code}/foreign-payment")
    assert "صندوق‌دار نرخ‌ها را" in page.text


def test_twenty_euro_are_reckoned_taken_and_shown_everywhere(session, clerk, order, client):
    row = a_rate()
    a_rate("USD", 98_000)
    at = f"/desk/orders/{order.code}/foreign-payment"
    page = plain(clerk.get(at))
    assert "۱۶٫۴۷ یورو · ۱ یورو = ۱۱۲٬۳۴۵ تومان" in page
    assert "دلار" in page
    asked = plain(clerk.get(at, query_string={"currency": "EUR", "given": "۲۰"}))
    assert "۳۹۶٬۰۰۰" in asked
    assert "سیصد و نود و شش هزار تومان" in asked
    assert fresh(order).paid == 0

    typed = {"currency": "EUR", "given": "۲۰٫۰۰", "rate": row.public_id, "seen": "18500000"}
    assert clerk.post(at, data=typed).status_code == 303
    assert fresh(order).paid_at is not None
    shown = plain(clerk.get(f"/desk/orders/{order.code}"))
    assert "اسکناس خارجی، ۲۰٫۰۰ یورو" in shown
    assert "۳۹۶٬۰۰۰ تومان" in shown
    for shape in ("", "?shape=roll"):
        paper = plain(clerk.get(f"/desk/orders/{order.code}/receipt{shape}", follow_redirects=True))
        for words in ("۲۰٫۰۰ یورو", "۱ یورو = ۱۱۲٬۳۴۵ تومان", "۳۹۶٬۰۰۰"):
            assert words in paper, shape
    drawer = plain(clerk.get("/desk/till"))
    assert "شمردم، به یورو" in drawer
    assert "۲۰٫۰۰" in drawer
    buyer = plain(client.get(f"/o/{links.token(order.code)}"))
    assert "اسکناس خارجی، ۲۰٫۰۰ یورو" in buyer
    make.sign_in_as(client, "treasurer")
    cash = plain(client.get("/office/payments"))
    assert "اسکناس خارجی، ۲۰٫۰۰ یورو" in cash
    assert "۲۰٫۰۰ یورو" in cash
    assert "Foreign cash, 20.00 euro" in plain(client.get("/en/office/payments"))
    books = plain(client.get(f"/office/orders/{order.code}/money"))
    assert "خریدار با اسکناس خارجی پول داد" in books
    assert "۲۰٫۰۰ یورو" in books
    assert "۱٬۸۵۰٬۹۰۰" in books
    clerk_id = make.staff("clerk").id
    with make.unit():
        till.count_all(clerk_id, {one.taken.currency: 0 for one in till.open_(clerk_id)}, "x")
    counted = plain(client.get(f"/office/orders/{order.code}/money"))
    assert "۱٬۸۵۰٬۹۰۰" in counted
    assert "یورو" in plain(client.get("/office/money"))


def test_the_notes_in_the_drawer_are_counted_on_the_page(session, clerk, order):
    a_rate()
    at = f"/desk/orders/{order.code}/foreign-payment"
    clerk.post(at, data={"currency": "EUR", "given": "20"})
    cash = make.at_office(make.an_order())
    clerk.post(f"/desk/orders/{cash.code}/payment", data={"received": "1,850,000"})
    counted = {"counted": "1,454,000", "counted_EUR": "15"}
    refused = clerk.post("/desk/till/counts", data=counted)
    assert refused.status_code == 422
    assert clerk.post("/desk/till/counts", data=counted | {"note": "x"}).status_code == 303
    page = plain(clerk.get("/desk/till"))
    assert "۵٫۰۰ کم" in page
    assert "چیزی برای شمردن نیست" in page


def test_a_rate_that_changed_meanwhile_shows_the_amounts_again(session, clerk, order, clock):
    old = a_rate()
    clock.advance(minutes=1)
    a_rate(price=120_000)
    at = f"/desk/orders/{order.code}/foreign-payment"
    refused = clerk.post(at, data={"currency": "EUR", "given": "20", "rate": old.public_id})
    assert refused.status_code == 422
    assert "نرخ عوض شده" in refused.text
    assert fresh(order).paid == 0


def test_too_few_notes_are_a_part_that_the_clerk_sees_first(session, clerk, order):
    row = a_rate()
    at = f"/desk/orders/{order.code}/foreign-payment"
    asked = plain(clerk.get(at, query_string={"currency": "EUR", "given": "10"}))
    assert "۷۲۷٬۰۰۰ تومان هنوز مانده" in asked
    typed = {"currency": "EUR", "given": "10", "rate": row.public_id}
    assert clerk.post(at, data=typed).status_code == 422
    assert clerk.post(at, data=typed | {"part": "y"}).status_code == 303
    page = plain(clerk.get(f"/desk/orders/{order.code}"))
    assert "هنوز همهٔ پول نرسیده" in page
    assert "hand-over" not in page


@pytest.mark.parametrize("currency", ["", "XXX", "IRR", "USD", "\x00"])
def test_what_is_not_taken_is_refused_in_words(session, clerk, order, currency):
    a_rate()
    at = f"/desk/orders/{order.code}/foreign-payment"
    for answer in (
        clerk.get(at, query_string={"currency": currency, "given": "20"}),
        clerk.post(at, data={"currency": currency, "given": "20"}),
    ):
        assert answer.status_code == 422
        assert 'role="alert"' in answer.text
