"""The settlement slip: each piece with its picture, what it cost, what the office kept, hers."""

from collections.abc import Sequence
from typing import Any

from marketplace.kernel.calendar import local_day
from marketplace.kernel.db import locked
from marketplace.kernel.errors import DomainError
from marketplace.kernel.ids import show_code
from marketplace.kernel.text import N_
from marketplace.orders.basket_view import local
from marketplace.orders.sheets.issuing import Asked
from marketplace.orders.sheets.parts import house
from marketplace.papers import issuing
from marketplace.papers.models import Paper
from marketplace.payouts import reading, rows
from marketplace.payouts.models import PayoutRun
from marketplace.payouts.reading import Paid
from marketplace.payouts.rows import Row

KIND = "settlement"
NOTHING = N_("This payment was taken out; there is nothing to print.")


def issue_all(public_ids: Sequence[str], asked: Asked) -> list[Paper]:
    """The papers of these payments. Raises NotFound, DomainError."""
    language = asked.language or asked.spoken
    return [issue(reading.one(public_id), language, asked.by) for public_id in public_ids]


def issue(paid: Paid, language: str, by: int | None) -> Paper:
    """The paper of one payment, in fa or en; `by` a person's id. Raises DomainError when it was
    taken out of its run."""
    locked(PayoutRun, paid.run.id)
    if paid.payout.state == "dropped":
        raise DomainError(NOTHING)
    return issuing.issue(
        KIND, ("payout", paid.payout.id), language, body(paid, language), orders=(), by=by
    )


def body(paid: Paid, language: str) -> dict[str, Any]:
    """What it says, in rial."""
    payout, account = paid.payout, paid.account
    return {
        "house": house(language), "maker": local(paid.vendor, "alias", language),
        "run": f"{paid.run.year}/{paid.run.number}",
        "day": local_day(payout.paid_at or paid.run.made_at).isoformat(),
        "method": payout.method, "last4": account.last4 if account else "",
        "holder": account.holder if account else "", "reference": paid.run.reference,
        "currency": payout.currency, "amount": payout.amount,
        "earned": payout.earned, "taken_off": payout.taken_off,
        "rows": [_row(row, language) for row in rows.of_payout(payout)],
    }  # fmt: skip


def _row(row: Row, language: str) -> dict[str, Any]:
    line = row.line
    return {
        "title": local(line, "title", language) if line else "", "kind": row.kind,
        "picture": (line.picture_key or "") if line else "", "count": row.count,
        "order": show_code(row.code), "day": local_day(row.at).isoformat(),
        "price": row.price.amount,
        "ours": row.ours.amount, "tax": row.tax.amount, "hers": row.amount.amount,
    }  # fmt: skip
