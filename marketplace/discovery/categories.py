"""The tree as visitors meet it: only what has pieces for sale."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import func, literal, select

from marketplace.catalogue.category import Category as Stored
from marketplace.catalogue.models import Listing
from marketplace.catalogue.public import for_sale
from marketplace.discovery.cards import picture_of
from marketplace.discovery.rows import Category
from marketplace.discovery.wording import wording
from marketplace.kernel.db import session
from marketplace.media.models import Picture

stored, picture = Stored.__table__, Picture.__table__


@dataclass(frozen=True, slots=True)
class Tree:
    """Every category in staff's order."""

    all: tuple[Category, ...]

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
        """The same tree with the pieces counted."""
        return Tree(tuple(replace(one, count=counts[one.id]) for one in self.all))


def tree(locale: str) -> Tree:
    """The whole tree with its pictures, by one query."""
    title = wording(stored, "name", locale)
    rows = session.execute(
        select(
            stored.c.id, stored.c.slug, stored.c.parent_id, title, title.label("title"),
            picture.c.key, picture.c.width, picture.c.height, picture.c.sample,
            picture.c.state.label("picture_state"), literal("").label("alt"),
        )
        .outerjoin(picture, (picture.c.id == stored.c.picture_id) & picture.c.public)
        .order_by(stored.c.position, stored.c.id)
    )  # fmt: skip
    return Tree(tuple(_category(row) for row in rows))


def live_counts() -> tuple[int, Counter[int | None]]:
    """Pieces for sale in all, and under each category's id."""
    counted = (
        select(Listing.craft_id, Listing.category_id, func.count())
        .where(for_sale())
        .group_by(Listing.craft_id, Listing.category_id)
    )
    rows = session.execute(counted).all()
    return sum(number for *_, number in rows), tally(rows)


def tally(rows: Iterable[Any]) -> Counter[int | None]:
    """(craft, category, count) rows as pieces under each id."""
    counts: Counter[int | None] = Counter()
    for craft, category, number in rows:
        counts.update(dict.fromkeys({craft, category}, number))
    return counts


def _category(row: Any) -> Category:
    return Category(row.id, row.slug, row.parent_id, row.name, picture=picture_of(row))
