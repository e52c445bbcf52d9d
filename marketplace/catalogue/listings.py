"""What changes on a live piece without a new review."""

from marketplace.catalogue import publishing, revisions, states
from marketplace.catalogue.events import QuantityChanged
from marketplace.catalogue.models import Listing, Revision
from marketplace.kernel import clock, eventlog, events
from marketplace.kernel.db import locked, one
from marketplace.kernel.errors import DomainError, NotFound, WrongState
from marketplace.kernel.money import Money
from marketplace.kernel.text import N_

MOST = 1000
BEGUN = N_(
    "You have begun to change this piece and have not sent it yet. Write the higher price there:"
    " on the piece’s page, under “Change words or photos”."
)
ALONE = ("price", "quantity")  # may change without the rest
WITH_OFFICE = ("pending", "changes_asked")
PUBLISHED = ("live", "sold", "taken_down")


def by_public_id(public_id: str) -> Listing:
    """The piece at this address. Raises NotFound, also for one whose maker was erased."""
    found = one(Listing, public_id=public_id)
    if found.state == "erased":
        raise NotFound
    return found


def quick_price(listing: Listing, price: Money) -> bool:
    """A cut passes at once, also into an open revision that asks for more; a rise waits as a
    revision. True when it passed. Raises WrongState."""
    _locked_published(listing)
    draft = revisions.find_open(listing)
    old = listing.price or price.amount
    if price.amount > old or price.currency != listing.currency:
        _ask_for(listing, price)
        return False
    asks_more = draft and draft.currency == price.currency and (draft.price or 0) > price.amount
    if draft and asks_more:
        draft.price, draft.saved_at = price.amount, clock.now()
    if price.amount < old:
        listing.price = price.amount
        listing.changed()
        eventlog.record("listing", listing.id, "price_cut", changes={"price": [old, price.amount]})
    if draft and asks_more and draft.state in WITH_OFFICE and _nothing_new(draft, listing):
        revisions.withdraw(draft)
    return True


def require_nothing_begun(listing: Listing, price: Money) -> None:
    """Raises DomainError when asking for this price would send to the office, with it, what she
    has begun to write and not sent."""
    draft = revisions.find_open(listing)
    rises = price.amount > (listing.price or price.amount)
    if rises and draft and draft.state in states.EDITABLE and not _nothing_new(draft, listing):
        raise DomainError(BEGUN, field="price")


def _nothing_new(revision: Revision, listing: Listing) -> bool:
    """Whether it shows what the shop shows but for the price; how many there are is told without
    review."""
    content, shown = revision.content(), listing.content()
    hers, ours = (
        [(one.picture_id, one.alt_fa, one.alt_en) for one in source.pictures]
        for source in (revision, listing)
    )
    return hers == ours and content | {name: shown[name] for name in ALONE} == shown


def _locked_published(listing: Listing) -> None:
    """Lock a piece that the office has published once; a draft is written in its steps."""
    if locked(Listing, listing.id).state not in PUBLISHED:
        raise WrongState(revisions.CHANGED_MEANWHILE)


def _ask_for(listing: Listing, price: Money) -> None:
    """Put a higher price into the open revision and send it to the office, unless it is there."""
    revision = revisions.open_revision(listing)
    changes = {"price": [revision.price, price.amount]}
    revision.price, revision.currency = price.amount, price.currency
    revision.saved_at = clock.now()
    eventlog.record("revision", revision.id, "price_raised", changes=changes)
    if revision.state != "pending":
        revisions.submit(revision)


def set_quantity(listing: Listing, quantity: int) -> None:
    """How many she has now, or takes orders for at a time. Raises DomainError, WrongState."""
    _locked_published(listing)
    if listing.kind == "one_of_a_kind":
        raise DomainError(N_("There is one of this piece."), field="quantity")
    if not 0 <= quantity <= MOST:
        raise DomainError(N_("Write a number from 0 to %(most)s."), field="quantity", most=MOST)
    name = "open_limit" if listing.kind == "made_to_order" else "quantity"
    old = publishing.stock_of(listing)
    draft = revisions.find_open(listing)
    for content in (listing, draft):
        if content is not None and getattr(content, name) == old:
            setattr(content, name, quantity)
    if quantity != old:
        listing.changed()
        eventlog.record("listing", listing.id, "quantity_changed", changes={name: [old, quantity]})
    events.publish(QuantityChanged(listing.id, quantity))


def take_down(listing: Listing, reason: str | None = None) -> None:
    """Hide it from the shop; orders already made go on."""
    states.listing.fire(locked(Listing, listing.id), "take_down", reason=reason)


def put_back(listing: Listing) -> None:
    """Show it again. Raises DomainError when none is left."""
    locked(Listing, listing.id)
    if publishing.stock_of(listing) < 1:
        raise DomainError(N_("None is left. Write how many you have, then put it back."))
    listing.changed()
    states.listing.fire(listing, "put_back")


def sell_out(listing: Listing) -> None:
    """Stock says that none is left, held or free. The caller holds the row locked."""
    listing.sold_at = clock.now()
    listing.changed()
    states.listing.fire(listing, "sell_out")


def restock(listing: Listing) -> None:
    """Stock says that there are pieces again. The caller holds the row locked."""
    listing.sold_at = None
    listing.changed()
    states.listing.fire(listing, "restock")
