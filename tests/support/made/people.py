"""People, makers and who signs in, built through the domain."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from itertools import count
from typing import Any

from flask import Flask

from marketplace.catalogue import categories
from marketplace.catalogue.category import Category
from marketplace.kernel.actor import Actor, acting
from marketplace.kernel.db import session
from marketplace.kernel.engines import writing
from marketplace.kernel.unit import unit_of_work
from marketplace.people import users
from marketplace.people.models import User
from marketplace.programme import certificates
from marketplace.vendors import application, decisions, requirements, submissions
from marketplace.vendors.models import Vendor
from marketplace.vendors.profile import Profile
from tests.support.clients import Client

_numbers = count(1)


@contextmanager
def unit() -> Iterator[None]:
    """The unit of work that is open, or one for these lines."""
    if writing.get():
        yield
        session.flush()
    else:
        with unit_of_work():
            yield


def a_user(name: str = "فریبا نمونه", *, roles: tuple[str, ...] = (), **fields: Any) -> User:
    """A person with a mobile that belongs to nobody, and staff roles if named."""
    fields.setdefault("mobile", f"+98900002{next(_numbers):04d}")
    with unit():
        user = users.create(name=name, **fields)
        for role in roles:
            users.grant(user, role)
    return user


def a_craft(name_fa: str = "گلیم", name_en: str = "Kilim") -> Category:
    """A top category; the same one when it stands already."""
    found = [craft for craft in categories.crafts() if craft.name_fa == name_fa]
    if found:
        return found[0]
    with unit():
        return categories.create(name_fa, name_en)


def an_applicant(
    craft: Category | None = None, user: User | None = None, kind: str = "person", **profile: Any
) -> Vendor:
    """A vendor who applied by herself and was asked for the usual three."""
    wishes = {"alias_fa": "دار روناس", "village_fa": "آوج", "district_fa": "بخش مرکزی"} | profile
    with unit():
        requirements.install_usual()
        user = user or a_user()
        craft = craft or a_craft()
        with acting(Actor(kind="user", user_id=user.id, role="signed_in")):
            return application.apply(user, Profile(**wishes), [craft.id], kind=kind)


def a_maker(craft: Category | None = None, user: User | None = None, **profile: Any) -> Vendor:
    """An active vendor who may sell in the craft: certified, heard, approved."""
    with unit():
        craft = craft or a_craft()
        vendor = an_applicant(craft, user, **profile)
        certify(vendor, craft)
        talk = next(one for one in requirements.active() if one.kind == "interview")
        with acting(Actor(kind="user", user_id=staff("moderator").id, role="moderator")):
            submissions.accept(vendor, talk)
            decisions.approve(vendor)
    return vendor


def certify(vendor: Vendor, craft: Category, expires_in: timedelta | None = None) -> None:
    """Give the vendor's first member a certificate, recorded by a trainer."""
    today = certificates.today()
    with unit(), acting(Actor(kind="user", user_id=staff("trainer").id, role="trainer")):
        expires = today + expires_in if expires_in else None
        issued = today - timedelta(days=30)
        certificates.record(vendor.members[0].user_id, craft.id, issued, expires)


def staff(role: str) -> User:
    """One staff member of this role, always the same."""
    return users.by_email(f"{role}@example.org") or a_user(
        f"{role} نمونه", roles=(role,), email=f"{role}@example.org", mobile=None
    )


def sign_in_as(client: Client, user: User | str) -> User:
    """Sign a person, or the staff member of a role, in by writing the session cookie."""
    app: Flask = client.application
    with app.app_context():
        person = staff(user) if isinstance(user, str) else user
        key = f"{person.id}.{person.session_version}"
    with client.session_transaction() as cookies:
        cookies.update({"_user_id": key, "_fresh": True})
    return person
