"""Writing an order: one vendor order a maker, lines that are snapshots, holds with an end."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy.orm.attributes import set_committed_value

from marketplace.catalogue import commission
from marketplace.catalogue.commission import Rates
from marketplace.catalogue.models import Listing
from marketplace.kernel import clock, ids
from marketplace.kernel.calendar import local_day
from marketplace.kernel.db import session
from marketplace.kernel.keeping import keep
from marketplace.kernel.money import Money, home, percent
from marketplace.kernel.preferences import Preferences
from marketplace.orders import links, messages
from marketplace.orders.locking import Pieces
from marketplace.orders.models import Order, OrderLine, VendorOrder
from marketplace.orders.rows import BasketView, Planned
from marketplace.orders.states import ORDER, VENDOR_ORDER
from marketplace.orders.tax import taxes
from marketplace.stock import holds
from marketplace.stock.models import Lot
from marketplace.vendors import closing

Wanted = tuple[int, int, str | None]  # listing id, quantity, picture key


@dataclass(frozen=True, slots=True)
class Asked:
    """Who asks, and how. `mobile` is E.164 or "" for a visitor without one."""

    name: str
    mobile: str
    locale: str
    channel: str
    terms_version: str
    basket_id: int | None = None
    placed_by: int | None = None
    pay_method: str = "desk"


def wanted(view: BasketView) -> list[Wanted]:
    """What of a basket is to be reserved."""
    return [
        (row.listing_id, row.count, row.photo.key if row.photo else None) for row in view.buyable
    ]


def place(
    asked: Asked, pieces: list[Wanted], held: Pieces, office: Preferences,
    parcels: Sequence[Planned] = (),
) -> Order:  # fmt: skip
    """The order with its vendor orders, lines and holds; what it is made of is locked. `parcels`
    when it is posted. Raises SoldOut."""
    by_vendor: dict[int, list[Wanted]] = {}
    for piece in pieces:
        vendor_id = session.get_one(Listing, piece[0]).vendor_id
        by_vendor.setdefault(vendor_id, []).append(piece)
    now, days = clock.now(), timedelta(days=office.accept_days)
    rates, ours = taxes.on(local_day(now)), commission.today(office)
    parts: list[tuple[VendorOrder, list[OrderLine]]] = []
    for vendor_id, mine in by_vendor.items():
        vendor = held.makers[vendor_id]
        lines = [_line(piece, vendor, office, rates, ours, asked.channel) for piece in mine]
        part = VendorOrder(
            public_id=ids.public_id(), vendor_id=vendor_id, state=VENDOR_ORDER.initial,
            total=sum(line.unit_price * line.quantity for line in lines),
            answer_by=closing.after(vendor, now, days),
        )  # fmt: skip
        parts.append((part, lines))
    order = _order(asked)
    order.postage = sum(parcel.price.amount for parcel in parcels)
    order.delivery = "post" if parcels else "collect"
    order.total = sum(part.total for part, _lines in parts) + order.postage
    _keep(order, parts)
    _hold(order.vendor_orders, held.lots)
    messages.placed(order, order.vendor_orders)
    return order


def _keep(order: Order, parts: Sequence[tuple[VendorOrder, list[OrderLine]]]) -> None:
    keep(order)
    ORDER.born(order, changes={"total": [None, order.total]})
    for part, lines in parts:
        part.order_id = order.id
        keep(part)
        VENDOR_ORDER.born(part)
        for line in lines:
            line.vendor_order_id = part.id
            keep(line)
        set_committed_value(part, "lines", lines)
        set_committed_value(part, "order", order)
    set_committed_value(order, "vendor_orders", [part for part, _lines in parts])


def _hold(parts: Sequence[VendorOrder], lots: list[Lot]) -> None:
    """Each maker's pieces until she must have answered."""
    for until in sorted({part.answer_by for part in parts}):
        lines = [line for part in parts if part.answer_by == until for line in part.lines]
        holds.hold([(line.id, line.listing_id, line.quantity) for line in lines], until, lots)


def _order(asked: Asked) -> Order:
    code = ids.order_code()
    return Order(
        state=ORDER.initial, code=code, link_token_hash=links.token_hash(links.token(code)),
        basket_id=asked.basket_id, channel=asked.channel, name=asked.name, mobile=asked.mobile,
        mobile_last4=asked.mobile[-4:], locale=asked.locale, currency=home(),
        terms_version=asked.terms_version, placed_by=asked.placed_by,
        pay_method=asked.pay_method,
    )  # fmt: skip


def _line(
    piece: Wanted, vendor: Any, office: Preferences, rates: Mapping[int, int], ours: Rates,
    channel: str,
) -> OrderLine:  # fmt: skip
    listing_id, quantity, picture_key = piece
    listing = session.get_one(Listing, listing_id)
    price = Money(listing.price or 0, listing.currency)
    ours_bp = ours.of(vendor.id, listing.craft_id, channel)
    tax_bp = rates.get(listing.category_id or 0, 0)
    return OrderLine(
        listing_id=listing_id, quantity=quantity, unit_price=price.amount,
        currency=price.currency, commission_bp=ours_bp,
        commission=percent(price * quantity, ours_bp).amount,
        category_id=listing.category_id, tax_bp=tax_bp,
        tax=taxes.included(price * quantity, tax_bp).amount,
        kind=listing.kind, lead_days=listing.lead_days,
        grams=listing.weight_g or office.usual_grams,
        title_fa=listing.title_fa, title_en=listing.title_en,
        maker_fa=vendor.alias_fa, maker_en=vendor.alias_en, picture_key=picture_key,
    )  # fmt: skip
