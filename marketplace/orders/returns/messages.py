"""What buyers and makers are told when pieces come back, or never arrive."""

from marketplace.kernel.money import Money
from marketplace.kernel.text import localise_digits
from marketplace.orders.messages import tell_buyer, tell_makers
from marketplace.orders.models import Order, VendorOrder
from marketplace.orders.returns import crediting
from marketplace.orders.returns.models import CreditNote


def taken_back(order: Order, note: CreditNote) -> None:
    """The buyer learns the note's number and what she gets; the makers that a piece is back."""
    _tell_buyer("order_taken_back", order, note)
    tell_makers("vendor_order_taken_back", parts(order, note))


def lost(order: Order, note: CreditNote) -> None:
    """The buyer learns what she gets back; the makers whether it costs them anything."""
    _tell_buyer("order_lost", order, note)
    hers = note.liable_party == "vendor"
    tell_makers("vendor_order_lost_hers" if hers else "vendor_order_lost", parts(order, note))


def _tell_buyer(template: str, order: Order, note: CreditNote) -> None:
    tell_buyer(
        template, order, f"credit:{note.id}", total=Money(note.amount, note.currency),
        note=localise_digits(crediting.number(note), order.locale),
    )  # fmt: skip


def parts(order: Order, note: CreditNote) -> list[VendorOrder]:
    """The makers' parts whose lines a note names."""
    came = {one.line_id for one in note.lines}
    return [part for part in order.vendor_orders if any(line.id in came for line in part.lines)]
