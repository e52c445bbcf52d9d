"""What holds once somebody is signed in: until when, where to, and what she may change."""

from typing import Any

import pytest

from marketplace.kernel.unit import unit_of_work
from marketplace.people import staff, users
from marketplace.people.models import User
from marketplace.vendors import members
from tests.support import factories
from tests.support.clients import Client
from tests.support.entering import MOBILE, SECRET, Worker, ask, enter, hire, the_code
from tests.support.outside import Telephone


def test_a_closed_account_stays_out_and_loses_its_session(session: Any, client: Client) -> None:
    hired = hire("clerk")
    enter(client)
    assert client.get("/account/me").status_code == 200
    with unit_of_work():
        staff.deactivate(session.get_one(User, hired.id))
    assert client.get("/account/me").status_code == 302
    assert enter(client).status_code == 422


def test_a_role_taken_away_works_on_the_next_request(session: Any, client: Client) -> None:
    hired = hire("administrator", "moderator")
    hire("administrator", email="second@example.org")
    enter(client)
    assert client.get("/office/users").status_code == 200
    with unit_of_work():
        users.revoke(session.get_one(User, hired.id), "administrator")
    assert client.get("/office/users").status_code == 403


def test_signing_out_everywhere_ends_every_session(session: Any, app: Any) -> None:
    hire("moderator")
    one, two = app.test_client(), app.test_client()
    enter(one)
    enter(two, stay="y")
    answer = one.post("/account/sign-out/everywhere")
    assert answer.location == "/account/staff?done=everywhere"
    assert "از همهٔ دستگاه‌ها بیرون آمدید" in one.get(answer.location).text
    assert two.get("/account/me").status_code == 302


def test_signing_out_ends_this_session(session: Any, app: Any) -> None:
    hire("moderator")
    one, two = app.test_client(), app.test_client()
    enter(one)
    enter(two)
    assert one.post("/account/sign-out").location == "/"
    assert one.get("/account/me").status_code == 302
    assert two.get("/account/me").status_code == 200


@pytest.mark.parametrize(
    ("target", "lands"),
    [("/account/me", "/account/me"), ("//evil.example", "/office/"), ("/\\evil", "/office/"),
     ("https:evil", "/office/"), ("https://evil.example/", "/office/"), ("", "/office/")],
)  # fmt: skip
def test_signing_in_leads_to_own_pages_only(
    session: Any, client: Client, target: str, lands: str
) -> None:
    hire("moderator")
    assert enter(client, next=target).location == lands


def test_a_private_page_leads_back_after_signing_in(session: Any, client: Client) -> None:
    hire("administrator")
    answer = client.get("/en/office/users?x=1")
    assert answer.status_code == 302
    assert answer.location.startswith("/en/account/staff?next=")
    assert 'value="/en/office/users?x=1"' in client.get(answer.location).text


def test_a_password_change_needs_the_old_one_and_ends_every_session(
    session: Any, client: Client
) -> None:
    hire("moderator")
    enter(client)
    new = "چهار انار و یک به"
    assert client.post("/account/password", data={"old": "x", "password": new}).status_code == 422
    short = client.post("/account/password", data={"old": SECRET, "password": "کوتاه"})
    assert short.status_code == 422
    assert "دست‌کم ۱۲ حرف" in short.text
    answer = client.post("/account/password", data={"old": SECRET, "password": new})
    assert answer.location == "/account/staff?done=password"
    assert client.get("/account/me").status_code == 302
    assert enter(client).status_code == 422
    assert enter(client, new).status_code == 303


def test_a_maker_has_no_password_page(session: Any, client: Client) -> None:
    factories.sign_in_as(client, factories.a_user())
    assert client.get("/account/password").status_code == 404


def test_she_changes_her_name_and_language(session: Any, client: Client) -> None:
    user = factories.sign_in_as(client, factories.a_user())
    assert client.post("/account/me", data={"name": " ", "locale": "fa"}).status_code == 422
    assert client.post("/account/me", data={"name": "مریم", "locale": "de"}).status_code == 422
    assert client.post("/account/me", data={"name": "مریم", "locale": "en"}).status_code == 303
    assert "ذخیره شد" in client.get("/account/me").text
    found = session.get_one(User, user.id)
    assert (found.name, found.locale) == ("مریم", "en")


def test_a_member_of_two_booths_chooses_one(
    session: Any, client: Client, sms: Telephone, worker: Worker
) -> None:
    user = factories.a_user(mobile=MOBILE)
    first = factories.a_maker(user=user, alias_fa="دار روناس")
    second = factories.an_applicant(kind="collective", alias_fa="پشم و آفتاب")
    with unit_of_work():
        members.add(second, user)
    stranger = factories.a_maker(alias_fa="دیگری")
    ask(client)
    answer = client.post("/account/code", data={"code": the_code(sms, worker)})
    assert answer.location == "/account/vendor"
    page = client.get("/account/vendor").text
    assert first.alias_fa in page
    assert second.alias_fa in page
    chosen = client.post("/account/vendor", data={"vendor": second.public_id})
    assert chosen.location == "/studio/"
    with client.session_transaction() as cookies:
        assert cookies["vendor"] == second.public_id
    denied = client.post("/account/vendor", data={"vendor": stranger.public_id})
    assert denied.status_code == 404


def test_account_pages_are_never_stored(session: Any, client: Client) -> None:
    for path in ("/account/sign-in", "/account/card", "/account/staff", "/demo/phone"):
        answer = client.get(path)
        assert answer.status_code == 200
        assert answer.headers["Cache-Control"] == "no-store"
    cookie = ask(client).headers.getlist("Set-Cookie")
    browser = next(value for value in cookie if value.startswith("browser="))
    assert "HttpOnly" in browser
    assert "SameSite=Lax" in browser
