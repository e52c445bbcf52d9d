"""Pieces fetched at the desk that were to go by post: what the post costs less is owed back."""

from marketplace.orders import derive
from marketplace.orders.models import Order
from marketplace.orders.paying import settling
from marketplace.orders.returns import crediting

FETCHED = "fetched"


def count_anew(order: Order) -> None:
    """Write the state, the parcels and the postage of a paid order of which something was fetched;
    the caller holds it locked."""
    before = order.postage
    derive.refresh(order)
    if (less := before - order.postage) > 0:
        settling.settle(order, reason=FETCHED)
        crediting.cancelled(order, [], less, liable_party="office", reason=FETCHED)
