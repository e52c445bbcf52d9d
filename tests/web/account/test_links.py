"""Invited and forgetful staff: the links as a person meets them."""

import re
from typing import Any

import pytest

from marketplace.kernel.unit import unit_of_work
from marketplace.notify.models import Message
from marketplace.people import passwords, staff
from tests.support import factories
from tests.support.clients import Client
from tests.web.office.test_users import invite, link_in

MAIL, OLD, NEW = "office@example.org", "سه سیب سرخ در باغ", "چهار انار و یک به"


def hire(**who: Any) -> None:
    hashed = passwords.hash(OLD)
    with unit_of_work():
        staff.hire(**{"name": "همکار", "email": MAIL, "mobile": None, "roles": ["moderator"],
                      "hash": hashed} | who)  # fmt: skip


def link_to(text: str) -> str:
    found = re.search(r"https?://[^/]+(/\S+)", text)
    assert found
    return found[1]


def ask(client: Client, login: str = MAIL, prefix: str = "") -> Any:
    return client.post(f"{prefix}/account/password/forgotten", data={"login": login})


def sign_in(client: Client, password: str) -> int:
    form = {"login": MAIL, "password": password}
    return int(client.post("/account/staff", data=form).status_code)


def test_she_is_invited_by_mail_and_sms_and_begins(
    session: Any, app: Any, client: Client, sms: Any, smtp: Any, worker: Any
) -> None:
    factories.sign_in_as(client, "administrator")
    page = invite(client, mobile="0900 000 0031")
    assert page.headers["Cache-Control"] == "no-store"
    link = link_in(page.text)
    assert link.rpartition("/")[2] not in str([m.facts for m in session.query(Message)])
    worker()
    letter = smtp.to("new@example.org")[0]
    assert link in letter["text"]
    assert f'{link}"' in letter["html"]
    assert link in str(sms.to("+989000000031")[0])
    assert all(m.sealed is None for m in session.query(Message))
    assert link.rpartition("/")[2] not in client.get("/office/messages").text
    assert "کارشناس نمونه" in client.get("/office/users").text
    hers = app.test_client()
    asked = hers.get(link)
    assert "کارشناس نمونه" in asked.text
    weak = hers.post(link, data={"password": "password1234"})
    assert (weak.status_code, "password1234" in weak.text) == (422, False)
    assert hers.post(link, data={}).status_code == 422
    begun = hers.post(link, data={"password": NEW})
    assert (begun.status_code, begun.location) == (303, "/office/")
    assert hers.get("/account/me").status_code == 200
    over = app.test_client().get(link)
    assert (over.status_code, "دیگر کار نمی‌کند" in over.text) == (410, True)
    assert app.test_client().post(link, data={"password": NEW}).status_code == 410


def test_an_invitation_is_sent_again_and_withdrawn(session: Any, client: Client) -> None:
    factories.sign_in_as(client, "administrator")
    old = link_in(invite(client).text)
    where = re.search(r"/office/invitations/\w+(?=/link)", client.get("/office/users").text)
    assert where
    new = link_in(client.post(f"{where[0]}/link").text)
    assert client.get(old).status_code == 410
    assert client.get(new).status_code == 200
    assert client.post(f"{where[0]}/withdrawal").status_code == 303
    assert client.get(new).status_code == 410
    assert client.post(f"{where[0]}/link").status_code == 409
    assert "دعوت را پس گرفت" in client.get("/office/log").text


def test_a_second_invitation_of_the_same_person_is_refused(session: Any, client: Client) -> None:
    factories.sign_in_as(client, "administrator")
    invite(client)
    again = invite(client)
    assert again.status_code == 422
    assert "پیش‌تر دعوت شده است" in again.text
    assert "کارشناس نمونه" in again.text


def test_a_forgotten_password_is_set_anew(
    session: Any, app: Any, client: Client, smtp: Any, worker: Any
) -> None:
    hire()
    elsewhere = app.test_client()
    sign_in(elsewhere, OLD)
    answer = ask(client)
    assert answer.location == "/account/password/forgotten/sent"
    assert client.get(answer.location).status_code == 200
    worker()
    link = link_to(smtp.to(MAIL)[0]["text"])
    assert client.get(link).status_code == 200
    assert client.post(link, data={"password": "کوتاه"}).status_code == 422
    done = client.post(link, data={"password": NEW})
    assert done.location == "/account/staff?done=password"
    assert elsewhere.get("/account/me").status_code == 302
    assert client.get(link).status_code == 410
    assert sign_in(app.test_client(), OLD) == 422
    assert sign_in(app.test_client(), NEW) == 303
    worker()
    assert "رمز شما عوض شد" in smtp.to(MAIL)[1]["subject"]


def test_known_and_unknown_names_read_the_same(session: Any, app: Any, client: Client) -> None:
    hire()
    known, unknown = ask(client), ask(app.test_client(), "nobody@example.org")
    assert (known.status_code, known.text) == (unknown.status_code, unknown.text)
    assert session.query(Message).count() == 1


def test_who_has_only_a_mobile_gets_an_sms(
    session: Any, client: Client, sms: Any, worker: Any
) -> None:
    hire(email=None, mobile="+989000000031", locale="en")
    ask(client, "۰۹۰۰۰۰۰۰۰۳۱")
    worker()
    told = str(sms.to("+989000000031")[0])
    assert "/account/password/reset/" in told
    client.post(link_to(told), data={"password": NEW})
    worker()
    assert "was changed" in str(sms.to("+989000000031")[1])


def test_asking_too_often_is_refused_alike(session: Any, app: Any, clock: Any) -> None:
    clock.set(clock.now().replace(minute=1))
    hire()
    answers = [[ask(app.test_client(), login) for _ in range(4)] for login in (MAIL, "x@y.org")]
    assert [[one.status_code for one in row] for row in answers] == [[303, 303, 303, 429]] * 2
    assert MAIL in answers[0][3].text
    assert session.query(Message).count() == 3


@pytest.mark.parametrize("login", ["", " ", "\x00"])
def test_nothing_is_asked_again(session: Any, client: Client, login: str) -> None:
    page = ask(client, login)
    assert (page.status_code, "<title>خطا:" in page.text) == (422, True)
