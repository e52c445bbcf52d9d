"""Taking pieces off an order, by line or whole: by the buyer, the maker or the office."""

from collections.abc import Collection, Iterable, Sequence

from sqlalchemy import select

from marketplace.kernel.db import session
from marketplace.kernel.errors import DomainError, WrongState
from marketplace.kernel.text import N_
from marketplace.orders import cancel_messages, choosing, derive, fulfilments, lines, tasks
from marketplace.orders.locking import lock
from marketplace.orders.models import Fulfilment, Order, OrderLine, VendorOrder
from marketplace.orders.paying.settling import settle
from marketplace.orders.returns import crediting
from marketplace.orders.states import FULFILMENT, GONE, LIVE, VENDOR_ORDER
from marketplace.stock import holds

NOTHING = N_("Choose at least one piece.")
NO_REASON = N_("Write why, so that the buyer and the office understand.")
TOO_LATE = N_("This has gone too far to be cancelled here. The office helps you.")
WITH_HER = ("accepted", "making", "ready")


def by_buyer(order: Order, line_ids: Collection[int], words: str = "") -> bool:
    """The buyer changed her mind about these lines. What a maker has begun to make for her is
    asked of the office instead. True when something was taken off at once. Her words stand beside
    her lines and on the task, which are erased with her; neither the log nor the books have them.

    Raises DomainError without lines, or when they have left already."""
    order = lock(order.id)
    chosen = _chosen(order, line_ids)
    now = [line for line in chosen if not begun(_part(order, line))]
    asked = [line for line in chosen if line not in now]
    if now:
        take_off(order, now, "buyer", words=words.strip())
    for part in _parts(order, asked):
        tasks.open_("cancel_request", part, words.strip(), logged=False)
    return bool(now)


def begun(part: VendorOrder) -> bool:
    """Whether its maker has begun to make something for this buyer."""
    made = any(line.kind == "made_to_order" for line in part.kept)
    return made and part.state in ("making", "ready")


def by_staff(
    order: Order, line_ids: Collection[int], reason: str, liable_party: str = "office"
) -> None:
    """The office takes lines off; `liable_party` bears what is given back.

    Raises DomainError without lines or a reason, or when they have left."""
    _require(reason)
    order = lock(order.id)
    chosen = _chosen(order, line_ids)
    take_off(order, chosen, "staff", reason.strip(), liable_party)
    for part in _parts(order, chosen):
        tasks.settled(part, "cancel_request")


def by_maker(part: VendorOrder, reason: str, line_ids: Collection[int] | None = None) -> None:
    """She accepted and cannot after all, none of it or not these lines: told to the buyer, a task
    for the office; the whole of it is counted.

    Raises DomainError without a reason or a line, WrongState unless they are still with her."""
    _require(reason)
    order = lock(part.order_id)
    if part.state not in WITH_HER or any(one.state != "expected" for one in _fresh(part)):
        raise WrongState(TOO_LATE)
    chosen = [line for line in part.kept if line_ids is None or line.id in line_ids]
    if line_ids is not None and not line_ids:
        raise DomainError(NOTHING, field="lines")
    if line_ids is not None and len(chosen) < len(set(line_ids)):
        raise WrongState(TOO_LATE)
    take_off(order, chosen, "vendor", reason.strip(), "vendor")
    tasks.open_("maker_withdrew", part, reason.strip())


def take_off(
    order: Order, chosen: Sequence[OrderLine], by: str, reason: str = "",
    liable_party: str = "office", *, words: str = "",
) -> None:  # fmt: skip
    """Give the pieces back where they lie, count anew, owe back what was paid; the caller holds
    the order locked. `words` are the buyer's, which may be erased; a reason stays for good."""
    before, paid, postage = order.state, order.paid_at is not None, order.postage
    parts, why = _parts(order, chosen), reason or f"cancelled_{by}"
    holds.release([line.id for line in chosen])
    for part in parts:
        mine = [line for line in part.kept if line in chosen]
        if len(mine) == len(part.kept):
            _end(part, by, reason, words)
        else:
            lines.drop(mine, why, words)
            fulfilments.leave_empty(part)
    derive.refresh(order)
    settle(order, lines=chosen, liable_party=liable_party, reason=why)
    if paid:
        postage -= 0 if order.state in GONE else order.postage
        crediting.cancelled(order, chosen, postage, liable_party=liable_party, reason=why)
    if by == "vendor" and order.state not in GONE:
        choosing.offer(order)
    over = order.state in GONE and before in LIVE
    cancel_messages.tell(order, parts, by, whole=over, lines=chosen)


def _end(part: VendorOrder, by: str, reason: str, words: str) -> None:
    for fulfilment in _fresh(part):
        if FULFILMENT.allows(fulfilment, "give_up"):
            FULFILMENT.fire(fulfilment, "give_up", reason=reason or None)
    VENDOR_ORDER.fire(part, "cancel", reason=reason or None)
    part.ended_by, part.decline_reason = by, words or reason or None


def _fresh(part: VendorOrder) -> list[Fulfilment]:
    for fulfilment in part.fulfilments:
        session.refresh(fulfilment)
    return part.fulfilments


def _chosen(order: Order, line_ids: Collection[int]) -> list[OrderLine]:
    """These lines of the order as they stand now; all of them can still be taken off."""
    mine = select(OrderLine).join(VendorOrder).where(VendorOrder.order_id == order.id)
    session.scalars(mine.execution_options(populate_existing=True)).all()
    found = [
        line for part in order.vendor_orders for line in part.kept
        if line.id in line_ids and VENDOR_ORDER.allows(part, "cancel")
    ]  # fmt: skip
    if not line_ids or not found:
        raise DomainError(NOTHING if not line_ids else TOO_LATE, field="lines")
    left = fulfilments.left(order)
    if len(found) < len(set(line_ids)) or any(line.id in left for line in found):
        raise WrongState(TOO_LATE)
    return found


def _part(order: Order, line: OrderLine) -> VendorOrder:
    return next(part for part in order.vendor_orders if part.id == line.vendor_order_id)


def _parts(order: Order, chosen: Iterable[OrderLine]) -> list[VendorOrder]:
    keys = {line.vendor_order_id for line in chosen}
    return [part for part in order.vendor_orders if part.id in keys]


def _require(reason: str) -> None:
    if not reason.strip():
        raise DomainError(NO_REASON, field="reason")


def cancellable(order: Order) -> list[int]:
    """The lines that may still be taken off."""
    left = fulfilments.left(order)
    return [
        line.id for part in order.vendor_orders for line in part.kept
        if VENDOR_ORDER.allows(part, "cancel") and line.id not in left
    ]  # fmt: skip
