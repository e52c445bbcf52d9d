"""The credit note as a paper: what came back, line by line, with its tax."""

from marketplace.kernel.ids import show_code
from marketplace.orders.basket_view import local
from marketplace.orders.models import Order, OrderLine
from marketplace.orders.returns.models import CreditLine, CreditNote
from marketplace.orders.sheets.parts import Body, house, person, tags, taxes
from marketplace.papers import issuing
from marketplace.papers.models import Paper


def issue(note: CreditNote, order: Order, by: int | None, language: str = "") -> Paper:
    """The note's paper, in the buyer's language unless another is named; it stands for ever. `by` a
    person's id."""
    language = language or order.locale
    return issuing.issue(
        "credit", ("credit_note", note.id), language, body(note, order, language),
        orders=[order.id], by=by, number=(note.year, note.number),
    )  # fmt: skip


def body(note: CreditNote, order: Order, language: str) -> Body:
    """What is undone; amounts in rial."""
    pieces = {line.id: line for part in order.vendor_orders for line in part.lines}
    codes = tags(pieces[one.line_id] for one in note.lines if one.line_id)
    return {
        "house": house(language), "order": show_code(order.code), "buyer": order.name,
        "at": note.made_at.isoformat(), "by": person(note.made_by), "kind": note.kind,
        "reason": note.reason, "amount": note.amount,
        "taxes": taxes((pieces[one.line_id].tax_bp, one.tax) for one in note.lines if one.line_id),
        "postage": sum(one.amount for one in note.lines if one.line_id is None),
        "lines": [_line(one, pieces[one.line_id], codes, language)
                  for one in note.lines if one.line_id],
    }  # fmt: skip


def _line(one: CreditLine, line: OrderLine, codes: dict[int, str], language: str) -> Body:
    return {
        "title": local(line, "title", language), "by": local(line, "maker", language),
        "code": codes.get(line.listing_id, ""), "count": one.quantity,
        "price": line.unit_price, "amount": one.amount,
    }  # fmt: skip
