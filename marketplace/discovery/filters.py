"""What a visitor asks of the list, and the conditions that it becomes."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, bindparam

from marketplace.catalogue.models import Listing
from marketplace.discovery.availability import FOR_SALE, READY
from marketplace.kernel.money import toman

LISTING = Listing.__table__.c
BANDS: dict[str, tuple[int | None, int | None]] = {  # Toman, from and below
    "1": (None, 1_000_000),
    "2": (1_000_000, 5_000_000),
    "3": (5_000_000, 15_000_000),
    "4": (15_000_000, None),
}
ORDERS: dict[str, tuple[Any, ...]] = {
    "new": (LISTING.published_at.desc(), LISTING.id.desc()),
    "cheap": (LISTING.price, LISTING.turn, LISTING.id.desc()),
    "dear": (LISTING.price.desc(), LISTING.turn, LISTING.id.desc()),
}


@dataclass(frozen=True, slots=True)
class Filters:
    """Ids of crafts and of one category, a key of BANDS, a key of ORDERS; None asks nothing."""

    crafts: tuple[int, ...] = ()
    category: int | None = None
    band: str | None = None
    ready: bool = False
    unique: bool = False
    vendor: int | None = None
    order: str = "new"

    @property
    def shape(self) -> tuple[Any, ...]:
        """What the statement depends on; the rest are values."""
        return self.band, self.ready, self.unique, self.vendor is not None

    @property
    def place(self) -> tuple[Any, ...]:
        """The same for the crafts, the category and the order."""
        return bool(self.crafts), self.category is not None, self.order

    @property
    def values(self) -> dict[str, Any]:
        """Values by the names that the conditions give them."""
        values = {"vendor": self.vendor, "category": self.category, "crafts": self.crafts}
        return {name: value for name, value in values.items() if value not in (None, ())}

    def holds(self, craft: int | None, category: int | None) -> bool:
        """Whether a piece of this craft and category is asked for."""
        if self.crafts and craft not in self.crafts:
            return False
        return self.category is None or self.category in (craft, category)


def conditions(
    band: str | None, ready: bool, unique: bool, vendor: bool
) -> list[ColumnElement[bool]]:
    """For sale, and of a shape, wherever in the tree."""
    asked = [FOR_SALE]
    if band:
        low, high = BANDS[band]
        asked += [LISTING.price >= toman(low).amount] if low else []
        asked += [LISTING.price < toman(high).amount] if high else []
    if ready:
        asked.append(READY)
    if unique:
        asked.append(LISTING.kind == "one_of_a_kind")
    if vendor:
        asked.append(LISTING.vendor_id == bindparam("vendor"))
    return asked


def within(crafts: bool, category: bool) -> list[ColumnElement[bool]]:
    """In the crafts and the category asked for."""
    asked: list[ColumnElement[bool]] = []
    if crafts:
        asked.append(LISTING.craft_id.in_(bindparam("crafts", expanding=True)))
    if category:
        here: Any = bindparam("category")
        asked.append((LISTING.category_id == here) | (LISTING.craft_id == here))
    return asked
