"""The words of the whole shop: which are known, how they begin, which are one slip away."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import Select, TextClause, bindparam, delete, func, select, text

from marketplace.discovery.language.spelling import shapes
from marketplace.discovery.models import SearchShape, SearchTerm, SearchWord
from marketplace.discovery.reading import read
from marketplace.kernel.db import session

TERM, SHAPE = SearchTerm.__table__, SearchShape.__table__
WORD = SearchWord.__table__.c
LAST = "\U0010ffff"  # stands after every word with the same beginning
CHUNK = 5000  # rows written at a time
MOST = 60  # words looked at for one that is not known
ADD_TERM = text(
    "INSERT INTO search_term (word, shown, listings) VALUES (:word, :shown, 1)"
    " ON CONFLICT (word) DO UPDATE SET listings = 1 WHERE search_term.listings = 0"
)
ADD_SHAPE = text(
    "INSERT INTO search_shape (shape, word) VALUES (:shape, :word) ON CONFLICT DO NOTHING"
)
RECOUNT = text("UPDATE search_term SET listings = :listings WHERE word = :word")
Spelt = dict[str, str]  # a word and how makers write it


@dataclass(frozen=True, slots=True)
class Known:
    """A word of the shop. `listings`: in how many it stood when last counted."""

    word: str
    shown: str
    listings: int


def known(words: Collection[str]) -> dict[str, Known]:
    """Those of the words that stand in a listing."""
    return {row.word: Known(*row) for row in read(_known(), words=list(words))} if words else {}


def beginning(start: str, limit: int) -> list[Known]:
    """Words with this beginning, those of most listings first."""
    rows = read(_beginning(), start=start, last=start + LAST, limit=limit)
    return [Known(*row) for row in rows]


def kept_under(asked: Collection[str]) -> list[tuple[str, Known]]:
    """(shape, word) for the words that are kept under one of these shapes."""
    return [(row[0], Known(*row[1:])) for row in read(_under(), shapes=sorted(asked))]


def learn(spelt: Spelt) -> None:
    """Add the words that are new, in one sequence so that two who learn never wait in a ring."""
    standing = {word for word, one in known(spelt).items() if one.listings}
    new = sorted(set(spelt) - standing)
    _add(ADD_TERM, [{"word": word, "shown": spelt[word]} for word in new])
    _add(ADD_SHAPE, [{"word": word, "shape": one} for word in new for one in sorted(shapes(word))])


def forget_all() -> None:
    """Empty the vocabulary, to learn it anew."""
    session.execute(delete(SearchShape))
    session.execute(delete(SearchTerm))


def miscounted() -> list[dict[str, Any]]:
    """Words with their right counts where other ones are kept: reads the words of all listings."""
    return [row._asdict() for row in session.execute(_miscounted())]


def correct(counted: Sequence[dict[str, Any]]) -> None:
    """Keep these counts. What stands nowhere now stays known with none: a listing that is being
    written may bring it back."""
    if counted:
        session.execute(RECOUNT, list(counted))


def _miscounted() -> Select[Any]:
    standing = (
        select(WORD.word, func.count().label("listings")).group_by(WORD.word).subquery("standing")
    )
    right: Any = func.coalesce(standing.c.listings, 0)
    both = TERM.outerjoin(standing, standing.c.word == TERM.c.word)
    found = select(TERM.c.word, right.label("listings")).select_from(both)
    return found.where(TERM.c.listings != right).order_by(TERM.c.word)


def _add(statement: TextClause, rows: list[dict[str, str]]) -> None:
    for start in range(0, len(rows), CHUNK):
        session.execute(statement, rows[start : start + CHUNK])


@lru_cache(maxsize=1)
def _known() -> Select[Any]:
    return select(*TERM.c).where(TERM.c.word.in_(bindparam("words", expanding=True)))


@lru_cache(maxsize=1)
def _beginning() -> Select[Any]:
    start: Any = bindparam("start")
    last: Any = bindparam("last")
    found = select(*TERM.c).where(TERM.c.word >= start, TERM.c.word < last, TERM.c.listings > 0)
    return found.order_by(TERM.c.listings.desc(), TERM.c.word).limit(bindparam("limit"))


@lru_cache(maxsize=1)
def _under() -> Select[Any]:
    under = SHAPE.c.shape.in_(bindparam("shapes", expanding=True))
    found = (
        select(SHAPE.c.shape, *TERM.c)
        .join(TERM, TERM.c.word == SHAPE.c.word)
        .where(under, TERM.c.listings > 0)
    )
    return found.order_by(TERM.c.listings.desc(), TERM.c.word).limit(MOST)
