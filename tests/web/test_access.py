"""Every route × every role, against a table that is read in reviews: tests/web/access_table.txt.

After a deliberate change: `python -m tests.web.test_access > tests/web/access_table.txt`."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from flask import Flask

from marketplace.kernel.db import session
from marketplace.people.models import User
from marketplace.web.access import (
    ADMINISTRATOR,
    ARTISAN,
    ROLES,
    SIGNED_IN,
    STAFF,
    VISITOR,
    UndeclaredRoute,
    access_of,
    require_declarations,
)
from tests.support.factories import a_maker, sign_in_as, staff

if TYPE_CHECKING:
    from werkzeug.routing import Rule

TABLE = Path(__file__).with_name("access_table.txt")
DUMMY = {"int": "999999", "any": None, "default": "zzzzzzzz", "path": "none"}
ENDS_THE_SESSION = ("account.sign_out", "account.sign_out_everywhere")


def routes(app: Flask) -> Iterator[tuple[str, "Rule", frozenset[str]]]:
    """(method, rule, roles) of every route."""
    for rule in sorted(app.url_map.iter_rules(), key=lambda rule: rule.rule):
        access = access_of(app.view_functions[rule.endpoint])
        assert access
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
            yield method, rule, access.roles


def table_of(app: Flask) -> list[str]:
    """One line a route: method, rule, who."""
    return [
        f"{method:4} {rule.rule}  {signed_by(app, rule) or in_words(roles)}"
        for method, rule, roles in routes(app)
    ]


def in_words(roles: frozenset[str]) -> str:
    """The roles, in one sequence."""
    return " ".join(role for role in (*ROLES, SIGNED_IN) if role in roles)


def signed_by(app: Flask, rule: "Rule") -> str:
    """Which machine calls it, if any."""
    access = access_of(app.view_functions[rule.endpoint])
    return f"signed_by={access.signed_by}" if access and access.signed_by else ""


def address(rule: "Rule") -> str:
    """The rule with ids that belong to nothing."""

    def fill(match: re.Match[str]) -> str:
        converter, _, _name = match[1].rpartition(":")
        if converter.startswith("any("):
            return converter[4:].split(",")[0].rstrip(")")
        return str(DUMMY.get(converter or "default"))

    return re.sub(r"<([^>]+)>", fill, rule.rule)


def allowed(role: str, roles: frozenset[str]) -> bool:
    return VISITOR in roles or role in roles or (SIGNED_IN in roles and role != VISITOR)


@pytest.mark.engine("sqlite")
def test_the_table_says_who_may_call_what(app: Flask) -> None:
    assert table_of(app) == TABLE.read_text("utf-8").splitlines()


@pytest.mark.engine("sqlite")
def test_the_administrator_may_whatever_any_staff_role_may(app: Flask) -> None:
    for _method, rule, roles in routes(app):
        assert not roles & set(STAFF) or ADMINISTRATOR in roles, rule.rule


@pytest.mark.engine("sqlite")
@pytest.mark.parametrize("role", ROLES)
def test_a_role_reaches_its_routes_and_no_other(app: Flask, role: str) -> None:
    client: Any = app.test_client()
    with app.app_context():
        if role == ARTISAN:
            maker = a_maker()
            sign_in_as(client, session.get_one(User, maker.members[0].user_id))
        elif role != VISITOR:
            sign_in_as(client, staff(role))
    wrong = []
    for method, rule, roles in routes(app):
        if rule.endpoint in ENDS_THE_SESSION:
            continue
        answer = client.open(address(rule), method=method)
        refused = answer.status_code == 403 or (VISITOR not in roles and sent(answer))
        broken = answer.status_code >= 500 and rule.endpoint != "health.readyz"
        if broken or allowed(role, roles) == refused:
            wrong.append(f"{role} {method} {rule.rule} → {answer.status_code}")
    assert wrong == []


def sent(answer: Any) -> bool:
    """Whether the answer sends a visitor to sign in."""
    return answer.status_code == 302 and "/account/s" in answer.headers["Location"]


def test_a_route_that_declares_nothing_stops_the_start() -> None:
    app = Flask("silent")
    app.add_url_rule("/silent", "silent", lambda: "")
    with pytest.raises(UndeclaredRoute, match="silent"):
        require_declarations(app)


if __name__ == "__main__":
    import os

    from marketplace import create_app
    from marketplace.settings import Settings

    print("\n".join(table_of(create_app(Settings.from_environ(os.environ | {"MODE": "demo"})))))
