"""Stopping: one thing or everything, at once, with what is on its way; and the nights."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import delete, select

from marketplace.following import asking
from marketplace.following.models import Follow, Follower
from marketplace.kernel.db import locked, session
from marketplace.notify import forgetting

SUBJECT = "follow"
LONGEST = timedelta(days=365)  # a piece that never comes back is waited for so long


def one(follower: Follower, follow_id: int) -> bool:
    """She no longer wants this; what is not hers is left alone, what is gone already is fine.

    Whether she waits for anything else; if not, her number is deleted. Raises NotFound."""
    locked(Follower, follower.id)
    mine = select(Follow.id).filter_by(id=follow_id, follower_id=follower.id)
    _end(session.scalars(mine.with_for_update()).all())
    if asking.of(follower):
        return True
    _delete([follower.id])
    return False


def everything(follower: Follower) -> None:
    """Nothing any more: her number is deleted, here and in what was sent to her.

    Raises NotFound when somebody was quicker."""
    locked(Follower, follower.id)
    _delete([follower.id])


def forget_old(before: datetime, limit: int) -> int:
    """Delete up to `limit` mobiles that follow nothing since then; returns how many.

    Who was told that a piece is back waits no more, nor does who has waited for a year."""
    told = Follow.listing_id.is_not(None) & (Follow.told_at < before)
    tired = Follow.listing_id.is_not(None) & (Follow.asked_at < before - LONGEST)
    over = select(Follow.id).where(told | tired).order_by(Follow.id).limit(limit)
    _end(session.scalars(over.with_for_update()).all())
    idle = select(Follower.id).where(
        Follower.touched_at < before,
        Follower.id.not_in(select(Follow.follower_id)),
    )
    keys = session.scalars(idle.order_by(Follower.id).limit(limit).with_for_update()).all()
    _delete(keys)
    return len(keys)


def _delete(followers: Sequence[int]) -> None:
    hers = select(Follow.id).where(Follow.follower_id.in_(followers))
    _end(session.scalars(hers.with_for_update()).all())
    session.execute(delete(Follower).where(Follower.id.in_(followers)))


def _end(follows: Sequence[int]) -> None:
    """The rows go, and with them every message about them, also one that waits to leave."""
    forgetting.about(SUBJECT, follows)
    session.execute(delete(Follow).where(Follow.id.in_(follows)))


def of_vendor(vendor_id: int) -> None:
    """Nobody waits any more for a maker who is gone, nor for a piece of hers."""
    hers = select(Follow.id).where(Follow.vendor_id == vendor_id).order_by(Follow.id)
    _end(session.scalars(hers.with_for_update()).all())
