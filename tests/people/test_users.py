"""People and staff: made once, named, given roles, signed out, closed."""

import threading
from typing import Any

import pytest
from sqlalchemy import select

from marketplace.kernel.db import session as database
from marketplace.kernel.errors import DomainError
from marketplace.kernel.eventlog import Event, history
from marketplace.kernel.unit import unit_of_work
from marketplace.people import entrance, passwords, staff, users
from marketplace.people.models import User
from tests.support import factories

MOBILE = "+989000000021"


def names(user: User) -> list[str]:
    return [event.name for event in history("user", user.id)]


def test_a_mobile_belongs_to_one_person(session: Any) -> None:
    with unit_of_work():
        first = users.find_or_create(MOBILE, "فریبا", "fa")
        again = users.find_or_create(MOBILE, "کس دیگر", "en")
    assert (first.id, first.name) == (again.id, "فریبا")


def test_two_rivals_make_one_person(app: Any) -> None:
    gate, made = threading.Barrier(2), []

    def run() -> None:
        with app.app_context():
            gate.wait()
            with unit_of_work():
                made.append(users.find_or_create(MOBILE, "", "fa").id)

    rivals = [threading.Thread(target=run) for _ in range(2)]
    for rival in rivals:
        rival.start()
    for rival in rivals:
        rival.join()
    assert len(made) == 2
    assert made[0] == made[1]
    with app.app_context():
        assert len(database.scalars(select(User)).all()) == 1


@pytest.mark.parametrize("login", ["Office@Example.org ", "۰۹۰۰ ۰۰۰ ۰۰۲۱", "00989000000021"])
def test_staff_are_found_by_either_name(session: Any, login: str) -> None:
    user = factories.a_user(mobile=MOBILE, email="office@example.org")
    found = users.by_login(login)
    assert found
    assert found.id == user.id


@pytest.mark.parametrize("login", ["", "nobody@example.org", "12", "\ud800@x", "x" * 5000])
def test_nobody_is_found_by_nonsense(session: Any, login: str) -> None:
    assert users.by_login(login) is None


@pytest.mark.parametrize(
    "email", ["a@b", "a b@example.org", "@example.org", "a@example.", "ب@c.ir"]
)
def test_half_an_email_address_is_refused(email: str) -> None:
    with pytest.raises(DomainError):
        users.parse_email(email)


def test_a_name_or_role_change_is_recorded_without_the_name(session: Any) -> None:
    user = factories.a_user("فریبا نمونه")
    with unit_of_work():
        user = database.get_one(User, user.id)
        users.rename(user, "مریم نمونه", "en")
        users.rename(user, "مریم نمونه", "en")
        users.grant(user, "trainer")
        users.grant(user, "trainer")
    assert names(user) == ["role_granted", "renamed", "created"]
    assert not [row for row in session.scalars(select(Event)) if "نمونه" in str(row.changes)]


def test_the_last_administrator_stays(session: Any) -> None:
    only = factories.a_user(roles=("administrator",))
    with pytest.raises(DomainError), unit_of_work():
        users.revoke(database.get_one(User, only.id), "administrator")
    with pytest.raises(DomainError), unit_of_work():
        staff.deactivate(database.get_one(User, only.id))
    factories.a_user(roles=("administrator",))
    with unit_of_work():
        staff.deactivate(database.get_one(User, only.id))
    assert not database.get_one(User, only.id).active


def test_closing_an_account_ends_its_sessions(session: Any) -> None:
    user = factories.a_user(roles=("clerk",))
    before = user.session_version
    with unit_of_work():
        staff.deactivate(user := database.get_one(User, user.id))
    assert user.session_version > before
    with unit_of_work():
        staff.activate(user)
    assert names(user)[:2] == ["activated", "deactivated"]


def test_a_maker_becomes_staff_with_the_same_account(session: Any) -> None:
    maker = factories.a_user(mobile=MOBILE)
    hired = hire(email="office@example.org", mobile=MOBILE, roles=["clerk", "trainer"])
    assert hired.id == maker.id
    assert hired.roles == {"clerk", "trainer"}
    with pytest.raises(DomainError) as error:
        hire(email="other@example.org", mobile=MOBILE)
    assert error.value.field == "mobile"


def test_staff_need_a_name_of_their_own_to_sign_in_by(session: Any) -> None:
    with pytest.raises(DomainError):
        hire(email=None, mobile=None)
    hire(email="office@example.org")
    with pytest.raises(DomainError) as error:
        hire(email="Office@example.org")
    assert error.value.field == "email"


def hire(email: str | None, mobile: str | None = None, roles: Any = ("clerk",)) -> User:
    with unit_of_work():
        return staff.hire(name="همکار", email=email, mobile=mobile, roles=roles, hash="x")


def test_only_staff_roles_exist(session: Any) -> None:
    with pytest.raises(ValueError), unit_of_work():
        users.grant(factories.a_user(), "owner")


def test_a_password_changed_meanwhile_lets_nobody_in(session: Any) -> None:
    hired = hire(email="office@example.org")
    with pytest.raises(DomainError), unit_of_work():
        entrance.by_password(hired.id, "an older hash")
    with unit_of_work():
        assert entrance.by_password(hired.id, "x").id == hired.id


def test_argon2_keeps_passwords() -> None:
    stored = passwords.hash("سه سیب سرخ در باغ")
    assert stored.startswith("$argon2id$")
    assert passwords.verify(stored, "سه سیب سرخ در باغ")
    assert not passwords.verify(stored, "سه سیب زرد در باغ")
    assert not passwords.verify(None, "")
    assert not passwords.verify("broken", "x")


@pytest.mark.parametrize(
    "password",
    ["short", "a" * 300, "aaaaaaaaaaaaaa", "Password12345", "office2026!!x", "۱۲۳۴۵۶۷۸۹۱۲۳"],
)
def test_easy_passwords_are_refused(password: str) -> None:
    with pytest.raises(DomainError):
        passwords.require_strong(password, "office2026", "office2026@example.org")


@pytest.mark.parametrize(
    "password", ["سه سیب سرخ در باغ", "correct horse battery", "office2026 and a long tail"]
)
def test_a_short_sentence_is_strong(password: str) -> None:
    passwords.require_strong(password, "office2026", "")
    passwords.require_strong(passwords.generate())
