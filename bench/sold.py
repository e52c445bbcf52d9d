"""Pieces paid, sold and handed over long ago, written by the thousand, with their entries."""

import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from flask import Flask
from sqlalchemy import func, insert, select

from marketplace.catalogue.models import Listing
from marketplace.kernel import clock
from marketplace.kernel.db import session, table
from marketplace.kernel.unit import unit_of_work
from marketplace.ledger.models import Entry, Posting
from marketplace.orders.models import Fulfilment, Order, OrderLine, VendorOrder
from marketplace.payments.models import Payment
from marketplace.people.models import User
from marketplace.vendors.models import Member, Vendor

PRICE, OURS = 8_500_000, 850_000
EACH = 4  # lines an order
POSTINGS = 2 * EACH + 3  # an order: its payment's two, its sale's
CHUNK = 2_000
FAR = 1_000_000  # where our ids begin
Part = tuple[str, int, int | None]  # account, amount, line


def sell(vendors: int, lines: int) -> tuple[int, int]:
    """So many lines of so many makers; a fifth of all of them are the first one's. Returns the
    makers with the most and the fewest rows."""
    listing = session.scalar(select(func.min(Listing.id))) or 0
    long_ago = clock.now() - timedelta(days=60)
    with unit_of_work():
        _write(Vendor, (_vendor(number) for number in range(vendors)))
        _write(User, (_user(number) for number in (0, vendors - 1)))
        _write(Member, ({"vendor_id": FAR + n, "user_id": FAR + n, "joined_at": long_ago}
                        for n in (0, vendors - 1)))  # fmt: skip
    orders = lines // EACH
    for first in range(0, orders, CHUNK):
        with unit_of_work():
            chunk = range(first, min(first + CHUNK, orders))
            _orders(chunk, vendors, orders, listing, long_ago)
    return FAR, FAR + vendors - 1


def _owner(number: int, vendors: int, orders: int) -> int:
    return FAR + (0 if number < orders // 5 else number % vendors)


def _orders(numbers: range, vendors: int, orders: int, listing: int, at: datetime) -> None:
    owners = {number: _owner(number, vendors, orders) for number in numbers}
    _write(Order, (_order(number, at) for number in numbers))
    _write(VendorOrder, (
        {"id": FAR + n, "public_id": f"bench{n}", "order_id": FAR + n, "vendor_id": owner,
         "state": "closed", "total": EACH * PRICE, "answer_by": at}
        for n, owner in owners.items()
    ))  # fmt: skip
    _write(Fulfilment, (
        {"id": FAR + n, "public_id": f"bench{n}", "vendor_order_id": FAR + n, "method": "pickup",
         "state": "handed_over", "handed_over_at": at}
        for n in numbers
    ))  # fmt: skip
    _write(OrderLine, (_line(n, place, listing) for n in numbers for place in range(EACH)))
    _write(Payment, (_payment(number, at) for number in numbers))
    _write(Posting, (leg for n, owner in owners.items() for leg in _legs(n, owner)))
    _write(Entry, (entry for number in numbers for entry in _entries(number, at)))


def _write(model: Any, rows: Iterator[dict[str, Any]]) -> None:
    session.execute(insert(table(model)), list(rows))


def _vendor(number: int) -> dict[str, Any]:
    return {
        "id": FAR + number, "public_id": f"bench{number}", "state": "active", "kind": "person",
        "alias_fa": f"دار {number}", "alias_en": "", "show_name": "alias", "village_fa": "",
        "village_en": "", "district_fa": "", "district_en": "", "show_place": "district",
        "story_fa": "", "story_en": "", "show_portrait": False, "motif": "madder", "no_shows": 0,
        "sample": False, "created_at": clock.now() - timedelta(days=90), "closed_why": "",
    }  # fmt: skip


def _user(number: int) -> dict[str, Any]:
    return {
        "id": FAR + number, "public_id": f"bench{number}", "name": "فریبا نمونه",
        "mobile": f"+98900{FAR + number}", "locale": "fa", "active": True, "session_version": 1,
        "created_at": clock.now(),
    }  # fmt: skip


def _order(number: int, at: datetime) -> dict[str, Any]:
    return {
        "id": FAR + number, "code": f"B{number:07}", "link_token_hash": f"bench{number}",
        "channel": "web", "state": "closed", "name": "سارا م", "mobile": "+989000000001",
        "mobile_last4": "0001", "locale": "fa", "total": EACH * PRICE, "currency": "IRR",
        "paid": EACH * PRICE, "paid_at": at, "terms_version": "1", "placed_at": at,
        "sample": False,
    }  # fmt: skip


def _line(number: int, place: int, listing: int) -> dict[str, Any]:
    return {
        "id": FAR + number * EACH + place, "vendor_order_id": FAR + number, "listing_id": listing,
        "quantity": 1, "unit_price": PRICE, "currency": "IRR", "commission_bp": 1000,
        "commission": OURS, "kind": "stocked", "title_fa": "گلیم روناسی", "title_en": "Kilim",
        "maker_fa": "دار", "maker_en": "", "tax_bp": 0, "tax": 0, "returned": 0,
    }  # fmt: skip


def _payment(number: int, at: datetime) -> dict[str, Any]:
    return {
        "id": FAR + number, "subject_kind": "order", "subject_id": FAR + number,
        "amount": EACH * PRICE, "currency": "IRR", "method": "card", "holder": "office",
        "received": EACH * PRICE, "change": 0, "taken_by": FAR, "taken_at": at,
        "receipt_year": 1300, "receipt_number": number + 1,
    }  # fmt: skip


def _entries(number: int, at: datetime) -> Iterator[dict[str, Any]]:
    """The payment's, then the sale's."""
    told = (("payment", "payment", 2), ("sale", "order", POSTINGS - 2))
    for place, (kind, source, size) in enumerate(told):
        yield {
            "id": _key(number) + place, "kind": kind, "source_kind": source,
            "source_id": FAR + number, "turn": 0, "subject_kind": "order",
            "subject_id": FAR + number, "currency": "IRR", "size": size, "at": at,
        }  # fmt: skip


def _legs(number: int, owner: int) -> Iterator[dict[str, Any]]:
    paid: list[Part] = [("bank", EACH * PRICE, None), ("buyer", -EACH * PRICE, None)]
    sale: list[Part] = [("buyer", EACH * PRICE, None)]
    for place in range(EACH):
        line = FAR + number * EACH + place
        sale += [(f"vendor:{owner}", OURS - PRICE, line), ("commission", -OURS, line)]
    for turn, legs in enumerate((paid, sale)):
        for place, (account, amount, line_id) in enumerate(legs):
            yield {"entry_id": _key(number) + turn, "place": place, "account": account,
                   "amount": amount, "currency": "IRR", "line_id": line_id}  # fmt: skip


def _key(number: int) -> int:
    return FAR + 2 * number


def two_people() -> tuple[int, int]:
    """Who makes a run, and who approves it."""
    one, other = session.scalars(select(User.id).order_by(User.id).limit(2))
    return one, other


def look(app: Flask, vendor: int, times: int) -> tuple[float, int]:
    """The page's mean CPU milliseconds in this process, and how many rows she has."""
    client: Any = app.test_client()
    with app.app_context():
        user = session.get_one(User, vendor)
        key = f"{user.id}.{user.session_version}"
        rows = session.scalar(
            select(func.count()).select_from(Posting).where(Posting.account == f"vendor:{vendor}")
        )
        session.remove()
    with client.session_transaction() as cookies:
        cookies.update({"_user_id": key, "_fresh": True})
    for _ in range(20):
        assert client.get("/studio/money").status_code == 200
    started = time.process_time()
    for _ in range(times):
        client.get("/studio/money")
    return (time.process_time() - started) / times * 1000, rows or 0
