"""The order sheet: everything the office needs about an order, on one paper."""

from datetime import datetime

from marketplace.kernel.ids import show_code
from marketplace.orders.models import Order, VendorOrder
from marketplace.orders.paying import cashier
from marketplace.orders.paying.settling import SUBJECT
from marketplace.orders.post import addresses
from marketplace.orders.post.parcel_rows import ParcelRow
from marketplace.orders.sheets.parts import Body, house, person, pieces, province
from marketplace.orders.status import PartRow, status
from marketplace.payments import receipts, refunds


def sheet(order: Order, language: str) -> Body:
    """The order as it stands, maker by maker, with its parcels and its money in rial."""
    shown = status(order, language)
    rows = zip(order.vendor_orders, shown.parts, strict=True)
    return {
        "house": house(language), "currency": order.currency, "order": show_code(order.code),
        "state": order.state,
        "delivery": order.delivery, "channel": order.channel, "locale": order.locale,
        "placed_at": _at(order.placed_at), "placed_by": person(order.placed_by),
        "pickup_by": _at(order.pickup_by if order.state == "ready" else None),
        "buyer": order.name, "mobile": order.mobile, "address": _address(order, language),
        "parts": [_part(part, row, language) for part, row in rows],
        "parcels": [_parcel(row) for row in shown.parcels],
        "pay_method": order.pay_method, "postage": order.postage, "total": order.total,
        "paid": order.paid, "due": cashier.due(order).amount, "money": _money(order),
    }  # fmt: skip


def _at(moment: datetime | None) -> str:
    return moment.isoformat() if moment else ""


def _address(order: Order, language: str) -> Body | None:
    found = addresses.of_order(order)
    if found is None:
        return None
    return {
        "name": found.name, "province": province(found.province, language),
        "county": found.county, "city": found.city, "street": found.street,
        "postal_code": found.postal_code, "phone": found.phone,
    }  # fmt: skip


def _part(part: VendorOrder, row: PartRow, language: str) -> Body:
    waits = part.answer_by if part.state == "placed" else None
    comes = part.bring_by if row.live and not row.here else None
    return {
        "maker": row.maker.name, "place": row.maker.place, "state": row.state,
        "answer_by": _at(waits), "bring_by": _at(comes),
        "reason": part.decline_reason or "", "total": part.total if row.live else 0,
        "lines": pieces(part, language, dropped=True),
    }  # fmt: skip


def _parcel(row: ParcelRow) -> Body:
    return {
        "carrier": row.carrier, "maker": row.maker, "grams": row.grams, "state": row.state,
        "postage": row.postage.amount, "tracking": row.tracking_code,
    }  # fmt: skip


def _money(order: Order) -> list[Body]:
    """Every receipt and every sum given back, the oldest first."""
    taken = [
        {"number": one.number, "at": one.taken_at.isoformat(), "by": one.taken_by,
         "amount": one.amount.amount}
        for one in receipts.of_subject(SUBJECT, order.id)
    ]  # fmt: skip
    back = [
        {"number": refunds.number(one), "at": one.given_at.isoformat(),
         "by": person(one.given_by), "amount": -one.amount}
        for one in refunds.given((SUBJECT, order.id))
    ]  # fmt: skip
    return sorted([*taken, *back], key=lambda one: str(one["at"]))
