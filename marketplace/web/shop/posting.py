"""Posting in words at checkout: what each way costs, which parcels there will be."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _

from marketplace.kernel.errors import DomainError
from marketplace.kernel.money import Money
from marketplace.kernel.preferences import Preferences
from marketplace.kernel.text import N_
from marketplace.orders import delivery
from marketplace.orders.post import addresses
from marketplace.orders.post.addresses import Typed
from marketplace.orders.post.models import ZONES, OrderAddress
from marketplace.orders.post.provinces import BY_CODE
from marketplace.orders.post.tariff import Sheet
from marketplace.orders.rows import BasketView, Head, Planned
from marketplace.web import formatters
from marketplace.web.forms.form import say
from marketplace.web.log.words.post import ZONES as ZONE_WORDS
from marketplace.web.shop.checkout_forms import COLLECT

WHO = {
    "office": N_("Everything comes in one parcel from the office."),
    "maker": N_("Each maker posts her own parcel."),
}


def typed(basket: Head, sheets: Sequence[Sheet]) -> dict[str, Any]:
    """What was typed before, as the form begins."""
    data: dict[str, Any] = {"name": basket.name, "mobile": basket.mobile}
    address = addresses.of_basket(basket.id) if basket.method_id else None
    if address is None:
        return data
    fields = {name: getattr(address, name) for name in Typed.__dataclass_fields__}
    recipient = address.name if address.name != basket.name else ""
    offered = basket.method_id in [one.method.id for one in sheets]
    way = {"delivery": str(basket.method_id) if offered else COLLECT, "recipient": recipient}
    return fields | data | way


def notes(view: BasketView, sheets: Sequence[Sheet], office: Preferences) -> dict[str, str]:
    """For each way of posting, what this basket costs by it; empty when nothing is posted."""
    if not sheets:
        return {}
    found = {COLLECT: _("Nothing to pay for delivery.")}
    for sheet in sheets:
        found[str(sheet.method.id)] = f"{_prices(view, sheet, office)} {_(WHO[office.posting])}"
    return found


def _prices(view: BasketView, sheet: Sheet, office: Preferences) -> str:
    """The price to each distance; what is not offered is left out."""
    told, problem = [], ""
    for zone in ZONES:
        try:
            planned = delivery.parcels(view, sheet, zone, office)
        except DomainError as error:
            problem = say(error)
        else:
            price = formatters.money(sum((one.price for one in planned), Money(0)))
            told.append(_("%(zone)s %(price)s", zone=_(ZONE_WORDS[zone]), price=price))
    return _(", ").join(told) + "." if told else problem


def summary(view: BasketView) -> dict[str, Any] | None:
    """How it goes and each parcel's price; None when it is collected."""
    method, address = view.method, view.address
    if method is None or address is None:
        return None
    who = "maker" if view.parcels[0].vendor_id else "office"
    return {
        "way": formatters.local(method, "name"),
        "to": place(address),
        "goods": view.goods,
        "parcels": [(_parcel(one, view), one.price) for one in view.parcels],
        "who": _(WHO[who]),
    }


def _parcel(planned: Planned, view: BasketView) -> str:
    weight = formatters.number(planned.grams)
    if planned.vendor_id is None:
        return str(_("Postage, %(weight)s grams", weight=weight))
    maker = next(row.maker.name for row in view.rows if row.vendor_id == planned.vendor_id)
    return str(_("Postage of %(maker)s, %(weight)s grams", maker=maker, weight=weight))


def place(address: OrderAddress) -> str:
    """«تهران، ری»: province and city."""
    province = formatters.local(BY_CODE[address.province], "name")
    return str(_(", ").join(dict.fromkeys(one for one in (province, address.city) if one)))


def whole(address: OrderAddress) -> list[str]:
    """Every line of it."""
    code = formatters.digits(address.postal_code)
    lines = [address.name, place(address), address.county, address.street]
    return [line for line in lines if line] + [_("Postal code %(code)s", code=code)]
