"""How many pieces each value of a filter would show, with all other filters as they are.

Pieces are counted once an edition into cells: so many with the same craft, kind, price band, place
and state. Every number of every list is a sum of cells, whatever filters are set."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, select

from marketplace.discovery.availability import READY
from marketplace.discovery.filters import LISTING, VENDOR, Filters, band_of, conditions
from marketplace.discovery.kept import Kept
from marketplace.discovery.reading import read

EXACT = 1_000  # pieces; of more a page only says that there are more
Cell = tuple[int | None, int | None, str, str, int, int, int]  # in DIMENSIONS' order, and how many


@dataclass(slots=True)
class Facets:
    """Pieces by category id (crafts and kinds), by band and by district; and all that are shown."""

    total: int = 0
    categories: Counter[int | None] = field(default_factory=Counter)
    bands: Counter[str] = field(default_factory=Counter)
    places: Counter[str] = field(default_factory=Counter)
    ready: int = 0
    unique: int = 0
    any: bool = False  # whether anything is found without the filters
    counted: bool = True  # else only `total` is known, up to EXACT + 1


_cells: Kept[list[Cell]] = Kept(8)
_counted: Kept[Facets] = Kept(512)


def dimensions() -> list[ColumnElement[Any]]:
    """What a piece is counted by; the statement joins its vendor."""
    return [
        LISTING.craft_id, LISTING.category_id, band_of().label("band"),
        VENDOR.district_fa.label("district"), case((READY, 1), else_=0).label("ready"),
        case((LISTING.kind == "one_of_a_kind", 1), else_=0).label("unique"),
    ]  # fmt: skip


def of_all(filters: Filters) -> Facets:
    """The facets of a list without words."""
    return _counted.get(filters, lambda: tally(_all(filters.base), filters))


def _all(base: Filters) -> list[Cell]:
    def cells() -> list[Cell]:
        return [tuple(row) for row in read(_grouped(base.shape), **base.values)]

    return _cells.get(base, cells)


@lru_cache(maxsize=8)
def _grouped(shape: tuple[Any, ...]) -> Select[Any]:
    by = dimensions()
    found = select(*by, func.count()).join_from(LISTING.id.table, VENDOR.id.table)
    return found.where(*conditions(*shape)).group_by(*by)


def tally(cells: Iterable[Cell], filters: Filters) -> Facets:
    """One walk over the cells. A cell counts for a facet when all other filters hold; one that
    fails two counts nowhere."""
    found = Facets()
    crafts, within, bands, places = filters.crafts, filters.category, filters.bands, filters.places
    for craft, kind, band, place, ready, unique, number in cells:
        found.any = True
        misses = []
        if (crafts and craft not in crafts) or (
            within is not None and within != craft and within != kind
        ):
            misses.append("categories")
        if bands and band not in bands:
            misses.append("bands")
        if places and place not in places:
            misses.append("places")
        if filters.ready and not ready:
            misses.append("ready")
        if filters.unique and not unique:
            misses.append("unique")
        if len(misses) > 1:
            continue
        missed = misses[0] if misses else None
        if missed in (None, "categories"):
            found.categories[craft] += number
            if kind != craft:
                found.categories[kind] += number
        if missed in (None, "bands"):
            found.bands[band] += number
        if missed in (None, "places"):
            found.places[place] += number
        if missed in (None, "ready") and ready:
            found.ready += number
        if missed in (None, "unique") and unique:
            found.unique += number
        if missed is None:
            found.total += number
    return found


def holds(cell: Any, filters: Filters) -> bool:
    """Whether a piece with these dimensions is asked for."""
    craft, kind, band, place, ready, unique = cell
    return (
        (not filters.crafts or craft in filters.crafts)
        and (filters.category is None or filters.category in (craft, kind))
        and (not filters.bands or band in filters.bands)
        and (not filters.places or place in filters.places)
        and (bool(ready) or not filters.ready)
        and (bool(unique) or not filters.unique)
    )
