"""The messages page: what staff see, and what they never see."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from marketplace.kernel import eventlog
from marketplace.kernel.outbox import Outbox
from marketplace.kernel.unit import unit_of_work
from marketplace.notify import messages, repeating, send
from marketplace.notify.models import Message
from tests.support import factories
from tests.support.clients import Client
from tests.support.outside import Telephone

MOBILE = "+989000000021"
BUTTON = "همهٔ نرفته‌ها را دوباره بفرست"


def tell(name: str = "فریبا") -> None:
    with unit_of_work():
        send.sms("staff_invitation", MOBILE, "fa", name=name, url="https://e.org/o/secret-token")


def page(client: Client, query: str = "") -> str:
    answer = client.get(f"/office/messages{query}")
    assert answer.status_code == 200
    return str(answer.text)


def log(client: Client) -> str:
    return str(client.get("/office/log").text)


@pytest.mark.parametrize("role", ["moderator", "treasurer", "administrator"])
def test_an_empty_page_says_so(session: Any, client: Client, role: str) -> None:
    factories.sign_in_as(client, role)
    assert "همهٔ پیام‌ها رفت" in page(client)
    assert "اینجا پیامی نیست" in page(client, "?state=failed")
    assert "Every message went out" in client.get("/en/office/messages").text


@pytest.mark.parametrize("role", ["clerk", "trainer"])
def test_other_roles_stay_out(session: Any, client: Client, role: str) -> None:
    factories.sign_in_as(client, role)
    assert client.get("/office/messages").status_code == 403


def test_numbers_links_and_codes_are_hidden(
    session: Any, client: Client, sms: Telephone, worker: Any, clock: Any
) -> None:
    factories.sign_in_as(client, "moderator")
    tell()
    with unit_of_work():
        until = clock.now() + timedelta(minutes=5)
        send.code("sign_in_code", MOBILE, "fa", "012345", until)
    for _ in range(2):
        shown = page(client)
        assert "۰۹۰۰•••۰۰۲۱" in shown
        assert "secret-token" not in shown
        assert "012345" not in shown
        assert "۰۱۲۳۴۵" not in shown
        worker()


def test_a_failed_one_tells_why_and_can_be_sent_again(
    session: Any, client: Client, sms: Telephone, worker: Any
) -> None:
    factories.sign_in_as(client, "moderator")
    sms.fail("refuse", code=411)
    tell()
    worker()
    shown = page(client, "?state=failed")
    assert "۱ پیام نرفت" in shown
    assert "این شماره نیست یا پیامک نمی‌گیرد" in shown
    sms.recover()
    number = session.scalars(select(Message.id)).one()
    answer = client.post(f"/office/messages/{number}/repetition")
    assert answer.status_code == 303
    worker()
    assert len(sms.to(MOBILE)) == 1
    assert "فریبا" in page(client, "?state=sent")
    event = eventlog.history("message", number)[0]
    assert (event.name, event.actor_role) == ("message_repeated", "moderator")
    assert "دوباره فرستاد" in log(client)


def test_all_that_failed_are_sent_again_together_but_no_code_and_nothing_that_may_have_gone(
    session: Any, client: Client, sms: Telephone, worker: Any, clock: Any
) -> None:
    factories.sign_in_as(client, "moderator")
    assert BUTTON not in page(client)
    sms.fail("refuse", code=411)
    tell("فریبا")
    tell("مینا")
    with unit_of_work():
        send.code("sign_in_code", MOBILE, "fa", "012345", clock.now() + timedelta(minutes=5))
    worker()
    sms.fail("drop")
    tell("ناهید")
    worker()
    sms.recover()
    clock.advance(minutes=6)
    assert BUTTON in page(client)
    assert client.post("/office/messages/repetition").status_code == 303
    worker()
    told = [text.partition("،")[0] for text in sms.to(MOBILE)]
    assert sorted(told) == ["فریبا", "مینا", "ناهید"]
    (event,) = eventlog.history("message", repeating.ALL)
    assert (event.name, event.changes) == ("failed_repeated", {"messages": [None, 2]})
    assert "همهٔ نرفته‌ها را دوباره فرستاد" in log(client)
    assert BUTTON not in page(client)
    client.post("/office/messages/repetition")
    assert len(eventlog.history("message", repeating.ALL)) == 1, "nothing was done"


def test_waiting_ones_show_since_when_and_can_be_hurried(
    session: Any, client: Client, sms: Telephone, worker: Any
) -> None:
    factories.sign_in_as(client, "treasurer")
    sms.fail("refuse", code=409)
    tell()
    worker()
    shown = page(client)
    assert "۱ پیام مانده است" in shown
    assert "شرکت پیامک شلوغ است" in shown
    assert "جواب نمی‌دهد" in shown
    sms.recover()
    assert client.post("/office/messages/dispatch").status_code == 303
    assert eventlog.history("message", repeating.ALL)[0].name == "waiting_hurried"
    worker()
    assert session.scalars(select(Outbox.state)).one() == "done"
    assert "همهٔ پیام‌ها رفت" in page(client)


def test_an_expired_code_is_not_repeated_but_a_card_is_suggested(
    session: Any, client: Client, worker: Any, sms: Telephone, clock: Any
) -> None:
    factories.sign_in_as(client, "moderator")
    with unit_of_work():
        send.code("sign_in_code", MOBILE, "fa", "012345", clock.now() + timedelta(minutes=5))
    clock.advance(minutes=6)
    worker()
    assert "کارت کد بدهید" in page(client)
    number = session.scalars(select(Message.id)).one()
    assert client.post(f"/office/messages/{number}/repetition").status_code == 422


@pytest.mark.parametrize(
    "query", ["?state=xyz", "?before=abc", "?before=99999999999999999999", "?before=-1"]
)
def test_odd_addresses_show_the_list(session: Any, client: Client, query: str) -> None:
    factories.sign_in_as(client, "moderator")
    page(client, query)
    assert client.post("/office/messages/999/repetition").status_code == 404


def test_older_messages_are_a_page_away(session: Any, client: Client, queries: Any) -> None:
    factories.sign_in_as(client, "moderator")
    with unit_of_work():
        for number in range(messages.PAGE + 3):
            send.sms("staff_invitation", MOBILE, "fa", name=f"نام{number}ام", url="https://e.org/x")
    queries.clear()
    newest = page(client)
    assert queries.count < 20, queries.statements
    assert "نام52ام" in newest
    assert "نام2ام" not in newest
    older = newest.split('class="more" href="')[1].split('"')[0]
    assert "نام2ام" in client.get(older.replace("&amp;", "&")).text


def test_a_silent_worker_is_shown(session: Any, client: Client, worker: Any, clock: Any) -> None:
    factories.sign_in_as(client, "moderator")
    assert "چند دقیقه است خاموش است" in page(client)
    worker()
    assert "چند دقیقه است خاموش است" not in page(client)
    clock.advance(minutes=4)
    assert "چند دقیقه است خاموش است" in page(client)
