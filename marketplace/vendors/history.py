"""What happened to a vendor, read back from the event log."""

from sqlalchemy import select

from marketplace.kernel.db import session
from marketplace.kernel.eventlog import Event


def last(vendor_id: int, name: str) -> Event | None:
    """The newest event of this name."""
    query = select(Event).filter_by(subject_kind="vendor", subject_id=vendor_id, name=name)
    return session.scalars(query.order_by(Event.id.desc()).limit(1)).first()


def reason(vendor_id: int, name: str) -> str:
    """Why it happened, in the words of whoever did it; '' when nothing was said."""
    found = last(vendor_id, name)
    return (found.reason or "") if found else ""
