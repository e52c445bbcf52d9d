"""Who is asking: the signed-in person, her vendor, and the actor that the event log records."""

from typing import cast

from flask import Flask, g, session
from flask_login import (
    LoginManager,
    UserMixin,
    current_user as _current_user,
    login_user,
    logout_user,
)
from sqlalchemy import select
from werkzeug.exceptions import Forbidden, Unauthorized

from marketplace.kernel.actor import Actor
from marketplace.kernel.db import session as database
from marketplace.people.models import User
from marketplace.vendors.models import Member, Vendor
from marketplace.web.access import ARTISAN, SIGNED_IN, STAFF, Access

login = LoginManager()


class SignedIn(UserMixin):
    """Flask-Login's view of a user; its id changes when she signs out everywhere."""

    def __init__(self, user: User) -> None:
        self.user = user

    def get_id(self) -> str:
        return f"{self.user.id}.{self.user.session_version}"


@login.user_loader
def load(key: str) -> SignedIn | None:
    """The user behind a session, unless she was deactivated or signed out everywhere."""
    number, _, version = key.partition(".")
    user = database.get(User, int(number)) if number.isdigit() else None
    if user is None or not user.active or str(user.session_version) != version:
        return None
    return SignedIn(user)


def init_identity(app: Flask) -> None:
    """Bind Flask-Login by hand: its `init_app` adds a context processor and a remember-cookie
    hook that read the session on every page, so that none could be cached."""
    app.login_manager = login  # type: ignore[attr-defined]


def sign_in(user: User, *, stay: bool) -> None:
    """Open a fresh session; `stay` keeps it on this device for 60 days."""
    session.clear()
    session.permanent = stay
    login_user(SignedIn(user))


def sign_out() -> None:
    """End this session."""
    logout_user()
    session.clear()


def me() -> User:
    """The signed-in person. Raises Unauthorized."""
    found = signed_in_user()
    if found is None:
        raise Unauthorized
    return found


def signed_in_user() -> User | None:
    """The signed-in person or None; only private pages may ask."""
    if not _current_user.is_authenticated:
        return None
    return cast(SignedIn, _current_user._get_current_object()).user


def my_vendor() -> Vendor:
    """The vendor she acts for. Raises Forbidden when she has none."""
    if (vendor := find_my_vendor()) is None:
        raise Forbidden
    return vendor


def find_my_vendor() -> Vendor | None:
    """Her vendor, or None; the one chosen in the session when she belongs to several."""
    if "vendor" not in g:
        vendors = my_vendors()
        chosen = [v for v in vendors if v.public_id == session.get("vendor")]
        g.vendor = next(iter(chosen or vendors), None)
    return cast("Vendor | None", g.vendor)


def my_vendors() -> list[Vendor]:
    """Every vendor she is a member of, oldest first."""
    user = signed_in_user()
    query = select(Vendor).join(Member).where(Member.user_id == (user.id if user else 0))
    return list(database.scalars(query.order_by(Vendor.id)))


def act_for(vendor: Vendor) -> None:
    """Remember in this session which of her vendors she works for."""
    session["vendor"] = vendor.public_id


def authorise(access: Access) -> Actor:
    """The actor of this request. Raises Unauthorized (sign in) or Forbidden."""
    if access.open:
        return Actor()
    user = me()
    staff = [role for role in STAFF if role in user.roles and role in access.roles]
    if staff:
        return Actor(kind="user", user_id=user.id, role=staff[0])
    if ARTISAN in access.roles and find_my_vendor():
        return Actor(kind="user", user_id=user.id, role=ARTISAN)
    if SIGNED_IN in access.roles:
        return Actor(kind="user", user_id=user.id, role=SIGNED_IN)
    raise Forbidden
