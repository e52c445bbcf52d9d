"""Telling somebody once more, in the same words, what went out already."""

from datetime import timedelta

from sqlalchemy import func, select

from marketplace.kernel import clock, eventlog, outbox
from marketplace.kernel.db import locked, session
from marketplace.kernel.errors import DomainError, NotFound
from marketplace.kernel.outbox import Outbox
from marketplace.kernel.text import N_
from marketplace.notify.models import Message
from marketplace.notify.send import TOPIC

MOST, SPAN = 3, timedelta(days=1)  # the same words to one person, the first ones counted too
SECRET = N_("A code or a secret link is never sent twice; the person asks for a new one.")
NOT_SENT = N_("This message has not gone out yet.")
ENOUGH = N_("These words went to this person three times within a day. Please call instead.")


def again(message_id: int, about: tuple[str, int] | None = None) -> Message:
    """Send it once more to the same person; `about` asks that this be its subject. In the log.

    Raises NotFound; DomainError for a secret one, one that still waits, or the fourth in a day."""
    message = locked(Message, message_id)
    if about and (message.subject_kind, message.subject_id) != about:
        raise NotFound
    if message.secret:
        raise DomainError(SECRET)
    if message.outbox is None or message.outbox.state != "done":
        raise DomainError(NOT_SENT)
    if _times(message) >= MOST:
        raise DomainError(ENOUGH)
    copy = Message(
        channel=message.channel, template=message.template, locale=message.locale,
        recipient=message.recipient, facts=message.facts, subject_kind=message.subject_kind,
        subject_id=message.subject_id, outbox_id=outbox.enqueue(TOPIC, {}),
    )  # fmt: skip
    session.add(copy)
    kind, key = message.subject_kind or "message", message.subject_id or message.id
    eventlog.record(kind, key, "message_sent_again")
    return copy


def can_be(message: Message, row: Outbox) -> bool:
    """Whether its words may go out once more, but for how often they did."""
    return row.state == "done" and not message.secret


def _times(message: Message) -> int:
    same = select(func.count()).select_from(Message).where(
        Message.recipient == message.recipient, Message.template == message.template,
        Message.channel == message.channel, Message.subject_kind == message.subject_kind,
        Message.subject_id == message.subject_id, Message.created_at > clock.now() - SPAN,
    )  # fmt: skip
    return session.scalar(same) or 0
