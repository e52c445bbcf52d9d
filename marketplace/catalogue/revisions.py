"""What a maker writes about a piece, step by step, and what staff decide about it."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from marketplace.catalogue import answers, completeness, messages, photos, publishing, states
from marketplace.catalogue.categories import craft_of
from marketplace.catalogue.events import PieceEnded
from marketplace.catalogue.models import Listing, Revision
from marketplace.kernel import actor, clock, eventlog, events, ids
from marketplace.kernel.db import locked, one, session
from marketplace.kernel.errors import DomainError, WrongState
from marketplace.kernel.money import home
from marketplace.kernel.text import N_
from marketplace.vendors.holding import hold
from marketplace.vendors.models import Vendor, VendorCraft

STEPS = {
    2: ("title_fa", "category_id", "kind"),
    3: ("price", "making_days", "day_rate", "material_cost"),
    4: (
        "width_mm",
        "length_mm",
        "height_mm",
        "weight_g",
        "material_fa",
        "technique_fa",
        "hand_share",
        "care_fa",
        "quantity",
        "lead_days",
        "open_limit",
    ),
    5: ("story_fa", "office_writes", "title_en", "story_en"),
}
CHANGED_MEANWHILE = N_("This was changed by someone else meanwhile. Here is how it stands now.")


class NotEligible(DomainError):
    """She may not sell in this craft now; her page says what is missing."""

    status = 403


def start(vendor: Vendor, public_id: str = "") -> Revision:
    """A new listing with an empty draft. `public_id` may be drawn beforehand, for its address.
    Raises WrongState when she was erased."""
    vendor = hold(vendor.id)
    listing = Listing(
        public_id=public_id or ids.public_id(),
        scan_code=ids.scan_code(),
        vendor_id=vendor.id,
        sample=vendor.sample,
    )
    states.listing.born(listing)
    return _draft(listing)


def open_revision(listing: Listing) -> Revision:
    """The listing's open revision, or a draft copied from what is live."""
    locked(Listing, listing.id)
    if (found := find_open(listing)) is not None:
        return found
    if listing.state in ("refused", "erased"):
        raise WrongState(CHANGED_MEANWHILE)
    draft = _draft(listing)
    draft.take_content(listing)
    photos.copy_from(draft, listing)
    draft.step = 5
    return draft


def find_open(listing: Listing) -> Revision | None:
    """The open revision, or None."""
    query = select(Revision).where(
        Revision.listing_id == listing.id, Revision.state.in_(states.OPEN)
    )
    return session.scalars(query).first()


def _draft(listing: Listing) -> Revision:
    draft = Revision(listing_id=listing.id, listing=listing)
    states.revision.born(draft)
    return draft


def save_step(revision: Revision, step: int, values: dict[str, Any]) -> None:
    """Keep what one step asks for, complete or not. Other names in `values` are left alone."""
    save(revision, {name: values[name] for name in STEPS[step] if name in values})
    revision.step = max(revision.step, step)


def save(revision: Revision, values: dict[str, Any]) -> None:
    """Keep any content. What the office writes is recorded old → new. Raises WrongState."""
    locked(Revision, revision.id)
    require_editable(revision)
    changes = {
        name: [getattr(revision, name), new]
        for name, new in values.items()
        if getattr(revision, name) != new
    }
    for name, (_, new) in changes.items():
        setattr(revision, name, new)
    if values.get("price"):
        revision.currency = home()
    if changes and _by_staff():
        eventlog.record("revision", revision.id, "changed", changes=answers.in_words(changes))
    revision.saved_at = clock.now()


def answer(revision: Revision, given: Mapping[int, Any]) -> None:
    """Keep answers to attributes, by the attribute's id; None takes one away. Raises WrongState."""
    save(revision, {"attributes": answers.with_(revision, given)})


def require_editable(revision: Revision) -> None:
    """Her own while it is a draft or sent back; staff may also mend what waits for review."""
    if revision.state not in (states.OPEN if _by_staff() else states.EDITABLE):
        raise WrongState(CHANGED_MEANWHILE)


def _by_staff() -> bool:
    return actor.current().on_behalf_of is not None


def submit(revision: Revision) -> None:
    """Send it to the office. Raises DomainError when something is missing, NotEligible."""
    locked(Revision, revision.id)
    if missing := completeness.gaps(revision):
        raise missing[0].error()
    require_eligible(revision)
    send(revision)


def send(revision: Revision) -> None:
    """Put it into the office's queue. The caller holds it, and knows that it is complete and
    may be sold. Raises WrongState."""
    revision.submitted_at = clock.now()
    states.revision.fire(revision, "submit")


def require_eligible(revision: Revision) -> None:
    """Raises NotEligible unless the maker is active and may sell in the piece's craft now."""
    _require_seller(revision.listing.vendor_id, revision.category_id)


def may_sell(vendor_id: int, category_id: int) -> bool:
    """Whether this maker may send pieces of this category to the office now."""
    try:
        _require_seller(vendor_id, category_id)
    except NotEligible:
        return False
    return True


def _require_seller(vendor_id: int, category_id: int | None) -> None:
    vendor = session.get_one(Vendor, vendor_id)
    if vendor.state != "active":
        raise NotEligible(
            N_(
                "The office has not opened your stall for selling yet. The piece is kept; send it"
                " when your stall is open."
            )
        )
    craft = session.get(VendorCraft, (vendor.id, craft_of(category_id or 0)))
    if not (craft and craft.sellable_until and craft.sellable_until > clock.now()):
        raise NotEligible(
            N_(
                "You cannot sell in this craft yet. The piece is kept; your page says what is"
                " missing."
            )
        )


def approve(revision: Revision) -> None:
    """Make it what the shop shows. Raises DomainError, NotEligible, WrongState."""
    listing = _for_decision(revision)
    if missing := completeness.gaps(revision):
        raise missing[0].error()
    require_eligible(revision)
    states.revision.fire(revision, "approve")
    revision.decided_at, revision.asked = clock.now(), []
    publishing.publish(listing, revision)
    messages.tell(listing, revision, "listing_published")


def ask_changes(revision: Revision, items: list[dict[str, str]]) -> None:
    """Send it back. Each item names a field, a reason and a note, shown beside her field."""
    if not items:
        raise DomainError(N_("Choose at least one thing that she should change."), field="asked")
    listing = _for_decision(revision)
    states.revision.fire(revision, "ask_changes", changes={"asked": [None, items]})
    revision.decided_at, revision.asked = clock.now(), items
    messages.tell(listing, revision, "listing_changes")


def refuse(revision: Revision, reason: str) -> None:
    """Say no. A piece that was never live ends here; a live one stays as it is."""
    if not reason:
        raise DomainError(N_("Write why, so that she knows."), field="reason")
    listing = _for_decision(revision)
    states.revision.fire(revision, "refuse", reason=reason)
    revision.decided_at = clock.now()
    if listing.state == "new":
        states.listing.fire(listing, "refuse", reason=reason)
        _leave_family(listing)
        events.publish(PieceEnded(listing.id))
    messages.tell(listing, revision, "listing_refused", reason=reason)


def _for_decision(revision: Revision) -> Listing:
    """Both rows locked, the listing first."""
    listing = locked(Listing, revision.listing_id)
    locked(Revision, revision.id)
    return listing


def drop(revision: Revision) -> None:
    """Throw a draft away; its pictures go too unless the live listing shows them."""
    _for_decision(revision)
    states.revision.fire(revision, "drop")
    if revision.listing.state == "new":
        revision.listing.own_code = None  # she may give it to another piece
    photos.clear(revision)
    if revision.listing.state == "new":
        _leave_family(revision.listing)
        events.publish(PieceEnded(revision.listing_id))


def withdraw(revision: Revision) -> None:
    """Take back from the office what would change nothing in the shop any more."""
    _for_decision(revision)
    states.revision.fire(revision, "withdraw")
    photos.clear(revision)


def _leave_family(listing: Listing) -> None:
    """A variant that nobody will see gives its place to another; who began the family stays."""
    if listing.family_id != listing.id:
        listing.family_id = listing.combination = None


def by_listing(public_id: str, vendor: Vendor | None = None) -> Revision:
    """The open revision of a listing, hers when a vendor is given. Raises NotFound."""
    fields = {"public_id": public_id} | ({"vendor_id": vendor.id} if vendor else {})
    listing = one(Listing, **fields)
    return one(Revision, listing_id=listing.id, id=_open_id(listing))


def _open_id(listing: Listing) -> int:
    found = find_open(listing)
    return found.id if found else 0
