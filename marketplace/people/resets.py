"""A forgotten password: a link that works once within the hour."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, delete, select, update

from marketplace.kernel import clock, eventlog, ids, limits
from marketplace.kernel.actor import Actor, acting
from marketplace.kernel.db import locked, session
from marketplace.kernel.errors import DomainError
from marketplace.kernel.secrets import keyed_hash
from marketplace.kernel.text import N_
from marketplace.people import users
from marketplace.people.models import PasswordReset, User

LIFE = timedelta(hours=1)
PER_LOGIN, PER_ADDRESS = (3, timedelta(hours=1)), (20, timedelta(hours=1))
OVER = N_("This link no longer works. Ask for a new one.")


def count_ask(login: str, address: str) -> None:
    """Count one question, alike for known and unknown names, in its own unit. Raises TooMany."""
    name = f"reset:login:{keyed_hash(users.canonical_login(login))}"
    here = f"reset:address:{keyed_hash(address)}"
    limits.count_all([limits.Try(here, *PER_ADDRESS), limits.Try(name, *PER_LOGIN)])


def issue(login: str) -> tuple[User, str] | None:
    """The staff member with this e-mail or mobile and a link's token; None for anybody else."""
    user = users.by_login(login)
    if user is None or not user.active or user.password_hash is None:
        return None
    token = ids.link_token()
    session.add(
        PasswordReset(user_id=user.id, token_hash=_hash(token), expires_at=clock.now() + LIFE)
    )
    eventlog.record("user", user.id, "password_link_asked")
    return user, token


def find(token: str) -> User | None:
    """Whose link this is, while it works."""
    query = select(User).join(PasswordReset, PasswordReset.user_id == User.id)
    return session.scalars(query.where(User.active, *_works(token))).first()


def use(token: str, hash: str) -> User:
    """Give her this password's hash and end every session; every link of hers is used up.

    Raises DomainError(field="password") when the link no longer works.
    """
    query = select(PasswordReset.user_id).where(*_works(token)).with_for_update()
    key = session.scalar(query)
    user = locked(User, key) if key else None
    if user is None or not user.active:
        raise DomainError(OVER, field="password")
    session.execute(
        update(PasswordReset)
        .where(PasswordReset.user_id == user.id, PasswordReset.used_at.is_(None))
        .values(used_at=clock.now())
    )
    with acting(Actor(kind="user", user_id=user.id)):
        users.set_password(user, hash, "link")
    return user


def forget_old(before: datetime, limit: int) -> int:
    """Delete up to `limit` links that ended before then; returns how many."""
    old = select(PasswordReset.id).where(PasswordReset.expires_at < before).limit(limit)
    keys = session.scalars(old).all()
    session.execute(delete(PasswordReset).where(PasswordReset.id.in_(keys)))
    return len(keys)


def _works(token: str) -> tuple[ColumnElement[bool], ...]:
    return (
        PasswordReset.token_hash == _hash(token),
        PasswordReset.used_at.is_(None),
        PasswordReset.expires_at > clock.now(),
    )


def _hash(token: str) -> str:
    return keyed_hash("password_reset", token)
