"""Keeps what search reads, in the transaction that changes it."""

from typing import Any

from sqlalchemy import ColumnElement, delete, insert, select

from marketplace.catalogue.events import WordsChanged
from marketplace.catalogue.models import Listing
from marketplace.discovery.models import LONGEST, SearchWord
from marketplace.kernel.db import session

CHUNK = 500  # listings read and written at a time


def on_words_changed(event: WordsChanged) -> None:
    """Write one listing's words anew."""
    session.flush()
    session.execute(delete(SearchWord).where(SearchWord.listing_id == event.listing_id))
    _write(Listing.id == event.listing_id)


def rebuild() -> int:
    """Throw the projection away and write it from the listings; returns how many."""
    session.flush()
    ids = session.scalars(select(Listing.id)).all()
    session.execute(delete(SearchWord))
    for start in range(0, len(ids), CHUNK):
        _write(Listing.id.in_(ids[start : start + CHUNK]))
    return len(ids)


def _write(which: ColumnElement[bool]) -> None:
    listings = session.execute(select(Listing.id, Listing.search_text).where(which))
    words = [row for key, text in listings for row in _words(key, text)]
    if words:
        session.execute(insert(SearchWord), words)


def _words(listing_id: int, text: str) -> list[dict[str, Any]]:
    title, _, other = text.partition("\n")
    words = dict.fromkeys(other.split(), 0) | dict.fromkeys(title.split(), 1)
    return [
        {"word": word, "listing_id": listing_id, "title": in_title}
        for word, in_title in words.items()
        if len(word) <= LONGEST
    ]
