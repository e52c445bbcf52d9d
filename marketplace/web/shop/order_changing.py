"""Changing one's mind on the order's page: what can be cancelled, and what becomes of the rest."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import wtforms
from flask import url_for
from flask_babel import lazy_gettext as _l

from marketplace.discovery import beside
from marketplace.kernel import clock
from marketplace.orders import links
from marketplace.orders.models import Order
from marketplace.orders.states import LIVE
from marketplace.orders.status import LineRow, OrderStatus, PartRow
from marketplace.web.forms.fields import CleanTextField, Form
from marketplace.web.forms.whole import ids
from marketplace.web.language import locale
from marketplace.web.shop.showing import Card, cards

OPEN = ("placed", "accepted", "making", "ready", "at_office")
FELL_AWAY = ("declined", "unanswered", "cancelled")


class CancelForm(Form):
    """Which pieces she does not want, and why if she likes."""

    lines = wtforms.SelectMultipleField(_l("Which pieces do you not want?"), validate_choice=False)
    words = CleanTextField(_l("Would you tell us why?"), limit=300, required=False)

    def __init__(self, *args: Any, rows: Sequence[LineRow], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines.choices = [(str(row.id), row.title) for row in rows]

    @property
    def chosen(self) -> list[int]:
        """The ids of the ticked lines."""
        return ids(self.lines.data)


@dataclass(frozen=True, slots=True)
class Change:
    """What the page offers. `asks`: some of it is being made, so the office answers.
    `choose`: a maker fell away and she may say what becomes of the rest."""

    form: CancelForm
    action: str
    asks: bool
    opened: bool
    choose: bool
    rest: str
    similar: list[tuple[str, list[Card]]]


def change(order: Order, seen: OrderStatus, form: CancelForm | None = None) -> Change | None:
    """From what the page has read already; nothing once nothing can be changed."""
    open_parts = [part for part in seen.parts if part.state in OPEN]
    rows = [line for part in open_parts for line in part.lines
            if not line.dropped and not line.left]  # fmt: skip
    if order.state not in LIVE or not rows:
        return None
    token = links.token(order.code)
    chosen = [str(rows[0].id)] if len(rows) == 1 else []
    return Change(
        form=form or CancelForm(rows=rows, data={"lines": chosen}),
        action=url_for("shop.order_cancellation", token=token),
        asks=any(_begun(part) for part in open_parts),
        opened=form is not None,
        choose=(choose := order.choose_by is not None and order.choose_by > clock.now()),
        rest=url_for("shop.order_rest", token=token),
        similar=_similar(seen) if choose else [],
    )


def _similar(seen: OrderStatus) -> list[tuple[str, list[Card]]]:
    """For each piece that fell away others like it, by other makers, that can be had now."""
    gone = [line for part in seen.parts for line in part.lines
            if part.state in FELL_AWAY or line.dropped]  # fmt: skip
    found = [(line.title, cards(beside.like(line.listing_id, locale()))) for line in gone]
    return [(title, alike) for title, alike in found if alike]


def _begun(part: PartRow) -> bool:
    made = any(line.kind == "made_to_order" for line in part.lines)
    return made and part.state in ("making", "ready", "at_office")


def rows_of(seen: OrderStatus) -> list[LineRow]:
    """Every line that a form may name."""
    return [line for part in seen.parts if part.state in OPEN for line in part.lines]
