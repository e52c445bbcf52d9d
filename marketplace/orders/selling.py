"""What an order's books say it sold: its lines at their frozen shares, and its parcels."""

from sqlalchemy import bindparam, select

from marketplace.kernel.db import session
from marketplace.kernel.direct import ask
from marketplace.kernel.money import shares
from marketplace.ledger import entries
from marketplace.ledger.entries import Piece, Postage, Returned
from marketplace.orders.losses import findings
from marketplace.orders.models import Order, OrderLine, VendorOrder
from marketplace.orders.post.models import Parcel
from marketplace.orders.returns.models import BACK, CreditNote
from marketplace.orders.states import GONE

GONE_FOR_GOOD = ("damaged", "lost")
PIECES = (
    select(
        OrderLine.id, VendorOrder.vendor_id, OrderLine.unit_price * OrderLine.quantity,
        OrderLine.commission, OrderLine.tax,
    )
    .join(VendorOrder)
    .where(VendorOrder.order_id == bindparam("order"), VendorOrder.state.not_in(GONE),
           OrderLine.dropped_at.is_(None))
    .order_by(OrderLine.id)
)  # fmt: skip


def book(order: Order) -> None:
    """Bring the books to what the order is now; an unpaid one has sold nothing. The caller holds
    the order locked."""
    session.flush()
    sold = order.paid_at is not None
    entries.order_sold(
        order.id, order.currency, _pieces(order) if sold else [], _postage(order) if sold else [],
        _returned(order) if sold and order.returned else [],
    )  # fmt: skip


def returned(order: Order, note: CreditNote) -> None:
    """Book what came back or was lost; the caller holds the order locked."""
    entries.pieces_returned(note.id, order.id, note.currency, of(note), note.kind)


def _returned(order: Order) -> list[Returned]:
    mine = select(CreditNote).where(CreditNote.order_id == order.id, CreditNote.kind.in_(BACK))
    notes = session.scalars(mine.order_by(CreditNote.id))
    return [piece for note in notes for piece in standing(note)]


def standing(note: CreditNote) -> list[Returned]:
    """What of a note still counts: all of it, unless what was lost turned up."""
    found = findings.current(note.id) if note.kind == "loss" else None
    if found is None:
        return of(note)
    here = {one.line_id: one.quantity for one in found.lines}
    return findings.after(found.outcome, of(note), note.quantities, here)


def of(note: CreditNote) -> list[Returned]:
    """The note's pieces; its postage shared among their makers, in case they bear it."""
    query = select(OrderLine.id, VendorOrder.vendor_id).join(VendorOrder)
    mine = query.where(OrderLine.id.in_([one.line_id for one in note.lines if one.line_id]))
    makers = {line: vendor_id for line, vendor_id in session.execute(mine)}  # noqa: C416
    pieces = [one for one in note.lines if one.line_id]
    found = [
        Returned(note.liable_party, one.fate in GONE_FOR_GOOD, makers[one.line_id or 0], one.amount,
                 one.commission, one.tax, one.line_id)
        for one in pieces
    ]  # fmt: skip
    for one in note.lines:
        if one.line_id is None:
            parts = shares(one.amount, [piece.amount for piece in pieces])
            found += [
                Returned(note.liable_party, True, makers[piece.line_id or 0], part)
                for piece, part in zip(pieces, parts, strict=True)
            ]
    return found


def _pieces(order: Order) -> list[Piece]:
    return [Piece(*row) for row in ask(PIECES, {"order": order.id})]


def _postage(order: Order) -> list[Postage]:
    if order.delivery != "post":
        return []
    query = (
        select(Parcel.postage, Parcel.keeper, Parcel.vendor_id)
        .where(Parcel.order_id == order.id, Parcel.state != "given_up")
        .order_by(Parcel.id)
    )
    return [
        Postage(amount, vendor_id if keeper == "vendor" else None)
        for amount, keeper, vendor_id in session.execute(query)
    ]
