"""Papers that were issued: found, listed, looked at again."""

from collections.abc import Collection, Sequence
from datetime import timedelta

from sqlalchemy import ColumnElement, select

from marketplace.kernel import actor, clock, eventlog
from marketplace.kernel.db import session
from marketplace.kernel.errors import NotFound
from marketplace.kernel.eventlog import Event
from marketplace.papers.kinds import read
from marketplace.papers.models import Paper, PaperOrder

PAGE = 50
MOST = 100  # drawn on one page
SAME_LOOK = timedelta(minutes=1)


def by_public_ids(public_ids: Sequence[str]) -> list[Paper]:
    """These papers, in this order. Raises NotFound when one is missing."""
    wanted = list(dict.fromkeys(public_ids))[:MOST]
    rows = session.scalars(select(Paper).where(Paper.public_id.in_(wanted)))
    found = {paper.public_id: paper for paper in rows}
    if not wanted or len(found) != len(wanted):
        raise NotFound
    return [found[key] for key in wanted]


def listed(
    kinds: Collection[str], number: str = "", limit: int = PAGE, offset: int = 0
) -> list[Paper]:
    """Papers of these kinds, newest first; with a typed `number` in ASCII digits only that one."""
    where: list[ColumnElement[bool]] = [Paper.kind.in_(kinds)]
    if number:
        wanted = read(number)
        if wanted is None:
            return []
        kind, year, serial = wanted
        where += [Paper.kind == kind, Paper.year == year, Paper.number == serial]
    query = select(Paper).where(*where).order_by(Paper.id.desc())
    return list(session.scalars(query.limit(limit).offset(offset)))


def of_order(order_id: int, limit: int = 100) -> list[Paper]:
    """Every paper that speaks of an order, newest first."""
    query = select(Paper).join(PaperOrder, PaperOrder.paper_id == Paper.id)
    query = query.where(PaperOrder.order_id == order_id).order_by(Paper.id.desc())
    return list(session.scalars(query.limit(limit)))


def replaced(papers: Collection[Paper]) -> dict[int, Paper]:
    """The papers that these replace, by their ids."""
    keys = {paper.replaces_id for paper in papers if paper.replaces_id}
    query = select(Paper).where(Paper.id.in_(keys))
    return {paper.id: paper for paper in session.scalars(query)} if keys else {}


def replacing(papers: Collection[Paper]) -> dict[int, Paper]:
    """The papers that stand in place of these, by the ids of these."""
    query = select(Paper).where(Paper.replaces_id.in_({paper.id for paper in papers}))
    return {paper.replaces_id or 0: paper for paper in session.scalars(query)}


def looked_at(papers: Collection[Paper]) -> None:
    """Somebody reads them, who is written down; the same person within a minute once."""
    keys, me = {paper.id for paper in papers}, actor.current().user_id
    query = select(Event.subject_id).where(
        Event.subject_kind == "paper", Event.subject_id.in_(keys), Event.actor_id == me,
        Event.at > clock.now() - SAME_LOOK,
    )  # fmt: skip
    for key in sorted(keys - set(session.scalars(query))):
        eventlog.record("paper", key, "printed_again")
