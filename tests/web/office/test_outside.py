"""The pages about what is settled with the post and with whoever changes notes."""

import pytest

from marketplace import books
from marketplace.kernel import clock
from marketplace.kernel.calendar import jalali
from marketplace.kernel.db import session as db
from marketplace.kernel.money import Money
from marketplace.kernel.unit import unit_of_work
from marketplace.ledger import balances
from marketplace.orders import links
from marketplace.orders.losses import claims
from marketplace.orders.post import costs as post_costs
from marketplace.orders.returns import crediting
from marketplace.payments.desk import till
from marketplace.payments.foreign.exchange_models import NotesExchange
from marketplace.payments.postage_models import PostPayment
from tests.orders.test_losing import PRICE, WORDS, lose, under_way
from tests.orders.test_post_costs import posted
from tests.payments.test_foreign import euro, put, take
from tests.support import factories as make
from tests.web.studio.test_money import plain


@pytest.fixture(autouse=True)
def the_books_agree(session):
    yield
    session.rollback()
    assert {one.rule.name for one in books.check()} <= {"buyers"}


def open_as(client, role):
    make.sign_in_as(client, role)
    return client


def test_a_clerk_says_that_it_is_lost_and_the_buyer_reads_it(session, client):
    order, parcel = under_way()
    clerk = open_as(client, "clerk")
    path = f"/office/parcels/{parcel.public_id}"
    assert "پست آن را گم کرد" in clerk.get(path).text
    refused = clerk.post(f"{path}/loss", data={"lost_because": "", "liable": "post"})
    assert refused.status_code == 422
    assert 'role="alert"' in refused.text
    kept = clerk.post(f"{path}/loss", data={"lost_because": WORDS, "liable": "nobody"})
    assert kept.status_code == 422
    assert WORDS in kept.text
    done = clerk.post(f"{path}/loss", data={"lost_because": WORDS, "liable": "post"})
    assert done.status_code == 303
    page = plain(clerk.get(path))
    assert "به پای پست است" in page
    again = clerk.post(f"{path}/loss", data={"lost_because": WORDS, "liable": "post"})
    assert again.status_code == 409
    assert "گم‌شده" in clerk.get("/office/parcels?view=lost").text
    assert clerk.get(f"/office/orders/{order.code}").status_code == 200
    buyer = client.application.test_client()
    shown = buyer.get(f"/o/{links.token(order.code)}").text
    assert "پست بستهٔ شما را گم کرد" in shown
    assert "the post lost your parcel" in buyer.get(f"/en/o/{links.token(order.code)}").text.lower()


def test_the_treasurer_writes_down_what_the_post_answered(session, client):
    order, parcel = under_way()
    (note,) = lose(parcel)
    number = crediting.number(note)
    treasurer = open_as(client, "treasurer")
    assert "مطالبه‌ها از پست" in treasurer.get("/office/money").text
    assert number in treasurer.get("/en/office/claims").text
    path = f"/office/claims/{number}"
    page = treasurer.get(path)
    assert page.status_code == 200
    typed = {"paid": "۵۰۰٬۰۰۰", "reference": "140509-9", "reason": "", "seen": "0"}
    refused = treasurer.post(f"{path}/answer", data=typed)
    assert refused.status_code == 422
    assert "۵۰۰٬۰۰۰" in refused.text
    assert "140509-9" in refused.text
    typed["reason"] = "بیمهٔ بسته همین‌قدر بود"
    assert treasurer.post(f"{path}/answer", data=typed).status_code == 303
    assert treasurer.post(f"{path}/answer", data=typed).status_code == 409
    assert "بخشی پرداخت شد" in treasurer.get("/office/claims").text
    where = plain(treasurer.get(f"/office/orders/{order.code}/money"))
    assert "پست به مطالبه پاسخ داد" in where
    assert "کارهای آسیب‌دیده یا گم‌شده به پای دفتر" in where
    assert treasurer.post(f"{path}/undoing", data={"reason": "", "seen": "1"}).status_code == 422
    undone = treasurer.post(f"{path}/undoing", data={"reason": "همه‌اش آمد", "seen": "1"})
    assert undone.status_code == 303
    assert [one.note.id for one in claims.open_()] == [note.id]
    never = {"paid": "0", "reference": "", "reason": "بیمه نداشت", "seen": "2"}
    assert treasurer.post(f"{path}/answer", data=never).status_code == 303
    assert treasurer.get("/office/claims/C1400-000001").status_code == 404
    assert balances.balance("returns") == PRICE + 700_000


def test_what_the_post_was_paid_is_written_down_at_the_list_of_parcels(session, client):
    orders, keys = posted("9876543210", "9876543220")
    clerk = open_as(client, "clerk")
    assert "پرداختی به پست" in clerk.get("/office/parcels").text
    page = clerk.get("/office/postage")
    assert page.text.count("-on") >= 2
    typed = {
        f"{keys[0]}-on": "y", f"{keys[0]}-cost": "۴۵٬۰۰۰", f"{keys[1]}-on": "y",
        f"{keys[1]}-cost": "", "total": "", "receipt": "12-77", "money": "drawer",
    }  # fmt: skip
    refused = clerk.post("/office/postage", data=typed)
    assert refused.status_code == 422
    assert "۴۵٬۰۰۰" in refused.text
    assert "12-77" in refused.text
    typed["total"] = "۴۰٬۰۰۰"
    assert "از مبلغ پرداختی بیشتر است" in clerk.post("/office/postage", data=typed).text
    typed["total"] = "۱۳۰٬۰۰۰"
    assert clerk.post("/office/postage", data=typed).status_code == 303
    assert clerk.post("/office/postage", data=typed).status_code == 409
    assert "رسیدش ثبت است" in clerk.get("/office/postage").text
    where = plain(clerk.get(f"/office/orders/{orders[1].code}/money"))
    assert "هزینهٔ بسته به پست پرداخت شد" in where
    assert "۸۵٬۰۰۰" in where
    payment = session.query(PostPayment).one()
    path = f"/office/postage/{payment.public_id}"
    assert "باطل کردن این رسید" not in clerk.get(path).text
    assert clerk.post(f"{path}/undoing", data={"reason": "x"}).status_code == 403
    treasurer = open_as(client, "treasurer")
    assert "باطل کردن این رسید" in treasurer.get(path).text
    assert treasurer.post(f"{path}/undoing", data={"reason": " "}).status_code == 422
    assert treasurer.post(f"{path}/undoing", data={"reason": "اشتباه"}).status_code == 303
    assert len(post_costs.unpaid()) == 2
    again = treasurer.post(f"{path}/undoing", data={"reason": "اشتباه"})
    assert again.status_code == 422
    assert treasurer.get("/office/postage/nothing").status_code == 404


def test_nothing_ticked_is_said(session, client):
    posted("9876543210")
    clerk = open_as(client, "clerk")
    typed = {"total": "۱۳۰٬۰۰۰", "receipt": "1", "money": "bank"}
    refused = clerk.post("/office/postage", data=typed)
    assert refused.status_code == 422
    assert "علامت بزنید" in refused.text


def test_counted_notes_are_changed_and_a_slip_of_zeros_is_asked_about(session, client):
    put()
    take(euro(20))
    treasurer = open_as(client, "treasurer")
    assert "اسکناس شمرده‌ای در گاوصندوق نیست" in treasurer.get("/office/notes").text
    with unit_of_work():
        till.count(make.staff("clerk").id, 2_000, "", "EUR")
    page = treasurer.get("/office/notes")
    assert "۲۰" in page.text
    day = {"day-day": "", "day-month": "", "day-year": ""}
    typed = {
        "currency": "EUR", "given": "۲۰", "received": "۲۲٬۵۰۰٬۰۰۰", "changer": "صرافی میدان",
        "receipt": "881", "money": "bank", "seen-EUR": "0",
    }  # fmt: skip
    refused = treasurer.post("/office/notes", data=typed | day)
    assert refused.status_code == 422
    assert "صرافی میدان" in refused.text
    year, month, number = jalali(clock.now())
    day = {"day-day": str(number), "day-month": str(month), "day-year": str(year)}
    asked = treasurer.post("/office/notes", data=typed | day)
    assert asked.status_code == 422
    assert 'name="sure"' in asked.text
    typed["received"] = "۲٬۲۵۰٬۰۰۰"
    assert treasurer.post("/office/notes", data=typed | day).status_code == 303
    assert treasurer.post("/office/notes", data=typed | day).status_code == 422
    row = session.query(NotesExchange).one()
    assert row.difference == Money(2_250_000_0 - 20 * 112_345_0)
    path = f"/office/notes/{row.public_id}"
    shown = plain(treasurer.get(path))
    assert "۱۱۲٬۵۰۰" in shown
    assert "تفاوت نرخ در تبدیل اسکناس" in treasurer.get("/office/money/accounts").text
    assert treasurer.post(f"{path}/undoing", data={"reason": ""}).status_code == 422
    assert treasurer.post(f"{path}/undoing", data={"reason": "رسید دیگری بود"}).status_code == 303
    assert treasurer.post(f"{path}/undoing", data={"reason": "باز"}).status_code == 422
    assert balances.balance("safe", "EUR") == 2_000
    db.rollback()
    make.sign_in_as(client, "administrator")
    log = client.get("/office/log").text
    for words in ("اسکناس خارجی را تبدیل کرد", "تبدیل اسکناس را باطل کرد"):
        assert words in log


@pytest.mark.parametrize("path", ["/office/notes", "/office/claims"])
def test_a_clerk_sees_neither(session, client, path):
    assert open_as(client, "clerk").get(path).status_code == 403
