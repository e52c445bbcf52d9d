"""Notes of the staff on an order: read by staff only, kept out of the log, which nothing erases."""

from collections.abc import Collection

from sqlalchemy import select

from marketplace.kernel import eventlog
from marketplace.kernel.db import session
from marketplace.kernel.errors import DomainError
from marketplace.kernel.text import N_
from marketplace.orders.models import Order
from marketplace.orders.note_models import Note

NOTHING = N_("Write the note.")
ERASED = N_("This buyer’s data is erased; nothing is written beside the order any more.")


def write(order: Order, author_id: int, words: str) -> Note:
    """Keep a note. Raises DomainError without words, or when the buyer is erased."""
    if not words.strip():
        raise DomainError(NOTHING, field="words")
    if order.erased_at:
        raise DomainError(ERASED, field="words")
    note = Note(order_id=order.id, author_id=author_id, words=words.strip())
    session.add(note)
    session.flush()
    eventlog.record("order", order.id, "note_written", changes={"note_id": [None, note.id]})
    return note


def words_of(note_ids: Collection[int]) -> dict[int, str]:
    """What these notes say, by id; nothing for those that are gone."""
    if not note_ids:
        return {}
    rows = session.execute(select(Note.id, Note.words).where(Note.id.in_(note_ids)))
    return {row.id: row.words for row in rows}
