"""Of the variants of one piece, lists show the best one for a buyer: free now, then cheapest.

PIECES counts what lists show among the rows of ANY_VARIANT, from an index alone; `face` shows the
best of those that fit what was asked for."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, and_, case, exists, false, func, not_, or_

from marketplace.catalogue.models import Listing
from marketplace.catalogue.public import selling
from marketplace.discovery.reading import NOW

mine: Any = Listing.__table__
other: Any = mine.alias("variant")


def free(row: Any) -> ColumnElement[bool]:
    return func.coalesce(row.c.free_from <= NOW, false())


SIBLING = and_(other.c.family_id == mine.c.family_id, selling(other.c, NOW))
BETTER = or_(
    and_(free(other), not_(free(mine))),
    and_(
        free(other) == free(mine),
        or_(
            other.c.price < mine.c.price,
            and_(other.c.price == mine.c.price, other.c.id < mine.c.id),
        ),
    ),
)


def face(fitting: Sequence[ColumnElement[bool]] = ()) -> ColumnElement[bool]:
    """A piece without variants, or the best one of those that fit: conditions on `other`."""
    better = exists().where(SIBLING, BETTER, *fitting).correlate(mine)
    return or_(mine.c.family_id.is_(None), not_(better))


FACE: ColumnElement[bool] = face()
DEARER: ColumnElement[bool] = case(
    (mine.c.family_id.is_(None), false()),
    else_=and_(
        exists().where(SIBLING, other.c.price > mine.c.price).correlate(mine),
        not_(exists().where(SIBLING, other.c.price < mine.c.price).correlate(mine)),
    ),
)
ALONE: ColumnElement[bool] = or_(mine.c.family_id.is_(None), mine.c.family_id == mine.c.id)


def pieces_of(row: Any) -> ColumnElement[int]:
    """How many pieces these rows are, by their columns."""
    return func.count(func.coalesce(row.family_id, row.id).distinct())


PIECES = pieces_of(mine.c)


def best(rows: Iterable[Any]) -> list[Any]:
    """The same of rows that were read: those of pieces without variants, and of each family the
    best one, where it stands."""
    rows = list(rows)
    faces: dict[int, Any] = {}
    for row in rows:
        if row.family_id is not None:
            there = faces.get(row.family_id)
            if there is None or _rank(row) < _rank(there):
                faces[row.family_id] = row
    return [row for row in rows if row.family_id is None or faces[row.family_id] is row]


def _rank(row: Any) -> tuple[bool, int, int]:
    return not row.free, row.price or 0, row.id
