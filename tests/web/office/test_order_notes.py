"""Notes beside an order: for colleagues only, kept with who and when, gone with the buyer."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from marketplace.kernel import clock
from marketplace.kernel.unit import unit_of_work
from marketplace.orders import cancelling, forgetting, links
from marketplace.orders.models import Order
from marketplace.orders.note_models import Note
from tests.support import factories as make

WORDS = "خریدار گفت پنجشنبه می‌آید"


def test_a_note_stands_in_the_timeline_and_nowhere_else(app, session, client):
    order = make.an_order()
    make.sign_in_as(client, "clerk")
    kept = client.post(f"/office/orders/{order.code}/notes", data={"words": WORDS})
    assert kept.status_code == 303
    page = client.get(f"/office/orders/{order.code}").text
    assert WORDS in page
    assert "clerk نمونه" in page
    assert WORDS not in client.get("/office/log").text
    buyer = app.test_client()
    status = buyer.get(f"/o/{links.token(order.code)}", follow_redirects=True)
    assert WORDS not in status.text
    make.sign_in_as(buyer, make.staff("moderator"))
    assert WORDS in buyer.get(f"/office/orders/{order.code}").text


@pytest.mark.parametrize("words", ["", "   ", "\u200c\n"])
def test_nothing_is_no_note(session, client, words):
    order = make.an_order()
    make.sign_in_as(client, "clerk")
    answer = client.post(f"/office/orders/{order.code}/notes", data={"words": words})
    assert answer.status_code == 422
    assert session.scalar(select(func.count()).select_from(Note)) == 0


def test_notes_go_with_the_buyer_and_none_comes_after(session, client, clock):
    order = make.an_order()
    make.sign_in_as(client, "moderator")
    client.post(f"/office/orders/{order.code}/notes", data={"words": WORDS})
    with unit_of_work():
        cancelling.by_staff(order, cancelling.cancellable(order), "نمونه")
    clock.advance(days=400)
    with unit_of_work():
        assert forgetting.contacts(_now() - timedelta(days=1), 10) == 1
    assert session.scalar(select(func.count()).select_from(Note)) == 0
    make.sign_in_as(client, "moderator")
    page = client.get(f"/office/orders/{order.code}").text
    assert WORDS not in page
    assert "یادداشتی نوشت" in page
    late = client.post(f"/office/orders/{order.code}/notes", data={"words": WORDS})
    assert late.status_code == 422
    assert session.get(Order, order.id).erased_at


def _now():
    return clock.now()
