"""People with an account: found, made, renamed, signed out, given roles."""

import re

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from marketplace.kernel import eventlog, ids
from marketplace.kernel.db import one, session
from marketplace.kernel.errors import DomainError, NotFound
from marketplace.kernel.phone import parse_mobile
from marketplace.kernel.text import N_
from marketplace.people.models import STAFF_ROLES, RoleGrant, User

LAST = N_("One active administrator must remain. Make somebody else administrator first.")
_EMAIL = re.compile(r"[a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@([a-z0-9-]{1,63}\.)+[a-z0-9-]{2,63}")
SPOKEN_FOR = N_("Somebody else has this e-mail address already.")


def by_mobile(mobile: str) -> User | None:
    """The person with this mobile (E.164)."""
    return session.scalars(select(User).where(User.mobile == mobile)).first()


def by_public_id(public_id: str) -> User:
    """The person at this address. Raises NotFound, also for one who was erased."""
    found = one(User, public_id=public_id)
    if found.erased_at is not None:
        raise NotFound
    return found


def by_email(email: str) -> User | None:
    """The person with this e-mail address, in any case."""
    return session.scalars(select(User).where(User.email == email.strip().lower())).first()


def by_login(login: str) -> User | None:
    """The person with this e-mail address or mobile as people type it."""
    try:
        return by_email(parse_email(login)) if "@" in login else by_mobile(parse_mobile(login))
    except DomainError:
        return None


def canonical_login(login: str) -> str:
    """A typed e-mail address or mobile in the one way it is stored; else as typed, trimmed."""
    try:
        return parse_email(login) if "@" in login else parse_mobile(login)
    except DomainError:
        return login.strip().lower()


def parse_email(text: str) -> str:
    """An e-mail address in lower case. Raises DomainError(field="email")."""
    email = text.strip().lower()
    if len(email) > 254 or not _EMAIL.fullmatch(email):
        raise DomainError(
            N_("Write the whole e-mail address, for example name@example.org."), field="email"
        )
    return email


def find_or_create(mobile: str, name: str, locale: str) -> User:
    """The person with this mobile (E.164), made when new; two rivals get the same person."""
    if found := by_mobile(mobile):
        return found
    try:
        with session.begin_nested():
            return create(name=name, mobile=mobile, locale=locale)
    except IntegrityError:
        found = by_mobile(mobile)
        assert found
        return found


def create(
    *, name: str, mobile: str | None = None, email: str | None = None, locale: str = "fa"
) -> User:
    """A new person, reachable by mobile (E.164) or e-mail. Raises DomainError(field="email")."""
    if email and by_email(email):
        raise DomainError(SPOKEN_FOR, field="email")
    user = User(
        public_id=ids.public_id(),
        name=name,
        mobile=mobile,
        email=email.strip().lower() if email else None,
        locale=locale,
    )
    session.add(user)
    session.flush()
    eventlog.record("user", user.id, "created")
    return user


def rename(user: User, name: str, locale: str) -> None:
    """Change how she is called and the language of her messages (fa or en)."""
    if (user.name, user.locale) != (name, locale):
        user.name, user.locale = name, locale
        eventlog.record("user", user.id, "renamed")


def set_email(user: User, email: str) -> None:
    """Give her an e-mail address. Raises DomainError(field="email") when it is another's."""
    owner = by_email(email)
    if owner is not None and owner.id != user.id:
        raise DomainError(SPOKEN_FOR, field="email")
    if owner is None:
        user.email = email.strip().lower()
        eventlog.record("user", user.id, "email_changed")


def set_password(user: User, hash: str, way: str | None = None) -> None:
    """Store a new password's hash and end every session; `way` is kept as the event's reason."""
    user.password_hash = hash
    user.session_version += 1
    eventlog.record("user", user.id, "password_changed", reason=way)


def sign_out_everywhere(user: User) -> None:
    """End every session of hers, on every device, at her next request."""
    user.session_version += 1
    eventlog.record("user", user.id, "signed_out_everywhere")


def grant(user: User, role: str) -> None:
    """Give a staff role; giving it twice is harmless."""
    if role not in STAFF_ROLES:
        raise ValueError(role)
    if role not in user.roles:
        user.grants.append(RoleGrant(user_id=user.id, role=role))
        session.flush()
        eventlog.record("user", user.id, "role_granted", changes={"role": [None, role]})


def revoke(user: User, role: str) -> None:
    """Take a staff role away, from her next request on. Raises DomainError for the last one."""
    if role == "administrator":
        keep_one_administrator(user)
    for found in [held for held in user.grants if held.role == role]:
        user.grants.remove(found)
        session.flush()
        eventlog.record("user", user.id, "role_revoked", changes={"role": [role, None]})


def keep_one_administrator(user: User) -> None:
    """Lock the administrators, so that two of them cannot remove each other at once."""
    others = session.scalars(
        select(RoleGrant.user_id)
        .join(User, User.id == RoleGrant.user_id)
        .where(RoleGrant.role == "administrator", User.active)
        .order_by(RoleGrant.user_id)
        .with_for_update()
    ).all()
    if user.id in others and len(others) == 1:
        raise DomainError(LAST, field="roles")
