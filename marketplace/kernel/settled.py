"""What the office has settled and seldom changes: its preferences, tariff, rates, texts, crafts.

Read once, and kept in a process until anybody anywhere writes it. A page and a unit of work begin
by reading the number that the database has for all of it, before anything else: what was found
under that number holds for them. Where nobody knows the number nothing is kept."""

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from threading import Lock
from typing import Any, TypeVar

from sqlalchemy import Table
from sqlalchemy.sql import visitors

from marketplace.kernel import edition
from marketplace.kernel.db import db
from marketplace.kernel.direct import NONE, at_once
from marketplace.kernel.plans import Rows, Values

T = TypeVar("T")
MOST = 500  # facts of one number; the oldest is let go

_number: ContextVar[int | None] = ContextVar("settled", default=None)
_kept: tuple[object, dict[Hashable, Any]] = (None, {})
_lock = Lock()


@contextmanager
def under(number: int | None) -> Iterator[None]:
    """What is asked inside belongs to this number. Where something settled was written inside,
    what was found before does not hold afterwards either."""
    before = _number.set(number)
    try:
        yield
    finally:
        _number.reset(before)
        if edition.noted(edition.SETTLED):
            begin(None)


def begin(number: int | None) -> None:
    """What is asked from now on, until the next call, belongs to this number; None: to none."""
    _number.set(number)


def ask(statement: Any, values: Values = NONE) -> Rows:
    """The answer to a select over tables of which every write renews the number. Raises ValueError
    for any other."""
    _require_still(statement)
    key = (statement, *sorted(values.items()))
    return known(key, lambda: at_once(statement, values))


def known(key: Hashable, find: Callable[[], T]) -> T:
    """What `find` answers, found once a number; it may only ask what `ask` may."""
    number = _number.get()
    if number is None or edition.noted(edition.SETTLED):
        return find()
    facts = _facts((db.engine, number))
    if key not in facts:
        found = find()
        with _lock:
            facts[key] = found
            if len(facts) > MOST:
                del facts[next(iter(facts))]
        return found
    answer: T = facts[key]
    return answer


def _facts(present: object) -> dict[Hashable, Any]:
    global _kept
    with _lock:
        if _kept[0] != present:
            _kept = (present, {})
        return _kept[1]


@lru_cache(maxsize=200)
def _require_still(statement: Any) -> None:
    tables = {one.name for one in visitors.iterate(statement) if isinstance(one, Table)}
    if not tables or not edition.still(tables):
        raise ValueError(f"not settled: {', '.join(sorted(tables)) or statement}")
