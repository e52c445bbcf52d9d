"""What a visitor asks of the list, and the conditions that it becomes."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement

from marketplace.catalogue.models import Listing
from marketplace.catalogue.public import for_sale
from marketplace.discovery.availability import ready
from marketplace.kernel.money import toman

BANDS: dict[str, tuple[int | None, int | None]] = {  # Toman, from and below
    "1": (None, 1_000_000),
    "2": (1_000_000, 5_000_000),
    "3": (5_000_000, 15_000_000),
    "4": (15_000_000, None),
}
ORDERS: dict[str, tuple[Any, ...]] = {
    "new": (Listing.published_at.desc(), Listing.id.desc()),
    "cheap": (Listing.price, Listing.id.desc()),
    "dear": (Listing.price.desc(), Listing.id.desc()),
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

    def conditions(self) -> list[ColumnElement[bool]]:
        """For sale, and as asked, without the crafts and the category."""
        asked = [for_sale()]
        if self.band:
            low, high = BANDS[self.band]
            asked += [Listing.price >= toman(low).amount] if low else []
            asked += [Listing.price < toman(high).amount] if high else []
        if self.ready:
            asked.append(ready())
        if self.unique:
            asked.append(Listing.kind == "one_of_a_kind")
        if self.vendor is not None:
            asked.append(Listing.vendor_id == self.vendor)
        return asked

    def within(self) -> list[ColumnElement[bool]]:
        """The crafts and the category asked for."""
        asked: list[ColumnElement[bool]] = []
        if self.crafts:
            asked.append(Listing.craft_id.in_(self.crafts))
        if self.category is not None:
            asked.append(
                (Listing.category_id == self.category) | (Listing.craft_id == self.category)
            )
        return asked

    def holds(self, craft: int | None, category: int | None) -> bool:
        """Whether a piece of this craft and category is asked for."""
        if self.crafts and craft not in self.crafts:
            return False
        return self.category is None or self.category in (craft, category)
