"""The treasurer's page of transfers: confirm, refuse, the late ones, giving back."""

import re
from io import BytesIO

import pytest

from marketplace.kernel import preferences
from marketplace.kernel.eventlog import Event
from marketplace.kernel.money import Money
from marketplace.kernel.unit import unit_of_work
from marketplace.media import documents
from marketplace.orders import lapse
from marketplace.orders.models import Order
from marketplace.payments import refunds
from tests.support import factories as make


@pytest.fixture
def treasurer(client):
    make.sign_in_as(client, "treasurer")
    return client


def again(session, order):
    session.rollback()
    session.expire_all()
    return session.get_one(Order, order.id)


def lapsed(session, order, clock):
    clock.advance(days=preferences.load().pay_days, minutes=1)
    with unit_of_work():
        lapse.sweep()
    return again(session, order)


def test_queue_page_and_confirming(treasurer, session):
    order = make.a_card_order()
    proof = make.a_proof(order)
    assert "۱۴۰۵ ۰۹۰۲ ۷۷۳۱" in treasurer.get("/office/transfers").text
    page = treasurer.get(f"/office/transfers/{proof.public_id}").text
    assert order.name in page
    done = treasurer.post(
        f"/office/transfers/{proof.public_id}/confirmation", data={"amount": order.total // 10}
    )
    assert done.status_code == 303
    told = treasurer.get(f"/office/transfers/{proof.public_id}").text
    assert re.search("رسید \u2068[۰-۹]{4}-[۰-۹]{6}\u2069", told)
    assert again(session, order).paid_at is not None
    assert "پول رسید" in treasurer.get("/office/transfers").text
    assert "رسید" in treasurer.get("/office/payments").text


def test_refusing_asks_for_a_reason_and_tells_it(treasurer, session):
    proof = make.a_proof(make.a_card_order())
    at = f"/office/transfers/{proof.public_id}/refusal"
    assert treasurer.post(at, data={}).status_code == 422
    assert treasurer.post(at, data={"refusal": "other"}).status_code == 422
    assert treasurer.post(at, data={"refusal": "another_card"}).status_code == 303
    session.expire_all()
    assert proof.state == "refused"
    assert treasurer.post(at, data={"refusal": "another_card"}).status_code == 409


def test_a_late_proof_shows_what_is_still_free_and_is_kept_or_given_back(treasurer, session, clock):
    free, taken = (
        make.a_live_listing(title_fa="گلیم آزاد"),
        make.a_live_listing(title_fa="گلیم رفته"),
    )
    order = make.a_card_order(free, taken)
    paid = order.total
    order = lapsed(session, order, clock)
    make.an_order(taken)
    proof = make.a_proof(order, amount=Money(paid))
    page = treasurer.get(f"/office/transfers/{proof.public_id}").text
    assert "هنوز آزاد" in page
    assert "برده شده" in page
    treasurer.post(
        f"/office/transfers/{proof.public_id}/confirmation",
        data={"amount": paid // 10, "keep": "1"},
    )
    order = again(session, order)
    assert (order.state, order.total) == ("making", free.price)
    assert "باید برگردد" in treasurer.get("/office/transfers").text


def test_giving_back_is_recorded_once_with_its_reference(treasurer, session):
    order = make.a_card_order()
    make.confirmed(make.a_proof(order), Money(order.total + 500_000))
    (due,) = refunds.open_of(("order", order.id))
    at = f"/office/refunds/{due.public_id}"
    assert 'value="۱۲۳۴"' in treasurer.get(at).text
    assert treasurer.post(at, data={"method": "card", "last4": "1234"}).status_code == 422
    typed = {"method": "card", "last4": "۱۲۳۴", "reference": "۸۸۱۲۳۴"}
    assert treasurer.post(at, data=typed).status_code == 303
    assert treasurer.post(at, data=typed).status_code == 409
    (given,) = refunds.given(("order", order.id))
    assert (given.method, given.last4, given.reference) == ("card", "1234", "881234")
    assert "R۱۴" in treasurer.get("/office/transfers").text
    assert treasurer.get(at).status_code == 200


def test_the_picture_is_shown_to_the_treasurer_and_every_look_is_written_down(treasurer, session):
    order = make.a_card_order()
    with unit_of_work():
        kept = documents.store(documents.check(BytesIO(make.a_jpeg()).read()), None)
        key = kept.id
    proof = make.a_proof(order, document_id=key)
    shown = treasurer.post(f"/office/transfers/{proof.public_id}/viewing")
    assert shown.content_type == "image/jpeg"
    assert shown.headers["Cache-Control"] == "no-store"
    assert session.query(Event).filter_by(name="document_viewed").count() == 1
    without = make.a_proof(make.a_card_order(), "5566")
    assert treasurer.post(f"/office/transfers/{without.public_id}/viewing").status_code == 404


def test_a_clerk_is_not_the_treasurer(client, session):
    make.sign_in_as(client, "clerk")
    proof = make.a_proof(make.a_card_order())
    assert client.get("/office/transfers").status_code == 403
    assert client.post(f"/office/transfers/{proof.public_id}/confirmation").status_code == 403


def test_changing_the_card_is_said_before_it_is_saved(client, session):
    make.sign_in_as(client, "administrator")
    make.a_card_order()
    page = client.get("/office/settings")
    assert "۶۰۳۷ ۹۹۱۰ ۰۰۰۰ ۰۰۰۴" in page.text
    for path in ("/office/", "/office/orders?view=paying", "/office/log"):
        assert client.get(path).status_code == 200


def test_the_order_s_pages_show_how_it_is_paid(client, session):
    order = make.a_card_order()
    make.a_proof(order)
    make.sign_in_as(client, "administrator")
    for path in (f"/office/orders/{order.code}", f"/desk/orders/{order.code}"):
        assert client.get(path).status_code == 200
    assert "مهلت پرداخت" in client.get(f"/office/orders/{order.code}").text
