"""What a visitor asks of the list."""

from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from marketplace.discovery import spans

BANDS: dict[str, tuple[int | None, int | None]] = {  # Toman, from and below
    "1": (None, 1_000_000),
    "2": (1_000_000, 5_000_000),
    "3": (5_000_000, 15_000_000),
    "4": (15_000_000, None),
}
ORDERS = ("new", "cheap", "dear")
BEST = "best"  # how a search is ordered when nothing else is asked


class Chosen(NamedTuple):
    """Answers to one attribute, any of which will do: ids of choices, 0 and 1, or, of a number,
    where bands begin (`spans`)."""

    id: int
    number: bool
    values: tuple[int, ...]


class Shape(NamedTuple):
    """What the conditions of a list depend on; the rest are values."""

    crafts: bool
    category: bool
    bands: tuple[str, ...]
    places: bool
    ready: bool
    unique: bool
    vendor: bool
    ceiling: bool
    traits: tuple[bool, ...]  # of each, whether it is a number


@dataclass(frozen=True, slots=True)
class Filters:
    """Ids of crafts and of one category, keys of BANDS, districts in Persian, a key of ORDERS;
    nothing given asks nothing. `ceiling` is the highest price that the query's words name. Of a
    piece with variants one and the same meets all."""

    crafts: tuple[int, ...] = ()
    category: int | None = None
    bands: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    ready: bool = False
    unique: bool = False
    vendor: int | None = None
    order: str = "new"
    ceiling: int | None = None
    traits: tuple[Chosen, ...] = ()

    @property
    def shape(self) -> Shape:
        """What the conditions depend on."""
        return Shape(
            bool(self.crafts), self.category is not None, self.bands, bool(self.places),
            self.ready, self.unique, self.vendor is not None, self.ceiling is not None,
            tuple(one.number for one in self.traits),
        )  # fmt: skip

    @property
    def values(self) -> dict[str, Any]:
        """Values by the names that the conditions give them."""
        values = {
            "vendor": self.vendor, "category": self.category, "crafts": self.crafts,
            "places": self.places, "ceiling": self.ceiling,
        }  # fmt: skip
        found = {name: value for name, value in values.items() if value not in (None, ())}
        for place, one in enumerate(self.traits):
            found |= {f"trait{place}": one.id, f"among{place}": one.values}
            if one.number:
                least, last = min(one.values), spans.end(max(one.values))
                found |= {f"least{place}": least, f"below{place}": last or spans.BEYOND}
        return found

    @property
    def base(self) -> "Filters":
        """Only what no facet of the panel shows: the maker and the ceiling."""
        return Filters(vendor=self.vendor, ceiling=self.ceiling)

    def under(self, ceiling: int | None) -> "Filters":
        """The same below a price."""
        return replace(self, ceiling=ceiling) if ceiling else self

    def without(self, trait: int) -> "Filters":
        """The same whatever the answer to this attribute, in no order."""
        return replace(self, traits=tuple(one for one in self.traits if one.id != trait))
