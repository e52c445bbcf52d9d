"""What the events of receipts of the post and of changed notes are about."""

from flask import url_for
from sqlalchemy import select

from marketplace.kernel.db import session
from marketplace.payments.foreign.exchange_models import NotesExchange
from marketplace.payments.postage_models import PostPayment
from marketplace.web.log.subjects.subject import Pairs, Reader, Subject
from marketplace.web.money import rate_words


def _post_payments(ids: set[int]) -> Pairs:
    for row in session.scalars(select(PostPayment).where(PostPayment.id.in_(ids))):
        yield row.id, Subject(row.receipt, url_for("office.post_receipt", public_id=row.public_id))


def _notes(ids: set[int]) -> Pairs:
    for row in session.scalars(select(NotesExchange).where(NotesExchange.id.in_(ids))):
        name, key = rate_words.currency(row.currency), row.public_id
        yield row.id, Subject(name, url_for("office.notes_changed", public_id=key))


READERS: dict[str, Reader] = {"post_payment": _post_payments, "notes_exchange": _notes}
