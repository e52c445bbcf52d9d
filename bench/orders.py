"""So many closed orders and so many megabytes of pictures, written past the domain's rules."""

import os
import secrets
from collections.abc import Iterator
from datetime import timedelta
from random import Random
from typing import Any

CHUNK = 2000
SIZES = {  # bytes of a picture's files, as photographs of pieces have them
    "original.jpg": 420_000, "240.webp": 9_000, "240.jpg": 13_000, "480.webp": 28_000,
    "480.jpg": 42_000, "720.webp": 55_000, "720.jpg": 84_000, "1200.webp": 120_000,
    "1200.jpg": 190_000,
}  # fmt: skip


def add_pictures(megabytes: int) -> int:
    """Pictures of about a megabyte, ready in every size; returns how many."""
    from sqlalchemy import insert

    from marketplace.kernel.db import session
    from marketplace.kernel.unit import unit_of_work
    from marketplace.media import storage
    from marketplace.media.models import Picture

    count = megabytes * 1_000_000 // sum(SIZES.values())
    keys = [secrets.token_hex(10) for _ in range(count)]
    for key in keys:
        folder = storage.pictures.path(key, "x").parent
        folder.mkdir(parents=True)
        for name, size in SIZES.items():
            (folder / name).write_bytes(os.urandom(size))
    rows = [
        {"key": key, "state": "ready", "width": 1200, "height": 1600, "sha256": key} for key in keys
    ]
    if rows:
        with unit_of_work():
            session.execute(insert(Picture), rows)
    return count


def add_orders(count: int) -> None:
    """Closed orders of one line, each with its events and two messages that went out."""
    from sqlalchemy import insert, select

    from marketplace.catalogue.models import Listing
    from marketplace.kernel.db import session
    from marketplace.kernel.unit import unit_of_work

    dice = Random(1405)
    listings = session.execute(select(Listing.id, Listing.vendor_id)).all()
    session.rollback()
    for start in range(1, count + 1, CHUNK):
        numbers = range(start, min(start + CHUNK, count + 1))
        with unit_of_work():
            for model, rows in _rows(numbers, listings, dice):
                session.execute(insert(model), list(rows))


def _rows(
    numbers: range, listings: Any, dice: Random
) -> Iterator[tuple[Any, Iterator[dict[str, Any]]]]:
    from marketplace.kernel import clock
    from marketplace.kernel.eventlog import Event
    from marketplace.kernel.outbox import Outbox
    from marketplace.notify.models import Message
    from marketplace.orders.models import Fulfilment, FulfilmentLine, Order, OrderLine, VendorOrder

    first, now = 1_000_000, clock.now()
    chosen = {number: dice.choice(listings) for number in numbers}
    past = {number: now - timedelta(minutes=7 * number) for number in numbers}
    yield Order, (
        {
            "id": first + n, "code": f"B{n:07}", "link_token_hash": secrets.token_hex(32),
            "channel": "web", "state": "closed", "name": "سارا محمدی نمونه",
            "mobile": f"+98912{n:07}", "mobile_last4": f"{n % 10_000:04}", "locale": "fa",
            "total": 18_500_000, "currency": "IRR", "paid_at": past[n], "terms_version": "1",
            "placed_at": past[n],
        }
        for n in numbers
    )  # fmt: skip
    yield VendorOrder, (
        {
            "id": first + n, "public_id": f"bv{n}", "order_id": first + n,
            "vendor_id": chosen[n].vendor_id, "state": "closed", "total": 18_500_000,
            "answer_by": past[n],
        }
        for n in numbers
    )  # fmt: skip
    yield OrderLine, (
        {
            "id": first + n, "vendor_order_id": first + n, "listing_id": chosen[n].id,
            "quantity": 1, "unit_price": 18_500_000, "currency": "IRR", "commission_bp": 1000,
            "commission": 1_850_000, "kind": "stocked", "title_fa": "گلیم روناسی با نقش لوزی",
            "title_en": "Madder kilim with diamonds", "maker_fa": "دار روناس", "maker_en": "Loom",
        }
        for n in numbers
    )  # fmt: skip
    yield Fulfilment, (
        {
            "id": first + n, "public_id": f"bf{n}", "vendor_order_id": first + n,
            "method": "pickup", "state": "handed_over", "handed_over_at": past[n],
        }
        for n in numbers
    )  # fmt: skip
    yield (
        FulfilmentLine,
        ({"fulfilment_id": first + n, "line_id": first + n, "quantity": 1} for n in numbers),
    )
    yield Event, (
        {
            "at": past[n], "subject_kind": "order", "subject_id": first + n, "name": name,
            "actor_kind": "system", "from_state": "placed", "to_state": "closed", "changes": {},
        }
        for n in numbers
        for name in ("placed", "accepted", "arrived", "paid", "handed_over", "closed")
    )  # fmt: skip
    yield Outbox, (
        {
            "id": 2 * (first + n) + turn, "topic": "message", "payload": {"message": n},
            "key": f"bench-{n}-{turn}", "state": "done", "done_at": past[n], "attempts": 1,
        }
        for n in numbers
        for turn in (0, 1)
    )  # fmt: skip
    yield Message, (
        {
            "id": 2 * (first + n) + turn, "outbox_id": 2 * (first + n) + turn, "channel": "sms",
            "template": "arrived", "locale": "fa", "recipient": f"+98912{n:07}",
            "facts": {"code": f"B{n:07}", "office": "دفتر"}, "created_at": past[n],
        }
        for n in numbers
        for turn in (0, 1)
    )  # fmt: skip
