"""What hangs on a synthetic order: its parcel and address, hand-overs, events, messages."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import insert

from marketplace.kernel import clock
from marketplace.kernel.db import session
from marketplace.kernel.eventlog import Event
from marketplace.kernel.ids import show_code
from marketplace.kernel.outbox import Outbox
from marketplace.notify.models import Message
from marketplace.orders.models import Fulfilment, FulfilmentLine
from marketplace.orders.post.models import OrderAddress, Parcel

POSTAGE = 600_000  # rial
PARTS = {"sent": "ready"}  # an order's state → its parts', where it is another
PLACES = {"making": "expected", "ready": "at_office", "sent": "shipped"}
EVENTS = ("created", "make", "get_ready", "paid", "close")
ENDED = ("closed", "sent")


@dataclass(frozen=True, slots=True)
class Drawn:
    """An order before it is written. `pieces` are of different makers."""

    number: int
    code: str
    state: str
    placed_at: datetime
    method_id: int | None
    posted: bool
    desk: bool
    pieces: Sequence[Any]
    name: str
    place: tuple[str, str]

    @property
    def mobile(self) -> str:
        """Of a range that belongs to nobody."""
        return f"+98900{self.number % 10**7:07}"

    @property
    def total(self) -> int:
        """Of its pieces, in rial."""
        return sum(piece.price for piece in self.pieces)

    @property
    def postage(self) -> int:
        """In rial."""
        return POSTAGE if self.posted else 0

    @property
    def paid(self) -> bool:
        """Nothing is closed or sent before it is paid."""
        return self.state in ENDED

    @property
    def part_state(self) -> str:
        """How its makers' parts stand."""
        return PARTS.get(self.state, self.state)

    @property
    def at(self) -> str | None:
        """Where its pieces are; None when there is no hand-over."""
        if self.state == "closed":
            return "delivered" if self.posted else "handed_over"
        return PLACES.get(self.state)


@dataclass(frozen=True, slots=True)
class Made:
    """One maker's part, written: the ids of the order, of the part and of its only line."""

    drawn: Drawn
    order_id: int
    part_id: int
    line_id: int


Rows = list[dict[str, Any]]


def follow_ups(made: Sequence[Made]) -> Iterator[tuple[Any, Rows]]:
    """(table, rows), each after what it refers to."""
    first = {one.order_id: one for one in made}
    posted = [one for one in first.values() if one.drawn.posted]
    yield OrderAddress, [_address(one) for one in posted]
    parcels = dict(zip((one.order_id for one in posted), _write(Parcel, posted), strict=True))
    there = [one for one in made if one.drawn.at]
    hand_overs = [_hand_over(one, parcels.get(one.order_id)) for one in there]
    keys = _keys(Fulfilment, hand_overs)
    yield (
        FulfilmentLine,
        [
            {"fulfilment_id": key, "line_id": one.line_id, "quantity": 1}
            for key, one in zip(keys, there, strict=True)
        ],
    )
    yield Event, [_event(one, name) for one in first.values() for name in EVENTS]
    told = [(one, word) for one in first.values() for word in ("placed", "ready")]
    boxes = _keys(Outbox, [_outbox(one, word) for one, word in told])
    yield Message, [_message(one, key) for (one, _word), key in zip(told, boxes, strict=True)]


def _keys(model: Any, rows: Rows) -> Sequence[int]:
    if not rows:
        return []
    statement = insert(model).returning(model.id, sort_by_parameter_order=True)
    keys: Sequence[int] = session.scalars(statement, rows).all()
    return keys


def _write(model: Any, posted: Sequence[Made]) -> Sequence[int]:
    return _keys(model, [_parcel(one) for one in posted])


def _address(one: Made) -> dict[str, Any]:
    province, city = one.drawn.place
    return {
        "order_id": one.order_id, "province": province, "county": city, "city": city,
        "street": "خیابان نمونه، پلاک ۴", "postal_code": "1234567891", "name": one.drawn.name,
        "phone": one.drawn.mobile,
    }  # fmt: skip


def _parcel(one: Made) -> dict[str, Any]:
    gone, done = one.drawn.state in ENDED, one.drawn.state == "closed"
    lost = one.drawn.state in ("lapsed", "cancelled", "declined")
    left_at = one.drawn.placed_at if done else None
    return {
        "public_id": f"zp{one.drawn.number}", "order_id": one.order_id, "posted_by": "office",
        "keeper": "office", "method_id": one.drawn.method_id, "zone": "far", "packing": 300,
        "grams": 300 + 900 * len(one.drawn.pieces), "postage": POSTAGE,
        "state": "delivered" if done else "shipped" if gone else "given_up" if lost else "waiting",
        "tracking_code": f"{one.drawn.number:020}" if gone else None,
        "shipped_at": (left_at or clock.now()) if gone else None, "delivered_at": left_at,
    }  # fmt: skip


def _hand_over(one: Made, parcel_id: int | None) -> dict[str, Any]:
    return {
        "public_id": f"zf{one.part_id}", "vendor_order_id": one.part_id,
        "method": "post" if parcel_id else "pickup", "parcel_id": parcel_id, "state": one.drawn.at,
        "handed_over_at": one.drawn.placed_at if one.drawn.state == "closed" else None,
    }  # fmt: skip


def _event(one: Made, name: str) -> dict[str, Any]:
    return {
        "at": one.drawn.placed_at, "subject_kind": "order", "subject_id": one.order_id,
        "name": name, "actor_kind": "system", "changes": {},
    }  # fmt: skip


def _outbox(one: Made, word: str) -> dict[str, Any]:
    return {
        "topic": "message", "payload": {}, "key": f"seed-{one.order_id}-{word}", "state": "done",
        "done_at": one.drawn.placed_at, "attempts": 1, "created_at": one.drawn.placed_at,
    }  # fmt: skip


def _message(one: Made, outbox_id: int) -> dict[str, Any]:
    return {
        "outbox_id": outbox_id, "channel": "sms", "template": "ready", "locale": "fa",
        "recipient": one.drawn.mobile, "created_at": one.drawn.placed_at,
        "facts": {"code": show_code(one.drawn.code)},
    }  # fmt: skip
