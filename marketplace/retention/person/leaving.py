"""Erasing an account: of a maker her page, pieces and papers, of a colleague her way in; who did
what, and every amount, stays under nobody's name."""

from marketplace.catalogue import erasing as pieces
from marketplace.discovery import erasing as search
from marketplace.following import stopping
from marketplace.kernel.db import locked_all, session
from marketplace.kernel.errors import DomainError
from marketplace.kernel.text import N_
from marketplace.notify import forgetting as notify
from marketplace.orders import colleagues, locking, makers
from marketplace.payouts import forgetting as payouts
from marketplace.people import erasing as people, users
from marketplace.people.models import User
from marketplace.programme import erasing as certificates
from marketplace.retention.person import settling
from marketplace.vendors import erasing as vendors, members, names as names_
from marketplace.vendors.models import Vendor

UNSETTLED = N_("Nothing was erased: something about this account is not settled yet.")


def lock(user: User) -> None:
    """Hold everything of hers that somebody else may be changing, in the sequence of all locks.
    The caller holds her number."""
    users.keep_one_administrator(user)
    booths = settling.leaving(user) + settling.staying(user)
    locked_all(Vendor, sorted(booth.id for booth in booths))
    session.expire_all()
    for booth in settling.leaving(user):
        locking.lock_all(makers.of_vendors([booth.id]), booth.id)
    session.expire_all()


def erase(user: User) -> None:
    """End the account. The caller holds `lock`. Raises DomainError while anything is unsettled."""
    if settling.of(user):
        raise DomainError(UNSETTLED)
    alone, shared = settling.leaving(user), settling.staying(user)
    name, email = user.name, user.email
    kept = [booth.id for booth in shared]
    vendors.leave_papers(kept, user.id)
    pieces.leave_sounds(kept, user.id)
    payouts.brought_by(kept, user.id)
    for booth in shared:
        members.remove(booth, user)
    for booth in alone:
        _booth(booth)
    people.erase(user)
    certificates.erase(user.id)
    if name:
        colleagues.forget(user.id, name)
    if email:
        notify.to(email, under_way=True)


def _booth(booth: Vendor) -> None:
    names = names_.of(booth) | makers.names_on(booth.id)
    vendors.erase(booth)
    keys = pieces.erase(booth.id)
    search.forget(booth.id, keys, names)
    stopping.of_vendor(booth.id)
    payouts.of_vendor(booth.id)
    makers.forget(booth.id, names)
    for kind, ids in (("vendor", [booth.id]), ("listing", keys)):
        notify.about(kind, ids)
