"""The people who act for a vendor."""

from sqlalchemy import select

from marketplace.kernel import eventlog
from marketplace.kernel.db import locked, session
from marketplace.kernel.errors import DomainError
from marketplace.kernel.text import N_
from marketplace.people.models import User
from marketplace.vendors import eligibility
from marketplace.vendors.holding import hold
from marketplace.vendors.models import Member, Vendor


def of(vendor: Vendor) -> list[User]:
    """The members, in the order they joined."""
    query = (
        select(User).join(Member, Member.user_id == User.id).where(Member.vendor_id == vendor.id)
    )
    return list(session.scalars(query.order_by(Member.joined_at, User.id)))


def add(vendor: Vendor, user: User) -> None:
    """One more person of a collective. Raises DomainError for a person's own booth."""
    vendor = hold(vendor.id)
    if vendor.kind != "collective":
        raise DomainError(N_("Only a collective has several members."), field="mobile")
    if user.id in {member.user_id for member in vendor.members}:
        raise DomainError(N_("This person is already a member."), field="mobile")
    vendor.members.append(Member(user_id=user.id))
    eventlog.record("vendor", vendor.id, "member_added", changes={"user_id": [None, user.id]})
    eligibility.refresh(vendor.id)


def remove(vendor: Vendor, user: User) -> None:
    """One person less. Raises DomainError for the last one."""
    vendor = locked(Vendor, vendor.id)
    found = [member for member in vendor.members if member.user_id == user.id]
    if found and len(vendor.members) == 1:
        raise DomainError(N_("A booth needs at least one person."))
    for member in found:
        vendor.members.remove(member)
        eventlog.record("vendor", vendor.id, "member_removed", changes={"user_id": [user.id, None]})
        eligibility.refresh(vendor.id)
