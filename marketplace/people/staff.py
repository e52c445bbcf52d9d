"""Staff: who has which role, and who no longer may sign in."""

from collections.abc import Iterable, Sequence

from sqlalchemy import select

from marketplace.kernel import eventlog
from marketplace.kernel.db import session
from marketplace.kernel.errors import DomainError
from marketplace.kernel.text import N_
from marketplace.people import users
from marketplace.people.models import STAFF_ROLES, User
from marketplace.people.users import grant, keep_one_administrator, revoke


def all_staff() -> Sequence[User]:
    """Everybody who has a role or a password, the active ones first."""
    query = select(User).where(User.password_hash.is_not(None) | User.grants.any())
    return session.scalars(query.order_by(User.active.desc(), User.name, User.id)).all()


def hire(
    *,
    name: str,
    email: str | None,
    mobile: str | None,
    roles: Iterable[str],
    hash: str,
    locale: str = "fa",
) -> User:
    """A staff member with a password's hash and roles; a maker with this mobile becomes one.

    Raises DomainError as `require_free`.
    """
    user = require_free(email, mobile)
    if user is None:
        user = users.create(name=name, email=email, mobile=mobile, locale=locale)
    elif email:
        users.set_email(user, email)
    users.set_password(user, hash)
    set_roles(user, roles)
    return user


def require_free(email: str | None, mobile: str | None) -> User | None:
    """The maker with this mobile, who may become staff; None for somebody new.

    Raises DomainError when neither address is given, or somebody else has one of them.
    """
    if not (email or mobile):
        raise DomainError(N_("Write an e-mail address or a mobile number."), field="email")
    user = users.by_mobile(mobile) if mobile else None
    if user is not None and (user.roles or user.password_hash):
        raise DomainError(N_("This person is staff already."), field="mobile")
    owner = users.by_email(email) if email else None
    if owner is not None and (user is None or owner.id != user.id):
        raise DomainError(users.SPOKEN_FOR, field="email")
    return user


def set_roles(user: User, roles: Iterable[str]) -> None:
    """Grant and revoke until she has exactly these roles."""
    wanted = set(roles)
    for role in STAFF_ROLES:
        if role in wanted:
            grant(user, role)
        elif role in user.roles:
            revoke(user, role)


def deactivate(user: User) -> None:
    """She can no longer sign in, and is signed out everywhere."""
    if not user.active:
        return
    keep_one_administrator(user)
    user.active = False
    user.session_version += 1
    eventlog.record("user", user.id, "deactivated", states=("active", "inactive"))


def activate(user: User) -> None:
    """She may sign in again."""
    if not user.active:
        user.active = True
        eventlog.record("user", user.id, "activated", states=("inactive", "active"))
