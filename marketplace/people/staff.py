"""Staff: who has which role, and who no longer may sign in."""

from collections.abc import Iterable, Sequence

from sqlalchemy import select

from marketplace.kernel import eventlog
from marketplace.kernel.db import session
from marketplace.people.models import STAFF_ROLES, User
from marketplace.people.users import grant, keep_one_administrator, revoke


def all_staff() -> Sequence[User]:
    """Everybody who has a role or a password, the active ones first."""
    query = select(User).where(User.password_hash.is_not(None) | User.grants.any())
    return session.scalars(query.order_by(User.active.desc(), User.name, User.id)).all()


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
