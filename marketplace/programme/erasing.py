"""Certificates of somebody who was erased: how many were given stays, to whom does not."""

from sqlalchemy import select

from marketplace.kernel import eventlog, ids
from marketplace.kernel.db import session
from marketplace.programme.models import Certificate


def erase(user_id: int) -> None:
    """Her printed codes lead nowhere any more; craft and days stay. Her person is erased first."""
    hers = session.scalars(select(Certificate).filter_by(user_id=user_id)).all()
    for certificate in hers:
        certificate.public_code = ids.order_code()
        if certificate.revoked_reason:
            certificate.revoked_reason = eventlog.ERASED
    session.flush()
    eventlog.erase_words("certificate", [one.id for one in hers])
