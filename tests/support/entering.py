"""Somebody at the doors: of makers by SMS, of staff by password."""

from collections.abc import Callable
from typing import Any

from marketplace.kernel.unit import unit_of_work
from marketplace.people import passwords, staff
from marketplace.people.models import User
from tests.support.clients import Client
from tests.support.outside import Telephone

MOBILE, TYPED = "+989000000021", "۰۹۰۰ ۰۰۰ ۰۰۲۱"
SECRET = "سه سیب سرخ در باغ"
Worker = Callable[[], None]


def ask(client: Client, **form: str) -> Any:
    """Ask for a code to sign in."""
    return client.post("/account/sign-in", data={"mobile": TYPED, "stay": "y"} | form)


def the_code(sms: Telephone, worker: Worker) -> str:
    """The code that came by SMS."""
    worker()
    return sms.code(MOBILE)


def hire(*roles: str, email: str = "office@example.org") -> User:
    """Somebody of the office with these roles and SECRET."""
    hashed = passwords.hash(SECRET)
    with unit_of_work():
        return staff.hire(name="همکار", email=email, mobile=None, roles=roles, hash=hashed)


def enter(
    client: Client, password: str = SECRET, login: str = "office@example.org", **form: str
) -> Any:
    """Sign in as staff do."""
    return client.post("/account/staff", data={"login": login, "password": password} | form)
