"""What a visitor asks, as conditions on rows of listings: one row, one variant, meets all."""

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, FromClause, and_, bindparam, case, exists, or_, select

from marketplace.catalogue.attribute_models import ListingAttribute
from marketplace.catalogue.models import Listing
from marketplace.discovery import spans
from marketplace.discovery.availability import ANY_VARIANT, ready
from marketplace.discovery.families import face, other
from marketplace.discovery.filters import BANDS, Shape
from marketplace.discovery.led import led
from marketplace.kernel.db import table
from marketplace.kernel.money import toman
from marketplace.vendors.models import Vendor

LISTINGS, ANSWERS = table(Listing), table(ListingAttribute)
LISTING, VENDOR = LISTINGS.c, table(Vendor).c
Conditions = list[ColumnElement[bool]]


def conditions(
    shape: Shape, *, led_by_trait: bool = False, also: Callable[[Any], Conditions] | None = None
) -> Conditions:
    """For sale and of this shape; of a family only the variant that is best among those that are,
    and that hold what `also` says of a row."""
    siblings = _fitting(shape, other) + (also(other) if also else [])
    return [*of_any_variant(shape, led_by_trait=led_by_trait), face(siblings)]


def of_any_variant(shape: Shape, *, led_by_trait: bool = False) -> Conditions:
    """For sale and of this shape, each variant by itself; `led_by_trait` as in `source`."""
    asked = [ANY_VARIANT, *_fitting(shape, LISTINGS, since=int(led_by_trait))]
    if led_by_trait:
        asked += _answered(0, shape.traits[0], _answers(0))
    if shape.places:
        named = VENDOR.district_fa.in_(bindparam("places", expanding=True))
        asked.append(LISTING.vendor_id.in_(select(VENDOR.id).where(named)))
    if shape.vendor:
        asked.append(LISTING.vendor_id == bindparam("vendor"))
    return asked


def source(shape: Shape) -> tuple[FromClause, bool]:
    """Where to read listings of a shape when all of them are read, and whether the first trait
    leads: its index names those that have it, and its row is joined."""
    if not shape.traits:
        return LISTINGS, False
    first = _answers(0)
    return led(first, LISTINGS, LISTING.id == first.c.listing_id), True


def _fitting(shape: Shape, row: Any, since: int = 0) -> Conditions:
    """What variants of a piece may differ in; traits from this one on."""
    asked: Conditions = []
    if shape.crafts:
        asked.append(row.c.craft_id.in_(bindparam("crafts", expanding=True)))
    if shape.category:
        here: Any = bindparam("category")
        asked.append((row.c.category_id == here) | (row.c.craft_id == here))
    if shape.bands:
        asked.append(or_(*(_within(band, row) for band in shape.bands)))
    if shape.ready:
        asked.append(ready(row.c))
    if shape.unique:
        asked.append(row.c.kind == "one_of_a_kind")
    if shape.ceiling:
        asked.append(row.c.price <= bindparam("ceiling"))
    for place, number in enumerate(shape.traits[since:], since):
        mine = _answers(place)
        held = exists().where(mine.c.listing_id == row.c.id, *_answered(place, number, mine))
        asked.append(held.correlate(row))
    return asked


def _answered(place: int, number: bool, row: Any) -> Conditions:
    among: Any = bindparam(f"among{place}", expanding=True)
    asked: Conditions = [row.c.attribute_id == bindparam(f"trait{place}")]
    if not number:
        return [*asked, row.c.value.in_(among)]
    asked += [row.c.value >= bindparam(f"least{place}"), row.c.value < bindparam(f"below{place}")]
    return [*asked, spans.floor_of(row.c.value).in_(among)]


@lru_cache(maxsize=64)
def _answers(place: int) -> Any:
    return ANSWERS.alias(f"answer{place}")


def _within(band: str, row: Any = LISTINGS) -> ColumnElement[bool]:
    low, high = BANDS[band]
    sides = [row.c.price >= toman(low).amount] if low else []
    sides += [row.c.price < toman(high).amount] if high else []
    return and_(*sides)


def band_of() -> ColumnElement[Any]:
    """The band that a price is in, as an SQL expression."""
    return case(*((_within(band), band) for band in BANDS), else_="")
