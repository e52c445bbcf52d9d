"""What was found out for one edition of the public pages, kept in a process until it may differ.

The web says which edition it draws, having read its number before anything else; without one
nothing is kept. Time alone changes lists too, so all is let go at the next such moment."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from threading import Lock
from typing import Any, Generic, TypeVar, cast

from marketplace.discovery import moments

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Drawn:
    """An edition, and when drawing began."""

    edition: int
    began: datetime


@dataclass(frozen=True, slots=True)
class _Span:
    """All answers of one edition: from when to when they hold."""

    edition: int
    since: datetime
    until: datetime | None

    def holds(self, drawn: Drawn) -> bool:
        """Whether what was found in it is right on this page."""
        within = self.since <= drawn.began and (self.until is None or drawn.began < self.until)
        return self.edition == drawn.edition and within


_drawn: ContextVar[Drawn | None] = ContextVar("drawn", default=None)
_span: _Span | None = None


def begin(edition: int, began: datetime) -> None:
    """What is asked from now on belongs to a page of this edition."""
    _drawn.set(Drawn(edition, began))


def end() -> None:
    """The page is drawn."""
    _drawn.set(None)


def next_turn(after: datetime) -> datetime | None:
    """The first moment after this one at which time alone changes a list."""
    span = _present()
    if span and span.since <= after and (span.until is None or after < span.until):
        return span.until
    return moments.next_after(after)


class Kept(Generic[T]):
    """At most so many answers of the present edition; the least wanted is let go first. Of many
    who ask the same at once one finds it out."""

    def __init__(self, most: int) -> None:
        self._most, self._lock = most, Lock()
        self._of: _Span | None = None
        self._answers: OrderedDict[Hashable, Any] = OrderedDict()
        self._finding: dict[Hashable, Lock] = {}

    def get(self, key: Hashable, find: Callable[[], T]) -> T:
        """The answer to this question, found once an edition."""
        span = _present()
        if span is None:
            return find()
        with self._lock:
            if self._of != span:
                self._of, self._answers, self._finding = span, OrderedDict(), {}
            if key in self._answers:
                return self._again(key)
            turn = self._finding.setdefault(key, Lock())
        with turn:
            with self._lock:
                if self._of == span and key in self._answers:
                    return self._again(key)
            found = find()
            with self._lock:
                if self._of == span:
                    self._note(key, found)
        return found

    def _again(self, key: Hashable) -> T:
        self._answers.move_to_end(key)
        return cast(T, self._answers[key])

    def _note(self, key: Hashable, found: T) -> None:
        self._finding.pop(key, None)
        self._answers[key] = found
        if len(self._answers) > self._most:
            self._answers.popitem(last=False)


def _present() -> _Span | None:
    global _span
    drawn = _drawn.get()
    if drawn is None:
        return None
    if _span is None or not _span.holds(drawn):
        _span = _Span(drawn.edition, drawn.began, moments.next_after(drawn.began))
    return _span
