"""The buyer's receipt: the numbered paper on her page, and a letter to an address used once."""

import pytest
from sqlalchemy import func, select

from marketplace.kernel import preferences
from marketplace.kernel.eventlog import Event
from marketplace.kernel.money import Money
from marketplace.kernel.unit import unit_of_work
from marketplace.notify.models import Message
from marketplace.orders import cancelling, links
from marketplace.orders.paying import cashier
from marketplace.orders.paying.settling import SUBJECT
from marketplace.orders.returns import crediting
from marketplace.papers.models import Paper
from marketplace.payments import receipts
from marketplace.payments.foreign import rates
from marketplace.payments.models import Payment
from tests.support import factories as make

TO = "sara@example.net"


@pytest.fixture
def order(session):
    return make.paid(make.at_office(make.an_order(make.a_live_listing(title_fa="گلیم رسید"))))


def at(order, prefix=""):
    return f"{prefix}/o/{links.token(order.code)}"


def number_of(order):
    return receipts.standing(SUBJECT, order.id)[-1].number


def letter(client, order, to=TO, prefix=""):
    number = number_of(order)
    here = f"{at(order, prefix)}/receipts/{number}/letter"
    return client.post(here, data={f"{number}-email": to})


def test_the_receipt_is_there_once_money_was_taken(client, session, order):
    other = make.at_office(make.an_order())
    assert 'id="receipt"' not in client.get(at(other)).text
    here = f"{at(order)}/receipts/{number_of(order)}"
    assert here in client.get(at(order)).text
    page = client.get(here)
    assert page.status_code == 200
    assert page.headers["Cache-Control"] == "no-store"
    assert "noindex" in page.text
    assert "گلیم رسید" in page.text
    assert client.get(f"{at(other)}/receipts/{number_of(order)}").status_code == 404
    assert client.get(f"{at(order)}/receipts/1405-999999").status_code == 404
    assert client.get(f"{at(order)}/receipts/x").status_code == 404


def test_it_is_one_paper_however_often_it_is_opened(client, session, order):
    here = f"{at(order)}/receipts/{number_of(order)}"
    first = client.get(here).text
    assert client.get(here).text == first
    assert "Receipt" in client.get(f"/en{here}").text
    assert session.scalar(select(func.count()).select_from(Paper)) == 2


def test_a_corrected_receipt_is_not_offered(client, session, order):
    here = f"{at(order)}/receipts/{number_of(order)}"
    with unit_of_work():
        cashier.correct(session.scalars(select(Payment)).one(), "اشتباه")
    assert client.get(here).status_code == 404
    assert 'id="receipt"' not in client.get(at(order)).text


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_it_comes_by_e_mail_to_an_address_that_only_the_message_keeps(
    client, session, order, worker, smtp, prefix
):
    sent = letter(client, order, prefix=prefix)
    assert sent.status_code == 303
    assert ("kept only with" if prefix else "فقط با همین نامه") in client.get(sent.location).text
    worker()
    (mail,) = smtp.to(TO)
    assert ("Your receipt" if prefix else "رسید شما") in mail["subject"]
    assert links.token(order.code) not in mail["text"] + mail["html"]
    kept = session.scalars(select(Message).filter_by(recipient=TO)).one()
    assert (kept.subject_kind, kept.subject_id) == ("order", order.id)
    events = session.scalars(select(Event)).all()
    assert "receipt_sent" in [one.name for one in events]
    assert TO not in str([(one.reason, one.changes) for one in events])


def test_a_wrong_address_is_said_and_kept_in_the_form(client, session, order):
    answer = letter(client, order, "sara@")
    assert answer.status_code == 422
    assert 'value="sara@"' in answer.text
    assert session.scalars(select(Message).filter_by(channel="email")).all() == []


def test_five_letters_a_day(client, order, clock):
    assert [letter(client, order).status_code for _ in range(6)] == [303] * 5 + [429]
    clock.advance(days=1)
    assert letter(client, order).status_code == 303


def test_what_was_undone_stands_on_the_buyer_s_page_with_its_paper(client, session, order):
    (line,) = order.vendor_orders[0].lines
    assert 'id="credit"' not in client.get(at(order)).text
    with unit_of_work():
        cancelling.by_staff(order, [line.id], "پشیمان شد")
    (note,) = crediting.of_order(order.id)
    here = f"{at(order)}/credit-notes/{crediting.number(note)}"
    page = client.get(at(order)).text
    assert here in page
    assert "پشیمان شد" in page
    assert "به شما برمی‌گردد" in page, "what is owed to her is said"
    paper = client.get(here)
    assert paper.status_code == 200
    assert "گلیم رسید" in paper.text
    other = make.at_office(make.an_order())
    assert client.get(f"{at(other)}/credit-notes/{crediting.number(note)}").status_code == 404
    assert client.get(f"{at(order)}/credit-notes/x").status_code == 404


def test_the_page_says_what_the_desk_takes(client, session):
    order = make.at_office(make.an_order())
    assert "You pay there: cash.<" in client.get(at(order, "/en")).text
    by = make.staff("treasurer").id
    with unit_of_work():
        preferences.change(readers="میز ۱")
        rates.set_("EUR", Money(1_123_450), by=by, source="صرافی")
    page = client.get(at(order, "/en")).text
    assert "You pay there: cash, bank card, foreign notes (euro)." in page
