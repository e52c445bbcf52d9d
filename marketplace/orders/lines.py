"""Lines taken off an order: what was agreed stays written, what is left counts."""

from collections.abc import Sequence

from sqlalchemy import delete

from marketplace.kernel import clock, eventlog
from marketplace.kernel.db import session
from marketplace.orders.models import FulfilmentLine, OrderLine, VendorOrder


def drop(lines: Sequence[OrderLine], why: str, words: str = "") -> None:
    """Take these lines off; the caller holds the lock and has given their pieces back. The log
    says why; the buyer's own `words` stand only beside the line."""
    for line in lines:
        line.dropped_at, line.dropped_why = clock.now(), words or why
        changes = {"title_fa": [line.title_fa, None], "quantity": [line.quantity, 0]}
        eventlog.record(
            "vendor_order", line.vendor_order_id, "line_dropped", reason=why, changes=changes
        )
    keys = [line.id for line in lines]
    session.execute(delete(FulfilmentLine).where(FulfilmentLine.line_id.in_(keys)))
    for key in {line.vendor_order_id for line in lines}:
        count_anew(session.get_one(VendorOrder, key))


def count_anew(part: VendorOrder) -> None:
    """Write the total of a maker's part from the lines that are left, if any is."""
    if part.kept:
        part.total = sum(line.unit_price * line.quantity for line in part.kept)
