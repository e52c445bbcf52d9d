"""A maker asks to sell: she herself, or the office on her behalf with her recorded consent."""

from collections.abc import Sequence
from contextlib import nullcontext

from sqlalchemy import select

from marketplace.kernel import actor, eventlog, ids
from marketplace.kernel.db import locked, session
from marketplace.kernel.errors import DomainError
from marketplace.kernel.text import N_
from marketplace.people import consents, terms
from marketplace.people.models import User
from marketplace.vendors import eligibility, profile
from marketplace.vendors.holding import hold
from marketplace.vendors.models import Member, Vendor, VendorCraft
from marketplace.vendors.profile import Profile
from marketplace.vendors.states import VENDOR


def apply(user: User, wishes: Profile, craft_ids: Sequence[int], *, kind: str = "person") -> Vendor:
    """A new vendor with this person as its member, in state applied.

    The person must have said yes to the terms and the privacy text in their current version; staff
    who act for her are recorded as those who took it down. Raises DomainError when she has a booth.
    """
    locked(User, user.id)  # two taps on one button are one application
    if kind == "person" and own(user):
        raise DomainError(N_("You already have a booth here."))
    if not craft_ids:
        raise DomainError(N_("Choose at least one craft."), field="crafts")
    vendor = Vendor(public_id=ids.public_id(), kind=kind, state=VENDOR.initial)
    profile.write(vendor, wishes)
    vendor.members.append(Member(user_id=user.id))
    vendor.crafts.extend(VendorCraft(craft_id=craft) for craft in sorted(set(craft_ids)))
    session.add(vendor)
    session.flush()
    with actor.on_behalf_of(vendor.id) if _writer() else nullcontext():
        VENDOR.born(vendor)
        agree(vendor)
    eligibility.refresh(vendor.id)
    return vendor


def _writer() -> int | None:
    """The staff member who takes down what she says, or None when she writes herself."""
    who = actor.current()
    return None if who.role in (None, "artisan", "signed_in") else who.user_id


def own(user: User) -> Vendor | None:
    """The booth she holds as a person; a collective's is not hers alone."""
    query = select(Vendor).join(Member).where(Member.user_id == user.id, Vendor.kind == "person")
    return session.scalars(query.order_by(Vendor.id)).first()


def agree(vendor: Vendor) -> None:
    """Record consent to the current terms and privacy text, and who took it down."""
    for purpose in ("terms", "privacy"):
        version = terms.current(purpose)
        consents.give("vendor", vendor.id, purpose, version, recorded_by=_writer())


def apply_again(vendor: Vendor) -> None:
    """A refused application, mended, asks once more. Raises WrongState."""
    VENDOR.fire(locked(Vendor, vendor.id), "apply_again")
    eligibility.refresh(vendor.id)


def add_craft(vendor: Vendor, craft_id: int) -> None:
    """She wants to sell in one craft more; asking twice is harmless."""
    vendor = hold(vendor.id)
    if craft_id not in {craft.craft_id for craft in vendor.crafts}:
        vendor.crafts.append(VendorCraft(craft_id=craft_id))
        eventlog.record("vendor", vendor.id, "craft_added", changes={"craft_id": [None, craft_id]})
        eligibility.refresh(vendor.id)


def remove_craft(vendor: Vendor, craft_id: int) -> None:
    """She sells in one craft less. Raises DomainError for the last one."""
    vendor = hold(vendor.id)
    found = [craft for craft in vendor.crafts if craft.craft_id == craft_id]
    if found and len(vendor.crafts) == 1:
        raise DomainError(N_("Choose at least one craft."), field="crafts")
    for craft in found:
        vendor.crafts.remove(craft)
        eventlog.record(
            "vendor", vendor.id, "craft_removed", changes={"craft_id": [craft_id, None]}
        )
        eligibility.refresh(vendor.id)
