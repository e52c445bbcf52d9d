"""What posting really cost: the carrier's receipts, shared among the parcels that they are for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select

from marketplace.kernel import clock
from marketplace.kernel.db import session
from marketplace.kernel.errors import DomainError, WrongState
from marketplace.kernel.money import Money, home, shares
from marketplace.kernel.text import N_
from marketplace.ledger import reading
from marketplace.ledger.accounts import POSTAGE_COLLECTED, POSTAGE_PAID
from marketplace.orders.locking import lock_all
from marketplace.orders.models import Order
from marketplace.orders.post import boxes
from marketplace.orders.post.models import OrderAddress, Parcel
from marketplace.payments import postage
from marketplace.payments.postage import Posting
from marketplace.payments.postage_models import PostPayment, PostPaymentPart
from marketplace.people.models import User

NONE_TICKED = N_("Tick the parcels that the receipt is for.")
PAID_ALREADY = N_("Somebody wrote down what these cost meanwhile. Here is what is still open.")
TOO_LITTLE = N_("The parcels come to more than what was paid. Please look at the amounts again.")
NOT_THE_SUM = N_("The parcels come to another sum than what was paid: %(sum)s.")
KEPT = timedelta(days=60)  # what was posted earlier is not asked for any more
MOST = 100
TURNS = (
    select(func.count())
    .select_from(PostPaymentPart)
    .where(PostPaymentPart.parcel_id == Parcel.id,
           PostPaymentPart.tracking_code == Parcel.tracking_code)
    .scalar_subquery()
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Unpaid:
    """A box that the office posted and of which nobody wrote down what it cost; `collected` is
    what its buyers paid for the post."""

    parcel: Parcel
    code: str
    name: str
    city: str
    collected: Money


@dataclass(frozen=True, slots=True)
class Kept:
    """A receipt as lists show it; `parcels` how many it is for."""

    payment: PostPayment
    name: str
    parcels: int
    undone: bool

    @property
    def amount(self) -> Money:
        """What was paid, below nothing where that was undone."""
        return Money(self.payment.amount, self.payment.currency)


def unpaid() -> list[Unpaid]:
    """The boxes still to be paid for, the last posted first."""
    mine = (
        select(Parcel, Order.code, Order.name, OrderAddress.city)
        .join(Order, Order.id == Parcel.order_id)
        .outerjoin(OrderAddress, OrderAddress.order_id == Order.id)
        .where(Parcel.posted_by == "office", Parcel.box_id.is_(None),
               Parcel.tracking_code.is_not(None), Parcel.shipped_at > clock.now() - KEPT,
               TURNS % 2 == 0)
        .order_by(Parcel.shipped_at.desc(), Parcel.id).limit(MOST)
    )  # fmt: skip
    rows = session.execute(mine).all()
    along = select(Parcel.box_id, func.sum(Parcel.postage)).group_by(Parcel.box_id)
    inside = along.where(Parcel.box_id.in_([parcel.id for parcel, *_ in rows]))
    more = {key: int(amount) for key, amount in session.execute(inside)} if rows else {}
    return [
        Unpaid(parcel, code, name, city or "",
               Money(parcel.postage + more.get(parcel.id, 0), home()))
        for parcel, code, name, city in rows
    ]  # fmt: skip


def pay(
    typed: Mapping[str, Money | None], total: Money, *, money: str, receipt: str, by: int
) -> PostPayment:
    """Keep a receipt for these boxes: public id and what each cost, None where the receipt does not
    say; what is left of the total is shared among those as their buyers paid. See `postage.pay`.

    Raises DomainError when the sum is another, WrongState when one is paid for already."""
    if not typed:
        raise DomainError(NONE_TICKED, field="parcels")
    found = {one.parcel.public_id: one for one in unpaid()}
    if not typed.keys() <= found.keys():
        raise WrongState(PAID_ALREADY)
    lying = {key: boxes.contents(found[key].parcel) for key in typed}
    lock_all({one.order_id for box in lying.values() for one in box})
    costs = _shared(typed, [found[key] for key in typed], total)
    postings = [one for key, box in lying.items() for one in _postings(box, costs[key])]
    return postage.pay(total, postings, money=money, receipt=receipt, by=by)


def _shared(
    typed: Mapping[str, Money | None], found: Sequence[Unpaid], total: Money
) -> dict[str, int]:
    costs = {key: one.amount for key, one in typed.items() if one is not None}
    rest = total.amount - sum(costs.values())
    open_ = [one for one in found if typed[one.parcel.public_id] is None]
    if open_ and rest <= 0:
        raise DomainError(TOO_LITTLE, field="total")
    if not open_ and rest:
        said = Money(sum(costs.values()), total.currency)
        raise DomainError(NOT_THE_SUM, sum=said, field="total")
    parts = _by_weight(rest, [one.collected.amount for one in open_])
    return costs | {one.parcel.public_id: part for one, part in zip(open_, parts, strict=True)}


def _by_weight(total: int, weights: Sequence[int]) -> list[int]:
    """Evenly where one of them weighs nothing."""
    return shares(total, weights if all(weights) else [1] * len(weights)) if weights else []


def _postings(box: Sequence[Parcel], cost: int) -> list[Posting]:
    """The parcels of one box share what it cost."""
    found = []
    parts = _by_weight(cost, [one.postage for one in box])
    for parcel, part in zip(box, parts, strict=True):
        code = parcel.tracking_code or ""
        turn = session.scalar(select(TURNS).where(Parcel.id == parcel.id)) or 0
        if turn % 2:
            raise WrongState(PAID_ALREADY)
        found.append(Posting(parcel.id, parcel.order_id, code, turn, part))
    return found


def undo(payment: PostPayment, reason: str) -> PostPayment:
    """See `postage.undo`. Raises DomainError."""
    lock_all({part.order_id for part in payment.parts})
    return postage.undo(payment, reason)


def kept(limit: int = 50) -> list[Kept]:
    """The last receipts, the newest first."""
    parcels = (
        select(func.count()).select_from(PostPaymentPart)
        .where(PostPaymentPart.payment_id == PostPayment.id).scalar_subquery()
    )  # fmt: skip
    query = select(PostPayment, User.name, parcels).join(User, User.id == PostPayment.paid_by)
    rows = session.execute(query.order_by(PostPayment.id.desc()).limit(limit)).all()
    gone = select(PostPayment.corrects_id).where(
        PostPayment.corrects_id.in_([row.id for row, *_ in rows])
    )
    undone = set(session.scalars(gone)) if rows else set()
    return [Kept(row, name, count, row.id in undone) for row, name, count in rows]


@dataclass(frozen=True, slots=True)
class Result:
    """What postage brought and cost in a span of time."""

    collected: Money
    paid: Money

    @property
    def rest(self) -> Money:
        """What it earned; below nothing when it cost more."""
        return self.collected - self.paid


def earned(since: datetime) -> Result:
    """What buyers paid for the post since a moment, and what carriers were paid."""
    code = home()
    collected = reading.moved(POSTAGE_COLLECTED, code, since)
    paid = reading.moved(POSTAGE_PAID, code, since)
    return Result(Money(-collected, code), Money(paid, code))
