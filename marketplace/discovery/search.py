"""The one way to a list of pieces, with words or without."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from marketplace.discovery import answering, facets, hits, walking
from marketplace.discovery.cards import cards
from marketplace.discovery.facets import Facets
from marketplace.discovery.filters import BEST, Filters
from marketplace.discovery.hits import Hits
from marketplace.discovery.kept import Kept
from marketplace.discovery.language.understanding import Question, loosen, understand
from marketplace.discovery.rows import Piece
from marketplace.discovery.traits import Trait, meant

PAGE = 24
MANY = 200_000  # pieces; counting what more of them answer takes a second and is not done
NOTHING, NOBODY_ASKED = Hits([], Facets()), Question()
NOBODY: Counter[int] = Counter()  # answers so
_found: Kept[Hits] = Kept(64)


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a list. `shown` pieces can be turned to; there may be more in `facets.total`.
    `traits`: what its pieces may be filtered by, and how many answer what, where that is known."""

    pieces: list[Piece]
    number: int
    shown: int
    facets: Facets
    asked: Question = NOBODY_ASKED
    traits: tuple[tuple[Trait, Counter[int] | None], ...] = ()

    @property
    def total(self) -> int:
        """How many pieces fit."""
        return self.facets.total

    @property
    def last(self) -> int:
        """The last page's number."""
        return last_page(self.shown)


def find(
    query: str, filters: Filters, number: int, locale: str, traits: Sequence[Trait] = ()
) -> Page:
    """The page of pieces for sale that answer the query; beyond the last, the last. Of these traits
    those are counted that every craft of what is found is asked."""
    asked = understand(query)
    filters = filters.under(asked.ceiling)
    if not asked.terms:
        return _browse(filters, number, locale, traits)
    found, asked = _answer(asked, filters, traits)
    number = _clamped(number, len(found.ids))
    page = found.ids[(number - 1) * PAGE : number * PAGE]
    known, counts = found.facets.counted, found.facets.answers
    offered = tuple((one, counts.get(one.id, NOBODY) if known else None)
                    for one in traits if one.id in found.traits)  # fmt: skip
    return Page(cards(page, locale), number, len(found.ids), found.facets, asked, offered)


def ids(query: str, filters: Filters) -> list[int]:
    """What a search finds, in the order in which it is shown."""
    asked = understand(query)
    if not asked.terms:
        return walking.first(filters.under(asked.ceiling), hits.MOST)
    return _answer(asked, filters.under(asked.ceiling))[0].ids


def _browse(filters: Filters, number: int, locale: str, traits: Sequence[Trait]) -> Page:
    if filters.order == BEST:
        filters = replace(filters, order="new")
    counted = facets.of_all(filters)
    number = _clamped(number, counted.total)
    found = walking.page(filters, number, PAGE, counted.total) if counted.total else []
    few = meant(traits, filters, counted.crafts) if traits else []
    counts = answering.of_all(few, filters) if few and counted.total <= MANY else {}
    offered = tuple((one, counts.get(one.id)) for one in few)
    return Page(cards(found, locale), number, counted.total, counted, NOBODY_ASKED, offered)


def _answer(
    asked: Question, filters: Filters, traits: Sequence[Trait] = ()
) -> tuple[Hits, Question]:
    """Words as they are known; with guesses too where those find nothing at all."""
    if asked.certain:
        found = _hits(asked, filters, traits)
        if found.facets.any:
            return found, asked
    loose = loosen(asked)
    return (_hits(loose, filters, traits) if loose.answerable else NOTHING), loose


def _hits(asked: Question, filters: Filters, traits: Sequence[Trait]) -> Hits:
    offered = tuple(one.id for one in traits)
    return _found.get((asked, filters, offered), lambda: hits.hits(asked.terms, filters, traits))


def _clamped(number: int, total: int) -> int:
    return min(max(number, 1), last_page(total))


def last_page(total: int) -> int:
    """The number of the last page of so many pieces."""
    return max(1, -(-total // PAGE))


def newest(limit: int, locale: str) -> list[Piece]:
    """The newest pieces for sale."""
    return cards(walking.first(Filters(), limit), locale)


def nearest(asked: Question, limit: int, locale: str) -> list[Piece]:
    """Pieces that answer most words of the question first, then the newest."""
    terms = [term for term in asked.terms if term.words]
    held: dict[int, list[int]] = {}
    for term in sorted(terms, key=lambda term: term.often)[:4]:
        for place, key in enumerate(hits.hits([term], Filters(order=BEST)).ids):
            held.setdefault(key, []).append(place)
    best = sorted(held, key=lambda key: (-len(held[key]), sum(held[key]), -key))
    more = walking.first(Filters(), limit) if len(best) < limit else []
    return cards(list(dict.fromkeys([*best, *more]))[:limit], locale)


def telling(asked: Question) -> list[str]:
    """The words that find something by themselves, when there are several."""
    found = [term.typed for term in asked.terms if term.words]
    return found if len(asked.terms) > 1 else []
