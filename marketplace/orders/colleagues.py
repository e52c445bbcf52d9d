"""What papers keep of a colleague who was erased: what she took and gave, under nobody's name."""

from sqlalchemy import select, union

from marketplace.kernel.db import session
from marketplace.orders.models import Order
from marketplace.orders.returns.models import CreditNote
from marketplace.papers import forgetting as papers
from marketplace.papers.renaming import STAFF
from marketplace.payments.models import Payment
from marketplace.payments.refund_models import Refund

NOBODY = {"fa": "همکار پیشین", "en": "A former colleague"}


def forget(user_id: int, name: str) -> None:
    """Nobody's name in place of hers on the papers of orders that she placed, took money for, or
    gave some back of. Her person is erased."""
    paid, given = Payment.subject_id, Refund.subject_id
    hers = union(
        select(Order.id).where(Order.placed_by == user_id),
        select(paid).where(Payment.subject_kind == "order", Payment.taken_by == user_id),
        select(given).where(Refund.subject_kind == "order", Refund.given_by == user_id),
        select(CreditNote.order_id).where(CreditNote.made_by == user_id),
    )
    papers.rename(sorted(session.scalars(hers)), STAFF, {name}, NOBODY)
