"""Among a collective's members: who took which order upon herself. Every member may still act."""

from sqlalchemy import select

from marketplace.kernel import eventlog
from marketplace.kernel.db import session
from marketplace.kernel.errors import DomainError, WrongState
from marketplace.kernel.text import N_
from marketplace.orders.locking import lock
from marketplace.orders.models import VendorOrder
from marketplace.people.models import User
from marketplace.vendors.models import Member

OPEN = ("placed", "accepted", "making", "ready")
TAKEN = N_("%(name)s was quicker and took this one.")
NOT_HERS = N_("This one is not with you.")
OVER = N_("This order is over; nobody need take it.")


def take(part: VendorOrder, user_id: int) -> None:
    """This member looks after it from now on; hers already is fine. What a former member took is
    free. Raises DomainError when another member was first, WrongState when it is over."""
    lock(part.order_id)
    if part.state not in OPEN:
        raise WrongState(OVER)
    if part.taken_by == user_id:
        return
    if holder := holder_of(part):
        raise DomainError(TAKEN, name=holder.name)
    part.taken_by = user_id
    eventlog.record("vendor_order", part.id, "taken")


def give_back(part: VendorOrder, user_id: int) -> None:
    """Anybody of them may take it again. Raises DomainError when it is not hers."""
    lock(part.order_id)
    if part.taken_by != user_id:
        raise DomainError(NOT_HERS)
    part.taken_by = None
    eventlog.record("vendor_order", part.id, "given_back")


def holder_of(part: VendorOrder) -> User | None:
    """The member who took it, while she is one."""
    if part.taken_by is None:
        return None
    return session.scalar(
        select(User).join(Member, Member.user_id == User.id)
        .where(Member.vendor_id == part.vendor_id, User.id == part.taken_by)
    )  # fmt: skip
