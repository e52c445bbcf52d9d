"""Keeps what search reads, in the transaction that changes it."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, delete, insert, select

from marketplace.catalogue.events import WordsChanged
from marketplace.catalogue.models import Listing
from marketplace.discovery import vocabulary
from marketplace.discovery.models import LONGEST, SearchWord
from marketplace.discovery.query import IDLE
from marketplace.discovery.ranking import weight
from marketplace.kernel.db import session, table
from marketplace.kernel.direct import each_at_once
from marketplace.kernel.text import ZWNJ, fold_joined

INSERT = insert(table(SearchWord))
CHUNK = 500  # listings read and written at a time
WRITTEN = (Listing.title_fa, Listing.title_en, Listing.material_fa, Listing.material_en,
           Listing.technique_fa, Listing.technique_en)  # fmt: skip
EDGES = "«»\"'()[]{}،,.؛;:؟?!-–—/\\+*&#@" + ZWNJ
Spellings = defaultdict[str, Counter[str]]


def on_words_changed(event: WordsChanged) -> None:
    """Write one listing's words anew."""
    session.flush()
    session.execute(delete(SearchWord).where(SearchWord.listing_id == event.listing_id))
    spellings: Spellings = defaultdict(Counter)
    _write(Listing.id == event.listing_id, spellings)
    vocabulary.learn(_usual(spellings))


def rebuild() -> int:
    """Throw the projection away and write it from the listings; returns how many."""
    session.flush()
    ids = session.scalars(select(Listing.id)).all()
    session.execute(delete(SearchWord))
    spellings: Spellings = defaultdict(Counter)
    for start in range(0, len(ids), CHUNK):
        _write(Listing.id.in_(ids[start : start + CHUNK]), spellings)
    vocabulary.forget_all()
    vocabulary.learn(_usual(spellings))
    vocabulary.count()
    return len(ids)


def _write(which: ColumnElement[bool], spellings: Spellings) -> None:
    rows: list[dict[str, Any]] = []
    for key, text, *written in session.execute(
        select(Listing.id, Listing.search_text, *WRITTEN).where(which)
    ):
        found = _words(key, text)
        rows += found
        _note(spellings, (row["word"] for row in found), " ".join(written))
    if rows:
        each_at_once(INSERT, rows)


def _words(listing_id: int, text: str) -> list[dict[str, Any]]:
    title, _, other = text.partition("\n")
    titles = dict.fromkeys(title.split())
    telling = Counter(word.isascii() for word in titles if word.isalpha() and word not in IDLE)
    heavy = {word: weight(telling[word.isascii()]) for word in titles}
    words = dict.fromkeys(other.split(), 0) | heavy
    return [
        {"word": word, "listing_id": listing_id, "title": title}
        for word, title in words.items()
        if len(word) <= LONGEST
    ]


def _note(spellings: Spellings, words: Iterable[str], written: str) -> None:
    """How each word without digits is written: its letters before they were folded."""
    shown = {_folded(token): token.strip(EDGES) for token in written.split()}
    for word in words:
        if word.isalpha():
            spellings[word][shown.get(word, word)] += 1


@lru_cache(maxsize=20_000)
def _folded(token: str) -> str:
    return fold_joined(token)


def _usual(spellings: Spellings) -> vocabulary.Spelt:
    """Each word as it is written most often."""
    return {word: max(sorted(ways), key=ways.__getitem__) for word, ways in spellings.items()}
