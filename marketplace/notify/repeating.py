"""What staff ask of messages that did not go, kept in the log: one, all that failed or wait."""

from sqlalchemy import or_, select, update

from marketplace.kernel import clock, eventlog, outbox
from marketplace.kernel.db import session
from marketplace.kernel.errors import DomainError, NotFound
from marketplace.kernel.outbox import Outbox
from marketplace.kernel.text import N_
from marketplace.kernel.unit import after_commit
from marketplace.notify.messages import WINDOW, spent
from marketplace.notify.models import Message
from marketplace.notify.send import TOPIC

ALL = 0  # the log's subject when messages are meant together
SPENT = N_("This code has expired; the person can ask for a new one.")


def repeat(message_id: int) -> None:
    """Try a failed or unknown message once more. Raises NotFound or DomainError."""
    message = session.get(Message, message_id)
    if message is None or message.outbox_id is None:
        raise NotFound
    if spent(message):
        raise DomainError(SPENT)
    if outbox.repeat([message.outbox_id]):
        kind, key = message.subject_kind or "message", message.subject_id or message.id
        eventlog.record(kind, key, "message_repeated")


def failed() -> list[int]:
    """The outbox rows of the last thirty days' messages that surely did not go; no spent code."""
    now = clock.now()
    usable = or_(
        Message.secret.is_(False), Message.sealed.is_not(None) & (Message.expires_at > now)
    )
    query = select(Outbox.id).join(Message, Message.outbox_id == Outbox.id).where(usable)
    since = Outbox.created_at > now - WINDOW
    return list(session.scalars(query.where(since, Outbox.state == "failed")))


def repeat_failed() -> int:
    """Try all of `failed` once more; returns how many."""
    count = len(outbox.repeat(failed()))
    _recorded("failed_repeated", count)
    return count


def hurry() -> int:
    """Try everything that waits, now; returns how many."""
    rows = session.scalars(
        update(Outbox)
        .where(Outbox.topic == TOPIC, Outbox.state == "waiting")
        .values(due_at=clock.now())
        .returning(Outbox.id)
    ).all()
    after_commit(outbox.ring_bell)
    _recorded("waiting_hurried", len(rows))
    return len(rows)


def _recorded(name: str, count: int) -> None:
    if count:
        eventlog.record("message", ALL, name, changes={"messages": [None, count]})
