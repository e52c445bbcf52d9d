"""What search and the front keep of a maker who was erased: nothing that leads to her."""

from collections.abc import Collection, Sequence

from sqlalchemy import delete, literal, or_, select

from marketplace.discovery.front.collection_models import (
    Collection as Chosen,
    CollectionPiece,
    Season,
)
from marketplace.discovery.front.pinning import pin_states
from marketplace.discovery.front.turn_models import Pin
from marketplace.discovery.models import SearchTerm, SearchWish, SearchWord
from marketplace.kernel import eventlog
from marketplace.kernel.db import session
from marketplace.kernel.names import replaced
from marketplace.kernel.text import fold


def forget(vendor_id: int, listing_ids: Sequence[int], names: Collection[str]) -> None:
    """The words of her pieces, those that no other piece has, wishes for her by name, her pins and
    her places in collections."""
    hers = SearchWord.listing_id.in_(listing_ids)
    words = sorted(set(session.scalars(select(SearchWord.word).where(hers))))
    session.execute(delete(SearchWord).where(hers))
    _unlearn(words)
    if wanted := [fold(name) for name in names if fold(name)]:
        asked = literal(" ") + SearchWish.words + " "
        named = (asked.contains(f" {name} ", autoescape=True) for name in wanted)
        session.execute(delete(SearchWish).where(or_(*named)))
    session.execute(delete(CollectionPiece).where(CollectionPiece.listing_id.in_(listing_ids)))
    _pins(vendor_id)


def naming(names: Collection[str]) -> list[Chosen | Season]:
    """Collections and seasons whose public words name her; the office words them anew."""
    rows: list[Chosen | Season] = [
        *session.scalars(select(Chosen)),
        *session.scalars(select(Season)),
    ]
    return [
        row for row in rows
        if any(replaced(words, names, "") != words
               for words in (row.title_fa, row.title_en, row.words_fa, row.words_en))
    ]  # fmt: skip


def _unlearn(words: Sequence[str]) -> None:
    """One after the other in the sequence in which they are learnt."""
    standing = set(session.scalars(select(SearchWord.word).where(SearchWord.word.in_(words))))
    for word in words:
        if word not in standing:
            session.execute(delete(SearchTerm).where(SearchTerm.word == word))


def _pins(vendor_id: int) -> None:
    pins = session.scalars(select(Pin).filter_by(vendor_id=vendor_id).order_by(Pin.id)).all()
    for pin in pins:
        if pin_states.allows(pin, "lift"):
            pin_states.fire(pin, "lift")
        pin.reason = eventlog.ERASED
    session.flush()
    eventlog.erase_words("front_pin", [pin.id for pin in pins])
