"""What several papers share: who issues them, the pieces of a maker's part."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import select

from marketplace.catalogue.models import Listing
from marketplace.kernel import preferences
from marketplace.kernel.db import session
from marketplace.orders.basket_view import local
from marketplace.orders.models import OrderLine, VendorOrder
from marketplace.orders.post.provinces import BY_CODE
from marketplace.people.models import User

Body = dict[str, Any]


def house(language: str) -> Body:
    """The office as it is called on the day of the paper."""
    office = preferences.load()
    return {
        "name": office.local("bazaar_name", language),
        "line": office.local("office_name", language),
        "address": office.local("address", language), "phone": office.phone,
        "opens": office.opens, "closes": office.closes, "sample": office.sample,
    }  # fmt: skip


def tags(lines: Iterable[OrderLine]) -> dict[int, str]:
    """The codes on the pieces' tags, by listing."""
    keys = {line.listing_id for line in lines}
    query = select(Listing.id, Listing.scan_code).where(Listing.id.in_(keys))
    return {row.id: row.scan_code for row in session.execute(query)}


def pieces(part: VendorOrder, language: str, *, dropped: bool = False) -> list[Body]:
    """The lines of a part with tag, number and amounts in rial; the dropped ones too if asked."""
    return rows(part.lines if dropped else part.kept, language)


def rows(lines: Iterable[OrderLine], language: str) -> list[Body]:
    """These lines with tag, number and amounts in rial."""
    lines = list(lines)
    codes = tags(lines)
    return [
        {
            "title": local(line, "title", language), "by": local(line, "maker", language),
            "code": codes.get(line.listing_id, ""), "count": line.quantity,
            "price": line.unit_price, "amount": line.unit_price * line.quantity,
            "dropped": line.dropped_at is not None,
        }
        for line in lines
    ]  # fmt: skip


def taxes(parts: Iterable[tuple[int, int]]) -> list[list[int]]:
    """The tax in what a paper names, rate by rate: [basis points, rial], from pairs of these."""
    sums: dict[int, int] = {}
    for rate, tax in parts:
        sums[rate] = sums.get(rate, 0) + tax
    return [[rate, tax] for rate, tax in sorted(sums.items()) if tax]


def province(code: str, language: str) -> str:
    """A province's name."""
    return local(BY_CODE[code], "name", language) if code in BY_CODE else ""


def person(key: int | None) -> str:
    """A staff member's name."""
    found = session.get(User, key) if key else None
    return found.name if found else ""
