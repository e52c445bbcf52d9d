"""What papers say of buyers: taken away with their names; number, kind and day stay."""

from collections.abc import Sequence

from sqlalchemy import select, update

from marketplace.kernel import clock, eventlog
from marketplace.kernel.db import session
from marketplace.papers.models import Paper, PaperOrder


def about(order_ids: Sequence[int]) -> None:
    """Erase the bodies of every paper that speaks of one of these orders."""
    of_them = select(PaperOrder.paper_id).where(PaperOrder.order_id.in_(order_ids))
    query = select(Paper.id).where(Paper.id.in_(of_them), Paper.erased_at.is_(None))
    keys = session.scalars(query.order_by(Paper.id)).all()
    for key in keys:
        eventlog.record("paper", key, "erased")
    session.execute(
        update(Paper).where(Paper.id.in_(keys)).values(body=None, erased_at=clock.now())
    )
