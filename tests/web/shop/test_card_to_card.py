"""Paying card to card as the buyer sees it: the choice, the card, the proof, the answer."""

from io import BytesIO

import pytest

from marketplace.kernel import clock as house_clock, preferences
from marketplace.kernel.calendar import jalali, local
from marketplace.kernel.unit import unit_of_work
from marketplace.media.models import Document
from marketplace.orders import lapse, links
from marketplace.orders.paying import ahead
from marketplace.payments.proof_models import Proof
from tests.support import factories as make


def page_of(client, order, prefix=""):
    return client.get(f"{prefix}/o/{links.token(order.code)}").text


def typed(order, **more):
    now = local(house_clock.now())
    year, month, day = jalali(now)
    return {
        "amount": str(order.total // 10), "last4": "۱۲۳۴", "number": "۰۰۷۷-۱۲۳۴",
        "paid_on-year": str(year), "paid_on-month": str(month), "paid_on-day": str(day),
        "paid_time": now.strftime("%H:%M"),
    } | more  # fmt: skip


def send(client, order, **more):
    return client.post(
        f"/o/{links.token(order.code)}/proof", data=typed(order, **more),
        content_type="multipart/form-data",
    )  # fmt: skip


def test_without_a_card_nobody_is_asked_how_to_pay(client, session):
    make.sign_in_as(client, make.a_user())
    piece = make.a_live_listing()
    client.post("/basket/lines", data={"listing": piece.public_id, "public_id": piece.public_id})
    assert "کارت‌به‌کارت" not in client.get("/checkout").text


def test_the_page_shows_the_card_the_exact_amount_and_its_words(client, session):
    order = make.a_card_order(make.a_live_listing(price=18_500_000))
    page = page_of(client, order)
    for words in ("۶۰۳۷\u00a0۹۹۱۰\u00a0۰۰۰۰\u00a0۰۰۰۴", "دفتر نمونه", "۱٬۸۵۰٬۰۰۰", "۱۸٬۵۰۰٬۰۰۰"):
        assert words in page
    assert 'data-copy="6037991000000004"' in page
    assert "یک میلیون و هشتصد و پنجاه هزار تومان" in page
    assert "6037\u00a09910\u00a00000\u00a00004" in page_of(client, order, "/en")


def test_before_the_makers_answered_there_is_nothing_to_pay(client, session):
    make.the_office_s_card()
    order = make.an_order(pay_method="card")
    assert "6037991000000004" not in page_of(client, order)
    assert send(client, order).status_code == 422


def test_the_proof_is_kept_with_its_picture_and_the_page_says_so(client, session):
    order = make.a_card_order()
    sent = send(client, order, photo=(BytesIO(make.a_jpeg()), "receipt.jpg"))
    assert sent.status_code == 303
    proof = session.query(Proof).one()
    assert (proof.folded, proof.last4, proof.amount) == ("771234", "1234", order.total)
    assert proof.document_id
    page = page_of(client, order)
    assert "دفتر دارد رسید شما را می‌بیند" in page
    assert "فرستادن رسید" not in page


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("amount", ""),
        ("last4", "12"),
        ("number", "1"),
        ("paid_time", "late"),
        ("paid_on-day", "40"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_nothing_is_kept(client, session, name, value):
    order = make.a_card_order()
    refused = send(client, order, **{name: value, "number": value if name == "number" else "4455"})
    assert refused.status_code == 422
    assert f'href="#{name}"' in refused.text
    assert session.query(Proof).count() == 0


def test_a_picture_that_is_none_is_refused_before_anything_is_kept(client, session):
    order = make.a_card_order()
    refused = send(client, order, photo=(BytesIO(b"no picture"), "receipt.jpg"))
    assert refused.status_code == 422
    assert 'href="#photo"' in refused.text
    assert session.query(Document).count() == 0


def test_a_number_of_another_order_is_refused_without_telling_whose(client, session):
    one, other = make.a_card_order(), make.a_card_order()
    assert send(client, one).status_code == 303
    refused = send(client, other)
    assert refused.status_code == 422
    assert one.code not in refused.text


def test_a_refusal_is_shown_with_its_words_and_another_proof_may_come(client, session):
    order = make.a_card_order()
    proof = make.a_proof(order)
    with unit_of_work():
        ahead.refuse(proof, "unreadable", "ساعت را نگاه کنید", make.staff("treasurer").id)
    page = page_of(client, order)
    assert "ساعت را نگاه کنید" in page
    assert "شمارهٔ پیگیری یا ساعت درست نیست" in page
    assert send(client, order).status_code == 303


def test_after_the_end_money_that_was_sent_is_not_lost(client, session, clock):
    order = make.a_card_order()
    clock.advance(days=preferences.load().pay_days, minutes=1)
    with unit_of_work():
        lapse.sweep()
    page = page_of(client, order)
    assert "پول را فرستاده‌ام" in page
    assert "6037991000000004" not in page
    assert send(client, order).status_code == 303


def test_nobody_s_link_takes_no_proof(client, session):
    order = make.a_card_order()
    answer = client.post("/o/000000000000000000000000/proof", data=typed(order))
    assert answer.status_code == 404


def test_an_order_paid_at_the_desk_reads_nothing_of_cards(client, session, queries):
    order = make.an_order()
    page_of(client, order)
    queries.clear()
    page_of(client, order)
    assert not [one for one in queries.statements if "payment_proof" in one or "refund" in one]
