"""Staff put collections and seasons together; each change is an event."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import func, select

from marketplace.catalogue.models import Listing
from marketplace.discovery.front.collection_models import Collection, CollectionPiece, Season
from marketplace.kernel import eventlog
from marketplace.kernel.db import locked, session
from marketplace.kernel.errors import DomainError, NotFound
from marketplace.kernel.ids import normalise_code
from marketplace.kernel.states import Machine
from marketplace.kernel.text import N_, slug
from marketplace.media import pictures
from marketplace.media.models import Picture

Kept = Collection | Season
TABLE = {"show": {"hidden": "shown"}, "hide": {"shown": "hidden"}}
MACHINES = {name: Machine(name, "hidden", TABLE) for name in ("collection", "season")}
MOST = 60  # pieces chosen by hand
FALSE_DAYS = N_("The last day comes before the first.")


def save(row: Kept, values: dict[str, Any]) -> None:
    """Keep what was typed, in a new row or in one that stands. Raises DomainError."""
    first, last = values.get("first_day"), values.get("last_day")
    if first and last and last < first:
        raise DomainError(FALSE_DAYS, field="last_day")
    if isinstance(row, Collection):
        values["slug"] = _free_slug(row, values)
    new = row.id is None
    changes = {
        name: [_plain(getattr(row, name)), _plain(value)]
        for name, value in values.items()
        if getattr(row, name) != value
    }
    for name, value in values.items():
        setattr(row, name, value)
    kind = type(row).__tablename__
    if new:
        MACHINES[kind].born(row)
    elif changes:
        eventlog.record(kind, row.id, "changed", changes=changes)
    session.flush()


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _free_slug(row: Collection, values: dict[str, Any]) -> str:
    wished = slug(values.get("slug") or values["title_en"] or values["title_fa"])[:40]
    if not wished:
        raise DomainError(N_("Write a short name for the address."), field="slug")
    taken = select(Collection.id).where(Collection.slug == wished, Collection.id != (row.id or 0))
    if session.scalar(taken) is not None:
        raise DomainError(N_("Another collection has this address already."), field="slug")
    return wished


def turn(row: Kept, name: str) -> None:
    """`name` is show or hide. Raises WrongState."""
    kind = type(row).__tablename__
    MACHINES[kind].fire(locked(type(row), row.id), name)


def set_picture(row: Kept, picture: Picture) -> None:
    """Its picture from now on; the former goes."""
    old = session.get(Picture, row.picture_id or 0)
    pictures.publish(picture)
    row.picture_id = picture.id
    session.flush()
    if old is not None:
        pictures.discard(old)
    eventlog.record(type(row).__tablename__, row.id, "picture")


def chosen(collection: Collection) -> Sequence[tuple[CollectionPiece, Listing]]:
    """What was chosen by hand, in order, sold pieces too."""
    query = (
        select(CollectionPiece, Listing)
        .join(Listing, Listing.id == CollectionPiece.listing_id)
        .where(CollectionPiece.collection_id == collection.id)
        .order_by(CollectionPiece.place)
    )
    return [(piece, listing) for piece, listing in session.execute(query)]


def put(collection: Collection, typed: str) -> Listing:
    """Add the piece with this tag or address at the end. Raises DomainError."""
    locked(Collection, collection.id)
    listing = _piece(typed)
    mine = CollectionPiece.collection_id == collection.id
    count, last = session.execute(
        select(func.count(), func.max(CollectionPiece.place)).where(mine)
    ).one()
    if count >= MOST:
        raise DomainError(N_("Sixty pieces are enough for one collection."), field="code")
    if session.get(CollectionPiece, (collection.id, listing.id)):
        raise DomainError(N_("This piece is in the collection already."), field="code")
    session.add(
        CollectionPiece(collection_id=collection.id, listing_id=listing.id, place=(last or 0) + 1)
    )
    eventlog.record(
        "collection", collection.id, "piece_added", changes={"listing_id": [None, listing.id]}
    )
    session.flush()
    return listing


def _piece(typed: str) -> Listing:
    """The published piece with this tag, or at this address."""
    parts = typed.strip().split("/i/")[-1].split("/")
    tag, public_id = normalise_code(typed[:64]), parts[0][:40]
    here = (Listing.scan_code == tag) | (Listing.public_id == public_id)
    found = session.scalars(select(Listing).where(here, Listing.state != "new")).first()
    if found is None or found.state in ("refused", "erased"):
        raise DomainError(
            N_("No piece has this tag. The six characters stand under its square code."),
            field="code",
        )
    return found


def change_piece(collection: Collection, listing_id: int, how: str) -> None:
    """`how` is up, down or remove. Raises NotFound."""
    locked(Collection, collection.id)
    row = [piece for piece, _listing in chosen(collection)]
    here = next((place for place, piece in enumerate(row) if piece.listing_id == listing_id), None)
    if here is None:
        raise NotFound
    if how == "remove":
        session.delete(row.pop(here))
        eventlog.record("collection", collection.id, "piece_removed")
    else:
        there = here + (-1 if how == "up" else 1)
        if 0 <= there < len(row):
            row[here], row[there] = row[there], row[here]
    for place, piece in enumerate(row, 1):
        piece.place = place
    session.flush()
