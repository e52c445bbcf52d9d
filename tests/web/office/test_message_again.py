"""The same words once more: to the same person, not too often, never a code, and in the log."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from marketplace.kernel import clock as house_clock, eventlog
from marketplace.kernel.unit import unit_of_work
from marketplace.notify import again, send
from marketplace.notify.models import Message
from tests.support import factories as make

MOBILE = "+989000000031"


def told(session, order) -> Message:
    query = select(Message).where(Message.subject_kind == "order", Message.subject_id == order.id)
    return session.scalars(query.order_by(Message.id)).first()


def test_the_buyer_is_told_once_more_what_she_was_told(session, client, sms, worker):
    order = make.an_order(mobile=MOBILE)
    worker()
    (first,) = sms.to(MOBILE)
    make.sign_in_as(client, "clerk")
    message = told(session, order)
    assert "آنچه به خریدار گفته شد" in client.get(f"/office/orders/{order.code}").text
    address = f"/office/orders/{order.code}/messages/{message.id}/copies"
    assert client.post(address).status_code == 303
    worker()
    assert sms.to(MOBILE) == [first, first]
    event = eventlog.history("order", order.id)[0]
    assert (event.name, event.actor_role) == ("message_sent_again", "clerk")
    assert "دوباره فرستاد" in client.get(f"/office/orders/{order.code}").text


def test_not_more_than_three_times_a_day(session, client, sms, worker, clock):
    order = make.an_order(mobile=MOBILE)
    worker()
    make.sign_in_as(client, "moderator")
    message = told(session, order)
    for _ in range(4):
        client.post(f"/office/messages/{message.id}/copies")
        worker()
    assert len(sms.to(MOBILE)) == 3
    refused = client.post(f"/office/messages/{message.id}/copies", follow_redirects=True)
    assert "سه بار" in refused.text
    clock.advance(days=1, hours=1)
    make.sign_in_as(client, "moderator")
    client.post(f"/office/messages/{message.id}/copies")
    worker()
    assert len(sms.to(MOBILE)) == 4


def test_only_what_went_out_only_of_this_order_and_never_a_code(session, client, sms, worker):
    order, other = make.an_order(mobile=MOBILE), make.an_order()
    make.sign_in_as(client, "moderator")
    message = told(session, order)
    waits = client.post(f"/office/messages/{message.id}/copies", follow_redirects=True)
    assert "هنوز نرفته" in waits.text
    worker()
    wrong = f"/office/orders/{other.code}/messages/{message.id}/copies"
    assert client.post(wrong).status_code == 404
    assert client.post("/office/messages/999999/copies").status_code == 404
    with unit_of_work():
        until = house_clock.now() + timedelta(minutes=5)
        key = send.code("sign_in_code", MOBILE, "fa", "012345", until)
    worker()
    code = session.get_one(Message, key)
    refused = client.post(f"/office/messages/{code.id}/copies", follow_redirects=True)
    assert "محرمانه" in refused.text
    worker()
    assert len(sms.to(MOBILE)) == 2
    assert not again.can_be(code, code.outbox)


@pytest.mark.parametrize("role", ["clerk", "trainer"])
def test_others_do_not_send_from_the_list(session, client, role):
    make.sign_in_as(client, role)
    assert client.post("/office/messages/1/copies").status_code == 403
