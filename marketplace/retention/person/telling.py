"""What is under a number as plain rows: every column by its name, but what opens something."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from sqlalchemy import inspect

from marketplace.catalogue.models import Listing
from marketplace.kernel import preferences
from marketplace.kernel.db import session
from marketplace.notify import compose
from marketplace.papers import issuing
from marketplace.retention.person.finding import Found
from marketplace.vendors.models import Vendor

KEYS = ("_hash", "sealed", "body", "facts")  # prints, secrets, and what is told in words instead
Row = dict[str, Any]
PERSON = ("name", "mobile", "email", "locale", "roles", "created_at")


def rows(found: Found) -> dict[str, list[Row]]:
    """kind → its rows, oldest first where the page has them so."""
    told = {
        kind: [plain(row) | MORE.get(kind, _nothing)(row) for row in all_]
        for kind, all_ in found.kinds.items()
    }
    if "sent_to" in told:  # somebody else's orders: only that there is a parcel for her
        told["sent_to"] = [{"code": one["code"], "placed_at": one["placed_at"]}
                           for one in told["sent_to"]]  # fmt: skip
    if found.account:
        account = plain(found.account)
        told["account"] = [{name: account[name] for name in PERSON if name in account}]
    return told


def plain(row: Any) -> Row:
    """A row's columns as JSON takes them."""
    names = [column.key for column in inspect(type(row)).column_attrs]
    return {name: _value(getattr(row, name)) for name in names if not name.endswith(KEYS)}


def _value(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime | date) else value


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


def _nothing(_row: Any) -> Row:
    return {}


MORE: dict[str, Callable[[Any], Row]] = {
    "messages": _message, "papers": _paper, "follows": _follow, "baskets": _basket,
}  # fmt: skip
