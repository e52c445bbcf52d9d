"""What staff see of the messages: what went, what waits, what failed and why."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select, update

from marketplace.kernel import clock, preferences
from marketplace.kernel.db import session
from marketplace.kernel.outbox import Outbox
from marketplace.kernel.text import mask_mobile, sms_parts
from marketplace.notify import again, compose
from marketplace.notify.models import Message
from marketplace.notify.send import TOPIC

PAGE = 50
WINDOW = timedelta(days=30)
STATES = {
    "failed": ("failed", "unknown"),
    "waiting": ("waiting", "running"),
    "sent": ("done",),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One message as staff may see it. `reason` is a key of notify.reasons, or None."""

    id: int
    at: datetime
    channel: str
    text: str
    recipient: str
    parts: int
    state: str
    secret: bool
    reason: str | None
    due_at: datetime
    can_repeat: bool
    can_go_again: bool


@dataclass(frozen=True, slots=True)
class Gate:
    """How a channel stands: last success, and since when nothing has gone through."""

    channel: str
    last: datetime | None
    failing_since: datetime | None
    next_try: datetime | None


def page(state: str = "", before: int | None = None) -> list[Row]:
    """Up to 51 messages, newest first, of one of STATES or all; `before` a message's id."""
    query = select(Message, Outbox).join(Outbox, Outbox.id == Message.outbox_id)
    if state:
        query = query.where(Outbox.state.in_(STATES[state]))
    if before:
        query = query.where(Message.id < before)
    found = session.execute(query.order_by(Message.id.desc()).limit(PAGE + 1))
    office = preferences.load()
    return [_row(message, row, office) for message, row in found]


def about(kind: str, key: int) -> list[Row]:
    """The latest messages about one subject, newest first."""
    query = (
        select(Message, Outbox).join(Outbox, Outbox.id == Message.outbox_id)
        .where(Message.subject_kind == kind, Message.subject_id == key)
        .order_by(Message.id.desc()).limit(PAGE)
    )  # fmt: skip
    office = preferences.load()
    return [_row(message, row, office) for message, row in session.execute(query)]


def counts() -> dict[str, int]:
    """How many messages of the last thirty days are in each of STATES."""
    rows = session.execute(
        select(Outbox.state, func.count())
        .where(Outbox.topic == TOPIC, Outbox.created_at > clock.now() - WINDOW)
        .group_by(Outbox.state)
    )
    by_state = {row[0]: row[1] for row in rows}
    return {name: sum(by_state.get(s, 0) for s in group) for name, group in STATES.items()}


def gate(channel: str) -> Gate:
    """How SMS or e-mail stands now."""
    joined = (Message.outbox_id == Outbox.id) & (Message.channel == channel)
    last = session.scalar(select(func.max(Outbox.done_at)).join(Message, joined))
    since, next_try = session.execute(
        select(func.min(Message.created_at), func.min(Outbox.due_at))
        .join(Message, joined)
        .where(Outbox.error.is_not(None), Outbox.state == "waiting")
    ).one()
    return Gate(channel, last, since, next_try)


def wipe_expired() -> None:
    """Take the code out of every message whose time has passed."""
    session.execute(
        update(Message)
        .where(Message.sealed.is_not(None), Message.expires_at < clock.now())
        .values(sealed=None)
    )


def spent(message: Message) -> bool:
    """Whether it carries a code or secret link that can go no more."""
    expired = message.expires_at is not None and message.expires_at <= clock.now()
    return message.secret and (expired or message.sealed is None)


def mask(recipient: str) -> str:
    """A mobile or e-mail address with its middle hidden."""
    name, at, host = recipient.partition("@")
    return f"{name[:2]}•••@{host}" if at else mask_mobile(recipient)


def _row(message: Message, row: Outbox, office: preferences.Preferences) -> Row:
    text = compose.for_staff(message, office)
    return Row(
        id=message.id,
        at=message.created_at,
        channel=message.channel,
        text=text,
        recipient=mask(message.recipient),
        parts=sms_parts(text) if message.channel == "sms" else 1,
        state=row.state,
        secret=message.secret and not compose.tells_link(message),
        reason=row.error if row.state != "done" else None,
        due_at=row.due_at,
        can_repeat=row.state in STATES["failed"] and not spent(message),
        can_go_again=again.can_be(message, row),
    )
