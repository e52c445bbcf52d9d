"""The tree as visitors meet it: only what has pieces for sale."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from sqlalchemy import Select, func, literal, select

from marketplace.catalogue.category import Category as Stored
from marketplace.catalogue.models import Listing
from marketplace.discovery.availability import FOR_SALE
from marketplace.discovery.cards import picture_of
from marketplace.discovery.kept import Kept
from marketplace.discovery.reading import read
from marketplace.discovery.rows import Category
from marketplace.discovery.wording import wording
from marketplace.kernel import settled
from marketplace.media.models import Picture

stored, picture, listing = Stored.__table__, Picture.__table__, Listing.__table__
MOST = 100  # the home page counts no further: its cost must not grow with the shop

_counted: Kept[list[tuple[Category, int]]] = Kept(2)


@dataclass(frozen=True, slots=True)
class Tree:
    """Every category in staff's order, and how many pieces stand under some of them."""

    all: tuple[Category, ...]
    counts: Counter[int | None] = field(default_factory=Counter)

    @property
    def crafts(self) -> list[Category]:
        """The top level."""
        return [one for one in self.all if one.parent_id is None]

    def kinds(self, craft: Category) -> list[Category]:
        """What stands within a craft."""
        return [one for one in self.all if one.parent_id == craft.id]

    def at(self, slug: str) -> Category | None:
        """The category with this address."""
        return next((one for one in self.all if one.slug == slug), None)

    def named(self, key: int | None) -> Category | None:
        """The category with this id."""
        return next((one for one in self.all if one.id == key), None)

    def path(self, key: int | None) -> list[Category]:
        """From the craft down to the category with this id."""
        here = self.named(key)
        return [*self.path(here.parent_id), here] if here else []

    def counted(self, counts: Counter[int | None]) -> "Tree":
        """The same tree with other counts."""
        return Tree(self.all, counts)


def tree(locale: str) -> Tree:
    """The whole tree with its pictures."""
    return settled.known(("tree", locale), lambda: _tree(locale))


def _tree(locale: str) -> Tree:
    return Tree(tuple(_category(row) for row in settled.ask(_all(locale))))


def crafts_with_pieces(locale: str) -> list[tuple[Category, int]]:
    """The top level that has pieces for sale, and how many, counted up to MOST once an edition."""
    return _counted.get(locale, lambda: _count(locale))


def _count(locale: str) -> list[tuple[Category, int]]:
    return [(_category(row), row.pieces) for row in read(_crafts_counted(locale)) if row.pieces]


def tally(rows: Iterable[Any]) -> Counter[int | None]:
    """(craft, category, count) rows as pieces under each id."""
    counts: Counter[int | None] = Counter()
    for craft, category, number in rows:
        counts.update(dict.fromkeys({craft, category}, number))
    return counts


@lru_cache(maxsize=2)
def _all(locale: str) -> Select[Any]:
    title = wording(stored, "name", locale)
    return (
        select(
            stored.c.id, stored.c.slug, stored.c.parent_id, title, title.label("title"),
            picture.c.key, picture.c.width, picture.c.height, picture.c.sample,
            picture.c.state.label("picture_state"), literal("").label("alt"),
        )
        .outerjoin(picture, (picture.c.id == stored.c.picture_id) & picture.c.public)
        .order_by(stored.c.position, stored.c.id)
    )  # fmt: skip


@lru_cache(maxsize=2)
def _crafts_counted(locale: str) -> Select[Any]:
    some = (
        select(listing.c.id)
        .where(FOR_SALE, listing.c.craft_id == stored.c.id)
        .limit(MOST)
        .correlate(stored)
        .subquery()
    )
    pieces = select(func.count()).select_from(some).scalar_subquery()
    return _all(locale).where(stored.c.parent_id.is_(None)).add_columns(pieces.label("pieces"))


def _category(row: Any) -> Category:
    return Category(row.id, row.slug, row.parent_id, row.name, picture_of(row))
