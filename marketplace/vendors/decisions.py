"""What the office decides about a vendor, and her own pause."""

from marketplace.kernel import events
from marketplace.kernel.db import locked, session
from marketplace.vendors import eligibility, messages
from marketplace.vendors.events import VendorRestored, VendorSuspended
from marketplace.vendors.models import Vendor
from marketplace.vendors.states import VENDOR


def approve(vendor: Vendor, reason: str | None = None) -> None:
    """She may sell in every craft whose requirements are met. Raises WrongState."""
    _move(vendor, "approve", reason)
    messages.tell(vendor, "vendor_approved")


def refuse(vendor: Vendor, reason: str) -> None:
    """The application is refused; she may mend it and send it again. Raises WrongState."""
    _move(vendor, "refuse", reason)
    messages.tell(vendor, "vendor_refused", reason=reason)


def pause(vendor: Vendor, reason: str | None = None) -> None:
    """Hide everything she sells until she resumes; orders go on. Raises WrongState."""
    _move(vendor, "pause", reason)


def resume(vendor: Vendor, reason: str | None = None) -> None:
    """End a pause. Raises WrongState."""
    _move(vendor, "resume", reason)


def suspend(vendor: Vendor, reason: str) -> None:
    """Hide everything and decline what she has not accepted, at once. Raises WrongState.

    Those who listen lock every piece concerned, hers and others' in the same orders, before any
    is written: whoever meets them on another way waits instead of blocking."""
    vendor = locked(Vendor, vendor.id)
    vendor.before_suspension = vendor.state
    VENDOR.fire(vendor, "suspend", reason=reason)
    events.publish(VendorSuspended(vendor.id, reason))
    eligibility.refresh(vendor.id)
    messages.tell(vendor, "vendor_suspended", reason=reason)


def restore(vendor: Vendor, reason: str | None = None) -> None:
    """Bring back the state from before the suspension. Raises WrongState."""
    vendor = locked(Vendor, vendor.id)
    _move(vendor, "restore_paused" if vendor.before_suspension == "paused" else "restore", reason)
    vendor.before_suspension = None
    session.flush()
    events.publish(VendorRestored(vendor.id))
    messages.tell(vendor, "vendor_restored")


def _move(vendor: Vendor, name: str, reason: str | None) -> None:
    VENDOR.fire(locked(Vendor, vendor.id), name, reason=reason)
    eligibility.refresh(vendor.id)
