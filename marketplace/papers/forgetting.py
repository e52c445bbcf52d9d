"""What papers say of somebody who was erased: taken away; number, kind and day stay."""

from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import select, update

from marketplace.kernel import clock, eventlog
from marketplace.kernel.db import session
from marketplace.papers import renaming
from marketplace.papers.issuing import content, sealed
from marketplace.papers.models import Paper, PaperOrder


def about(order_ids: Sequence[int]) -> None:
    """Erase the bodies of every paper that speaks of one of these orders."""
    of_them = select(PaperOrder.paper_id).where(PaperOrder.order_id.in_(order_ids))
    query = select(Paper.id).where(Paper.id.in_(of_them), Paper.erased_at.is_(None))
    _erase(session.scalars(query.order_by(Paper.id)).all())


def of(kind: str, subject_ids: Sequence[int]) -> None:
    """Erase the bodies of every paper about these subjects."""
    query = select(Paper.id).where(
        Paper.subject_kind == kind, Paper.subject_id.in_(subject_ids), Paper.erased_at.is_(None)
    )
    _erase(session.scalars(query.order_by(Paper.id)).all())


def rename(
    order_ids: Sequence[int], fields: Collection[str], names: Collection[str],
    by: Mapping[str, str],
) -> None:  # fmt: skip
    """Put `by`, in the paper's language, in the place of an erased person's names in these fields
    of every paper that speaks of one of these orders; all else that it says stays."""
    of_them = select(PaperOrder.paper_id).where(PaperOrder.order_id.in_(order_ids))
    query = select(Paper).where(Paper.id.in_(of_them), Paper.body.is_not(None))
    for paper in session.scalars(query.order_by(Paper.id)):
        said = content(paper)
        left = renaming.in_body(said, fields, names, by[paper.language])
        if left != said:
            paper.body = sealed(left)
            eventlog.record("paper", paper.id, "name_erased")
    session.flush()


def _erase(keys: Sequence[int]) -> None:
    for key in keys:
        eventlog.record("paper", key, "erased")
    session.execute(
        update(Paper).where(Paper.id.in_(keys)).values(body=None, erased_at=clock.now())
    )
