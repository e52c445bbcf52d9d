"""Several orders of one buyer in one box: a parcel that lies in another's box is posted, arrives
and comes back with it, under one tracking code. Each order keeps its own parcel and its price."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import exists, or_, select
from sqlalchemy.orm import aliased

from marketplace.kernel import clock, eventlog
from marketplace.kernel.calendar import local_day
from marketplace.kernel.db import session
from marketplace.kernel.errors import DomainError, WrongState
from marketplace.kernel.ids import show_code
from marketplace.kernel.money import Money
from marketplace.kernel.text import N_
from marketplace.orders.locking import lock_all
from marketplace.orders.models import Order
from marketplace.orders.post import tariff
from marketplace.orders.post.models import OrderAddress, Parcel

APART = N_("Only parcels of one buyer to one address, by one way and still here, fit in one box.")
CHANGED = N_("Somebody changed what lies in this box. Please look at the page again.")
SAME = ("province", "county", "city", "street", "postal_code", "name")


def leader(parcel: Parcel) -> Parcel:
    """The parcel in whose box it lies: itself, mostly."""
    return session.get_one(Parcel, parcel.box_id) if parcel.box_id else parcel


def contents(parcel: Parcel) -> list[Parcel]:
    """Everything in its box, the leader first."""
    first = leader(parcel)
    others = select(Parcel).where(Parcel.box_id == first.id).order_by(Parcel.id)
    return [first, *session.scalars(others)]


@dataclass(frozen=True, slots=True)
class Costs:
    """What its orders paid for the post, each for a parcel of its own; what one parcel costs."""

    paid: Money
    one: Money

    @property
    def rest(self) -> Money:
        """What stays with whoever posts it: no order's price changes."""
        return self.paid - self.one


def grams(lying: Sequence[Parcel]) -> int:
    """What these weigh in one box: of their wrappings only the heaviest."""
    return max(one.packing for one in lying) + sum(one.grams - one.packing for one in lying)


def price(lying: Sequence[Parcel]) -> int:
    """What the post takes for these in one box, in rial: for one parcel its own postage; for
    several one parcel's price, or what was paid for each where the tariff names none."""
    found = costs(lying) if len(lying) > 1 else None
    return found.one.amount if found else sum(one.postage for one in lying)


def costs(lying: Sequence[Parcel]) -> Costs | None:
    """Of these in one box, by today's tariff; None where that names no price for so heavy a box."""
    first = lying[0]
    try:
        sheet = tariff.sheet(first.method, local_day(clock.now()))
        found = sheet.price(first.zone, grams(lying))
    except DomainError:
        return None
    return Costs(Money(sum(one.postage for one in lying), found.currency), found)


def orders_of(parcels: Collection[Parcel]) -> set[int]:
    """The ids of the orders that lie in the boxes of these parcels."""
    leaders = {one.box_id or one.id for one in parcels}
    mine = or_(Parcel.id.in_(leaders), Parcel.box_id.in_(leaders))
    return set(session.scalars(select(Parcel.order_id).where(mine)))


def along(parcels: Sequence[Parcel]) -> dict[int, list[str]]:
    """For each of these parcels the codes of the other orders in its box; by one query."""
    leaders = {one.box_id or one.id for one in parcels}
    mine = or_(Parcel.id.in_(leaders), Parcel.box_id.in_(leaders))
    query = select(Parcel.id, Parcel.box_id, Order.code).join(Order, Order.id == Parcel.order_id)
    lying: dict[int, list[tuple[int, str]]] = {}
    for key, box, code in session.execute(query.where(mine).order_by(Parcel.id)):
        lying.setdefault(box or key, []).append((key, code))
    return {
        one.id: [code for key, code in lying.get(one.box_id or one.id, []) if key != one.id]
        for one in parcels
    }


def hold(parcel: Parcel) -> list[tuple[Parcel, Order]]:
    """What lies in its box, with the orders, locked. Raises WrongState when it just changed."""
    seen = contents(parcel)
    orders = {order.id: order for order in lock_all({one.order_id for one in seen})}
    for one in seen:
        session.refresh(one)
        for fulfilment in one.fulfilments:
            session.refresh(fulfilment)
    if [one.id for one in contents(parcel)] != [one.id for one in seen]:
        raise WrongState(CHANGED)
    return [(one, orders[one.order_id]) for one in seen]


def fitting(parcel: Parcel) -> list[tuple[Parcel, Order]]:
    """The parcels that could lie in its box, with their orders; by one query."""
    if parcel.box_id or parcel.state != "waiting" or parcel.posted_by != "office":
        return []
    mine, other, theirs, inside = (
        aliased(Order), aliased(Order), aliased(OrderAddress), aliased(Parcel)
    )  # fmt: skip
    here = aliased(OrderAddress)
    query = (
        select(Parcel, other)
        .join(other, other.id == Parcel.order_id)
        .join(theirs, theirs.order_id == other.id)
        .join(mine, mine.id == parcel.order_id)
        .join(here, here.order_id == mine.id)
        .where(
            Parcel.id != parcel.id, Parcel.state == "waiting", Parcel.posted_by == "office",
            Parcel.method_id == parcel.method_id, Parcel.box_id.is_(None),
            ~exists().where(inside.box_id == Parcel.id), other.mobile == mine.mobile,
            *(getattr(theirs, name) == getattr(here, name) for name in SAME),
        )
        .order_by(Parcel.id)
    )  # fmt: skip
    return [(found, order) for found, order in session.execute(query)]


def put_in(parcel: Parcel, other: Parcel) -> None:
    """`other` goes in the box of `parcel`. Raises WrongState when the two do not fit together."""
    lock_all({parcel.order_id, other.order_id})
    session.refresh(parcel)
    session.refresh(other)
    if other not in [found for found, _order in fitting(parcel)]:
        raise WrongState(APART)
    _move(other, parcel)


def take_out(parcel: Parcel) -> None:
    """It has a box of its own again. Raises WrongState once the box has left."""
    lock_all({one.order_id for one in contents(parcel)})
    session.refresh(parcel)
    if parcel.state != "waiting":
        raise WrongState(APART)
    leave(parcel)


def leave(parcel: Parcel) -> None:
    """Apart from everything it lay with: it is given up, or goes somewhere else."""
    if parcel.box_id:
        _move(parcel, None)
    others: Sequence[Parcel] = session.scalars(select(Parcel).filter_by(box_id=parcel.id)).all()
    for one in others:
        _move(one, None)


def _move(parcel: Parcel, box: Parcel | None) -> None:
    old = leader(parcel) if parcel.box_id else None
    changes = {"box": [_named(old), _named(box)]}
    parcel.box_id = box.id if box else None
    session.flush()
    eventlog.record("parcel", parcel.id, "put_in_box" if box else "taken_out", changes=changes)


def _named(box: Parcel | None) -> str | None:
    return show_code(session.get_one(Order, box.order_id).code) if box else None
