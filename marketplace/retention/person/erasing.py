"""Erasing what a buyer left, at once and on her own wish: what the nights would do, sooner."""

from typing import Any

from sqlalchemy import delete, update

from marketplace.following import asking, stopping
from marketplace.kernel import eventlog
from marketplace.kernel.db import session
from marketplace.kernel.errors import DomainError
from marketplace.kernel.text import N_
from marketplace.kernel.traces import wipe
from marketplace.kernel.unit import after_commit
from marketplace.notify import forgetting as notify
from marketplace.orders import basket, buyers, forgetting
from marketplace.orders.models import Basket
from marketplace.orders.post.models import OrderAddress
from marketplace.people import codes, invitations
from marketplace.retention.person import account, finding, leaving
from marketplace.retention.person.finding import Found

SUBJECT = ("person_data", 1)
UNCOUNTED = ("counters", "log")
HELD = N_("Nothing was erased: orders under this number are not settled yet.")
NOTHING = N_("There is nothing under this number.")
CHANGED = N_("Something under this number has changed meanwhile. Look once more, then confirm.")


def erase(address: str, reason: str, seen: str, *, whole: bool = False) -> dict[str, int]:
    """Erase what a buyer left under this number, and with `whole` the account as well; how many of
    each kind. Without it an account keeps what is on its way to it. `address` as in `look`.

    `seen` is the `mark` of what was confirmed. Raises DomainError when that has changed, when
    there is nothing, or while an order or something of the account is not settled. The lock of
    the number keeps a new order waiting until all is done."""
    known = finding.look(address)
    mobile = known.mobile
    if not (known.account if whole else known.kinds):
        raise DomainError(NOTHING)
    buyers.lock(mobile)
    session.expire_all()
    if whole and (user := finding.look(mobile).account):
        leaving.lock(user)
    found = finding.look(mobile)
    if found.held:
        raise DomainError(HELD)
    if mark(found, whole=whole) != seen:
        raise DomainError(CHANGED)
    gone = found.account if whole else None
    record(known, "erased", reason, {"user_id": [gone.id, None]} if gone else None)
    _orders(found)
    if gone:
        leaving.erase(gone)
    _number(mobile, stays=found.account is not None and not gone)
    after_commit(wipe)
    return known.counts


def mark(found: Found, *, whole: bool = False) -> str:
    """How much there is of everything, in short: what is confirmed. The counter is not part of it,
    since whoever locks the number makes one, nor the log, which grows by looking; never empty."""
    counts = dict(found.counts)
    if whole and found.account:
        counts |= account.counts(found.account)
    told = (f"{name}={many}" for name, many in counts.items() if name not in UNCOUNTED)
    return ",".join(["account" if whole else "all", *told])


def record(found: Found, name: str, reason: str, more: dict[str, Any] | None = None) -> None:
    """One event for the whole: the ids of her orders and how many of each kind, no more than that
    and the ids in `more`."""
    ids = [order.id for order in found.own]
    changes: dict[str, Any] = {kind: [None, count] for kind, count in found.counts.items()}
    changes |= {"orders": [None, ids]} | (more or {})
    eventlog.record(*SUBJECT, name, reason=reason, changes=changes)


def _orders(found: Found) -> None:
    forgetting.these(sorted(order.id for order in found.own))
    forgetting.recipients(sorted(order.id for order in found.kinds.get("sent_to", ())))


def _number(mobile: str, *, stays: bool) -> None:
    """Whatever is not of an order. Somebody who stays still gets what is on its way to her."""
    basket.forget([one.id for one in basket.of(mobile)])
    session.execute(update(Basket).where(Basket.mobile == mobile).values(mobile=None, name=""))
    session.execute(delete(OrderAddress).where(OrderAddress.phone == mobile))
    if follower := asking.by_mobile(mobile):
        stopping.everything(follower)
    codes.forget(mobile)
    invitations.forget(mobile)
    notify.to(mobile, under_way=not stays)
    buyers.forget(mobile)
