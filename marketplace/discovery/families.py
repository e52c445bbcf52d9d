"""Of the variants of one piece, lists show the best one for a buyer: free now, then cheapest.

PIECES counts what lists show among the rows of ANY_VARIANT, from an index alone."""

from typing import Any

from sqlalchemy import ColumnElement, and_, case, exists, false, func, not_, or_

from marketplace.catalogue.models import Listing
from marketplace.catalogue.public import selling
from marketplace.discovery.reading import NOW

mine: Any = Listing.__table__
other: Any = mine.alias("variant")


def _free(row: Any) -> ColumnElement[bool]:
    return func.coalesce(row.c.free_from <= NOW, false())


SIBLING = and_(other.c.family_id == mine.c.family_id, selling(other.c, NOW))
BETTER = or_(
    and_(_free(other), not_(_free(mine))),
    and_(
        _free(other) == _free(mine),
        or_(
            other.c.price < mine.c.price,
            and_(other.c.price == mine.c.price, other.c.id < mine.c.id),
        ),
    ),
)
FACE: ColumnElement[bool] = or_(
    mine.c.family_id.is_(None), not_(exists().where(SIBLING, BETTER).correlate(mine))
)
DEARER: ColumnElement[bool] = case(
    (mine.c.family_id.is_(None), false()),
    else_=exists().where(SIBLING, other.c.price > mine.c.price).correlate(mine),
)
ALONE: ColumnElement[bool] = or_(mine.c.family_id.is_(None), mine.c.family_id == mine.c.id)
PIECES: ColumnElement[int] = func.count(func.coalesce(mine.c.family_id, mine.c.id).distinct())
