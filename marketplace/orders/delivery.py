"""How an order reaches its buyer: collected at the caravanserai, or by post."""

from dataclasses import replace
from typing import Any

from marketplace.kernel import clock, preferences
from marketplace.kernel.calendar import local_day
from marketplace.kernel.errors import DomainError
from marketplace.kernel.preferences import Preferences
from marketplace.kernel.text import N_
from marketplace.orders.models import Basket
from marketplace.orders.post import addresses, tariff
from marketplace.orders.post.tariff import Sheet
from marketplace.orders.rows import BasketView, Head, Planned
from marketplace.payments import gateways

NOT_NOW = N_("Nothing can be posted now. Collect it at the caravanserai, or ask the office.")
GONE = N_("This way of posting is no longer offered. Choose again how you get your order.")


def remote_payment_available(office: Preferences | None = None) -> bool:
    """Whether somebody who is not here can pay."""
    return bool(gateways.offered(office or preferences.load(), travels=True))


def offered(office: Preferences) -> bool:
    """Whether buyers may choose the post."""
    return office.posting != "off" and remote_payment_available(office)


def choices(office: Preferences) -> list[Sheet]:
    """The ways of posting that a buyer may choose now, with their prices."""
    if not offered(office):
        return []
    return [sheet for sheet in tariff.in_force(local_day(clock.now())) if sheet.cells]


def parcels(view: BasketView, sheet: Sheet, zone: str, office: Preferences) -> tuple[Planned, ...]:
    """The parcels of what can be had: one from the office, or one a maker. Raises DomainError when
    the tariff does not say what one of them costs."""
    weights: dict[int | None, int] = {}
    for row in view.buyable:
        whose = row.vendor_id if office.posting == "maker" else None
        grams = (row.grams or office.usual_grams) * row.count
        weights[whose] = weights.get(whose, office.packing_grams) + grams
    return tuple(
        Planned(whose, zone, office.packing_grams, grams, sheet.price(zone, grams))
        for whose, grams in weights.items()
    )


def with_parcels(
    basket: Head | Basket, view: BasketView, office: Preferences, address: Any = None
) -> BasketView:
    """The same basket with its parcels, when it is to be posted; `address` when known. Raises
    DomainError when it cannot be posted any more."""
    if basket.method_id is None or not view.buyable:
        return view
    if not offered(office):
        raise DomainError(NOT_NOW, field="delivery")
    address = address or addresses.of_basket(basket.id)
    found = [one for one in choices(office) if one.method.id == basket.method_id]
    if not found or address is None:
        raise DomainError(GONE, field="delivery")
    zone = tariff.zone(address.province, office)
    sheet = found[0]
    planned = parcels(view, sheet, zone, office)
    return replace(view, parcels=planned, method=sheet.method, address=address)
