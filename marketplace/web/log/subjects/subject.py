"""One thing that an event is about, and how its readers are called."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from flask import url_for

from marketplace.kernel.ids import show_code
from marketplace.vendors.models import Vendor
from marketplace.web import formatters


@dataclass(frozen=True, slots=True)
class Subject:
    """A label (empty where the thing has none) and an address (empty where it has no page)."""

    label: str
    url: str = ""


NOTHING = Subject("")
Pairs = Iterable[tuple[int, Subject]]
Reader = Callable[[set[int]], Pairs]


def order(code: str, vendor: Vendor | None = None) -> Subject:
    """An order's page, with the maker's name where her part of it is meant."""
    alias = f" · {formatters.local(vendor, 'alias')}" if vendor else ""
    return Subject(show_code(code) + alias, url_for("office.order", code=code))
