"""What an event is about, as staff know it: a code, a name, a title, and where to read more."""

from collections.abc import Sequence

from marketplace.kernel.eventlog import Event
from marketplace.web.log.subjects import front, money, orders, outside, payouts, people, pieces
from marketplace.web.log.subjects.subject import NOTHING as NOTHING, Reader, Subject

Key = tuple[str, int]
PARTS = (orders, money, outside, payouts, pieces, front, people)
READERS: dict[str, Reader] = {kind: read for part in PARTS for kind, read in part.READERS.items()}


def of(events: Sequence[Event]) -> dict[Key, Subject]:
    """The subjects of these events, by one query for each kind among them."""
    found: dict[Key, Subject] = {}
    for kind, read in READERS.items():
        ids = {event.subject_id for event in events if event.subject_kind == kind}
        if ids:
            found |= {(kind, key): subject for key, subject in read(ids)}
    return found
