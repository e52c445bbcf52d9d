"""Which found piece comes first: the one place that says so, the same on both engines.

Each word of a query is worth what its best place in a piece is worth; a piece is worth the sum.
Of equals the maker comes first who waits longest for her turn on the front, then the newest."""

from typing import Any

from sqlalchemy import ColumnElement, bindparam, case

from marketplace.catalogue.models import Listing

EXACT, SURE, LOOSE = 6, 4, 1  # as typed; another form or spelling of it; a guess
IN_TITLE = 3
BRIEF = ((1, 5), (2, 4), (3, 3), (5, 2))  # words of a title at most, and what each of them weighs


def weight(words: int) -> int:
    """What a word of a title weighs: the fewer stand there, the more it says what the piece is."""
    return next((heavy for most, heavy in BRIEF if words <= most), 1)


def points(word: ColumnElement[str], title: ColumnElement[int], term: int) -> ColumnElement[int]:
    """What this place of the query's term is worth."""
    exact = word.in_(bindparam(f"exact{term}", expanding=True))
    sure = word.in_(bindparam(f"sure{term}", expanding=True))
    kind = case((exact, EXACT), (sure, SURE), else_=LOOSE)
    return kind + case((title > 0, title + IN_TITLE), else_=0)


def order(
    asked: str, worth: ColumnElement[Any], listing: Any = Listing.__table__.c
) -> tuple[ColumnElement[Any], ...]:
    """How pieces follow one another; `asked` is BEST or a key of ORDERS."""
    if asked == "new":
        return (listing.published_at.desc(), listing.id.desc())
    if asked == "cheap":
        return (listing.price, listing.turn, listing.id.desc())
    if asked == "dear":
        return (listing.price.desc(), listing.turn, listing.id.desc())
    return (worth.desc(), listing.turn, listing.published_at.desc(), listing.id.desc())
