"""Signing in with the second factor, setting it up, losing it."""

import re
from typing import Any

import pyotp
import pytest

from marketplace.kernel import preferences
from marketplace.kernel.unit import unit_of_work
from marketplace.people import passwords, staff
from marketplace.people.models import User
from tests.support import factories
from tests.support.clients import Client

MAIL, SECRET = "office@example.org", "سه سیب سرخ در باغ"
PAGE = "/account/second-factor"


@pytest.fixture
def colleague(session: Any) -> User:
    hashed = passwords.hash(SECRET)
    with unit_of_work():
        return staff.hire(name="همکار", email=MAIL, mobile=None, roles=["moderator"], hash=hashed)


def enter(client: Client, **form: str) -> Any:
    return client.post("/account/staff", data={"login": MAIL, "password": SECRET} | form)


def need(*roles: str) -> None:
    with unit_of_work():
        preferences.change(second_factor_roles=" ".join(roles))


def secret_of(page: str) -> str:
    found = re.search(r"((?:[A-Z2-7]{4} ){7}[A-Z2-7]{4})", page)
    assert found
    return found[1].replace(" ", "")


def set_up(client: Client, clock: Any) -> tuple[pyotp.TOTP, list[str]]:
    app = pyotp.TOTP(secret_of(client.get(PAGE).text))
    page = client.post(PAGE, data={"code": app.at(clock.now())})
    assert page.status_code == 200, page.text
    assert page.headers["Cache-Control"] == "no-store"
    clock.advance(seconds=60)
    return app, re.findall(r"[2-9A-Z]{4}-[2-9A-Z]{4}", page.text)


def test_a_role_that_needs_it_leads_there_and_in(
    session: Any, client: Client, colleague: User, clock: Any
) -> None:
    need("moderator")
    assert enter(client, next="/office/log").location == PAGE
    assert client.get("/office/").status_code == 302
    page = client.get(PAGE)
    assert "data:image/svg+xml" in page.text
    wrong = client.post(PAGE, data={"code": "12"})
    assert (wrong.status_code, 'value="12"' in wrong.text) == (422, True)
    assert secret_of(wrong.text) == secret_of(page.text)
    _app, codes = set_up(client, clock)
    assert len(codes) == 10
    assert client.get("/office/").status_code == 200


def test_password_then_code(
    session: Any, app: Any, client: Client, colleague: User, clock: Any, smtp: Any, worker: Any
) -> None:
    enter(client)
    totp, codes = set_up(client, clock)
    worker()
    assert "مرحلهٔ دوم" in smtp.to(MAIL)[0]["subject"]
    hers = app.test_client()
    assert enter(hers, stay="y", next="/office/log").location == "/account/staff/code"
    assert hers.get("/office/").status_code == 302
    assert hers.get(PAGE).status_code == 302
    assert hers.post(PAGE, data={"code": "1"}).status_code == 303
    assert hers.get("/account/staff/code").status_code == 200
    wrong = hers.post("/account/staff/code", data={"code": "۱۲۳"})
    assert (wrong.status_code, "۱۲۳" in wrong.text) == (422, True)
    assert hers.post("/account/staff/code", data={"code": ""}).status_code == 422
    code = totp.at(clock.now())
    done = hers.post("/account/staff/code", data={"code": code})
    assert (done.status_code, done.location) == (303, "/office/log")
    thief = app.test_client()
    enter(thief)
    assert thief.post("/account/staff/code", data={"code": code}).status_code == 422
    assert thief.post("/account/staff/code", data={"code": codes[3]}).status_code == 303
    enter(again := app.test_client())
    assert again.post("/account/staff/code", data={"code": codes[3]}).status_code == 422
    assert "با رمز و مرحلهٔ دوم" in hers.get(f"/office/log?q={colleague.name}&kind=user").text


def test_halfway_lasts_ten_minutes_and_ends_with_the_sessions(
    session: Any, app: Any, client: Client, colleague: User, clock: Any
) -> None:
    enter(client)
    totp, _codes = set_up(client, clock)
    slow = app.test_client()
    enter(slow)
    clock.advance(minutes=11)
    answer = slow.post("/account/staff/code", data={"code": totp.at(clock.now())})
    assert answer.location == "/account/staff"
    enter(slow)
    client.post("/account/sign-out/everywhere")
    answer = slow.post("/account/staff/code", data={"code": totp.at(clock.now())})
    assert answer.location == "/account/staff"


def test_wrong_codes_close_the_door(
    session: Any, app: Any, client: Client, colleague: User, clock: Any
) -> None:
    clock.set(clock.now().replace(minute=1))
    enter(client)
    totp, _codes = set_up(client, clock)
    thief = app.test_client()
    enter(thief)
    answers = [thief.post("/account/staff/code", data={"code": "000"}) for _ in range(10)]
    assert answers[-1].status_code == 429
    right = thief.post("/account/staff/code", data={"code": totp.at(clock.now())})
    assert right.status_code == 429


def test_new_recovery_codes_and_giving_it_up(
    session: Any, client: Client, colleague: User, clock: Any
) -> None:
    enter(client)
    totp, old = set_up(client, clock)
    assert client.post(f"{PAGE}/codes", data={"code": "1"}).status_code == 422
    page = client.post(f"{PAGE}/codes", data={"code": totp.at(clock.now())})
    new = re.findall(r"[2-9A-Z]{4}-[2-9A-Z]{4}", page.text)
    assert not set(new) & set(old)
    need("moderator")
    assert client.post(f"{PAGE}/removal", data={"code": new[0]}).status_code == 404
    need()
    assert client.post(f"{PAGE}/removal", data={"code": old[0]}).status_code == 422
    assert client.post(f"{PAGE}/removal", data={"code": new[0]}).location == "/account/me"
    assert enter(client).location == "/office/"


def test_the_administrator_takes_a_lost_one_off(
    session: Any, app: Any, client: Client, colleague: User, clock: Any, smtp: Any, worker: Any
) -> None:
    hers = app.test_client()
    enter(hers)
    set_up(hers, clock)
    factories.sign_in_as(client, "administrator")
    where = f"/office/users/{colleague.public_id}"
    assert f"{where}/second-factor/removal" in client.get(where).text
    assert client.post(f"{where}/second-factor/removal").status_code == 303
    assert f"{where}/second-factor/removal" not in client.get(where).text
    assert hers.get("/account/me").status_code == 302
    assert enter(hers).location == "/office/"
    worker()
    assert "برداشته شد" in smtp.to(MAIL)[-1]["subject"]
    assert "مرحلهٔ دوم را برداشت" in client.get("/office/log").text


def test_the_administrator_says_which_roles_need_it(session: Any, client: Client) -> None:
    factories.sign_in_as(client, "administrator")
    data = {"second_factor_roles": ["administrator", "owner", "treasurer"]}
    assert client.post("/office/users/second-factor", data=data).status_code == 303
    assert preferences.load().second_factor_roles == "treasurer administrator"
    assert "نقش‌هایی که مرحلهٔ دوم می‌خواهند" in client.get("/office/log").text


def test_a_maker_has_no_second_factor(session: Any, client: Client) -> None:
    factories.sign_in_as(client, factories.a_user())
    assert client.get(PAGE).status_code == 302
    assert client.post(f"{PAGE}/codes").status_code == 404
