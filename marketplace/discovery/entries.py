"""Keeps what search reads, in the transaction that changes it."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, delete, insert, select

from marketplace.catalogue.events import WordsChanged
from marketplace.catalogue.models import Listing
from marketplace.discovery.models import SearchEntry
from marketplace.kernel.db import session

CHUNK = 1000  # listings read and written at a time


def on_words_changed(event: WordsChanged) -> None:
    """Write one listing's words anew."""
    session.flush()
    session.execute(delete(SearchEntry).where(SearchEntry.listing_id == event.listing_id))
    _write(Listing.id == event.listing_id)


def rebuild() -> int:
    """Throw the projection away and write it from the listings; returns how many."""
    session.flush()
    ids = session.scalars(select(Listing.id)).all()
    session.execute(delete(SearchEntry))
    for start in range(0, len(ids), CHUNK):
        _write(Listing.id.in_(ids[start : start + CHUNK]))
    return len(ids)


def _write(which: ColumnElement[bool]) -> None:
    rows = session.execute(select(Listing.id, Listing.search_text).where(which)).all()
    if rows:
        session.execute(insert(SearchEntry), _entries(rows))


def _entries(rows: Sequence[Any]) -> list[dict[str, Any]]:
    return [
        {"listing_id": key, "title": text.partition("\n")[0], "words": text} for key, text in rows
    ]
