"""What an order's events are about, and where staff read on."""

from flask import url_for
from sqlalchemy import select

from marketplace.kernel.db import session
from marketplace.kernel.ids import show_code
from marketplace.orders.models import Fulfilment, Order, VendorOrder
from marketplace.orders.post.models import Parcel, ShippingMethod
from marketplace.orders.returns import crediting
from marketplace.orders.returns.models import CreditNote
from marketplace.papers.models import Paper
from marketplace.vendors.models import Vendor
from marketplace.web import formatters
from marketplace.web.log.subjects.subject import Pairs, Reader, Subject, order


def _orders(ids: set[int]) -> Pairs:
    for row in session.execute(select(Order.id, Order.code).where(Order.id.in_(ids))):
        yield row[0], order(row.code)


def _vendor_orders(ids: set[int]) -> Pairs:
    query = (
        select(VendorOrder.id, Order.code, Vendor)
        .join(Order)
        .join(Vendor, Vendor.id == VendorOrder.vendor_id)
    )
    for row in session.execute(query.where(VendorOrder.id.in_(ids))):
        yield row[0], order(row.code, row.Vendor)


def _fulfilments(ids: set[int]) -> Pairs:
    query = (
        select(Fulfilment.id, Order.code, Vendor)
        .join(VendorOrder, VendorOrder.id == Fulfilment.vendor_order_id)
        .join(Order, Order.id == VendorOrder.order_id)
        .join(Vendor, Vendor.id == VendorOrder.vendor_id)
    )
    for row in session.execute(query.where(Fulfilment.id.in_(ids))):
        yield row[0], order(row.code, row.Vendor)


def _parcels(ids: set[int]) -> Pairs:
    query = select(Parcel.id, Parcel.public_id, Order.code).join(Order, Order.id == Parcel.order_id)
    for row in session.execute(query.where(Parcel.id.in_(ids))):
        yield (
            row[0],
            Subject(show_code(row.code), url_for("office.parcel", public_id=row.public_id)),
        )


def _shipping_methods(ids: set[int]) -> Pairs:
    query = select(ShippingMethod.id, ShippingMethod).where(ShippingMethod.id.in_(ids))
    for row in session.execute(query):
        name = formatters.local(row.ShippingMethod, "name")
        yield row[0], Subject(name, url_for("office.tariff"))


def _papers(ids: set[int]) -> Pairs:
    for paper in session.scalars(select(Paper).where(Paper.id.in_(ids))):
        url = url_for("office.paper_sheets", paper=paper.public_id)
        yield paper.id, Subject(formatters.digits(paper.shown_number), url)


def _credit_notes(ids: set[int]) -> Pairs:
    query = select(CreditNote, Order.code).join(Order, Order.id == CreditNote.order_id)
    for row in session.execute(query.where(CreditNote.id.in_(ids))):
        number = formatters.digits(crediting.number(row.CreditNote))
        yield row.CreditNote.id, Subject(number, url_for("office.order", code=row.code))


READERS: dict[str, Reader] = {
    "order": _orders,
    "vendor_order": _vendor_orders,
    "fulfilment": _fulfilments,
    "parcel": _parcels,
    "shipping_method": _shipping_methods,
    "paper": _papers,
    "credit_note": _credit_notes,
}
