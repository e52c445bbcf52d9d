"""What the post charges: by method, by how far the province is, by weight, from a day on."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import Date, and_, bindparam, func, select
from sqlalchemy.orm import aliased, outerjoin

from marketplace.kernel import preferences, settled
from marketplace.kernel.direct import ask
from marketplace.kernel.errors import DomainError
from marketplace.kernel.money import Money
from marketplace.kernel.preferences import Preferences
from marketplace.kernel.text import N_
from marketplace.orders.post.models import ShippingMethod, ShippingRate
from marketplace.orders.post.provinces import BY_CODE

NO_PROVINCE = N_("Choose the province from the list.")
NO_HOME = N_("The office has not yet said from which province it posts.")
NO_TARIFF = N_("There is no tariff for this way of posting on this day.")
TOO_HEAVY = N_(
    "This parcel weighs %(grams)s grams, and the heaviest that can be posted this way is "
    "%(most)s grams. Collect it at the caravanserai, or make it two orders."
)
HOLE = N_(
    "There is no price yet for a parcel of %(grams)s grams to this province. "
    "Choose another way, or ask the office."
)

Other = aliased(ShippingRate)
NEWEST = (
    select(func.max(Other.valid_from))
    .where(Other.method_id == ShippingMethod.id, Other.valid_from <= bindparam("on", type_=Date()))
    .correlate(ShippingMethod)
    .scalar_subquery()
)
ON = (
    select(ShippingMethod, ShippingRate)
    .select_from(outerjoin(
        ShippingMethod, ShippingRate,
        and_(ShippingRate.method_id == ShippingMethod.id, ShippingRate.valid_from == NEWEST),
    ))
    .order_by(ShippingMethod.id, ShippingRate.grams_up_to)
)  # fmt: skip
IN_FORCE = ON.where(ShippingMethod.active.is_(True))
OF_ONE = ON.where(ShippingMethod.id == bindparam("method"))


@dataclass(frozen=True, slots=True)
class Sheet:
    """One method's prices from a day on: grams up to → zone → rial."""

    method: ShippingMethod
    valid_from: date | None = None
    cells: dict[int, dict[str, int]] = field(default_factory=dict)

    def price(self, zone: str, grams: int) -> Money:
        """What a parcel of so many grams costs. Raises DomainError where nothing is written: an
        empty cell is never filled from a heavier or a farther one."""
        if not self.cells:
            raise DomainError(NO_TARIFF, field="delivery")
        if grams > (most := max(self.cells)):
            raise DomainError(TOO_HEAVY, field="delivery", grams=grams, most=most)
        band = min(up_to for up_to in self.cells if up_to >= grams)
        if zone not in self.cells[band]:
            raise DomainError(HOLE, field="delivery", grams=grams)
        return Money(self.cells[band][zone])


def zone(province: str, office: Preferences) -> str:
    """How far a province is from the office's own. Raises DomainError."""
    if province not in BY_CODE:
        raise DomainError(NO_PROVINCE, field="province")
    if not office.office_province:
        raise DomainError(NO_HOME, field="delivery")
    if province == office.office_province:
        return "same"
    return "neighbour" if province in office.post_neighbours.split() else "far"


def quote(method: ShippingMethod, province: str, grams: int, on: date) -> Money:
    """The price of one parcel on a day. Raises DomainError when the tariff does not say."""
    return sheet(method, on).price(zone(province, preferences.load()), grams)


def sheet(method: ShippingMethod, on: date) -> Sheet:
    """The prices of one method that are valid on a day; empty before the first."""
    return next(iter(gathered(ask(OF_ONE, {"method": method.id, "on": on}))), Sheet(method))


def in_force(on: date) -> list[Sheet]:
    """The prices of every method in use on a day."""
    return gathered(settled.ask(IN_FORCE, {"on": on}))


def gathered(rows: Sequence[tuple[ShippingMethod, ShippingRate | None]]) -> list[Sheet]:
    """Rates as sheets, one a method and day, in the order of the rows."""
    found: dict[tuple[int, date | None], Sheet] = {}
    for method, rate in rows:
        day = rate.valid_from if rate else None
        one = found.setdefault((method.id, day), Sheet(method, day))
        if rate:
            one.cells.setdefault(rate.grams_up_to, {})[rate.zone] = rate.price
    return list(found.values())
