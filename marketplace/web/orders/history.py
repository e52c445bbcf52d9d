"""What happened to an order as the office reads it: the log's events, and the notes' words."""

from dataclasses import replace

from flask_babel import lazy_gettext as _l

from marketplace.orders import notes
from marketplace.orders.models import Order
from marketplace.web.forms.fields import CleanTextField, Form
from marketplace.web.log import history, search as event_search
from marketplace.web.log.history import Entry


class NoteForm(Form):
    """What colleagues should know about the order."""

    words = CleanTextField(_l("Note for colleagues"), limit=1000)


def entries(order: Order) -> list[Entry]:
    """Everything, newest first."""
    events = event_search.of_order(order)
    keys = {event.id: event.changes["note_id"][1] for event in events if "note_id" in event.changes}
    words = notes.words_of(set(keys.values()))
    return [
        replace(entry, reason=words.get(keys[entry.id], "")) if entry.id in keys else entry
        for entry in history.entries(events)
    ]
