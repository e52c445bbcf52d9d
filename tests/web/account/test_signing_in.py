"""Signing in: by SMS code, by card, by password; staying, leaving, leaving everywhere."""

import re
from typing import Any

import pytest
from sqlalchemy import select

from marketplace.kernel.unit import unit_of_work
from marketplace.people import cards
from marketplace.people.models import User
from tests.support import factories
from tests.support.clients import Client
from tests.support.entering import MOBILE, SECRET, Worker, ask, enter, hire, the_code
from tests.support.outside import Telephone


def session_cookie(response: Any) -> str:
    found = [v for v in response.headers.getlist("Set-Cookie") if v.startswith("session=")]
    return found[-1] if found else ""


def test_a_maker_signs_in_by_sms(
    session: Any, client: Client, sms: Telephone, worker: Worker
) -> None:
    maker = factories.a_maker(user=factories.a_user(mobile=MOBILE))
    answer = ask(client)
    assert (answer.status_code, answer.location) == (303, "/account/code")
    assert MOBILE not in str(answer.headers)
    page = client.get("/account/code").text
    assert "۰۹۰۰" in page
    assert "/demo/phone" in page
    answer = client.post("/account/code", data={"code": the_code(sms, worker)})
    assert (answer.status_code, answer.location) == (303, "/studio/")
    assert "Expires" in session_cookie(answer)
    assert client.get("/account/me").status_code == 200
    assert len(maker.members) == 1


def test_a_new_number_becomes_an_account_and_is_asked_to_apply(
    session: Any, client: Client, sms: Telephone, worker: Worker
) -> None:
    client.post("/en/account/sign-in", data={"mobile": "0900 000 0021"})
    worker()
    answer = client.post("/en/account/code", data={"code": sms.code(MOBILE)})
    assert answer.location == "/en/studio/apply"
    assert "Expires" not in session_cookie(answer)
    user = session.scalars(select(User)).one()
    assert (user.mobile, user.locale) == (MOBILE, "en")


def test_known_and_unknown_numbers_get_the_same_answer(session: Any, app: Any) -> None:
    factories.a_user(mobile=MOBILE)
    known, unknown = (ask(app.test_client(), mobile=m) for m in (MOBILE, "+989000000022"))
    assert (known.status_code, known.text) == (unknown.status_code, unknown.text)


def test_a_code_is_useless_in_another_browser(
    session: Any, app: Any, client: Client, sms: Telephone, worker: Worker
) -> None:
    ask(client)
    code = the_code(sms, worker)
    thief = app.test_client()
    assert thief.post("/account/code", data={"code": code}).location == "/account/sign-in"
    with client.session_transaction() as hers, thief.session_transaction() as his:
        his["asking"] = hers["asking"]
    assert thief.post("/account/code", data={"code": code}).status_code == 422
    assert client.post("/account/code", data={"code": code}).status_code == 303
    assert client.post("/account/code", data={"code": code}).status_code == 303


def test_a_wrong_code_keeps_what_was_typed_and_says_how_often_is_left(
    session: Any, client: Client, sms: Telephone, worker: Worker
) -> None:
    ask(client)
    right = the_code(sms, worker)
    wrong = f"{(int(right) + 1) % 10**6:06d}"
    page = client.post("/account/code", data={"code": wrong})
    assert page.status_code == 422
    assert "<title>خطا:" in page.text
    assert page.text.count("این کد درست نبود. ۴ بار دیگر می‌توانید بنویسید.") == 2
    assert wrong in page.text
    for _ in range(4):
        client.post("/account/code", data={"code": wrong})
    assert client.post("/account/code", data={"code": right}).status_code == 422


@pytest.mark.parametrize("mobile", ["", "12", "021 8888 8888", "گ" * 3000, "\x00", "0912" * 400])
def test_what_is_no_mobile_is_refused_and_kept(session: Any, client: Client, mobile: str) -> None:
    page = ask(client, mobile=mobile)
    assert page.status_code == 422
    assert "<title>خطا:" in page.text
    assert 'id="mobile-err"' in page.text


def test_asking_too_often_is_told_with_a_time(session: Any, app: Any, clock: Any) -> None:
    clock.set(clock.now().replace(minute=1, second=0, hour=9))
    for _ in range(5):
        assert ask(app.test_client()).status_code == 303
    answer = ask(app.test_client())
    assert answer.status_code == 429
    assert int(answer.headers["Retry-After"]) > 0
    assert "فعلاً کد دیگری" in answer.text


def test_a_code_may_be_sent_again_after_a_minute(
    session: Any, client: Client, sms: Telephone, worker: Worker, clock: Any
) -> None:
    ask(client)
    assert re.search(r'data-wait="\d+"', client.get("/account/code").text)
    clock.advance(seconds=61)
    assert "data-wait" not in client.get("/account/code").text
    assert client.post("/account/code/again").status_code == 303
    worker()
    assert len(sms.to(MOBILE)) == 2


def test_no_sms_company_and_no_database_of_codes_lock_a_card_out(
    session: Any, client: Client, sms: Telephone
) -> None:
    user = factories.a_maker(user=factories.a_user(mobile=MOBILE)).members[0]
    with unit_of_work():
        code = cards.issue(session.get_one(User, user.user_id))
    assert client.post("/account/card", data={"code": "K7M2-QXAB"}).status_code == 422
    assert client.post("/account/card", data={"code": ""}).status_code == 422
    answer = client.post("/account/card", data={"code": code.lower(), "stay": "y"})
    assert answer.location == "/studio/"
    again = client.post("/account/card", data={"code": code})
    assert again.status_code == 422


def test_staff_do_not_come_in_by_sms_or_card(
    session: Any, client: Client, sms: Telephone, worker: Worker
) -> None:
    user = factories.a_user(mobile=MOBILE, roles=("moderator",))
    ask(client)
    answer = client.post("/account/code", data={"code": the_code(sms, worker)})
    assert answer.status_code == 422
    assert "با رمز وارد می‌شوند" in answer.text
    with unit_of_work():
        code = cards.issue(user)
    assert client.post("/account/card", data={"code": code}).status_code == 422


def test_staff_sign_in_with_a_password(session: Any, client: Client) -> None:
    hire("moderator")
    answer = enter(client)
    assert (answer.status_code, answer.location) == (303, "/office/")
    assert "Expires" not in session_cookie(answer)


def test_a_clerk_lands_at_the_desk(session: Any, client: Client) -> None:
    hire("clerk")
    assert enter(client, stay="y").location.startswith("/desk")


def test_a_wrong_password_and_an_unknown_name_read_the_same(session: Any, client: Client) -> None:
    hire("clerk")
    wrong, unknown = enter(client, "x" * 20), enter(client, login="nobody@example.org")
    assert wrong.status_code == unknown.status_code == 422
    assert wrong.text.replace("office@", "nobody@") == unknown.text
    assert "x" * 20 not in wrong.text


def test_ten_wrong_passwords_close_the_door_for_that_address_only(
    session: Any, app: Any, clock: Any
) -> None:
    clock.set(clock.now().replace(minute=1, second=0))
    hire("clerk")
    thief = app.test_client()
    for _ in range(10):
        assert enter(thief, "wrong wrong wrong").status_code == 422
    assert enter(thief).status_code == 429
    elsewhere = {"REMOTE_ADDR": "10.1.2.3"}
    answer = app.test_client().post(
        "/account/staff",
        data={"login": "office@example.org", "password": SECRET},
        environ_base=elsewhere,
    )
    assert answer.status_code == 303
