"""Taking a table over: every line or none, by the same rules as a piece written by hand."""

from typing import Any, cast

from marketplace.catalogue import completeness, listings, publishing, revisions, states as catalogue
from marketplace.catalogue.imports import checking, keeping, outcomes, states, varying
from marketplace.catalogue.imports.models import Import
from marketplace.catalogue.imports.wanted import Known, Wanted, known
from marketplace.catalogue.imports.words import Words
from marketplace.catalogue.models import Listing, Revision, RevisionPicture
from marketplace.catalogue.photos import MOST
from marketplace.kernel import clock, ids
from marketplace.kernel.db import locked, locked_all, session
from marketplace.kernel.errors import DomainError
from marketplace.kernel.money import Money, home
from marketplace.kernel.text import N_
from marketplace.media.models import Picture
from marketplace.vendors.holding import hold
from marketplace.vendors.models import Vendor

LAST_STEP = 5


class Stale(DomainError):
    """Something changed since the preview; it shows how things are now."""

    status = 409


class Doubtful(DomainError):
    """Prices are ten times off, and nobody has said yet that they are meant."""


def apply(table: Import, words: Words, *, send: bool, sure: bool) -> None:
    """Make drafts of new lines and changes of the others; `send` those that are complete and may
    be sold. Raises Stale when a line is not right any more, Doubtful when a price is ten times off
    and nobody is `sure` of it, WrongState."""
    vendor = hold(table.vendor_id)
    table = locked(Import, table.id)
    wanted = keeping.look_again(table, words)
    if any(one.line.problems for one in wanted) or not wanted:
        raise Stale(N_("Something changed meanwhile. Please look at the marked lines."))
    if not sure and any(one.line.doubt for one in wanted):
        raise Doubtful(N_("Look at the marked prices first, and say that they are right."))
    hers = known(table)
    firsts = varying.firsts(wanted)
    held = {one.listing.id for one in wanted if one.listing}
    held |= {family.listing.id for family in firsts if family.listing}
    locked_all(Listing, sorted(held))
    states.machine.fire(table, "apply")
    table.applied_at = clock.now()
    varying.begin(firsts)
    fresh = [one for one in wanted if one.listing is None]
    drafts = _begin(vendor, fresh, hers)
    changed = [one for one in wanted if one.line.change == "changed"]
    drafts += [draft for one in changed if (draft := _change(one, hers, words))]
    for drafted, revision in drafts:
        sent = send and _send(revision, hers)
        drafted.line.outcome = outcomes.OFFICE if sent else outcomes.DRAFT
    session.flush()
    keeping.clear_photos(table)


def _begin(vendor: Vendor, fresh: list[Wanted], hers: Known) -> list[tuple[Wanted, Revision]]:
    """New listings with their drafts, written a table at a time."""
    listings_ = [
        Listing(
            public_id=ids.public_id(), scan_code=ids.scan_code(), vendor_id=vendor.id,
            sample=vendor.sample, own_code=one.own_code or None, pictures=[],
        )
        for one in fresh
    ]  # fmt: skip
    catalogue.listing.born_together(listings_)
    drafts = [
        Revision(
            listing_id=listing.id, listing=listing, step=LAST_STEP, currency=home(), pictures=[],
            **checking.values_of(one, None),
        )
        for one, listing in zip(fresh, listings_, strict=True)
    ]  # fmt: skip
    catalogue.revision.born_together(drafts)
    for one, draft in zip(fresh, drafts, strict=True):
        one.line.listing_id = draft.listing_id
    drafted = list(zip(fresh, drafts, strict=True))
    varying.join(drafted, hers)
    for one, draft in drafted:
        _show(one, draft, hers)
    session.flush()
    return drafted


def _change(one: Wanted, hers: Known, words: Words) -> tuple[Wanted, Revision] | None:
    """What a hand would do: a price or a number alone passes as quickly as on her page, and that
    it has variants now is done already."""
    listing = cast(Listing, one.listing)
    one.line.listing_id = listing.id
    if one.own_code:
        listing.own_code = one.own_code
    differences = checking.differences(one, hers, words) if one.family else one.line.differences
    names = set(differences) - {"own_code"}
    if not names:
        one.line.outcome = outcomes.AT_ONCE
        return None
    if outcomes.passes(one, names, hers):
        _quickly(one, listing, names.pop())
        return None
    draft = revisions.open_revision(listing)
    _numbers(one, listing)
    revisions.save(draft, checking.values_of(one, draft))
    _show(one, draft, hers)
    return one, draft


def _quickly(one: Wanted, listing: Listing, name: str) -> None:
    passed = True
    if name == "price":
        passed = listings.quick_price(listing, Money(one.values["price"]))
    else:
        _numbers(one, listing)
    one.line.outcome = outcomes.AT_ONCE if passed else outcomes.OFFICE


def _numbers(one: Wanted, listing: Listing) -> None:
    """How many of a published piece: without review, as on her page."""
    name = "open_limit" if listing.kind == "made_to_order" else "quantity"
    number: Any = one.values.get(name)
    same_kind = one.values.get("kind", listing.kind) == listing.kind
    if listing.state not in listings.PUBLISHED or number is None or not same_kind:
        return
    if listing.kind != "one_of_a_kind" and number != publishing.stock_of(listing):
        listings.set_quantity(listing, number)


def _show(one: Wanted, draft: Revision, hers: Known) -> None:
    """Put the photos that came behind those that are there, as many as fit."""
    for key in list(checking.new_pictures(one, hers).values())[: MOST - len(draft.pictures)]:
        place = len(draft.pictures) + 1
        picture = session.get_one(Picture, key)
        draft.pictures.append(RevisionPicture(position=place, picture=picture))


def _send(draft: Revision, hers: Known) -> bool:
    """To the office, if it is complete and she may sell it; else it waits among her drafts."""
    if draft.state not in catalogue.EDITABLE or completeness.gaps(
        draft, checking.asked(draft, hers)
    ):
        return False
    try:
        revisions.require_eligible(draft)
    except revisions.NotEligible:
        return False
    revisions.send(draft)
    return True
