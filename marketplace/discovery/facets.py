"""How many pieces each value of a filter would show, with all other filters as they are.

Pieces are counted once an edition into cells: so many with the same craft, kind, price band, place
and state. Every number of every list is a sum of cells, whatever filters are set. Variants of one
piece are a cell each, and count once however many of them fit."""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, case, func, select

from marketplace.discovery.availability import READY
from marketplace.discovery.conditions import LISTING, VENDOR, band_of, of_any_variant, source
from marketplace.discovery.filters import Filters, Shape
from marketplace.discovery.kept import Kept
from marketplace.discovery.led import led
from marketplace.discovery.reading import read

EXACT = 1_000  # pieces; of more a page only says that there are more
NO_ANSWERS: Mapping[int, int] = {}


class Cell(NamedTuple):
    """What pieces have in common, in DIMENSIONS' order; `family` of variants, and how many."""

    family: int | None
    craft: int | None
    kind: int | None
    band: str
    place: str
    ready: int
    unique: int
    number: int
    answers: Mapping[int, int] = NO_ANSWERS  # by attribute; a number's is where its band begins


@dataclass(slots=True)
class Facets:
    """Pieces by category id (crafts and kinds), by band, by district and by what they answer to an
    attribute; and all that are shown."""

    total: int = 0
    categories: Counter[int | None] = field(default_factory=Counter)
    bands: Counter[str] = field(default_factory=Counter)
    places: Counter[str] = field(default_factory=Counter)
    ready: int = 0
    unique: int = 0
    crafts: set[int | None] = field(default_factory=set)  # of all that are shown
    answers: dict[int, Counter[int]] = field(default_factory=dict)
    any: bool = False  # whether anything is found without the filters
    counted: bool = True  # else only `total` is known, up to EXACT + 1

    def told(self, pieces: int) -> int | None:
        """One of the numbers, if they are known."""
        return pieces if self.counted else None


_cells: Kept[list[Cell]] = Kept(8)
_counted: Kept[Facets] = Kept(512)


def dimensions() -> list[ColumnElement[Any]]:
    """What a piece is counted by; the statement joins its vendor."""
    return [
        LISTING.family_id, LISTING.craft_id, LISTING.category_id, band_of().label("band"),
        VENDOR.district_fa.label("district"), case((READY, 1), else_=0).label("ready"),
        case((LISTING.kind == "one_of_a_kind", 1), else_=0).label("unique"),
    ]  # fmt: skip


def of_all(filters: Filters) -> Facets:
    """The facets of a list without words; answers to attributes are counted by `answering`."""
    return _counted.get(filters, lambda: _of_all(filters))


def _of_all(filters: Filters) -> Facets:
    base = filters.base
    if filters.traits:  # few, and asked for seldom: only the sums are kept
        answering = replace(base, traits=filters.traits)
        return tally(_read(answering), replace(filters, traits=()))
    return tally(_cells.get(base, lambda: _read(base)), filters)


def _read(base: Filters) -> list[Cell]:
    return [Cell(*row) for row in read(_grouped(base.shape), **base.values)]


@lru_cache(maxsize=64)
def _grouped(shape: Shape) -> Select[Any]:
    by = dimensions()
    place, leads = source(shape)
    found = select(*by, func.count()).select_from(
        led(place, VENDOR.id.table, VENDOR.id == LISTING.vendor_id) if leads
        else place.join(VENDOR.id.table, VENDOR.id == LISTING.vendor_id)
    )  # fmt: skip
    return found.where(*of_any_variant(shape, led_by_trait=leads)).group_by(*by)


def tally(cells: Iterable[Cell], filters: Filters) -> Facets:
    """One walk over the cells. A cell counts for a facet when all other filters hold; one that
    fails two counts nowhere."""
    alone: Counter[Hashable] = Counter()
    families: defaultdict[Hashable, set[int]] = defaultdict(set)
    found = Facets()
    for cell in cells:
        found.any = True
        missed = misses(cell, filters)
        if len(missed) > 1:
            continue
        for bucket in _buckets(cell, missed[0] if missed else None):
            if cell.family is None:
                alone[bucket] += cell.number
            else:
                families[bucket].add(cell.family)
        if not missed:
            found.crafts.add(cell.craft)
    for bucket, members in families.items():
        alone[bucket] += len(members)
    return _sorted(alone, found)


def misses(cell: Cell, filters: Filters) -> list[Hashable]:
    """The filters that a piece of this cell fails: by name, or by the attribute's id."""
    crafts, within = filters.crafts, filters.category
    missed: list[Hashable] = []
    if (crafts and cell.craft not in crafts) or (
        within is not None and within != cell.craft and within != cell.kind
    ):
        missed.append("categories")
    if filters.bands and cell.band not in filters.bands:
        missed.append("bands")
    if filters.places and cell.place not in filters.places:
        missed.append("places")
    if filters.ready and not cell.ready:
        missed.append("ready")
    if filters.unique and not cell.unique:
        missed.append("unique")
    missed += [one.id for one in filters.traits if cell.answers.get(one.id) not in one.values]
    return missed


def _buckets(cell: Cell, missed: Hashable) -> list[Hashable]:
    """Where a cell counts that fails at most this filter."""
    found: list[Hashable] = [("total", None)] if missed is None else []
    if missed in (None, "categories"):
        found += [("categories", key) for key in {cell.craft, cell.kind}]
    if missed in (None, "bands"):
        found.append(("bands", cell.band))
    if missed in (None, "places"):
        found.append(("places", cell.place))
    if cell.ready and missed in (None, "ready"):
        found.append(("ready", None))
    if cell.unique and missed in (None, "unique"):
        found.append(("unique", None))
    found += [(key, value) for key, value in cell.answers.items() if missed in (None, key)]
    return found


def _sorted(counts: Counter[Any], found: Facets) -> Facets:
    """The counts by what they count."""
    for (name, value), number in counts.items():
        if isinstance(name, int):
            found.answers.setdefault(name, Counter())[value] = number
        elif value is None and name in ("total", "ready", "unique"):
            setattr(found, name, number)
        else:
            getattr(found, name)[value] = number
    return found
