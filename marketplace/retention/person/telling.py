"""What is under a number as plain rows: every column by its name, but what opens something."""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Any

from sqlalchemy import inspect

from marketplace.catalogue.models import Listing
from marketplace.kernel import preferences, secrets
from marketplace.kernel.db import session
from marketplace.notify import compose
from marketplace.orders import tasks
from marketplace.papers import issuing
from marketplace.retention.person import account
from marketplace.retention.person.finding import Found
from marketplace.vendors.models import Vendor

KEYS = ("_hash", "sealed", "body", "facts")  # prints, secrets, and what is told in words instead
Row = dict[str, Any]
ONLY = {  # of somebody else's orders: that there is a parcel for her
    "sent_to": ("code", "placed_at"),
    "account": ("public_id", "name", "mobile", "email", "locale", "active", "roles", "created_at"),
}


def rows(found: Found) -> Iterator[tuple[str, list[Row]]]:
    """kind → its rows, oldest first where the page has them so; one kind in memory at a time."""
    for kind, all_ in found.kinds.items():
        yield kind, [_told(kind, row) for row in all_]
    if found.account:
        for kind in account.counts(found.account):
            yield kind, [_told(kind, row) for row in account.rows(found.account, kind)]


def _told(kind: str, row: Any) -> Row:
    told = plain(row) | MORE.get(kind, _nothing)(row)
    return {name: told[name] for name in ONLY.get(kind, told)}


def plain(row: Any) -> Row:
    """A row's columns as JSON takes them."""
    names = [column.key for column in inspect(type(row)).column_attrs]
    return {name: _value(getattr(row, name)) for name in names if not name.endswith(KEYS)}


def _value(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime | date) else value


def _order(order: Any) -> Row:
    """Also why parts of it ended and what she asked for: her own words, where she wrote some."""
    reasons = [one.decline_reason for one in order.vendor_orders if one.decline_reason]
    return {"reasons": reasons, "asked": [one.words for one in tasks.of_order(order.id)]}


def _message(message: Any) -> Row:
    return {"text": compose.for_staff(message, preferences.load())}


def _paper(paper: Any) -> Row:
    return {"number": paper.shown_number, "content": issuing.content(paper)}


def _follow(follow: Any) -> Row:
    vendor = session.get_one(Vendor, follow.vendor_id)
    piece = session.get(Listing, follow.listing_id or 0)
    return {"maker": vendor.alias_fa, "piece": piece.title_fa if piece else None}


def _basket(basket: Any) -> Row:
    return {"pieces": [plain(line) for line in basket.lines]}


def _account(user: Any) -> Row:
    return {"roles": sorted(user.roles)}


def _bank_account(row: Any) -> Row:
    plainly = secrets.unseal(row.sealed.encode()) if row.sealed else None
    return {"iban": plainly.decode() if plainly else None}


def _nothing(_row: Any) -> Row:
    return {}


MORE: dict[str, Callable[[Any], Row]] = {
    "orders": _order, "messages": _message, "papers": _paper, "follows": _follow,
    "baskets": _basket, "account": _account, "bank_accounts": _bank_account, "slips": _paper,
    "letters": _message,
}  # fmt: skip
