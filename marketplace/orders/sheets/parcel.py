"""What goes on a parcel, into it, and along with it to the carrier."""

from collections.abc import Sequence
from datetime import date

from marketplace.kernel.db import session
from marketplace.kernel.errors import NotFound
from marketplace.kernel.ids import show_code
from marketplace.kernel.money import home
from marketplace.orders.basket_view import local
from marketplace.orders.models import Order, VendorOrder
from marketplace.orders.post import addresses, boxes, carried
from marketplace.orders.post.models import Parcel
from marketplace.orders.sheets.parts import Body, house, province, rows
from marketplace.vendors.models import Vendor


def label(parcel: Parcel, order: Order, language: str) -> Body:
    """To whom, from whom, what it weighs. Raises NotFound without an address."""
    address = addresses.of_order(order)
    if address is None:
        raise NotFound
    return {
        "house": house(language), "order": _codes(parcel, order), "name": address.name,
        "province": province(address.province, language), "county": address.county,
        "city": address.city, "street": address.street, "postal_code": address.postal_code,
        "phone": address.phone, "method": local(parcel.method, "name", language),
        "grams": boxes.grams(boxes.contents(parcel)),
    }  # fmt: skip


def _codes(parcel: Parcel, order: Order) -> str:
    others = boxes.along([parcel])[parcel.id]
    return " + ".join(show_code(code) for code in (order.code, *others))


def packing(part: VendorOrder, parcel: Parcel, order: Order, language: str) -> Body:
    """What of one maker lies in the parcel. No prices: whoever opens it may not be the buyer."""
    address, together = addresses.of_order(order), carried.parts(parcel, order)
    vendor = session.get_one(Vendor, part.vendor_id)
    hers = [line for line in carried.lines(parcel, order) if line.vendor_order_id == part.id]
    return {
        "house": house(language), "order": show_code(order.code),
        "name": address.name if address else order.name,
        "city": address.city if address else "",
        "maker": local(vendor, "alias", language), "place": local(vendor, "place", language),
        "lines": [_unpriced(line) for line in rows(hers, language)],
        "method": local(parcel.method, "name", language), "place_in": together.index(part) + 1,
        "of": len(together),
    }  # fmt: skip


def _unpriced(line: Body) -> Body:
    return {name: line[name] for name in ("title", "code", "count")}


def handover(
    parcels: Sequence[tuple[Parcel, Order]], carrier: str, day: date, language: str
) -> Body:
    """The parcels that one carrier takes along on a day; grams and postage in rial."""
    taken = [_row(parcel, order, language) for parcel, order in parcels]
    return {
        "house": house(language), "currency": home(), "carrier": carrier,
        "day": day.isoformat(), "rows": taken,
        "grams": sum(row["grams"] for row in taken),
        "postage": sum(row["postage"] for row in taken),
    }  # fmt: skip


def _row(parcel: Parcel, order: Order, language: str) -> Body:
    address, box = addresses.of_order(order), boxes.contents(parcel)
    return {
        "order": _codes(parcel, order), "name": address.name if address else order.name,
        "city": address.city if address else "",
        "province": province(address.province, language) if address else "",
        "postal_code": address.postal_code if address else "",
        "grams": boxes.grams(box), "postage": boxes.price(box),
        "tracking": parcel.tracking_code or "",
    }  # fmt: skip
