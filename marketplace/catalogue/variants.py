"""The same piece in another size or colour: a listing of its own in the family of the first."""

from collections.abc import Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from marketplace.catalogue import answers, photos, revisions, words
from marketplace.catalogue.attribute_models import Attribute
from marketplace.catalogue.models import Listing, Revision
from marketplace.kernel import eventlog
from marketplace.kernel.db import locked, session
from marketplace.kernel.errors import DomainError, WrongState
from marketplace.kernel.text import N_
from marketplace.vendors.models import Vendor

MOST = 40
THERE = N_("This one is there already.")
GAP = {"fa": "، ", "en": ", "}
Chosen = Mapping[int, int]  # attribute id → choice id


def source_of(listing: Listing) -> Listing | Revision:
    """What a new variant is copied from: what is approved, or what waits for that. Raises
    WrongState while the piece is a draft, or was refused."""
    if listing.state in ("live", "sold", "taken_down"):
        return listing
    revision = revisions.find_open(listing) if listing.state == "new" else None
    if revision is None or revision.state != "pending":
        raise WrongState(revisions.CHANGED_MEANWHILE)
    return revision


def options_of(listing: Listing) -> list[Attribute]:
    """What variants of this piece may differ in: what its family differs in already, or whatever
    its craft allows."""
    asked = [row for row in answers.asked_of(source_of(listing)) if row.varies and row.choices]
    if listing.family_id is None:
        return asked
    fixed = answers.choices_of(listing)
    return [row for row in asked if fixed & {choice.id for choice in row.choices}]


def family_of(listing: Listing) -> Sequence[Listing]:
    """All variants that were not thrown away, this one among them; itself when it is alone."""
    if listing.family_id is None:
        return [listing]
    query = select(Listing).filter_by(family_id=listing.family_id).order_by(Listing.id)
    return session.scalars(query).all()


def add(listing: Listing, own: Chosen, new: Chosen) -> Revision:
    """A draft of the variant that is `new`; `own` says which one the piece itself is, the first
    time. Words, price and photographs are copied. Raises DomainError when it is there already."""
    first = locked(Listing, listing.family_id or listing.id)
    session.refresh(listing)
    options = options_of(listing)
    if listing.family_id is None:
        own = _checked(options, own)
        options = [row for row in options if row.id in own]
        if not own:
            raise DomainError(N_("Choose which one this is."), field="own")
        new = _checked(options, new, every=True)
        if new == own:
            raise DomainError(THERE, field="new")
        begin_family(first, options, own)
    else:
        new = _checked(options, new, every=True)
    if len(family_of(first)) >= MOST:
        raise DomainError(N_("A piece has %(most)s variants at most."), most=MOST)
    return _draft(listing, options, new)


def _checked(options: Sequence[Attribute], chosen: Chosen, *, every: bool = False) -> Chosen:
    """Only offered choices of these options; all of them when `every`."""
    offered = {row.id: {one.id for one in row.choices if one.ended_at is None} for row in options}
    kept = {key: value for key, value in chosen.items() if value in offered.get(key, ())}
    if len(kept) < len(chosen) or (every and len(kept) < len(options)):
        raise DomainError(N_("Choose one of the answers."), field="new")
    return kept


def begin_family(first: Listing, options: Sequence[Attribute], own: Chosen) -> None:
    """The piece itself becomes the first variant, in the office's own words and so at once. The
    caller holds it."""
    first.family_id, first.combination = first.id, combination(own)
    draft = revisions.find_open(first)
    for content in (first, draft):
        if content is not None:
            content.attributes = answers.with_(content, own)
            _rename(content, options, {}, own)
    if first.published_at is not None:
        first.changed()
        answers.project(first)
        words.refresh_one(first)
    changes = {"title_fa": [None, (draft or first).title_fa]}
    eventlog.record("listing", first.id, "family_begun", changes=changes)
    session.flush()


def _draft(listing: Listing, options: Sequence[Attribute], new: Chosen) -> Revision:
    source = source_of(listing)
    vendor = session.get_one(Vendor, listing.vendor_id)
    revision = revisions.start(vendor)
    variant = revision.listing
    revision.take_content(source)
    _rename(revision, options, _own(listing, options), new)
    revision.attributes = answers.with_(revision, new)
    revision.step = 5
    photos.copy_from(revision, source)
    for photo in revision.pictures:
        photo.alt_fa = photo.alt_en = ""
    try:
        with session.begin_nested():
            variant.family_id, variant.combination = listing.family_id, combination(new)
            session.flush()
    except IntegrityError:
        raise DomainError(THERE, field="new") from None
    changes = {"title_fa": [None, revision.title_fa]}
    eventlog.record("listing", variant.id, "variant_added", changes=changes)
    return revision


def _rename(
    content: Listing | Revision, options: Sequence[Attribute], old: Chosen, new: Chosen
) -> None:
    """Its name says what it is, in both languages; a name not written yet stays so."""
    for locale in ("fa", "en"):
        title = getattr(content, f"title_{locale}")
        setattr(content, f"title_{locale}", named(title, locale, options, old, new))


def named(title: str, locale: str, options: Sequence[Attribute], old: Chosen, new: Chosen) -> str:
    """A title that says which variant it is: the new word in the old one's place, or last."""
    for row in options:
        before = answers.words(row, old[row.id], locale) if row.id in old else ""
        after = answers.words(row, new[row.id], locale)
        if before and before in title:
            title = title.replace(before, after)
        elif title and after.casefold() not in title.casefold():
            title += GAP[locale] + after
    return title


def _own(listing: Listing, options: Sequence[Attribute]) -> Chosen:
    fixed = answers.choices_of(listing)
    return {row.id: one.id for row in options for one in row.choices if one.id in fixed}


def combination(chosen: Chosen) -> str:
    """What `listing.combination` says of these choices."""
    return ",".join(map(str, sorted(chosen.values())))
