"""Any number of synthetic orders for benchmarks, written past the domain's rules: most of them
closed, the newest still live and in time, the same ones for the same number."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from random import Random
from typing import Any

from sqlalchemy import func, insert, select

from marketplace.catalogue.models import Listing
from marketplace.cli.seeding import past_money, past_words
from marketplace.cli.seeding.past_rows import Drawn, Made, follow_ups
from marketplace.kernel import clock
from marketplace.kernel.db import session
from marketplace.kernel.ids import ALPHABET
from marketplace.kernel.money import home
from marketplace.kernel.unit import unit_of_work
from marketplace.orders.models import Order, OrderLine, VendorOrder
from marketplace.orders.post.models import ShippingMethod

CHUNK = 2000
APART = timedelta(minutes=14)
SOON = timedelta(days=5)
LIVE = 0.01  # of all, the newest
ENDS = (("closed", 95), ("lapsed", 3), ("cancelled", 1), ("declined", 1))
STANDS = (("placed", 25), ("making", 40), ("ready", 25), ("sent", 10))


@dataclass(frozen=True, slots=True)
class World:
    """What orders are made of."""

    listings: Sequence[Any]  # id, vendor_id, category_id, titles, price
    method_id: int | None


def seed_orders(count: int) -> None:
    """Add so many orders of the pieces there are, the last one now."""
    before = session.scalar(select(func.count()).select_from(Order)) or 0
    dice = Random(f"{count} orders after {before}")  # noqa: S311  the same every time, on purpose
    query = select(
        Listing.id, Listing.vendor_id, Listing.category_id, Listing.title_fa, Listing.title_en,
        Listing.price,
    )  # fmt: skip
    world = World(
        session.execute(query.where(Listing.price.is_not(None)).order_by(Listing.id)).all(),
        session.scalar(select(ShippingMethod.id).order_by(ShippingMethod.id).limit(1)),
    )
    session.rollback()
    for start in range(0, count, CHUNK):
        numbers = range(start, min(start + CHUNK, count))
        with unit_of_work():
            _write([_draw(dice, before, number, count, world) for number in numbers])


def _draw(dice: Random, before: int, number: int, count: int, world: World) -> Drawn:
    """One order: how it stands, by which way, of which pieces."""
    live = number >= count * (1 - LIVE)
    state = _one_of(dice, STANDS if live else ENDS)
    posted = world.method_id is not None and (state == "sent" or dice.random() < 0.3)
    pieces = dice.sample(world.listings, min(dice.choice((1, 1, 2)), len(world.listings)))
    return Drawn(
        number=before + number, code=_code(before + number), state=state,
        placed_at=clock.now() - (count - number) * APART, method_id=world.method_id,
        posted=posted, desk=not posted and dice.random() < 0.15,
        pieces=list({piece.vendor_id: piece for piece in pieces}.values()),
        name=dice.choice(past_words.NAMES), place=dice.choice(past_words.PLACES),
    )  # fmt: skip


def _one_of(dice: Random, weighted: Sequence[tuple[str, int]]) -> str:
    return dice.choices([one for one, _ in weighted], [weight for _, weight in weighted])[0]


def _code(number: int) -> str:
    found, base = "", len(ALPHABET)
    for _place in range(7):
        number, rest = divmod(number, base)
        found = ALPHABET[rest] + found
    return f"Z{found}"


def _write(drawn: list[Drawn]) -> None:
    orders = _returning(Order, (_order(one) for one in drawn))
    pairs = [(one, key, piece) for one, key in zip(drawn, orders, strict=True)
             for piece in one.pieces]  # fmt: skip
    parts = _returning(VendorOrder, (_part(one, key, piece) for one, key, piece in pairs))
    lines = _returning(
        OrderLine,
        (_line(part, piece) for part, (_one, _key, piece) in zip(parts, pairs, strict=True)),
    )
    made = [Made(one, key, part, line) for (one, key, _piece), part, line
            in zip(pairs, parts, lines, strict=True)]  # fmt: skip
    for model, rows in follow_ups(made):
        if rows:
            session.execute(insert(model), rows)
    past_money.write(made)


def _returning(model: Any, rows: Iterator[dict[str, Any]]) -> Sequence[int]:
    statement = insert(model).returning(model.id, sort_by_parameter_order=True)
    keys: Sequence[int] = session.scalars(statement, list(rows)).all()
    return keys


def _order(one: Drawn) -> dict[str, Any]:
    ended = one.state == "closed"
    return {
        "code": one.code, "link_token_hash": sha256(one.code.encode()).hexdigest(),
        "channel": "desk" if one.desk else "web", "state": one.state, "name": one.name,
        "mobile": one.mobile, "mobile_last4": one.mobile[-4:], "locale": "fa", "currency": home(),
        "delivery": "post" if one.posted else "collect", "total": one.total + one.postage,
        "postage": one.postage, "paid": one.total + one.postage if one.paid else 0,
        "paid_at": one.placed_at if one.paid else None, "terms_version": "1", "sample": True,
        "placed_at": one.placed_at, "pickup_by": _pickup(one) if not ended else one.placed_at,
    }  # fmt: skip


def _pickup(one: Drawn) -> datetime | None:
    if one.state == "ready" and not one.posted:
        return clock.now() + SOON
    return one.placed_at + SOON if one.state == "lapsed" else None


def _part(one: Drawn, order_id: int, piece: Any) -> dict[str, Any]:
    return {
        "public_id": f"z{one.number}-{piece.vendor_id}", "order_id": order_id,
        "vendor_id": piece.vendor_id, "state": one.part_state, "total": piece.price,
        "answer_by": max(one.placed_at, clock.now()) + SOON,
        "bring_by": clock.now() + SOON if one.state == "making" else None,
    }  # fmt: skip


def _line(part_id: int, piece: Any) -> dict[str, Any]:
    return {
        "vendor_order_id": part_id, "listing_id": piece.id, "category_id": piece.category_id,
        "quantity": 1,
        "unit_price": piece.price, "currency": home(), "commission_bp": 1000,
        "commission": piece.price // 10, "kind": "stocked", "grams": 900,
        "title_fa": piece.title_fa, "title_en": piece.title_en,
        "maker_fa": past_words.MAKER_FA, "maker_en": past_words.MAKER_EN,
    }  # fmt: skip
