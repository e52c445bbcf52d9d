"""Whether a piece on show is free now, and the one word that a buyer needs.

Lists ask FOR_SALE, one row a piece; who asks about each of its variants takes ANY_VARIANT."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_

from marketplace.catalogue.models import Listing
from marketplace.catalogue.public import for_sale, visible
from marketplace.discovery.families import FACE
from marketplace.discovery.reading import NOW
from marketplace.kernel import clock

ANY_VARIANT: ColumnElement[bool] = for_sale(NOW)
FOR_SALE: ColumnElement[bool] = and_(ANY_VARIANT, FACE)
VISIBLE: ColumnElement[bool] = visible(NOW)


def ready(row: Any) -> ColumnElement[bool]:
    """Whether a row of listings, by its columns, can be had at once."""
    return and_(row.kind != "made_to_order", row.free_from <= NOW)


READY: ColumnElement[bool] = ready(Listing)


def state_of(state: str, kind: str, free_from: datetime | None) -> str:
    """sold, made_to_order, ready or reserved, from a shown listing's columns."""
    if state == "sold":
        return "sold"
    if kind == "made_to_order":
        return "made_to_order"
    return "ready" if free_from and free_from <= clock.now() else "reserved"
