"""The staff page: roles, new passwords, closing."""

import re
from typing import Any

import pytest
from sqlalchemy import select

from marketplace.kernel.db import session as database
from marketplace.people.models import User
from tests.support import factories
from tests.support.clients import Client

FORM = {"name": "کارشناس نمونه", "email": "New@Example.org", "roles": ["moderator", "clerk"],
        "locale": "fa"}  # fmt: skip


SECRET = "سه سیب سرخ در باغ"


def invite(client: Client, **form: Any) -> Any:
    return client.post("/office/invitations", data=FORM | form)


def link_in(page: str) -> str:
    found = re.search(r'value="http[^"]*(/account/invitation/[^"]+)"', page)
    assert found
    return found[1]


def add(app: Any, client: Client) -> User:
    """Invite her and let her accept."""
    link = link_in(invite(client).text)
    assert app.test_client().post(link, data={"password": SECRET}).status_code == 303
    with app.app_context():
        return newcomer(database)


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


@pytest.mark.parametrize(
    "change",
    [{"name": ""}, {"email": "", "mobile": ""}, {"email": "nobody"}, {"roles": ["owner"]},
     {"mobile": "12"}, {"email": "administrator@example.org"}, {"locale": "de"}],
)  # fmt: skip
def test_a_bad_form_is_kept_and_explained(session: Any, client: Client, change: Any) -> None:
    factories.sign_in_as(client, "administrator")
    page = invite(client, **change)
    assert page.status_code == 422
    assert 'role="alert"' in page.text
    assert len(session.scalars(select(User)).all()) == 1


def test_roles_are_given_and_taken(session: Any, app: Any, client: Client) -> None:
    factories.sign_in_as(client, "administrator")
    user = add(app, client)
    where = f"/office/users/{user.public_id}/roles"
    assert client.post(where, data={"roles": ["trainer"]}).status_code == 303
    assert newcomer(session).roles == {"trainer"}
    assert client.post(where, data={"roles": ["owner"]}).status_code == 422


def test_taking_the_last_role_is_asked_once_more(session: Any, app: Any, client: Client) -> None:
    factories.sign_in_as(client, "administrator")
    user = add(app, client)
    where, held = f"/office/users/{user.public_id}/roles", {"moderator", "clerk"}
    asked = client.post(where)
    assert asked.status_code == 200
    assert "هیچ نقشی ندارد" in asked.text
    assert newcomer(session).roles == held
    assert client.post(where, data={"seen": "clerk"}).status_code == 200
    assert newcomer(session).roles == held
    assert client.post(where, data={"seen": "none"}).status_code == 303
    assert not newcomer(session).roles
    assert client.post(where).status_code == 303


def test_her_own_right_to_manage_is_asked_for_once_more(
    session: Any, app: Any, client: Client
) -> None:
    me = factories.sign_in_as(client, "administrator")
    add(app, client)
    colleague = newcomer(session)
    client.post(f"/office/users/{colleague.public_id}/roles", data={"roles": ["administrator"]})
    where, kept = f"/office/users/{me.public_id}/roles", {"roles": ["clerk"]}
    asked = client.post(where, data=kept)
    assert asked.status_code == 200
    assert "نقش مدیر را از خودتان" in asked.text
    assert client.post(where, data=kept | {"seen": "clerk"}).status_code == 303
    session.expire_all()
    assert session.get(User, me.id).roles == {"clerk"}


def test_the_last_administrator_cannot_be_removed(session: Any, client: Client) -> None:
    me = factories.sign_in_as(client, "administrator")
    where = f"/office/users/{me.public_id}"
    for form in ({"roles": ["clerk"]}, {}, {"seen": "none"}):
        assert client.post(f"{where}/roles", data=form).status_code == 422
    assert client.post(f"{where}/deactivation").status_code == 422
    assert client.get("/office/users").status_code == 200


def test_a_new_password_ends_the_old_one(session: Any, app: Any, client: Client) -> None:
    factories.sign_in_as(client, "administrator")
    where = f"/office/users/{add(app, client).public_id}/password"
    new = password_in(client.post(where).text)
    assert sign_in(app, SECRET).status_code == 422
    assert sign_in(app, new).status_code == 303


def test_an_account_is_closed_and_opened(session: Any, app: Any, client: Client) -> None:
    factories.sign_in_as(client, "administrator")
    where = f"/office/users/{add(app, client).public_id}"
    assert client.post(f"{where}/deactivation").status_code == 303
    assert sign_in(app, SECRET).status_code == 422
    assert "بسته" in client.get("/office/users").text
    assert client.post(f"{where}/activation").status_code == 303
    assert sign_in(app, SECRET).status_code == 303


def test_nobody_else_manages_staff(session: Any, client: Client) -> None:
    factories.sign_in_as(client, "moderator")
    assert client.get("/office/users").status_code == 403
    assert invite(client).status_code == 403
    assert client.get("/office/users/zzzzzzzz").status_code == 403
    factories.sign_in_as(client, "administrator")
    assert client.get("/office/users/zzzzzzzz").status_code == 404
