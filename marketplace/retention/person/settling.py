"""What must be settled before somebody's account can be erased, each with what settles it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select

from marketplace.catalogue.models import Listing
from marketplace.discovery import erasing as search
from marketplace.kernel import actor
from marketplace.kernel.db import session
from marketplace.ledger import accounts as books
from marketplace.ledger.models import Posting
from marketplace.orders import makers
from marketplace.orders.models import Order
from marketplace.payments.desk import till
from marketplace.payouts.account_models import BankAccount
from marketplace.payouts.models import Payout
from marketplace.payouts.states import OPEN
from marketplace.people.models import RoleGrant, User
from marketplace.retention.person import orders
from marketplace.stock.models import Lot
from marketplace.vendors import names as names_
from marketplace.vendors.models import Member, Vendor

BANK = ("live", "waiting")


@dataclass(frozen=True, slots=True)
class Unsettled:
    """One thing in the way. `thing` is what `kind` is about: the person of `oneself` and
    `last_administrator`, a maker's row of `money`, `payout` and `bank`, an order, a piece,
    a collection or season whose public `words` name her."""

    kind: str
    thing: Any


def leaving(user: User) -> list[Vendor]:
    """The booths that end with her, because nobody else acts for them."""
    alone = [key for key, many in _members(user) if many == 1]
    query = select(Vendor).where(Vendor.id.in_(alone)).order_by(Vendor.id)
    return list(session.scalars(query))


def staying(user: User) -> list[Vendor]:
    """The booths that others go on with."""
    shared = [key for key, many in _members(user) if many > 1]
    query = select(Vendor).where(Vendor.id.in_(shared)).order_by(Vendor.id)
    return list(session.scalars(query))


def of(user: User) -> list[Unsettled]:
    """Everything that keeps this account, by kind; of buyers’ orders under her number nothing."""
    return [*_of_person(user), *_of_booths(leaving(user)), *_of_shared(user, staying(user))]


def _members(user: User) -> Sequence[Any]:
    hers = select(Member.vendor_id).where(Member.user_id == user.id)
    many = select(Member.vendor_id, func.count()).where(Member.vendor_id.in_(hers))
    return session.execute(many.group_by(Member.vendor_id)).all()


def _of_person(user: User) -> Iterator[Unsettled]:
    if actor.current().user_id == user.id:
        yield Unsettled("oneself", user)
    if "administrator" in user.roles and user.active and _administrators() == 1:
        yield Unsettled("last_administrator", user)
    if till.open_(user.id):
        yield Unsettled("drawer", user)


def _administrators() -> int:
    query = select(func.count()).select_from(RoleGrant).join(User, User.id == RoleGrant.user_id)
    return session.scalar(query.where(RoleGrant.role == "administrator", User.active)) or 0


def _of_booths(booths: Sequence[Vendor]) -> Iterator[Unsettled]:
    keys = [booth.id for booth in booths]
    for booth in booths:
        if _owed(booth.id):
            yield Unsettled("money", booth)
        if session.scalar(_under_way(booth.id)):
            yield Unsettled("payout", booth)
    theirs = session.scalars(select(Order).where(Order.id.in_(makers.of_vendors(keys))))
    for order in orders.held_back(theirs.all()):
        yield Unsettled("order", order)
    for piece in session.scalars(_here(keys)):
        yield Unsettled("piece", piece)
    names = {name for booth in booths for name in names_.of(booth) | makers.names_on(booth.id)}
    for row in search.naming(names) if names else ():
        yield Unsettled("words", row)


def _owed(vendor_id: int) -> bool:
    """Whether anything stands on her account, to her or by her, in any currency."""
    hers = Posting.account == books.vendor(vendor_id)
    query = select(Posting.currency).where(hers).group_by(Posting.currency)
    return session.scalar(query.having(func.sum(Posting.amount) != 0).limit(1)) is not None


def _under_way(vendor_id: int) -> Any:
    return select(Payout.id).where(Payout.vendor_id == vendor_id, Payout.state.in_(OPEN)).limit(1)


def _here(keys: Sequence[int]) -> Any:
    """Her pieces that lie at the office."""
    lying = select(Lot.listing_id).where(Lot.place == "office", Lot.quantity > 0)
    query = select(Listing).where(Listing.vendor_id.in_(keys), Listing.id.in_(lying))
    return query.order_by(Listing.id)


def _of_shared(user: User, booths: Sequence[Vendor]) -> Iterator[Unsettled]:
    """A collective must not be paid into an account of somebody who is gone."""
    for booth in booths:
        hers = select(BankAccount.id).where(
            BankAccount.vendor_id == booth.id, BankAccount.entered_by == user.id,
            BankAccount.state.in_(BANK),
        )  # fmt: skip
        if session.scalar(hers.limit(1)) is not None:
            yield Unsettled("bank", booth)
