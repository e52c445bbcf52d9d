"""Keeps what search reads, in the transaction that changes it."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

from sqlalchemy import bindparam, delete, insert, select

from marketplace.catalogue.events import WordsChanged
from marketplace.catalogue.models import Listing
from marketplace.discovery.language import vocabulary
from marketplace.discovery.language.query import IDLE
from marketplace.discovery.models import LONGEST, SearchWord
from marketplace.discovery.ranking import weight
from marketplace.kernel.db import session, table
from marketplace.kernel.direct import each_at_once
from marketplace.kernel.filling import fill
from marketplace.kernel.text import ZWNJ, fold_joined

INSERT = insert(table(SearchWord))
COLUMNS = ("word", "listing_id", "title")
CHUNK = 5000  # listings read and written at a time
WRITTEN = (Listing.title_fa, Listing.title_en, Listing.material_fa, Listing.material_en,
           Listing.technique_fa, Listing.technique_en)  # fmt: skip
EDGES = "«»\"'()[]{}،,.؛;:؟?!-–—/\\+*&#@" + ZWNJ
Spellings = defaultdict[str, Counter[str]]


def on_words_changed(event: WordsChanged) -> None:
    """Write one listing's words anew."""
    session.flush()
    session.execute(delete(SearchWord).where(SearchWord.listing_id == event.listing_id))
    spellings: Spellings = defaultdict(Counter)
    one = session.execute(_texts().where(Listing.id == event.listing_id))
    each_at_once(INSERT, [dict(zip(COLUMNS, row, strict=True)) for row in _words(one, spellings)])
    vocabulary.learn(_usual(spellings))


def rebuild() -> int:
    """Throw the projection away and write it from the listings; returns how many."""
    session.flush()
    session.execute(delete(SearchWord))
    vocabulary.forget_all()
    spellings: Spellings = defaultdict(Counter)
    count, last = 0, 0
    after = _texts().where(Listing.id > bindparam("last")).order_by(Listing.id).limit(CHUNK)
    while found := session.execute(after, {"last": last}).all():
        fill(SearchWord, COLUMNS, _words(found, spellings))
        count, last = count + len(found), found[-1].id
    vocabulary.learn(_usual(spellings))
    vocabulary.correct([
        {"word": word, "listings": ways.total()} for word, ways in sorted(spellings.items())
    ])  # fmt: skip
    return count


def _texts() -> Any:
    return select(Listing.id, Listing.search_text, *WRITTEN)


def _words(listings: Iterable[Any], spellings: Spellings) -> Iterator[tuple[str, int, int]]:
    """Rows of COLUMNS; on the way it is noted how each word is written."""
    for key, text, *written in listings:
        weights = _weights(text)
        _note(spellings, weights, " ".join(written))
        for word, title in weights.items():
            yield word, key, title


def _weights(text: str) -> dict[str, int]:
    """Each word of a listing, and what it weighs in the title."""
    title, _, other = text.partition("\n")
    titles = dict.fromkeys(title.split())
    telling = Counter(word.isascii() for word in titles if word.isalpha() and word not in IDLE)
    heavy = {word: weight(telling[word.isascii()]) for word in titles}
    words = dict.fromkeys(other.split(), 0) | heavy
    return {word: title for word, title in words.items() if len(word) <= LONGEST}


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
