"""What orders keep of a maker who was erased: her amounts, under nobody's name."""

from collections.abc import Collection, Sequence

from sqlalchemy import select, update

from marketplace.kernel import eventlog
from marketplace.kernel.db import session
from marketplace.kernel.names import replaced
from marketplace.notify import forgetting as notify
from marketplace.orders.models import OrderLine, VendorOrder
from marketplace.orders.task_models import Task
from marketplace.papers import forgetting as papers
from marketplace.papers.renaming import MAKERS
from marketplace.vendors.models import NOBODY

KIND = "vendor_order"


def names_on(vendor_id: int) -> set[str]:
    """The names that lines of hers bear, each of its day."""
    query = select(OrderLine.maker_fa, OrderLine.maker_en).join(VendorOrder)
    rows = session.execute(query.where(VendorOrder.vendor_id == vendor_id).distinct())
    return {name for row in rows for name in row if name}


def forget(vendor_id: int, names: Collection[str]) -> None:
    """Nobody's name stands on her lines, on papers and in messages about them, and no word of hers
    beside them. Her row is erased, and what she owes or is owed settled."""
    parts = session.scalars(select(VendorOrder).filter_by(vendor_id=vendor_id)).all()
    keys = [part.id for part in parts]
    orders = sorted({part.order_id for part in parts})
    for part in parts:
        if part.decline_reason:
            part.decline_reason = eventlog.ERASED
    _lines(keys, names)
    mine = update(Task).where(Task.subject_kind == KIND, Task.subject_id.in_(keys))
    session.execute(mine.values(words="", outcome=""))
    session.flush()
    papers.rename(orders, MAKERS, names, NOBODY)
    notify.about(KIND, keys)
    notify.rename("order", orders, names, NOBODY)
    eventlog.erase_words(KIND, keys)


def _lines(parts: Sequence[int], names: Collection[str]) -> None:
    hers = OrderLine.vendor_order_id.in_(parts)
    anonymous = update(OrderLine).where(hers)
    session.execute(anonymous.values(
        maker_fa=NOBODY["fa"], maker_en=NOBODY["en"], picture_key=None,
    ))  # fmt: skip
    for line in session.scalars(select(OrderLine).where(hers)):
        line.title_fa = replaced(line.title_fa, names, NOBODY["fa"])
        line.title_en = replaced(line.title_en, names, NOBODY["en"])
        if line.dropped_why:
            line.dropped_why = eventlog.ERASED


def of_vendors(vendor_ids: Collection[int]) -> list[int]:
    """The ids of every order with a part of these makers."""
    query = select(VendorOrder.order_id).where(VendorOrder.vendor_id.in_(vendor_ids))
    return list(session.scalars(query.distinct().order_by(VendorOrder.order_id)))
