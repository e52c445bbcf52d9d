"""How the pieces of listings stand, read from lots and holds."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, bindparam, or_, select

from marketplace.kernel import clock
from marketplace.kernel.db import UtcDateTime
from marketplace.kernel.direct import ask
from marketplace.stock.models import Hold, Lot

LOTS = (
    select(Lot.listing_id, Lot.id, Lot.place, Lot.quantity, Hold.quantity, Hold.expires_at)
    .outerjoin(
        Hold,
        and_(
            Hold.lot_id == Lot.id,
            or_(Hold.expires_at.is_(None), Hold.expires_at > bindparam("now", type_=UtcDateTime())),
        ),
    )
    .where(Lot.listing_id.in_(bindparam("ids", expanding=True)))
)


@dataclass(slots=True)
class Standing:
    """How a listing's pieces stand: all of them, the free ones, when the next hold may end."""

    pieces: int = 0
    free: int = 0
    frees_at: datetime | None = None


def standings(listing_ids: Iterable[int]) -> dict[int, Standing]:
    """The standing of each listing, by one query."""
    ids = sorted(set(listing_ids))
    found = {key: Standing() for key in ids}
    rows = ask(LOTS, {"ids": ids, "now": clock.now()}) if ids else ()
    seen: set[int] = set()
    for listing_id, lot_id, place, quantity, held, expires_at in rows:
        standing = found[listing_id]
        if lot_id not in seen:
            seen.add(lot_id)
            standing.free += quantity
            standing.pieces += quantity if place != "slots" else 0
        standing.free -= held or 0
        if expires_at and (standing.frees_at is None or expires_at < standing.frees_at):
            standing.frees_at = expires_at
    return found
