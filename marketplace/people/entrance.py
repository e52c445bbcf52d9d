"""Signing in: who may come in by which way, and one line in the event log for each."""

from datetime import timedelta

from marketplace.kernel import eventlog, limits
from marketplace.kernel.actor import Actor, acting
from marketplace.kernel.db import session
from marketplace.kernel.errors import DomainError
from marketplace.kernel.secrets import keyed_hash
from marketplace.kernel.text import N_
from marketplace.people import cards, codes, users
from marketplace.people.models import User

PURPOSE = "sign_in"
TRIES = ((10, timedelta(minutes=15)), (100, timedelta(hours=1)))
CLOSED = N_("This account is closed. Please call the office.")
STAFF_WAY = N_("Staff sign in with their password, not with a code.")
WRONG = N_("This name and password do not belong together. Please look at both again.")


def by_code(mobile: str, code: str, browser: str, locale: str) -> User:
    """The person with this mobile, made when new; `code` was checked and is used up here.

    Raises DomainError(field="code").
    """
    codes.consume(PURPOSE, mobile, code, browser)
    return _let_in(users.find_or_create(mobile, "", locale), "sms")


def by_card(code: str) -> User:
    """The person whose printed card this is. Raises DomainError(field="code")."""
    return _let_in(cards.use(None, code), "card")


def count_password_try(login: str, address: str) -> None:
    """Count one try before the password is looked at, in units of its own. Raises TooMany.

    Counted per name and address together first, so that a stranger cannot lock staff out.
    """
    both = keyed_hash(login.strip().lower(), address)
    limits.count(f"password:{both}", *TRIES[0])
    limits.count(f"password:address:{keyed_hash(address)}", *TRIES[1])


def by_password(user_id: int, verified_hash: str) -> User:
    """The person whose password was verified against this hash, read again; not yet let in.

    Raises DomainError(field="login") when it was changed or the account closed meanwhile.
    """
    user = session.get(User, user_id)
    if user is None or user.password_hash != verified_hash:
        raise DomainError(WRONG, field="login")
    if not user.active:
        raise DomainError(CLOSED, field="login")
    return user


def enter(user: User, way: str) -> User:
    """Record that she is in, after everything that was asked of her."""
    return _record(user, way)


def _let_in(user: User, way: str) -> User:
    if not user.active:
        raise DomainError(CLOSED, field="code")
    if user.roles:
        raise DomainError(STAFF_WAY, field="code")
    return _record(user, way)


def _record(user: User, way: str) -> User:
    with acting(Actor(kind="user", user_id=user.id)):
        eventlog.record("user", user.id, "signed_in", reason=way)
    return user
