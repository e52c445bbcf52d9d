"""The staff page: adding, roles, new passwords, closing."""

import re
from typing import Any

import pytest
from sqlalchemy import select

from marketplace.kernel.eventlog import history
from marketplace.people.models import User
from tests.support import factories
from tests.support.clients import Client
from tests.support.outside import PostOffice

FORM = {"name": "کارشناس نمونه", "email": "New@Example.org", "roles": ["moderator", "clerk"]}


def add(client: Client, **form: Any) -> Any:
    return client.post("/office/users", data=FORM | form)


def newcomer(session: Any) -> User:
    session.rollback()
    session.expire_all()
    found: User = session.scalars(select(User).where(User.email == "new@example.org")).one()
    return found


def password_in(page: str) -> str:
    found = re.search(r"[2-9A-Z]{4}(-[2-9A-Z]{4}){3}", page)
    assert found
    return found[0]


def sign_in(app: Any, password: str) -> Any:
    form = {"login": "new@example.org", "password": password}
    return app.test_client().post("/account/staff", data=form)


def test_an_added_colleague_can_sign_in_with_the_password_shown_once(
    session: Any, app: Any, client: Client, smtp: PostOffice, worker: Any
) -> None:
    administrator = factories.sign_in_as(client, "administrator")
    page = add(client)
    assert page.status_code == 200
    assert page.headers["Cache-Control"] == "no-store"
    user = newcomer(session)
    assert user.roles == {"moderator", "clerk"}
    assert sign_in(app, password_in(page.text)).status_code == 303
    assert {event.actor_id for event in history("user", user.id)} >= {administrator.id}
    worker()
    assert "account/staff" in smtp.to("new@example.org")[0]["text"]
    assert password_in(page.text) not in smtp.to("new@example.org")[0]["text"]
    shown = client.get(f"/office/users/{user.public_id}").text
    assert password_in(page.text) not in shown
    assert "کارشناس نمونه" in client.get("/office/users").text


def test_a_typed_password_counts_and_must_be_strong(session: Any, app: Any, client: Client) -> None:
    factories.sign_in_as(client, "administrator")
    weak = add(client, password="password1234")
    assert weak.status_code == 422
    assert "کارشناس نمونه" in weak.text
    assert "password1234" not in weak.text
    assert add(client, password="سه سیب سرخ در باغ").status_code == 200
    assert sign_in(app, "سه سیب سرخ در باغ").status_code == 303


@pytest.mark.parametrize(
    "change",
    [{"name": ""}, {"email": "", "mobile": ""}, {"email": "nobody"}, {"roles": ["owner"]},
     {"mobile": "12"}, {"email": "administrator@example.org"}],
)  # fmt: skip
def test_a_bad_form_is_kept_and_explained(session: Any, client: Client, change: Any) -> None:
    factories.sign_in_as(client, "administrator")
    page = add(client, **change)
    assert page.status_code == 422
    assert 'role="alert"' in page.text
    assert len(session.scalars(select(User)).all()) == 1


def test_roles_are_given_and_taken(session: Any, client: Client) -> None:
    factories.sign_in_as(client, "administrator")
    add(client)
    user = newcomer(session)
    where = f"/office/users/{user.public_id}/roles"
    assert client.post(where, data={"roles": ["trainer"]}).status_code == 303
    assert newcomer(session).roles == {"trainer"}
    assert client.post(where, data={"roles": ["owner"]}).status_code == 422
    assert client.post(where).status_code == 303
    assert not newcomer(session).roles


def test_the_last_administrator_cannot_be_removed(session: Any, client: Client) -> None:
    me = factories.sign_in_as(client, "administrator")
    where = f"/office/users/{me.public_id}"
    assert client.post(f"{where}/roles", data={"roles": ["clerk"]}).status_code == 422
    assert client.post(f"{where}/deactivation").status_code == 422
    assert client.get("/office/users").status_code == 200


def test_a_new_password_ends_the_old_one(session: Any, app: Any, client: Client) -> None:
    factories.sign_in_as(client, "administrator")
    old = password_in(add(client).text)
    where = f"/office/users/{newcomer(session).public_id}/password"
    new = password_in(client.post(where).text)
    assert sign_in(app, old).status_code == 422
    assert sign_in(app, new).status_code == 303


def test_an_account_is_closed_and_opened(session: Any, app: Any, client: Client) -> None:
    factories.sign_in_as(client, "administrator")
    password = password_in(add(client).text)
    where = f"/office/users/{newcomer(session).public_id}"
    assert client.post(f"{where}/deactivation").status_code == 303
    assert sign_in(app, password).status_code == 422
    assert "بسته" in client.get("/office/users").text
    assert client.post(f"{where}/activation").status_code == 303
    assert sign_in(app, password).status_code == 303


def test_nobody_else_manages_staff(session: Any, client: Client) -> None:
    factories.sign_in_as(client, "moderator")
    assert client.get("/office/users").status_code == 403
    assert add(client).status_code == 403
    assert client.get("/office/users/zzzzzzzz").status_code == 403
    factories.sign_in_as(client, "administrator")
    assert client.get("/office/users/zzzzzzzz").status_code == 404
