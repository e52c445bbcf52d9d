"""The office's tasks about orders: each opened once, closed by its cause or by a person."""

from collections.abc import Iterable, Sequence

from sqlalchemy import func, select

from marketplace.kernel import clock, eventlog
from marketplace.kernel.db import locked, session
from marketplace.kernel.errors import DomainError, WrongState
from marketplace.kernel.text import N_
from marketplace.orders.models import Order, VendorOrder
from marketplace.orders.task_models import Task

NO_OUTCOME = N_("Write in a few words what you did.")
ANSWER = N_("A question is done when it is answered on the order’s page.")
ALREADY = N_("This was done by someone else meanwhile.")


def open_(kind: str, subject: Order | VendorOrder, words: str = "", *, logged: bool = True) -> bool:
    """Give the office something to do, unless it has it already; the caller holds the order's
    lock. True when it is new. A buyer's own words are not `logged`: nothing erases the log."""
    order_id = subject.order_id if isinstance(subject, VendorOrder) else subject.id
    name = "vendor_order" if isinstance(subject, VendorOrder) else "order"
    if _open(name, [subject.id], kind):
        return False
    task = Task(kind=kind, subject_kind=name, subject_id=subject.id, order_id=order_id, words=words)
    session.add(task)
    session.flush()
    eventlog.record(name, subject.id, f"task_{kind}", reason=(logged and words) or None)
    return True


def _open(name: str, ids: Iterable[int], *kinds: str) -> Sequence[Task]:
    query = select(Task).where(
        Task.done_at.is_(None), Task.subject_kind == name, Task.subject_id.in_(list(ids))
    )
    return session.scalars(query.where(Task.kind.in_(kinds)) if kinds else query).all()


def settled(subject: Order | VendorOrder, *kinds: str) -> None:
    """What it was for has come about or has gone: nobody need look after it any more."""
    name = "vendor_order" if isinstance(subject, VendorOrder) else "order"
    for task in _open(name, [subject.id], *kinds):
        task.done_at = clock.now()


def done(task: Task, by: int, outcome: str) -> None:
    """A person did it, and says what. Raises DomainError without words, WrongState when done."""
    if not outcome.strip():
        raise DomainError(NO_OUTCOME, field="outcome")
    if task.kind == "question":
        raise DomainError(ANSWER)
    task = locked(Task, task.id)
    if task.done_at is not None:
        raise WrongState(ALREADY)
    task.done_at, task.done_by, task.outcome = clock.now(), by, outcome.strip()
    eventlog.record(task.subject_kind, task.subject_id, "task_done", reason=task.outcome)


def waiting(limit: int = 100) -> Sequence[Task]:
    """Every open task, the oldest first."""
    query = select(Task).where(Task.done_at.is_(None)).order_by(Task.opened_at, Task.id)
    return session.scalars(query.limit(limit)).all()


def count() -> int:
    """How many are open."""
    query = select(func.count()).select_from(Task).where(Task.done_at.is_(None))
    return session.scalar(query) or 0


def of_order(order_id: int) -> Sequence[Task]:
    """An order's open tasks."""
    query = select(Task).where(Task.done_at.is_(None), Task.order_id == order_id)
    return session.scalars(query.order_by(Task.id)).all()
