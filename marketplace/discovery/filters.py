"""What a visitor asks of the list, and the conditions that it becomes."""

from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, case, or_, select

from marketplace.catalogue.models import Listing
from marketplace.discovery.availability import FOR_SALE, READY
from marketplace.kernel.money import toman
from marketplace.vendors.models import Vendor

LISTING = Listing.__table__.c
VENDOR = Vendor.__table__.c
BANDS: dict[str, tuple[int | None, int | None]] = {  # Toman, from and below
    "1": (None, 1_000_000),
    "2": (1_000_000, 5_000_000),
    "3": (5_000_000, 15_000_000),
    "4": (15_000_000, None),
}
ORDERS = ("new", "cheap", "dear")
BEST = "best"  # how a search is ordered when nothing else is asked


@dataclass(frozen=True, slots=True)
class Filters:
    """Ids of crafts and of one category, keys of BANDS, districts in Persian, a key of ORDERS;
    nothing given asks nothing. `ceiling` is the highest price that the query's words name."""

    crafts: tuple[int, ...] = ()
    category: int | None = None
    bands: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    ready: bool = False
    unique: bool = False
    vendor: int | None = None
    order: str = "new"
    ceiling: int | None = None

    @property
    def shape(self) -> tuple[Any, ...]:
        """What the conditions depend on; the rest are values."""
        return (
            bool(self.crafts), self.category is not None, self.bands, bool(self.places),
            self.ready, self.unique, self.vendor is not None, self.ceiling is not None,
        )  # fmt: skip

    @property
    def values(self) -> dict[str, Any]:
        """Values by the names that the conditions give them."""
        values = {
            "vendor": self.vendor, "category": self.category, "crafts": self.crafts,
            "places": self.places, "ceiling": self.ceiling,
        }  # fmt: skip
        return {name: value for name, value in values.items() if value not in (None, ())}

    @property
    def base(self) -> "Filters":
        """Only what no facet shows: the maker and the ceiling."""
        return Filters(vendor=self.vendor, ceiling=self.ceiling)

    def under(self, ceiling: int | None) -> "Filters":
        """The same below a price."""
        return replace(self, ceiling=ceiling) if ceiling else self


def conditions(
    crafts: bool, category: bool, bands: tuple[str, ...], places: bool,
    ready: bool, unique: bool, vendor: bool, ceiling: bool,
) -> list[ColumnElement[bool]]:  # fmt: skip
    """For sale, and of a shape."""
    asked: list[ColumnElement[bool]] = [FOR_SALE]
    if crafts:
        asked.append(LISTING.craft_id.in_(bindparam("crafts", expanding=True)))
    if category:
        here: Any = bindparam("category")
        asked.append((LISTING.category_id == here) | (LISTING.craft_id == here))
    if bands:
        asked.append(or_(*(_within(band) for band in bands)))
    if places:
        named = VENDOR.district_fa.in_(bindparam("places", expanding=True))
        asked.append(LISTING.vendor_id.in_(select(VENDOR.id).where(named)))
    if ready:
        asked.append(READY)
    if unique:
        asked.append(LISTING.kind == "one_of_a_kind")
    if vendor:
        asked.append(LISTING.vendor_id == bindparam("vendor"))
    if ceiling:
        asked.append(LISTING.price <= bindparam("ceiling"))
    return asked


def _within(band: str) -> ColumnElement[bool]:
    low, high = BANDS[band]
    sides = [LISTING.price >= toman(low).amount] if low else []
    sides += [LISTING.price < toman(high).amount] if high else []
    return and_(*sides)


def band_of() -> ColumnElement[Any]:
    """The band that a price is in, as an SQL expression."""
    return case(*((_within(band), band) for band in BANDS), else_="")
