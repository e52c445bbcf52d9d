"""Somebody who has an account leaves for good: her row stays, for what she did as staff."""

from sqlalchemy import delete

from marketplace.kernel import clock, eventlog, ids
from marketplace.kernel.db import session
from marketplace.people import invitations, users
from marketplace.people.models import (
    CardCode,
    Consent,
    PasswordReset,
    RecoveryCode,
    SecondFactor,
    User,
)

HERS = (CardCode, PasswordReset, SecondFactor, RecoveryCode)


def erase(user: User) -> None:
    """Take name, addresses, password, roles, sessions, cards and factors away; a token stands for
    her name. Raises DomainError for the last administrator."""
    for role in sorted(user.roles):
        users.revoke(user, role)
    invitations.forget_accepted(user.id)
    if user.email:
        invitations.forget_email(user.email)
    before = "active" if user.active else "inactive"
    user.name, user.mobile, user.email, user.password_hash = ids.erased_name(), None, None, None
    user.active, user.erased_at = False, clock.now()
    user.session_version += 1
    session.flush()
    for table in HERS:
        session.execute(delete(table).where(table.user_id == user.id))
    forget_consents("user", [user.id])
    eventlog.erase_words("user", [user.id])
    eventlog.record("user", user.id, "erased", states=(before, "erased"))


def forget_consents(kind: str, subject_ids: list[int]) -> None:
    """Delete what these subjects agreed to: nobody is left who could stand by it."""
    session.execute(
        delete(Consent).where(Consent.subject_kind == kind, Consent.subject_id.in_(subject_ids))
    )
