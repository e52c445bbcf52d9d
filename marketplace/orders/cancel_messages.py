"""What buyers and makers are told when pieces are taken off an order."""

from collections.abc import Sequence

from marketplace.kernel.calendar import show_clock, show_day
from marketplace.orders.messages import maker_name, named, pieces, tell_buyer, tell_makers
from marketplace.orders.models import Order, OrderLine, VendorOrder
from marketplace.orders.paying.ahead import due


def tell(
    order: Order, parts: Sequence[VendorOrder], by: str, *, whole: bool, lines: Sequence[OrderLine]
) -> None:
    """`by` is buyer, vendor or staff; `whole` when nothing is left of the order; `lines` were
    taken off."""
    if by == "vendor":
        for part in parts:
            withdrew(order, part, [line for line in lines if line.vendor_order_id == part.id])
    elif whole:
        tell_buyer("order_cancelled", order)
    else:
        tell_buyer("order_shortened", order)
    if by != "vendor":
        gone = [part for part in parts if part.state == "cancelled"]
        tell_makers("vendor_order_cancelled", gone)
        tell_makers("vendor_order_shortened", [part for part in parts if part not in gone])


def withdrew(order: Order, part: VendorOrder, lines: Sequence[OrderLine]) -> None:
    """A maker cannot make these after all; the buyer may choose what becomes of the rest."""
    facts = {"maker": maker_name(order, part), "pieces": named(lines, order.locale)}
    if order.choose_by:
        when = {"day": show_day(order.choose_by, order.locale),
                "hour": show_clock(order.choose_by, order.locale)}  # fmt: skip
        tell_buyer("vendor_order_withdrawn", order, None, **facts, **when)
    else:
        tell_buyer("order_withdrawn", order, None, **facts)


def corrected(order: Order, part: VendorOrder, *, owes: bool = False) -> None:
    """The office changed how many; buyer and maker see it, she also what she now `owes`."""
    _changed("order_corrected", order, owes=owes)
    tell_makers("vendor_order_corrected", [part])


def readdressed(order: Order, *, owes: bool = False) -> None:
    """The office put the address right; the buyer looks at it once more, and at what she `owes`
    when the postage followed it."""
    _changed("order_readdressed", order, owes=owes)


def _changed(template: str, order: Order, *, owes: bool) -> None:
    if owes:
        tell_buyer(f"{template}_owes", order, None, total=due(order))
    else:
        tell_buyer(template, order)


def promised_late(order: Order, part: VendorOrder) -> None:
    """The day that she promised has passed: what happens next."""
    facts = {"maker": maker_name(order, part), "pieces": pieces(part, order.locale)}
    tell_buyer("vendor_order_late", order, None, **facts)
    tell_makers("vendor_order_overdue", [part])


def unclaimed(order: Order) -> None:
    """Paid, and nobody comes for it."""
    tell_buyer("order_unclaimed", order)
