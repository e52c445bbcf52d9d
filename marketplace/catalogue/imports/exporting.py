"""Pieces as a table that can be read back unchanged."""

from collections.abc import Iterator, Sequence

from sqlalchemy import or_, select

from marketplace.catalogue import states
from marketplace.catalogue.imports.columns import Cell, every
from marketplace.catalogue.imports.words import Words
from marketplace.catalogue.models import Listing, Revision
from marketplace.kernel.db import session

BLOCK = 500


def keys(words: Words) -> list[str]:
    """The columns of an export: all but the photos'."""
    return [key for key in every(words) if key != "photos"]


def rows(words: Words, vendor_id: int | None = None) -> Iterator[tuple[Listing, Sequence[Cell]]]:
    """Every piece of one maker, or of all, that was not refused or thrown away; what she writes
    about it now, else what the shop shows. By blocks, ascending by id."""
    last = 0
    while pairs := session.execute(_block(last, vendor_id)).all():
        for listing, draft in pairs:
            yield listing, _row(listing, draft, words)
        last = pairs[-1][0].id
        session.expunge_all()


def _block(last: int, vendor_id: int | None):  # type: ignore[no-untyped-def]
    drafts = (Revision.listing_id == Listing.id) & Revision.state.in_(states.OPEN)
    alive = or_(Listing.state.not_in(("new", "refused")), Revision.id.is_not(None))
    query = select(Listing, Revision).outerjoin(Revision, drafts).where(Listing.id > last, alive)
    if vendor_id is not None:
        query = query.where(Listing.vendor_id == vendor_id)
    return query.order_by(Listing.id).limit(BLOCK)


def _row(listing: Listing, draft: Revision | None, words: Words) -> list[Cell]:
    present = draft or listing
    cells: dict[str, Cell] = {"own_code": listing.own_code or "", "tag_code": listing.scan_code}
    for key, column in every(words).items():
        if key in words.asked:
            answer = present.attributes.get(str(words.asked[key].id))
            cells[key] = column.show(answer, words)
        elif column.field:
            cells[key] = column.show(getattr(present, column.field), words)
    return [cells[key] for key in keys(words)]
