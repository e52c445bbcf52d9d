"""The outbox: what must leave the house after commit, claimed and sent by the worker."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any, NoReturn

from sqlalchemy import Index, and_, bindparam, func, insert, or_, select, update
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.kernel import clock, unit
from marketplace.kernel.db import Base, Code, Key, session, table
from marketplace.kernel.direct import ask, at_once

LEASE = timedelta(minutes=3)
BACKOFF = (20, 60, 300, 1200, 3600)  # seconds after each failed attempt; then the last again


class Failed(Exception):
    """The attempt surely had no effect; it is made again later. The text is shown to staff."""


class Refused(Exception):
    """It will never work; staff see why."""


class Unknown(Exception):
    """Nobody knows whether it had effect: staff decide, the worker never repeats it."""


@dataclass(frozen=True, slots=True)
class Job:
    """What a handler gets: a claimed row's id and payload, and what its `read` found."""

    id: int
    payload: dict[str, Any]
    found: Any = None


Done = Callable[[], None]  # what else is true once it was sent; kept together with that
Handler = Callable[[Job], Done | None]
Read = Callable[[Job], Any]


@dataclass(frozen=True, slots=True)
class _Handled:
    """How a topic is sent; see `handle`."""

    handler: Handler
    repeatable: bool
    read: Read | None
    patience: timedelta


class Outbox(Base):
    """waiting → running → done | failed | unknown; a repeatable topic returns to waiting."""

    __tablename__ = "outbox"
    __table_args__ = (
        Index("ix_outbox_due", "state", "due_at"),
        Index("ix_outbox_topic", "topic", "created_at", "state"),
    )
    id: Mapped[Key]
    topic: Mapped[Code]
    payload: Mapped[dict[str, Any]]
    key: Mapped[str | None] = mapped_column(unique=True)
    state: Mapped[Code] = mapped_column(default="waiting")
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    due_at: Mapped[datetime] = mapped_column(default=clock.now)
    claimed_at: Mapped[datetime | None]
    done_at: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)
    error: Mapped[str | None]


outbox = table(Outbox)
ADD = (
    insert(outbox)
    .values(
        topic=bindparam("topic"), payload=bindparam("payload"), key=bindparam("key"),
        state="waiting", created_at=bindparam("now"), due_at=bindparam("due"), attempts=0,
    )
    .returning(outbox.c.id)
)  # fmt: skip
STALE = select(outbox.c.id, outbox.c.topic).where(
    outbox.c.state == "running", outbox.c.claimed_at < bindparam("since")
)
DUE = (
    select(outbox.c.id)
    .where(outbox.c.state == "waiting", outbox.c.due_at <= bindparam("now"))
    .order_by(outbox.c.due_at, outbox.c.id)
    .limit(bindparam("limit"))
)
CLAIM = (
    update(outbox)
    .where(outbox.c.id == bindparam("row"), outbox.c.state == "waiting")
    .values(state="running", claimed_at=bindparam("now"), attempts=outbox.c.attempts + 1)
    .returning(
        outbox.c.id, outbox.c.topic, outbox.c.payload, outbox.c.attempts, outbox.c.created_at
    )
)  # fmt: skip
MINE = update(outbox).where(outbox.c.id == bindparam("row"), outbox.c.state == "running")
SENT = MINE.values(state="done", error=None, done_at=bindparam("now"))

_handlers: dict[str, _Handled] = {}
ring: Callable[[], object] = lambda: None  # noqa: E731  wakes the worker; wiring sets it
ending: Callable[[], bool] = lambda: False  # noqa: E731  told to end; the worker sets it


def handle(
    topic: str,
    handler: Handler,
    *,
    repeatable: bool,
    read: Read | None = None,
    patience: timedelta = timedelta(),
) -> None:
    """Let handler send this topic. A repeatable one may safely run twice. What surely had no effect
    is tried as BACKOFF says, and from then on every hour until it is as old as `patience`.

    `read` finds what it needs, in the unit of work that claims the row. What handler returns, if
    anything, runs in the unit of work that records the success."""
    _handlers[topic] = _Handled(handler, repeatable, read, patience)


def enqueue(
    topic: str, payload: dict[str, Any], *, due_at: datetime | None = None, key: str | None = None
) -> int:
    """Add a row to the present unit of work and wake the worker after commit; returns its id."""
    now = clock.now()
    row = {"topic": topic, "payload": payload, "key": key, "now": now, "due": due_at or now}
    number: int = at_once(ADD, row).scalar()
    unit.after_commit(ring_bell)
    return number


def ring_bell() -> None:
    """Wake the worker; a failure is harmless, since its sweep finds the row within a minute."""
    ring()


def drain(limit: int = 200) -> int:
    """Send what is due, oldest first; returns how many rows were tried. What became of one is
    written down in the unit of work that claims the next. None is begun any more once the process
    was told to end."""
    _give_back_abandoned()
    due = ask(DUE, {"now": clock.now(), "limit": limit}).scalars()
    session.rollback()
    tried, ended = 0, None
    for key in due:
        if ending():
            break
        with unit.unit_of_work():
            if ended:
                ended()
            claimed = _claim(key)
        ended = claimed and claimed()
        tried += ended is not None
    if ended:
        with unit.unit_of_work():
            ended()
    return tried


def _claim(key: int) -> Callable[[], Done] | None:
    """The attempt to be made outside any unit of work, which gives what is to be written down;
    None when the row is another's."""
    row = ask(CLAIM, {"row": key, "now": clock.now()}).first()
    if row is None:
        return None
    handled = _handlers[row.topic]
    job = Job(row.id, row.payload)
    try:
        job = replace(job, found=handled.read(job)) if handled.read else job
    except Exception as error:
        return partial(_attempt, row, partial(_raise, error))
    return partial(_attempt, row, partial(handled.handler, job))


def _raise(error: Exception) -> NoReturn:
    raise error


def _attempt(row: Any, send: Callable[[], Done | None]) -> Done:
    handled = _handlers[row.topic]
    soon = row.attempts <= len(BACKOFF)
    again = soon or clock.now() - row.created_at < handled.patience
    try:
        return partial(_sent, row.id, send())
    except Failed as error:
        state, text = "waiting" if again else "failed", str(error)
    except Refused as error:
        state, text = "failed", str(error)
    except Exception as error:  # an unforeseen end: the effect is unknown unless it may be repeated
        state = "waiting" if handled.repeatable and soon else "unknown"
        text = str(error) if isinstance(error, Unknown) else type(error).__name__
    return partial(_not_sent, row.id, state, text, row.attempts)


def _sent(key: int, done: Done | None) -> None:
    if done:
        done()
    ask(SENT, {"row": key, "now": clock.now()})


def _not_sent(key: int, state: str, error: str, attempts: int) -> None:
    wait = timedelta(seconds=BACKOFF[min(attempts, len(BACKOFF)) - 1])
    again = {"due_at": clock.now() + wait} if state == "waiting" else {}
    session.execute(MINE.values(state=state, error=error, done_at=None, **again), {"row": key})


def _give_back_abandoned() -> None:
    """Rows whose worker died: repeatable ones wait again, for the others nobody knows."""
    stale = ask(STALE, {"since": clock.now() - LEASE})
    session.rollback()
    for key, topic in stale:
        state = "waiting" if _handlers[topic].repeatable else "unknown"
        with unit.unit_of_work():
            _not_sent(key, state, "worker stopped during the attempt", 1)


def repeat(keys: Collection[int]) -> list[int]:
    """Staff ask for one more attempt of these rows; returns those that had failed or had an unknown
    fate, which now wait again."""
    rows = session.scalars(
        update(Outbox)
        .where(Outbox.id.in_(keys), Outbox.state.in_(("failed", "unknown")))
        .values(state="waiting", due_at=clock.now())
        .returning(Outbox.id)
    )
    unit.after_commit(ring_bell)
    return list(rows)


def stuck() -> list[tuple[str, int, datetime]]:
    """Of each topic how many rows failed, have an unknown fate or still wait after every short
    wait, and since when the oldest."""
    long_tried = and_(Outbox.state == "waiting", Outbox.attempts > len(BACKOFF))
    rows = session.execute(
        select(Outbox.topic, func.count(), func.min(Outbox.created_at))
        .where(or_(Outbox.state.in_(("failed", "unknown")), long_tried))
        .group_by(Outbox.topic)
        .order_by(Outbox.topic)
    )
    return [(topic, count, since) for topic, count, since in rows]


def distrust() -> int:
    """After a restore: what waited then may have gone out since, so staff decide; returns how many.

    What may safely run twice waits on."""
    once = [topic for topic, handled in _handlers.items() if not handled.repeatable]
    rows = session.execute(
        update(Outbox)
        .where(Outbox.topic.in_(once), Outbox.state.in_(("waiting", "running")))
        .values(state="unknown", error="restored")
        .returning(Outbox.id)
    )
    return len(rows.all())
