"""What buyers and makers are told when pieces come back."""

from marketplace.kernel.money import Money
from marketplace.kernel.text import localise_digits
from marketplace.orders import crediting
from marketplace.orders.credit_models import CreditNote
from marketplace.orders.messages import tell_buyer, tell_makers
from marketplace.orders.models import Order


def taken_back(order: Order, note: CreditNote) -> None:
    """The buyer learns the note's number and what she gets; the makers that a piece is back."""
    tell_buyer(
        "order_taken_back", order, f"credit:{note.id}", total=Money(note.amount, note.currency),
        note=localise_digits(crediting.number(note), order.locale),
    )  # fmt: skip
    came = {one.line_id for one in note.lines}
    parts = [part for part in order.vendor_orders if any(line.id in came for line in part.lines)]
    tell_makers("vendor_order_taken_back", parts)
