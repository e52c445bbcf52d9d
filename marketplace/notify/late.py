"""Messages that still wait long after they were written: what they say may no longer be true."""

from datetime import timedelta

from sqlalchemy import bindparam, select

from marketplace.kernel import clock
from marketplace.kernel.db import session, table
from marketplace.kernel.direct import ask
from marketplace.kernel.outbox import Outbox
from marketplace.notify.facts import pack
from marketplace.notify.models import Message

message, outbox = table(Message), table(Outbox)
WAITING = (
    select(message.c.subject_id).join(outbox, outbox.c.id == message.c.outbox_id)
    .where(outbox.c.state == "waiting", message.c.template == bindparam("of"))
    .where(outbox.c.created_at < bindparam("before"))
    .order_by(message.c.id)
)  # fmt: skip


def subjects(template: str, older_than: timedelta) -> list[int]:
    """The ids of what these messages are about, the oldest message first."""
    found = ask(WAITING, {"of": template, "before": clock.now() - older_than})
    return [number for number in found.scalars() if number is not None]


def retell(template: str, subject_id: int, **facts: object) -> bool:
    """Let a message that has not left tell these facts; False when none waits any more."""
    query = (
        select(Message).join(Outbox, Outbox.id == Message.outbox_id)
        .where(Message.template == template, Message.subject_id == subject_id)
        .where(Outbox.state == "waiting").with_for_update()
    )  # fmt: skip
    waiting = session.scalars(query).all()
    for message in waiting:
        message.facts = message.facts | pack(facts)
    return bool(waiting)
