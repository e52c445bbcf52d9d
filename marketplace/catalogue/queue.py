"""What waits for the office, oldest first."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import selectinload

from marketplace.catalogue.models import Listing, Revision
from marketplace.kernel.db import session
from marketplace.kernel.text import fold
from marketplace.vendors.models import Vendor

PAGE = 30


@dataclass(frozen=True, slots=True)
class Entry:
    """A piece in the queue, with who made it."""

    revision: Revision
    listing: Listing
    vendor: Vendor


def waiting(state: str = "pending", limit: int = 200) -> list[Entry]:
    """Revisions in this state, the one sent first at the top."""
    query = (
        select(Revision, Listing, Vendor)
        .join(Listing, Listing.id == Revision.listing_id)
        .join(Vendor, Vendor.id == Listing.vendor_id)
        .where(Revision.state == state)
        .order_by(Revision.submitted_at, Revision.id)
        .limit(limit)
        .options(selectinload(Revision.pictures))
    )
    return [Entry(*row) for row in session.execute(query)]


def count(state: str = "pending") -> int:
    """How many revisions are in this state."""
    query = select(func.count()).select_from(Revision).where(Revision.state == state)
    return session.scalar(query) or 0


def keys() -> Sequence[str]:
    """Public ids of the listings that wait, in the queue's order."""
    query = select(Listing.public_id).join(Revision, Revision.listing_id == Listing.id)
    return session.scalars(
        query.where(Revision.state == "pending").order_by(Revision.submitted_at, Revision.id)
    ).all()


def published(text: str, page: int) -> tuple[list[tuple[Listing, Vendor]], int]:
    """One page of everything that was ever published, newest first, and how many there are."""
    which: ColumnElement[bool] = Listing.state.in_(("live", "taken_down", "sold"))
    for word in fold(text)[:100].split()[:5]:
        which &= or_(Listing.search_text.contains(word, autoescape=True),
                     func.lower(Listing.public_id) == word,
                     func.lower(Listing.scan_code) == word)  # fmt: skip
    total = session.scalar(select(func.count()).select_from(Listing).where(which)) or 0
    query = select(Listing, Vendor).join(Vendor, Vendor.id == Listing.vendor_id).where(which)
    rows = session.execute(
        query.order_by(Listing.published_at.desc(), Listing.id.desc())
        .offset((page - 1) * PAGE)
        .limit(PAGE)
        .options(selectinload(Listing.pictures))
    )
    return [(row[0], row[1]) for row in rows], total
