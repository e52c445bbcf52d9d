"""The unit of work: one transaction, opened by the web, worker or command line, committed once."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event
from sqlalchemy.orm import ORMExecuteState, Session

from marketplace.kernel import edition, settled
from marketplace.kernel.db import session
from marketplace.kernel.engines import ReadOnly, write_access, writing


@contextmanager
def unit_of_work() -> Iterator[Callable[[], None]]:
    """Commit what happens inside, or nothing; yields a function that marks it for undoing."""
    if writing.get():
        raise ReadOnly("a unit of work inside another")
    undo: list[bool] = []
    session.rollback()
    callbacks: list[Callable[[], object]] = []
    with write_access(), edition.noting(), settled.under(edition.present().settled):
        session().info["after"] = callbacks
        try:
            yield lambda: undo.append(True)
            if undo:
                session.rollback()
                callbacks.clear()
            else:
                session.flush()
                edition.renew()
                session.commit()
        except BaseException:
            session.rollback()
            raise
        finally:
            for kept in ("after", "locked"):
                session().info.pop(kept, None)
    for callback in callbacks:
        callback()


def after_commit(callback: Callable[[], object]) -> None:
    """Run once the present unit of work is committed; the same function is run once only."""
    waiting: list[Callable[[], object]] = session().info["after"]
    if callback not in waiting:
        waiting.append(callback)


def _refuse_flush(_session: Session, _context: Any, _instances: Any) -> None:
    if not writing.get():
        raise ReadOnly("a flush outside a unit of work")


def _refuse_statement(state: ORMExecuteState) -> None:
    if (state.is_insert or state.is_update or state.is_delete) and not writing.get():
        raise ReadOnly("a change outside a unit of work")


def guard() -> None:
    """Make every session refuse to write outside a unit of work."""
    if not event.contains(Session, "before_flush", _refuse_flush):
        event.listen(Session, "before_flush", _refuse_flush)
        event.listen(Session, "do_orm_execute", _refuse_statement)
