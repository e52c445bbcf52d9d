"""The names of the things that an event's changes point at by their id."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from sqlalchemy import select

from marketplace.catalogue.category import Category
from marketplace.catalogue.models import Listing
from marketplace.kernel.db import session
from marketplace.kernel.eventlog import Event
from marketplace.people.models import User
from marketplace.vendors.models import Requirement, Vendor
from marketplace.web import formatters

Names = dict[tuple[str, int], str]
Reader = tuple[Any, Callable[[Any], str]]


def _local(name: str) -> Callable[[Any], str]:
    return lambda thing: formatters.local(thing, name)


READERS: dict[str, Reader] = {
    "category_id": (Category, _local("name")),
    "craft_id": (Category, _local("name")),
    "listing_id": (Listing, _local("title")),
    "requirement_id": (Requirement, _local("title")),
    "vendor_id": (Vendor, _local("alias")),
    "user_id": (User, lambda person: str(person.name)),
}


def of(events: Sequence[Event]) -> Names:
    """(field, id) → name in the page's language, by one query for each field among the changes."""
    found: Names = {}
    for field, (model, name) in READERS.items():
        if ids := set(_ids(events, field)):
            rows = session.scalars(select(model).where(model.id.in_(ids)))
            found |= {(field, row.id): name(row) for row in rows}
    return found


def _ids(events: Sequence[Event], field: str) -> Iterable[int]:
    for event in events:
        pair = event.changes.get(field)
        if isinstance(pair, list):
            yield from (one for one in pair if isinstance(one, int))
