"""One page of a list of orders, and whether there is more on either side."""

from dataclasses import dataclass

from marketplace.kernel.text import to_ascii_digits
from marketplace.orders.lists import rows as order_rows, walking
from marketplace.orders.lists.filters import Filters
from marketplace.orders.lists.rows import OrderRow

PAGE = 25


@dataclass(frozen=True, slots=True)
class Page:
    """Up to twenty-five orders in the list's sequence."""

    rows: list[OrderRow]
    earlier: bool
    later: bool


def page(filters: Filters, after: str | None, before: str | None, locale: str = "fa") -> Page:
    """The orders that follow one id, or stand before another; the first ones for neither."""
    start, end = _id(after), _id(before)
    if end is not None and start is None:
        found = walking.ids_before(filters, PAGE + 1, end)
        more = len(found) > PAGE
        return Page(order_rows.of(found[-PAGE:], locale), more, bool(found))
    found = walking.ids(filters, PAGE + 1, start)
    shown = order_rows.of(found[:PAGE], locale)
    return Page(shown, start is not None and bool(shown), len(found) > PAGE)


def _id(text: str | None) -> int | None:
    digits = to_ascii_digits((text or "")[:18])
    return int(digits) if digits.isascii() and digits.isdigit() else None
