"""Every public name that a maker had."""

from sqlalchemy import select

from marketplace.kernel.db import session
from marketplace.kernel.eventlog import Event
from marketplace.vendors.models import Vendor

ALIASES = ("alias_fa", "alias_en")


def of(vendor: Vendor) -> set[str]:
    """The public names that she has and had, as the event log remembers them."""
    names = {vendor.alias_fa, vendor.alias_en}
    changed = select(Event.changes).filter_by(
        subject_kind="vendor", subject_id=vendor.id, name="profile_changed"
    )
    for changes in session.scalars(changed):
        for field in ALIASES:
            names.update(changes.get(field) or ())
    return {name for name in names if name}
