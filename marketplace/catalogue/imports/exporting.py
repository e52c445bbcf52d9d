"""Pieces as a table that can be read back unchanged."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import aliased

from marketplace.catalogue import states
from marketplace.catalogue.attribute_models import Attribute
from marketplace.catalogue.imports.columns import Cell, every
from marketplace.catalogue.imports.words import Words
from marketplace.catalogue.models import Listing, Revision
from marketplace.kernel.db import session

BLOCK = 500
First = aliased(Listing)  # the piece that a variant belongs to


def keys(words: Words) -> list[str]:
    """The columns of an export: all but the photos'."""
    return [key for key in every(words) if key != "photos"]


def rows(words: Words, vendor_id: int | None = None) -> Iterator[tuple[Listing, Sequence[Cell]]]:
    """Every piece of one maker, or of all, that was not refused or thrown away; what she writes
    about it now, else what the shop shows. By blocks, ascending by id."""
    last = 0
    while pairs := session.execute(_block(last, vendor_id)).all():
        for listing, draft, *first in pairs:
            yield listing, _row(listing, draft, first[0] or first[1] or "", words)
        last = pairs[-1][0].id
        session.expunge_all()


def _block(last: int, vendor_id: int | None):  # type: ignore[no-untyped-def]
    drafts = (Revision.listing_id == Listing.id) & Revision.state.in_(states.OPEN)
    alive = or_(Listing.state.not_in(("new", "refused")), Revision.id.is_not(None))
    query = select(Listing, Revision, First.own_code, First.scan_code).where(alive)
    query = query.outerjoin(Revision, drafts).outerjoin(First, First.id == Listing.family_id)
    query = query.where(Listing.id > last)
    if vendor_id is not None:
        query = query.where(Listing.vendor_id == vendor_id)
    return query.order_by(Listing.id).limit(BLOCK)


def _row(listing: Listing, draft: Revision | None, first: str, words: Words) -> list[Cell]:
    present = draft or listing
    cells: dict[str, Cell] = {
        "own_code": listing.own_code or "", "tag_code": listing.scan_code, "family": first,
    }  # fmt: skip
    for key, column in every(words).items():
        if key in words.asked:
            cells[key] = column.show(_answer(present, words.asked[key]), words)
        elif column.field:
            cells[key] = column.show(getattr(present, column.field), words)
    return [cells[key] for key in keys(words)]


def _answer(present: Listing | Revision, attribute: Attribute) -> Any:
    """What it answers; nothing when that may be chosen no longer, so that it stays."""
    answer = present.attributes.get(str(attribute.id))
    ended = {one.id for one in attribute.choices if one.ended_at is not None}
    return None if attribute.kind == "choice" and answer in ended else answer
