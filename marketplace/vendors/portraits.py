"""A portrait from the moment she sends it until the public may see it: staff look at it first."""

from collections.abc import Sequence

from sqlalchemy import func, select

from marketplace.kernel import eventlog, events
from marketplace.kernel.db import session
from marketplace.kernel.errors import DomainError, WrongState
from marketplace.kernel.text import N_
from marketplace.media import pictures
from marketplace.media.models import Picture
from marketplace.vendors import messages
from marketplace.vendors.events import ProfileChanged
from marketplace.vendors.holding import hold
from marketplace.vendors.models import Vendor

MEANWHILE = N_("She has changed her photograph meanwhile. Please look again.")

WAITS = (
    Vendor.show_portrait,
    ~Picture.public,
    Vendor.state.in_(("applied", "active", "paused")),
)


def put(vendor: Vendor, picture: Picture) -> None:
    """Her new portrait: it waits for staff, and the one before is no longer public."""
    vendor = _withdrawn(vendor)
    vendor.portrait_id, vendor.show_portrait = picture.id, True
    _changed(vendor, "profile_changed", [False, True])


def remove(vendor: Vendor) -> None:
    """Show only her motif."""
    vendor = _withdrawn(vendor)
    vendor.portrait_id, vendor.show_portrait = None, False
    _changed(vendor, "profile_changed", [True, False])


def show(vendor: Vendor, key: str) -> None:
    """Staff saw the picture with this key: the public may see it. Raises WrongState."""
    vendor = hold(vendor.id)
    pictures.publish(_looked_at(vendor, key))
    _changed(vendor, "portrait_shown")


def refuse(vendor: Vendor, key: str, reason: str) -> None:
    """Staff saw the picture with this key and take it away; she is told why. Raises WrongState."""
    if not reason:
        raise DomainError(N_("Write why, so that she knows."), field="reason")
    vendor = hold(vendor.id)
    pictures.withdraw(_looked_at(vendor, key))
    vendor.portrait_id, vendor.show_portrait = None, False
    _changed(vendor, "portrait_refused", reason=reason)
    messages.tell(vendor, "portrait_refused", reason=reason)


def shown(vendor: Vendor) -> str:
    """The key of the picture that the public sees, or nothing."""
    picture = session.get(Picture, vendor.portrait_id or 0) if vendor.show_portrait else None
    return picture.key if picture is not None and picture.public else ""


def waiting(limit: int | None = None) -> Sequence[tuple[Vendor, Picture]]:
    """The portraits that staff have not seen yet, oldest first."""
    query = select(Vendor, Picture).join(Picture, Picture.id == Vendor.portrait_id)
    rows = session.execute(query.where(*WAITS).order_by(Picture.id).limit(limit))
    return [(row[0], row[1]) for row in rows]


def count() -> int:
    """How many wait."""
    query = select(func.count()).join_from(Vendor, Picture, Picture.id == Vendor.portrait_id)
    return int(session.scalar(query.where(*WAITS)) or 0)


def _looked_at(vendor: Vendor, key: str) -> Picture:
    picture = session.get(Picture, vendor.portrait_id or 0)
    if picture is None or picture.key != key:
        raise WrongState(MEANWHILE)
    return picture


def _withdrawn(vendor: Vendor) -> Vendor:
    vendor = hold(vendor.id)
    if old := session.get(Picture, vendor.portrait_id or 0):
        pictures.withdraw(old)
    return vendor


def _changed(
    vendor: Vendor, name: str, portrait: list[bool] | None = None, reason: str | None = None
) -> None:
    session.flush()
    changes = {"portrait": portrait} if portrait else {}
    eventlog.record("vendor", vendor.id, name, reason=reason, changes=changes)
    events.publish(ProfileChanged(vendor.id))
