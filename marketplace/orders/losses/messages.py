"""What buyers and makers are told when a lost parcel turns up."""

from marketplace.orders.losses.finding_models import Finding
from marketplace.orders.messages import tell_buyer, tell_makers
from marketplace.orders.models import Order
from marketplace.orders.paying.ahead import due
from marketplace.orders.returns import messages as return_messages
from marketplace.orders.returns.models import CreditNote


def tell(order: Order, note: CreditNote, found: Finding) -> None:
    """The buyer learns what becomes of her money; makers whose piece is for sale again, that
    their share of it comes with its next buyer."""
    owes = due(order)
    template = f"order_found_{found.outcome}"
    if found.outcome == "bought" and owes.amount == 0:
        template = "order_found_paid"
    tell_buyer(template, order, f"finding:{found.id}", total=owes)
    again = {one.line_id for one in found.lines}
    parts = [part for part in return_messages.parts(order, note)
             if any(line.id in again for line in part.lines)]  # fmt: skip
    hers = note.liable_party == "vendor"
    tell_makers("vendor_order_found_hers" if hers else "vendor_order_found", parts)
