"""Keeping the tariff: methods and their sheets of prices, every change in the log."""

from datetime import date
from typing import Any

from sqlalchemy import delete, select

from marketplace.kernel import clock, eventlog
from marketplace.kernel.calendar import local_day
from marketplace.kernel.db import locked, session
from marketplace.kernel.errors import DomainError
from marketplace.kernel.text import N_
from marketplace.orders.post.models import ZONES, ShippingMethod, ShippingRate
from marketplace.orders.post.tariff import Sheet, gathered

KIND = "shipping_method"
PAST = N_("Choose today or a later day: what was charged on a past day stays as it was.")
EMPTY = N_("Write at least one weight with a price.")
Cells = dict[int, dict[str, int]]


def methods() -> list[ShippingMethod]:
    """Every way of posting, those in use first."""
    query = select(ShippingMethod).order_by(ShippingMethod.active.desc(), ShippingMethod.id)
    return list(session.scalars(query))


def add_method(**words: Any) -> ShippingMethod:
    """A new way of posting, without prices yet. `words` by column."""
    method = ShippingMethod(**words)
    session.add(method)
    session.flush()
    eventlog.record(KIND, method.id, "added", changes={"name_fa": [None, method.name_fa]})
    return method


def change_method(method: ShippingMethod, **words: Any) -> None:
    """New words for it, or out of use; a parcel that was priced keeps its price."""
    old = {name: getattr(method, name) for name in words}
    changes = {name: [old[name], new] for name, new in words.items() if old[name] != new}
    for name, new in words.items():
        setattr(method, name, new)
    if changes:
        eventlog.record(KIND, method.id, "changed", changes=changes)


def sheets(method: ShippingMethod) -> list[Sheet]:
    """Every sheet it ever had, the latest first."""
    query = select(ShippingRate).where(ShippingRate.method_id == method.id)
    rates = session.scalars(
        query.order_by(ShippingRate.valid_from.desc(), ShippingRate.grams_up_to)
    )
    return gathered([(method, rate) for rate in rates])


def save_sheet(method: ShippingMethod, valid_from: date, cells: Cells) -> bool:
    """These prices from that day on, in place of what was written for the same day; `cells` is
    grams up to → zone → rial. Returns whether anything changed. Raises DomainError."""
    method = locked(ShippingMethod, method.id)
    if valid_from < local_day(clock.now()):
        raise DomainError(PAST, field="valid_from")
    if not any(cells.values()):
        raise DomainError(EMPTY)
    known = sheets(method)
    same = next((one.cells for one in known if one.valid_from == valid_from), {})
    if same == cells:
        return False
    before = next((one.cells for one in known if one.valid_from and one.valid_from <= valid_from),
                  {})  # fmt: skip
    session.execute(
        delete(ShippingRate).where(
            ShippingRate.method_id == method.id, ShippingRate.valid_from == valid_from
        )
    )
    for grams, prices in sorted(cells.items()):
        for zone, price in prices.items():
            session.add(ShippingRate(method_id=method.id, valid_from=valid_from,
                                     grams_up_to=grams, zone=zone, price=price))  # fmt: skip
    _record(method, valid_from, before, cells)
    return True


def _record(method: ShippingMethod, valid_from: date, old: Cells, new: Cells) -> None:
    """The prices that differ, each as a field "zone:grams" in rial."""
    changes: dict[str, Any] = {"valid_from": [None, str(valid_from)]}
    for grams in sorted(set(old) | set(new)):
        for zone in ZONES:
            pair = [old.get(grams, {}).get(zone), new.get(grams, {}).get(zone)]
            if pair[0] != pair[1]:
                changes[f"{zone}:{grams}"] = pair
    eventlog.record(KIND, method.id, "tariff_changed", changes=changes)
