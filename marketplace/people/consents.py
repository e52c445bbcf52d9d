"""What somebody agreed to, in which version, and who wrote it down."""

from sqlalchemy import select

from marketplace.kernel import clock, eventlog
from marketplace.kernel.db import session
from marketplace.people.models import Consent


def give(
    subject_kind: str,
    subject_id: int,
    purpose: str,
    version: str,
    recorded_by: int | None = None,
) -> Consent:
    """Record a consent; `recorded_by` is the staff member who heard it. Twice is once."""
    consent = _find(subject_kind, subject_id, purpose, version)
    if consent is None:
        consent = Consent(
            subject_kind=subject_kind, subject_id=subject_id, purpose=purpose, version=version
        )
        session.add(consent)
    elif consent.revoked_at is None:
        return consent
    consent.given_at, consent.revoked_at = clock.now(), None
    consent.recorded_by = recorded_by
    session.flush()
    changes = {purpose: [None, version]}
    eventlog.record(subject_kind, subject_id, "consent_given", changes=changes)
    return consent


def given(subject_kind: str, subject_id: int) -> dict[str, Consent]:
    """The living consents of a subject by purpose, each in its newest version."""
    rows = session.scalars(
        select(Consent)
        .filter_by(subject_kind=subject_kind, subject_id=subject_id, revoked_at=None)
        .order_by(Consent.given_at, Consent.id)
    )
    return {row.purpose: row for row in rows}


def revoke(subject_kind: str, subject_id: int, purpose: str) -> None:
    """End every consent of a subject for one purpose; its rows stay."""
    rows = session.scalars(
        select(Consent)
        .filter_by(subject_kind=subject_kind, subject_id=subject_id, purpose=purpose)
        .where(Consent.revoked_at.is_(None))
    ).all()
    for row in rows:
        row.revoked_at = clock.now()
        changes = {purpose: [row.version, None]}
        eventlog.record(subject_kind, subject_id, "consent_revoked", changes=changes)


def _find(subject_kind: str, subject_id: int, purpose: str, version: str) -> Consent | None:
    return session.scalars(
        select(Consent)
        .filter_by(
            subject_kind=subject_kind, subject_id=subject_id, purpose=purpose, version=version
        )
        .with_for_update()
    ).first()
