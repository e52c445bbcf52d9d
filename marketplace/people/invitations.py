"""Inviting staff by a link that works once; the invited person sets her own password."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, delete, func, select
from sqlalchemy.exc import IntegrityError

from marketplace.kernel import clock, eventlog, ids
from marketplace.kernel.actor import Actor, acting
from marketplace.kernel.db import locked, one, session
from marketplace.kernel.errors import DomainError, WrongState
from marketplace.kernel.eventlog import Event
from marketplace.kernel.secrets import keyed_hash
from marketplace.kernel.text import N_
from marketplace.people import staff
from marketplace.people.models import STAFF_ROLES, Invitation, User

LIFE = timedelta(days=7)
OVER = N_("This invitation no longer works. Ask the office for a new one.")
WAITING = N_("This person is invited already. Send that invitation again, or withdraw it.")
ENDED = N_("This invitation was accepted or withdrawn meanwhile.")
OPEN = (Invitation.accepted_at.is_(None), Invitation.withdrawn_at.is_(None))


def invite(
    *,
    name: str,
    email: str | None,
    mobile: str | None,
    roles: Iterable[str],
    locale: str,
    by: User,
) -> tuple[Invitation, str]:
    """A new invitation and its link's token, which is kept nowhere.

    Raises DomainError when somebody has one of the addresses or is invited already.
    """
    staff.require_free(email, mobile)
    token = ids.link_token()
    wanted = set(roles)
    invitation = Invitation(
        public_id=ids.public_id(), name=name, email=email, mobile=mobile, locale=locale,
        roles=" ".join(role for role in STAFF_ROLES if role in wanted),
        token_hash=_hash(token), invited_by=by.id, expires_at=clock.now() + LIFE,
    )  # fmt: skip
    try:
        with session.begin_nested():
            session.add(invitation)
    except IntegrityError as error:
        raise DomainError(WAITING, field="email" if email else "mobile") from error
    eventlog.record("invitation", invitation.id, "created")
    return invitation, token


def waiting() -> Sequence[Invitation]:
    """The invitations that were neither accepted nor withdrawn, newest first."""
    return session.scalars(select(Invitation).where(*OPEN).order_by(Invitation.id.desc())).all()


def renew(public_id: str) -> tuple[Invitation, str]:
    """The invitation with a new link and all its days again; the old link stops working.

    Raises NotFound or WrongState."""
    invitation, token = _still_open(public_id), ids.link_token()
    invitation.token_hash, invitation.expires_at = _hash(token), clock.now() + LIFE
    eventlog.record("invitation", invitation.id, "sent_again")
    return invitation, token


def withdraw(public_id: str) -> None:
    """Its link stops working. Raises NotFound or WrongState."""
    invitation = _still_open(public_id)
    invitation.withdrawn_at = clock.now()
    eventlog.record("invitation", invitation.id, "withdrawn")


def find(token: str) -> Invitation | None:
    """The invitation behind a link that still works."""
    return _living(token)


def accept(token: str, hash: str) -> User:
    """She becomes staff with this password's hash; the link is used up.

    Raises DomainError when it no longer works or somebody took one of her addresses meanwhile.
    """
    invitation = _living(token, lock=True)
    if invitation is None:
        raise DomainError(OVER, field="password")
    invitation.accepted_at = clock.now()
    with acting(Actor(kind="user", user_id=invitation.invited_by, role="administrator")):
        user = staff.hire(
            name=invitation.name, email=invitation.email, mobile=invitation.mobile,
            roles=invitation.roles.split(), hash=hash, locale=invitation.locale,
        )  # fmt: skip
    with acting(Actor(kind="user", user_id=user.id)):
        eventlog.record("invitation", invitation.id, "accepted")
    return user


def forget_old(before: datetime, limit: int) -> int:
    """Delete up to `limit` invitations that ended before then; returns how many."""
    ended = func.coalesce(Invitation.accepted_at, Invitation.withdrawn_at, Invitation.expires_at)
    keys = session.scalars(select(Invitation.id).where(ended < before).limit(limit)).all()
    session.execute(delete(Invitation).where(Invitation.id.in_(keys)))
    return len(keys)


def forget(mobile: str) -> None:
    """Delete every invitation that was sent to this mobile; an open one is withdrawn first."""
    _forget(Invitation.mobile == mobile)


def forget_email(email: str) -> None:
    """The same of an e-mail address in lower case."""
    _forget(Invitation.email == email)


def forget_accepted(user_id: int) -> None:
    """Delete the invitation that she came by, to whichever address it was sent."""
    accepted = select(Event.subject_id).filter_by(
        subject_kind="invitation", name="accepted", actor_id=user_id
    )
    session.execute(delete(Invitation).where(Invitation.id.in_(accepted)))


def _forget(hers: ColumnElement[bool]) -> None:
    for invitation in session.scalars(select(Invitation).where(hers, *OPEN)).all():
        withdraw(invitation.public_id)
    session.flush()
    session.execute(delete(Invitation).where(hers))


def _living(token: str, *, lock: bool = False) -> Invitation | None:
    query = select(Invitation).where(
        Invitation.token_hash == _hash(token), Invitation.expires_at > clock.now(), *OPEN
    )
    return session.scalars(query.with_for_update() if lock else query).first()


def _still_open(public_id: str) -> Invitation:
    invitation = locked(Invitation, one(Invitation, public_id=public_id).id)
    if invitation.accepted_at or invitation.withdrawn_at:
        raise WrongState(ENDED)
    return invitation


def _hash(token: str) -> str:
    return keyed_hash("invitation", token)
