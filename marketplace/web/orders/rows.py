"""Orders in the lists of desk and office."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import bindparam, select

from marketplace.kernel.db import session
from marketplace.kernel.ids import show_code
from marketplace.kernel.money import Money
from marketplace.media.models import Picture
from marketplace.orders.lists.rows import OrderRow
from marketplace.web import formatters
from marketplace.web.orders.words import order_state
from marketplace.web.photos import Photo, photo_of

MOST_TITLES = 3
PICTURES = select(Picture).where(Picture.key.in_(bindparam("keys", expanding=True)), Picture.public)


@dataclass(frozen=True, slots=True)
class Row:
    """One order: whose, what, how it stands and until when."""

    code: str
    shown_code: str
    name: str
    last4: str
    titles: str
    makers: str
    placed_at: datetime
    total: Money
    paid: bool
    word: str
    tone: str
    note: str
    late: bool
    photo: Photo | None


def rows(found: Iterable[OrderRow], pictures: bool = True) -> list[Row]:
    """Orders in words, with one query for all their pictures when they are shown."""
    orders = list(found)
    photos = photos_of({order.picture_key for order in orders}) if pictures else {}
    words = {key: order_state(*key) for key in {(one.state, one.delivery) for one in orders}}
    return [
        _row(order, photos.get(order.picture_key or ""), words[order.state, order.delivery])
        for order in orders
    ]


def photos_of(keys: Iterable[str | None]) -> dict[str, Photo]:
    """The published pictures with these keys."""
    wanted = {key for key in keys if key}
    found = session.scalars(PICTURES, {"keys": sorted(wanted)}).all() if wanted else []
    return {picture.key: photo for picture in found if (photo := photo_of(picture))}


def _row(order: OrderRow, photo: Photo | None, said: tuple[str, str]) -> Row:
    word, tone = said
    return Row(
        code=order.code,
        shown_code=show_code(order.code),
        name=order.name,
        last4=formatters.digits(order.last4),
        titles=_joined(order.titles),
        makers=_joined(order.makers),
        placed_at=order.placed_at,
        total=order.total,
        paid=order.paid,
        word=word,
        tone="bad" if order.late else tone,
        note=_note(order),
        late=order.late,
        photo=photo,
    )


def _joined(parts: tuple[str, ...]) -> str:
    shown = parts[0] if len(parts) == 1 else _(", ").join(parts[:MOST_TITLES])
    return f"{shown} …" if len(parts) > MOST_TITLES else shown


def _note(order: OrderRow) -> str:
    """What the order waits for and until when."""
    if order.answer_by:
        return str(_("The maker answers by %(day)s", day=formatters.day(order.answer_by)))
    if order.state == "making" and order.bring_by:
        return str(_("Comes by %(day)s", day=formatters.day(order.bring_by)))
    if order.state == "ready" and order.pickup_by:
        return str(_("Pick-up by %(day)s", day=formatters.day(order.pickup_by)))
    return ""
