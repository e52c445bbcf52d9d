"""Domain events: how a lower room tells a higher one, inside the same transaction."""

from collections.abc import Callable
from typing import Any, TypeVar

E = TypeVar("E")
_subscribers: dict[type, list[Callable[[Any], None]]] = {}


def subscribe(kind: type[E], handler: Callable[[E], None]) -> None:
    """Call handler for each event of this kind, in the order of subscription, once each."""
    handlers = _subscribers.setdefault(kind, [])
    if handler not in handlers:
        handlers.append(handler)


def publish(event: object) -> None:
    """Tell every subscriber; an error in one undoes the whole unit of work."""
    for handler in _subscribers.get(type(event), ()):
        handler(event)
