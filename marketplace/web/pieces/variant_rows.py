"""The variants of a maker's piece, as its page lists them."""

from dataclasses import dataclass

from flask import url_for

from marketplace.catalogue import listings, shelf, variants
from marketplace.catalogue.models import Listing
from marketplace.catalogue.shelf import Piece
from marketplace.kernel.errors import WrongState
from marketplace.web.pieces import shelf_rows


@dataclass(frozen=True, slots=True)
class Variant:
    """One of them; `current` is the one whose page this is."""

    row: shelf_rows.ShelfRow
    url: str
    current: bool


def of(piece: Piece) -> list[Variant]:
    """All that were not thrown away; nothing for a piece without variants."""
    if piece.listing.family_id is None:
        return []
    held = (shelf.one(member) for member in variants.family_of(piece.listing))
    return [
        Variant(
            shelf_rows.row(one), url_for("studio.piece", public_id=one.listing.public_id),
            one.listing.id == piece.listing.id,
        )
        for one in held
        if one is not None
    ]  # fmt: skip


def acts(listing: Listing) -> dict[str, bool]:
    """Whether she may add another, and change them all in a table."""
    try:
        vary = bool(variants.options_of(listing))
    except WrongState:
        vary = False
    return {"vary": vary, "table": listing.state in listings.PUBLISHED}
