"""Who is acting now: set by the web layer, the worker or the command line."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Actor:
    """`kind` is visitor, user or system; `on_behalf_of` is a vendor's id when staff act for her."""

    kind: str = "visitor"
    user_id: int | None = None
    role: str | None = None
    label: str = ""
    on_behalf_of: int | None = None


VISITOR = Actor()
SYSTEM = Actor(kind="system", label="system")
_current: ContextVar[Actor] = ContextVar("actor", default=VISITOR)


def current() -> Actor:
    """The person or process acting now."""
    return _current.get()


@contextmanager
def acting(actor: Actor) -> Iterator[None]:
    """Everything inside is done by this actor."""
    token = _current.set(actor)
    try:
        yield
    finally:
        _current.reset(token)


@contextmanager
def on_behalf_of(vendor_id: int) -> Iterator[None]:
    """Everything inside is done by the present actor for this vendor, and recorded so."""
    with acting(replace(current(), on_behalf_of=vendor_id)):
        yield
