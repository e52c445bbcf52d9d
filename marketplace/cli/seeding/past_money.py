"""The money of synthetic orders: a payment with its receipt, and what the books say of it."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from sqlalchemy import insert, select

from marketplace.cli.seeding.past_rows import Made
from marketplace.kernel.calendar import jalali_year
from marketplace.kernel.db import session
from marketplace.ledger.accounts import BANK, BUYER
from marketplace.ledger.entries import Piece, Postage, sale
from marketplace.ledger.posting import Draft, credit, debit, post_all
from marketplace.payments import recording
from marketplace.payments.models import Payment
from marketplace.people.models import User


def write(made: Sequence[Made]) -> None:
    """Pay every order that was paid card to card, as a whole, and book it."""
    parts: dict[int, list[Made]] = {}
    for one in made:
        if one.drawn.paid:
            parts.setdefault(one.order_id, []).append(one)
    if not parts:
        return
    statement = insert(Payment).returning(Payment.id, sort_by_parameter_order=True)
    keys = session.scalars(statement, _payments(parts)).all()
    drafts = []
    for key, (order_id, mine) in zip(keys, parts.items(), strict=True):
        drafts += _entries(key, order_id, mine)
    post_all(drafts)


def _payments(parts: dict[int, list[Made]]) -> list[dict[str, Any]]:
    treasurer = session.scalar(select(User.id).order_by(User.id).limit(1))
    years = Counter(jalali_year(mine[0].drawn.placed_at) for mine in parts.values())
    next_ = {year: recording.reserve(Payment, year, count) for year, count in years.items()}
    rows = []
    for order_id, (first, *_) in parts.items():
        drawn, year = first.drawn, jalali_year(first.drawn.placed_at)
        amount = drawn.total + drawn.postage
        rows.append({
            "subject_kind": "order", "subject_id": order_id, "amount": amount, "currency": "IRR",
            "method": "card", "holder": "office", "received": amount, "change": 0,
            "taken_by": treasurer, "taken_at": drawn.placed_at, "receipt_year": year,
            "receipt_number": next_[year],
        })  # fmt: skip
        next_[year] += 1
    return rows


def _entries(payment_id: int, order_id: int, mine: Sequence[Made]) -> list[Draft]:
    drawn, subject = mine[0].drawn, ("order", order_id)
    paid = drawn.total + drawn.postage
    pieces = [
        Piece(one.line_id, piece.vendor_id, piece.price, piece.price // 10)
        for one, piece in zip(mine, drawn.pieces, strict=True)
    ]
    legs = sale(pieces, [Postage(drawn.postage)])
    money = [debit(BANK, paid), credit(BUYER, paid)]
    return [
        Draft("payment", subject, money, ("payment", payment_id), drawn.placed_at),
        Draft("sale", subject, legs, subject, drawn.placed_at),
    ]
