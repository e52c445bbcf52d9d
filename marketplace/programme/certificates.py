"""Recording, revoking and reading certificates of training."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import Select, or_, select

from marketplace.kernel import actor, calendar, clock, eventlog, events, ids
from marketplace.kernel.db import locked, session
from marketplace.kernel.errors import DomainError, NotFound, WrongState
from marketplace.kernel.text import N_
from marketplace.programme.events import CertificateChanged
from marketplace.programme.models import Certificate

FOREVER = datetime(2999, 12, 31, tzinfo=UTC)


def record(user_id: int, craft_id: int, issued_on: date, expires_on: date | None) -> Certificate:
    """Write down that a person was trained in a craft. Raises DomainError on impossible days."""
    if issued_on > today():
        raise DomainError(N_("This day has not come yet."), field="issued_on")
    if expires_on and expires_on <= issued_on:
        raise DomainError(N_("The last day must be after the first."), field="expires_on")
    certificate = Certificate(
        public_code=ids.order_code(), user_id=user_id, craft_id=craft_id, issued_on=issued_on,
        expires_on=expires_on, issued_by=actor.current().user_id,
    )  # fmt: skip
    session.add(certificate)
    session.flush()
    days = {"issued_on": issued_on, "expires_on": expires_on}
    changes: dict[str, Any] = {name: [None, day and day.isoformat()] for name, day in days.items()}
    changes["craft_id"] = [None, craft_id]
    eventlog.record("certificate", certificate.id, "recorded", changes=changes)
    events.publish(CertificateChanged(user_id))
    return certificate


def revoke(certificate: Certificate, reason: str) -> None:
    """Take a certificate back; it stays readable as revoked. Raises WrongState the second time."""
    certificate = locked(Certificate, certificate.id)
    if certificate.revoked_at:
        raise WrongState(N_("This certificate is already revoked."))
    certificate.revoked_at, certificate.revoked_reason = clock.now(), reason
    session.flush()
    eventlog.record("certificate", certificate.id, "revoked", reason=reason)
    events.publish(CertificateChanged(certificate.user_id))


def valid(user_ids: Iterable[int]) -> dict[int, datetime]:
    """Craft id → the moment until which one of these people's certificates holds."""
    until: dict[int, datetime] = {}
    for certificate in session.scalars(_in_force().where(Certificate.user_id.in_(list(user_ids)))):
        craft = certificate.craft_id
        until[craft] = max(until.get(craft, clock.now()), valid_until(certificate))
    return until


def valid_until(certificate: Certificate) -> datetime:
    """The end of its last day in Tehran, or a day that never comes."""
    if certificate.expires_on is None:
        return FOREVER
    morning_after = datetime.combine(certificate.expires_on + timedelta(days=1), time())
    return morning_after.replace(tzinfo=calendar.TEHRAN).astimezone(UTC)


def standing(certificate: Certificate) -> str:
    """'valid', 'expired' or 'revoked' now."""
    if certificate.revoked_at:
        return "revoked"
    return "valid" if valid_until(certificate) > clock.now() else "expired"


def by_code(code: str) -> Certificate:
    """The certificate with this public code, typed in any form. Raises NotFound."""
    plain = ids.normalise_code(code)
    found = session.scalar(select(Certificate).where(Certificate.public_code == plain))
    if plain is None or found is None:
        raise NotFound
    return found


def of(user_ids: Iterable[int]) -> list[Certificate]:
    """Every certificate of these people, newest first."""
    query = select(Certificate).where(Certificate.user_id.in_(list(user_ids)))
    return list(session.scalars(query.order_by(Certificate.id.desc())))


def latest(limit: int, offset: int = 0) -> list[Certificate]:
    """Certificates as they were recorded, newest first."""
    query = select(Certificate).order_by(Certificate.id.desc())
    return list(session.scalars(query.limit(limit).offset(offset)))


def today() -> date:
    """The day it is in Tehran."""
    return calendar.local_day(clock.now())


def _in_force() -> Select[Certificate]:
    lasting = or_(Certificate.expires_on.is_(None), Certificate.expires_on >= today())
    return select(Certificate).where(
        Certificate.revoked_at.is_(None), Certificate.issued_on <= today(), lasting
    )
