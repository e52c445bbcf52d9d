"""The one append-only event log: timeline, audit and the answer to "who did that?"."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Index, insert, select, text, update
from sqlalchemy.orm import Mapped

from marketplace.kernel import actor, clock
from marketplace.kernel.db import Base, Code, Key, session, table
from marketplace.kernel.direct import at_once, each_at_once


class Event(Base):
    """One thing that happened to one subject. Never changed, never deleted (by trigger), but that
    it loses its words once its subject is erased."""

    __tablename__ = "event"
    __table_args__ = (
        Index("ix_event_subject", "subject_kind", "subject_id", "id"),
        Index("ix_event_actor", "actor_id", "id"),
        Index(
            "ix_event_role", "actor_role", "id",
            sqlite_where=text("actor_role IS NOT NULL"),
            postgresql_where=text("actor_role IS NOT NULL"),
        ),
    )  # fmt: skip
    id: Mapped[Key]
    at: Mapped[datetime]
    subject_kind: Mapped[Code]
    subject_id: Mapped[int]
    name: Mapped[Code]
    actor_kind: Mapped[Code]
    actor_id: Mapped[int | None]
    actor_role: Mapped[Code | None]
    on_behalf_of: Mapped[int | None]
    from_state: Mapped[Code | None]
    to_state: Mapped[Code | None]
    reason: Mapped[str | None]
    changes: Mapped[dict[str, Any]]


WRITE = insert(table(Event))
ERASED = "…"  # in the place of a word
MANY = 500  # subjects asked for at a time


def record(
    kind: str,
    subject_id: int,
    name: str,
    *,
    states: tuple[str | None, str | None] = (None, None),
    reason: str | None = None,
    changes: dict[str, Any] | None = None,
) -> None:
    """Write one row by the present actor. `changes`: field → [old, new], nothing personal."""
    at_once(WRITE, _row(kind, subject_id, name, states, reason, changes))


def record_all(
    kind: str, subject_ids: Iterable[int], name: str, states: tuple[str | None, str | None]
) -> None:
    """The same event of many subjects, in one statement."""
    rows = [_row(kind, key, name, states, None, None) for key in subject_ids]
    if rows:
        each_at_once(WRITE, rows)


def _row(
    kind: str,
    subject_id: int,
    name: str,
    states: tuple[str | None, str | None],
    reason: str | None,
    changes: dict[str, Any] | None,
) -> dict[str, Any]:
    who = actor.current()
    return {
        "at": clock.now(),
        "subject_kind": kind,
        "subject_id": subject_id,
        "name": name,
        "actor_kind": who.kind,
        "actor_id": who.user_id,
        "actor_role": who.role,
        "on_behalf_of": who.on_behalf_of,
        "from_state": states[0],
        "to_state": states[1],
        "reason": reason,
        "changes": changes or {},
    }


def history(kind: str, subject_id: int, limit: int = 200) -> Sequence[Event]:
    """A subject's events, newest first."""
    return session.scalars(
        select(Event)
        .filter_by(subject_kind=kind, subject_id=subject_id)
        .order_by(Event.id.desc())
        .limit(limit)
    ).all()


def erase_words(kind: str, subject_ids: Sequence[int]) -> None:
    """Take the words out of the events of these subjects, which are erased; who did what and when,
    numbers and the names of fields stay."""
    log = table(Event)
    for start in range(0, len(subject_ids), MANY):
        some = log.c.subject_id.in_(subject_ids[start : start + MANY])
        hers = select(log.c.id, log.c.reason, log.c.changes)
        for row in session.execute(hers.where(log.c.subject_kind == kind, some)).all():
            left = {"reason": row.reason and ERASED, "changes": _without_words(row.changes)}
            if left != {"reason": row.reason, "changes": row.changes}:
                session.execute(update(log).where(log.c.id == row.id).values(**left))


def _without_words(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _without_words(one) for name, one in value.items()}
    if isinstance(value, list):
        return [_without_words(one) for one in value]
    return ERASED if isinstance(value, str) else value
