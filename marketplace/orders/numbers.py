"""Pieces numbered within a lot: the desk writes down which numbers go with a line.

The line's title says them, so that the buyer's page, slips, receipts and messages do."""

import re
from collections.abc import Iterable, Sequence

from sqlalchemy import delete, exists, select
from sqlalchemy.orm import aliased

from marketplace.kernel import eventlog
from marketplace.kernel.db import session
from marketplace.kernel.errors import DomainError, WrongState
from marketplace.kernel.text import N_, localise_digits, to_ascii_digits
from marketplace.orders.locking import lock
from marketplace.orders.models import Order, OrderLine, VendorOrder
from marketplace.orders.number_models import PieceNumber
from marketplace.orders.states import GONE

MOST = 9999
KEPT = ("accepted", "making", "ready", "closed")
SAID = {
    "fa": ("، شمارهٔ {}", "، شماره‌های {}", "، "),
    "en": (", no. {}", ", nos. {}", ", "),
}
WRITE_THEM = N_("These pieces are numbered. Write down the numbers on their tags first.")


def read(text: str) -> list[int]:
    """The numbers in a text, whatever stands between them, ascending. Raises DomainError."""
    found = [int(part) for part in re.findall(r"[0-9]+", to_ascii_digits(text)[:2000])]
    if any(not 0 < one <= MOST for one in found):
        raise DomainError(N_("A number is from 1 to %(most)s."), most=MOST)
    if len(set(found)) < len(found):
        raise DomainError(N_("One number stands there twice."))
    if not found and text.strip():
        raise DomainError(N_("Write the numbers in digits, for example 3, 5."))
    return sorted(found)


def lines_of(order: Order) -> list[OrderLine]:
    """The lines of accepted parts of which there are several alike, with the buyer or not yet."""
    return [
        line
        for part in order.vendor_orders
        if part.state in KEPT
        for line in part.kept
        if line.kind == "stocked" and line.returned < line.quantity
    ]


def of(lines: Sequence[OrderLine]) -> dict[int, list[int]]:
    """The numbers that go with each of these lines, ascending."""
    query = select(PieceNumber.line_id, PieceNumber.number).order_by(PieceNumber.number)
    found: dict[int, list[int]] = {line.id: [] for line in lines}
    for line_id, number in session.execute(query.where(PieceNumber.line_id.in_(found))):
        found[line_id].append(number)
    return found


def write(line: OrderLine, numbers: Sequence[int]) -> None:
    """These numbers go with the line, one for each piece that is not back; none takes them away.

    Raises DomainError when there are more or fewer, or one went to somebody else; WrongState."""
    lock(session.get_one(VendorOrder, line.vendor_order_id).order_id)
    session.refresh(line)
    part = session.get_one(VendorOrder, line.vendor_order_id)
    if part.state not in KEPT or line.dropped_at is not None:
        raise WrongState(N_("This piece is not on the order any more. Please look again."))
    many, before = line.quantity - line.returned, of([line])[line.id]
    if numbers and len(numbers) != many:
        raise DomainError(N_("Write as many numbers as there are pieces: %(many)s."), many=many)
    if list(numbers) == before:
        return
    _free(line, numbers)
    session.execute(delete(PieceNumber).where(PieceNumber.line_id == line.id))
    session.add_all(
        PieceNumber(listing_id=line.listing_id, number=one, line_id=line.id) for one in numbers
    )
    old = line.title_fa
    for locale in SAID:
        title = getattr(line, f"title_{locale}").removesuffix(said(before, locale))
        setattr(line, f"title_{locale}", title + said(numbers, locale) if title else "")
    session.flush()
    eventlog.record("vendor_order", part.id, "numbered", changes={"title_fa": [old, line.title_fa]})


def said(numbers: Sequence[int], locale: str) -> str:
    """What a title ends with for these numbers."""
    one, several, between = SAID[locale]
    shown = between.join(localise_digits(str(number), locale) for number in numbers)
    return (several if len(numbers) > 1 else one).format(shown) if numbers else ""


def _free(line: OrderLine, numbers: Sequence[int]) -> None:
    """Numbers that are here again leave the lines that had them. Raises DomainError."""
    query = (
        select(PieceNumber, OrderLine, VendorOrder.state, Order.code)
        .join(OrderLine, OrderLine.id == PieceNumber.line_id)
        .join(VendorOrder, VendorOrder.id == OrderLine.vendor_order_id)
        .join(Order, Order.id == VendorOrder.order_id)
        .where(
            PieceNumber.listing_id == line.listing_id, PieceNumber.number.in_(numbers),
            PieceNumber.line_id != line.id,
        )
    )  # fmt: skip
    for row, other, state, code in session.execute(query).all():
        back = other.returned == other.quantity or other.dropped_at is not None
        if not back and state not in GONE:
            raise DomainError(
                N_("Number %(number)s went with order %(code)s."), number=row.number, code=code
            )
        session.delete(row)
    session.flush()


def require(lines: Iterable[OrderLine]) -> None:
    """Raises DomainError when one of these goes without numbers though its like are numbered."""
    keys = [line.id for line in lines if line.kind == "stocked"]
    mine = aliased(PieceNumber)
    query = select(OrderLine.id).where(
        OrderLine.id.in_(keys),
        exists().where(PieceNumber.listing_id == OrderLine.listing_id),
        ~exists().where(mine.line_id == OrderLine.id),
    )
    if keys and session.scalars(query).first() is not None:
        raise DomainError(WRITE_THEM, field="lines")
