"""A maker's pieces with what she is writing about each, for her own list."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from marketplace.catalogue import states
from marketplace.catalogue.models import Listing, Revision
from marketplace.kernel import clock
from marketplace.kernel.db import session
from marketplace.media.models import Picture

GROUPS = ("returned", "draft", "review", "sale", "hidden", "sold", "refused")


@dataclass(frozen=True, slots=True)
class Piece:
    """A listing and its open revision, or its last one when it was refused."""

    listing: Listing
    revision: Revision | None

    @property
    def group(self) -> str:
        """Which part of her list it belongs to: one of GROUPS."""
        open_state = self.revision.state if self.revision else None
        if open_state == "changes_asked":
            return "returned"
        return {
            "new": "review" if open_state == "pending" else "draft",
            "live": "sale" if self.shown else "hidden",
            "taken_down": "hidden",
        }.get(self.listing.state, self.listing.state)

    @property
    def shown(self) -> bool:
        """Whether the public can see it for sale now."""
        until = self.listing.sellable_until
        return self.listing.state == "live" and until is not None and until > clock.now()

    @property
    def content(self) -> Listing | Revision:
        """What is approved, or what she writes while nothing is."""
        unseen = self.listing.state in ("new", "refused")
        return self.revision if self.revision and unseen else self.listing

    @property
    def picture(self) -> Picture | None:
        """The first photograph."""
        return self.content.pictures[0].picture if self.content.pictures else None


def of(vendor_id: int) -> list[Piece]:
    """Everything of hers that was not thrown away; what needs her first, then the newest."""
    listings = _listings(vendor_id)
    revisions = _latest([listing.id for listing in listings])
    pieces = [Piece(listing, _shown_with(listing, revisions)) for listing in listings]
    kept = [piece for piece in pieces if piece.listing.state != "new" or piece.revision]
    return sorted(kept, key=lambda piece: (GROUPS.index(piece.group), -piece.listing.id))


def one(listing: Listing) -> Piece | None:
    """One of hers; None when it was thrown away before anybody saw it."""
    piece = Piece(listing, _shown_with(listing, _latest([listing.id])))
    return piece if listing.state != "new" or piece.revision else None


def _shown_with(listing: Listing, revisions: dict[int, Revision]) -> Revision | None:
    revision = revisions.get(listing.id)
    over = revision is not None and revision.state == "refused" and listing.state != "refused"
    return None if over else revision


def counts(pieces: Sequence[Piece]) -> Counter[str]:
    """How many pieces each group has."""
    return Counter(piece.group for piece in pieces)


def _listings(vendor_id: int) -> Sequence[Listing]:
    query = select(Listing).filter_by(vendor_id=vendor_id).order_by(Listing.id)
    return session.scalars(query.options(selectinload(Listing.pictures))).all()


def _latest(listing_ids: list[int]) -> dict[int, Revision]:
    query = (
        select(Revision)
        .where(Revision.listing_id.in_(listing_ids), Revision.state.in_((*states.OPEN, "refused")))
        .order_by(Revision.id)
        .options(selectinload(Revision.pictures))
    )
    found = session.scalars(query).all()
    refused = {row.listing_id: row for row in found if row.state == "refused"}
    return refused | {row.listing_id: row for row in found if row.state != "refused"}
