"""The office translates what a maker wrote in one language only: claim, write, approve."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, or_, select

from marketplace.catalogue import authors, revisions, words
from marketplace.catalogue.content import Content
from marketplace.catalogue.events import WordsChanged
from marketplace.catalogue.models import Listing
from marketplace.catalogue.translation_models import OFFICE_WROTE, Translation
from marketplace.kernel import clock, eventlog
from marketplace.kernel.db import locked, session
from marketplace.kernel.errors import DomainError
from marketplace.kernel.states import Machine
from marketplace.kernel.text import N_
from marketplace.vendors.models import Vendor

NAMES = ("title", "material", "technique", "care", "story")
LANGUAGES = ("en", "fa")
MOST = 50  # rows of the list at a time
BLOCKS = 40  # so many times is read on, where only one's words are asked for
MAKER, OFFICE = "maker", "office"
STATES = ("free", "claimed", "written", "approved", "stale", "replaced")
machine = Machine(
    "translation",
    "free",
    {
        "claim": dict.fromkeys(
            ("free", "claimed", "written", "approved", "stale", "replaced"), "claimed"
        ),
        "release": {"claimed": "free"},
        "write": {"claimed": "written", "written": "written"},
        "approve": {"written": "approved"},
        "outdate": {"approved": "stale"},
        "replace": {"approved": "replaced", "stale": "replaced"},
    },
)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A piece on the list; `authors` of its words: MAKER, OFFICE or both."""

    listing: Listing
    vendor: Vendor
    row: Translation | None
    authors: frozenset[str]


def other(into: str) -> str:
    """The language that it is translated from."""
    return "fa" if into == "en" else "en"


def texts(content: Content, locale: str) -> dict[str, str]:
    """A piece's words in one language, those that are written."""
    found = {name: getattr(content, f"{name}_{locale}") for name in NAMES}
    return {name: text for name, text in found.items() if text}


def missing(into: str) -> ColumnElement[bool]:
    """Something is written in the other language alone."""
    return or_(
        *(and_(getattr(Listing, f"{name}_{other(into)}") != "",
               getattr(Listing, f"{name}_{into}") == "") for name in NAMES)
    )  # fmt: skip


def waiting(into: str, by: str = "") -> list[Waiting]:
    """What is to be translated, written or looked at again, the oldest piece first; only what the
    office or the maker wrote when `by` is OFFICE or MAKER. Reads on until a page is full."""
    found: list[Waiting] = []
    for block in range(0, BLOCKS * MOST, MOST):
        rows = _block(into, block)
        found += [one for one in rows if not by or by in one.authors]
        if len(found) >= MOST or len(rows) < MOST:
            break
    return found[:MOST]


def _block(into: str, offset: int) -> list[Waiting]:
    mine = and_(Translation.listing_id == Listing.id, Translation.into == into)
    query = (
        select(Listing, Vendor, Translation)
        .join(Vendor, Vendor.id == Listing.vendor_id)
        .outerjoin(Translation, mine)
        .where(
            Listing.state == "live",
            or_(missing(into), Translation.state.in_(("claimed", "written", "stale"))),
        )
        .order_by(Listing.published_at, Listing.id)
        .offset(offset)
        .limit(MOST)
    )
    rows = session.execute(query).all()
    office = authors.by_office([row[0] for row in rows], other(into))
    return [Waiting(*row, _wrote(row[0], other(into), office[row[0].id])) for row in rows]


def _wrote(listing: Listing, locale: str, office: frozenset[str]) -> frozenset[str]:
    hers = {f"{name}_{locale}" for name in texts(listing, locale)} - office
    return frozenset(who for who, wrote in ((MAKER, hers), (OFFICE, office)) if wrote)


def find(listing: Listing, into: str) -> Translation | None:
    """The row of this piece and language, if anybody began."""
    return session.scalars(select(Translation).filter_by(listing_id=listing.id, into=into)).first()


def claim(listing: Listing, into: str, by: int) -> Translation:
    """`by` a person's id works on it from now on. Raises WrongState."""
    locked(Listing, listing.id)
    row = find(listing, into)
    if row is None:
        row = Translation(listing_id=listing.id, into=into)
        machine.born(row)
    machine.fire(row, "claim")
    row.claimed_by, row.changed_at = by, clock.now()
    return row


def release(listing: Listing, into: str) -> None:
    """Nobody works on it any more; what was written stays. Raises WrongState."""
    row = _standing(listing, into)
    machine.fire(row, "release")
    row.claimed_by = None


def write(listing: Listing, into: str, typed: dict[str, str], by: int) -> None:
    """Keep a translation for approval. Raises DomainError when somebody else works on it."""
    locked(Listing, listing.id)
    row = find(listing, into)
    if row is None or row.state not in ("claimed", "written"):
        row = claim(listing, into, by)
    if row.claimed_by != by:
        raise DomainError(N_("Somebody else works on it. Take it over first."), field="title")
    if not any(typed.values()):
        raise DomainError(N_("Write at least one of the texts."), field="title")
    row.words = {name: text for name, text in typed.items() if text}
    row.source, row.changed_at = texts(listing, other(into)), clock.now()
    machine.fire(row, "write")


def approve(listing: Listing, into: str) -> None:
    """Put the words into the shop. Raises DomainError when the source changed meanwhile."""
    row = _standing(listing, into)
    if row.source != texts(listing, other(into)):
        raise DomainError(N_("The piece’s own words changed meanwhile. Look at them again."))
    machine.fire(row, "approve")
    draft = revisions.find_open(listing)
    changes = {}
    for name, text in row.words.items():
        column = f"{name}_{into}"
        changes[column] = [getattr(listing, column), text]
        if draft is not None and getattr(draft, column) == getattr(listing, column):
            setattr(draft, column, text)
        setattr(listing, column, text)
    eventlog.record("listing", listing.id, "changed", changes=changes)
    listing.changed()
    row.changed_at = clock.now()
    session.flush()
    words.refresh_one(listing)


def _standing(listing: Listing, into: str) -> Translation:
    locked(Listing, listing.id)
    row = find(listing, into)
    if row is None:
        raise DomainError(N_("Nobody has begun with it yet."))
    return row


def on_words_changed(event: WordsChanged) -> None:
    """A source that changed makes its translation stale; her own words take its place."""
    rows = session.scalars(
        select(Translation).where(
            Translation.listing_id == event.listing_id, Translation.state.in_(OFFICE_WROTE)
        )
    ).all()
    for row in rows:
        listing = session.get_one(Listing, event.listing_id)
        now = texts(listing, row.into)
        if any(now.get(name) != text for name, text in row.words.items()):
            machine.fire(row, "replace")
        elif row.state == "approved" and row.source != texts(listing, other(row.into)):
            machine.fire(row, "outdate")
