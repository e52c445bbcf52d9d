"""The label of a parcel: to whom, from whom, what it weighs."""

from dataclasses import dataclass

from flask_babel import gettext as _

from marketplace.kernel.db import session
from marketplace.kernel.errors import NotFound
from marketplace.kernel.ids import show_code
from marketplace.kernel.phone import show_mobile
from marketplace.orders import addresses
from marketplace.orders.models import Order
from marketplace.orders.post_models import Parcel
from marketplace.orders.provinces import BY_CODE
from marketplace.web import formatters
from marketplace.web.frame import preferences


@dataclass(frozen=True, slots=True)
class Label:
    """`to` and `sender` line by line; the postal code is printed large."""

    name: str
    to: list[str]
    postal_code: str
    phone: str
    sender: list[str]
    method: str
    weight: str
    code: str


def label_of(parcel: Parcel) -> Label:
    """The label; always in Persian digits or the page's own. Raises NotFound without an address."""
    order = session.get_one(Order, parcel.order_id)
    address, office = addresses.of_order(order), preferences()
    if address is None:
        raise NotFound
    language = formatters.locale()
    province = formatters.local(BY_CODE[address.province], "name")
    grams = formatters.number(parcel.grams)
    return Label(
        name=address.name,
        to=[_(", ").join((province, address.county, address.city)), address.street],
        postal_code=formatters.digits(address.postal_code),
        phone=show_mobile(address.phone, language),
        sender=[office.local("bazaar_name", language), office.local("address", language)],
        method=formatters.local(parcel.method, "name"),
        weight=_("%(weight)s grams", weight=grams),
        code=show_code(order.code),
    )
