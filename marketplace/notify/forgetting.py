"""Messages that have done their work: deleted with the row that sent them."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy import Select, delete, func, or_, select, update

from marketplace.kernel.db import session
from marketplace.kernel.names import replaced
from marketplace.kernel.outbox import Outbox
from marketplace.notify.models import DemoText, Message

UNDER_WAY = ("waiting", "running")
NAMING = ("maker", "pieces", "title")  # the facts that may hold a maker’s name


def messages(before: datetime, limit: int) -> int:
    """Delete up to `limit` messages older than that which left or never will. Returns how many."""
    keys = session.scalars(_old(before).order_by(Message.id).limit(limit)).all()
    _delete(keys)
    session.execute(delete(DemoText).where(DemoText.at < before))
    return len(keys)


def count(before: datetime) -> int:
    """How many `messages` would delete now."""
    return session.scalar(select(func.count()).select_from(_old(before).subquery())) or 0


def about(kind: str, subject_ids: Sequence[int]) -> None:
    """Delete every message about these subjects: their buyers were erased."""
    _delete(
        session.scalars(
            select(Message.id).where(
                Message.subject_kind == kind, Message.subject_id.in_(subject_ids)
            )
        ).all()
    )


def rename(
    kind: str, subject_ids: Sequence[int], names: Collection[str], by: Mapping[str, str]
) -> None:
    """Put `by`, in the message's language, in the place of an erased maker's names."""
    told = select(Message).where(Message.subject_kind == kind, Message.subject_id.in_(subject_ids))
    for message in session.scalars(told.order_by(Message.id)):
        told_of = {key: message.facts[key] for key in NAMING if key in message.facts}
        left = {key: replaced(str(one), names, by[message.locale]) for key, one in told_of.items()}
        if left != told_of:
            message.facts = message.facts | left
    for name in sorted(names, key=len, reverse=True):
        shown = func.replace(DemoText.body, name, by["fa"])
        session.execute(
            update(DemoText).where(DemoText.body.contains(name, autoescape=True)).values(body=shown)
        )


def to(recipient: str, *, under_way: bool) -> None:
    """Delete every message to this mobile or address; with `under_way` those that wait, too."""
    hers = select(Message.id) if under_way else _over()
    _delete(session.scalars(hers.where(Message.recipient == recipient)).all())
    session.execute(delete(DemoText).where(DemoText.mobile == recipient))


def _old(before: datetime) -> Select[int]:
    return _over().where(Message.created_at < before)


def _over() -> Select[int]:
    """Those that left or never will."""
    return (
        select(Message.id)
        .outerjoin(Outbox, Outbox.id == Message.outbox_id)
        .where(or_(Outbox.id.is_(None), Outbox.state.not_in(UNDER_WAY)))
    )


def _delete(keys: Sequence[int]) -> None:
    rows = select(Message.outbox_id).where(Message.id.in_(keys), Message.outbox_id.is_not(None))
    sent = session.scalars(rows).all()
    session.execute(delete(Message).where(Message.id.in_(keys)))
    session.execute(delete(Outbox).where(Outbox.id.in_(sent)))
