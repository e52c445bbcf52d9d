"""Whether a vendor may sell, per craft: one rule, and its projection that pages read."""

from datetime import datetime

from sqlalchemy import select

from marketplace.kernel import clock, events
from marketplace.kernel.db import locked, session
from marketplace.programme.certificates import FOREVER
from marketplace.programme.events import CertificateChanged
from marketplace.vendors import conditions
from marketplace.vendors.conditions import Condition
from marketplace.vendors.events import SellableChanged
from marketplace.vendors.models import Member, Vendor


def missing(vendor: Vendor) -> dict[int, list[Condition]]:
    """Craft id → the requirements not met yet, in staff's order; empty lists for a ready craft."""
    return {
        craft: [one for one in asked if not one.met]
        for craft, asked in conditions.of(vendor).items()
    }


def sellable_until(vendor: Vendor) -> dict[int, datetime | None]:
    """The rule: craft id → until when she may sell in it; None = not now."""
    if vendor.state != "active":
        return {craft.craft_id: None for craft in vendor.crafts}
    return {craft: _until(asked) for craft, asked in conditions.of(vendor).items()}


def _until(asked: list[Condition]) -> datetime | None:
    if not all(one.met for one in asked):
        return None
    return min((one.until for one in asked), default=FOREVER)


def refresh(vendor_id: int) -> None:
    """Write the projection anew and tell the catalogue."""
    session.flush()
    vendor = locked(Vendor, vendor_id)
    until = sellable_until(vendor)
    for craft in vendor.crafts:
        craft.sellable_until = until[craft.craft_id]
    session.flush()
    events.publish(SellableChanged(vendor_id))


def refresh_person(event: CertificateChanged) -> None:
    """A certificate changed: every vendor that this person is a member of."""
    query = select(Member.vendor_id).where(Member.user_id == event.user_id)
    for vendor_id in session.scalars(query.order_by(Member.vendor_id)).all():
        refresh(vendor_id)


def rebuild_all() -> int:
    """Write every vendor's projection from the rule; returns how many vendors there are."""
    keys = session.scalars(select(Vendor.id).order_by(Vendor.id)).all()
    for vendor_id in keys:
        refresh(vendor_id)
    return len(keys)


def drifted() -> list[int]:
    """Ids of the vendors whose projection differs from the rule now."""
    vendors = session.scalars(select(Vendor).order_by(Vendor.id)).all()
    return [vendor.id for vendor in vendors if _projected(vendor) != sellable_until(vendor)]


def _projected(vendor: Vendor) -> dict[int, datetime | None]:
    now = clock.now()
    return {
        one.craft_id: one.sellable_until
        if one.sellable_until and one.sellable_until > now
        else None
        for one in vendor.crafts
    }
