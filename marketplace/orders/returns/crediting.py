"""Writing credit notes: what of each line is undone, to the rial."""

from collections.abc import Collection, Sequence

from sqlalchemy import func, select

from marketplace.kernel import actor, eventlog
from marketplace.kernel.db import one, session
from marketplace.kernel.errors import NotFound
from marketplace.orders.models import Order, OrderLine
from marketplace.orders.returns.models import CreditLine, CreditNote
from marketplace.papers import issuing, kinds


def part(line: OrderLine, quantity: int, fate: str) -> CreditLine:
    """So many more pieces of a line: of its price, the office's share and the tax as much as the
    pieces are of the whole. Over all of a line's notes the parts add up to the line exactly."""
    before, after = line.returned, line.returned + quantity
    amount = line.unit_price * quantity
    commission, tax = (
        whole * after // line.quantity - whole * before // line.quantity
        for whole in (line.commission, line.tax)
    )
    return CreditLine(
        line_id=line.id, quantity=quantity, amount=amount, commission=commission, tax=tax,
        share=amount - commission - tax, fate=fate,
    )  # fmt: skip


def whole(line: OrderLine) -> CreditLine:
    """All of a line, as it stands."""
    return part(line, line.quantity, "kept")


def cancelled(
    order: Order, lines: Sequence[OrderLine], posted: int, *, liable_party: str, reason: str
) -> CreditNote:
    """Whole lines taken off a paid order, and so much rial of its postage with them."""
    parts = [whole(line) for line in lines] + ([postage(posted)] if posted > 0 else [])
    return write(order, "cancellation", parts, liable_party=liable_party, reason=reason)


def lessened(order: Order, line: OrderLine, before: CreditLine, reason: str) -> CreditNote:
    """Fewer of a line of a paid order than before."""
    less = whole(line)
    for name in ("quantity", "amount", "commission", "tax", "share"):
        setattr(less, name, getattr(before, name) - getattr(less, name))
    return write(order, "cancellation", [less], liable_party="office", reason=reason)


def postage(amount: int) -> CreditLine:
    """The price of the post, in rial."""
    return CreditLine(quantity=1, amount=amount, commission=0, tax=0, share=0, fate="kept")


def write(
    order: Order, kind: str, lines: Sequence[CreditLine], *, liable_party: str, reason: str,
    late_reason: str = "", by: int | None = None,
) -> CreditNote:  # fmt: skip
    """Number the note and keep it; the caller holds the order locked. `by` a person's id,
    else whoever acts."""
    year, number = issuing.next_number("credit")
    note = CreditNote(
        order_id=order.id, position=count(order) + 1, year=year, number=number, kind=kind,
        liable_party=liable_party, reason=reason, late_reason=late_reason,
        amount=sum(line.amount for line in lines), currency=order.currency,
        made_by=by or actor.current().user_id, lines=list(lines),
    )  # fmt: skip
    session.add(note)
    session.flush()
    changes = {"amount": [None, note.amount], "liable_party": [None, liable_party]}
    eventlog.record("credit_note", note.id, kind, reason=reason, changes=changes)
    return note


def count(order: Order) -> int:
    """How many notes an order has."""
    query = select(func.count()).select_from(CreditNote).where(CreditNote.order_id == order.id)
    return session.scalar(query) or 0


def of_order(order_id: int) -> Sequence[CreditNote]:
    """An order's notes, the first one first."""
    query = select(CreditNote).where(CreditNote.order_id == order_id)
    return session.scalars(query.order_by(CreditNote.position)).all()


def pieces(note: CreditNote) -> list[tuple[OrderLine, int]]:
    """The lines that a note names, with how many of each."""
    many = note.quantities
    lines = session.scalars(select(OrderLine).where(OrderLine.id.in_(many)).order_by(OrderLine.id))
    return [(line, many[line.id]) for line in lines]


def order_of(note: CreditNote) -> Order:
    """The order of which it undoes something."""
    return session.get_one(Order, note.order_id)


def number(note: CreditNote) -> str:
    """C1405-000012: the Jalali year and the gapless number, in ASCII digits."""
    return kinds.show("credit", note.year, note.number)


def by_number(text: str) -> CreditNote:
    """The note with this number. Raises NotFound."""
    found = kinds.read(text)
    if found is None or found[0] != "credit":
        raise NotFound
    return one(CreditNote, year=found[1], number=found[2])


def about(line_ids: Collection[int]) -> Sequence[CreditLine]:
    """What was undone of these lines, the first one first."""
    query = select(CreditLine).where(CreditLine.line_id.in_(line_ids)).order_by(CreditLine.id)
    return session.scalars(query).all() if line_ids else ()
