"""Not paying a maker for now: with a reason, until somebody lifts it."""

from sqlalchemy import bindparam, select

from marketplace.kernel import actor, clock, eventlog
from marketplace.kernel.db import locked, session
from marketplace.kernel.errors import DomainError, WrongState
from marketplace.kernel.text import N_
from marketplace.payouts.models import PayoutHold
from marketplace.vendors.models import Vendor

NO_REASON = N_("Write why she is not paid for now; she reads it on her money page.")
HELD = N_("Her payments are on hold already.")
NOT_HELD = N_("Her payments are not on hold.")
HERS = select(PayoutHold).where(
    PayoutHold.vendor_id == bindparam("vendor"), PayoutHold.lifted_at.is_(None)
)


def hold(vendor: Vendor, reason: str) -> PayoutHold:
    """Leave her out of every run made from now on. Raises DomainError without a reason, WrongState
    when she is on hold."""
    if not reason.strip():
        raise DomainError(NO_REASON, field="reason")
    locked(Vendor, vendor.id)
    if of(vendor.id):
        raise WrongState(HELD)
    found = PayoutHold(vendor_id=vendor.id, reason=reason.strip(), held_by=actor.current().user_id)
    session.add(found)
    session.flush()
    eventlog.record("vendor", vendor.id, "payouts_held", reason=found.reason)
    return found


def lift(vendor: Vendor) -> None:
    """Pay her again from the next run on. Raises WrongState."""
    locked(Vendor, vendor.id)
    found = of(vendor.id)
    if found is None:
        raise WrongState(NOT_HELD)
    found.lifted_at, found.lifted_by = clock.now(), actor.current().user_id
    eventlog.record("vendor", vendor.id, "payouts_released")


def of(vendor_id: int) -> PayoutHold | None:
    """Her hold, if there is one now."""
    return session.scalars(HERS, {"vendor": vendor_id}).first()


def vendor_ids() -> set[int]:
    """Every maker on hold now."""
    return set(session.scalars(select(PayoutHold.vendor_id).where(PayoutHold.lifted_at.is_(None))))
