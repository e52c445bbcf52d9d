"""Issuing papers about orders: each kind from the codes that name its things."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from marketplace.kernel import clock
from marketplace.kernel.calendar import local_day
from marketplace.kernel.db import locked_all, one, session
from marketplace.kernel.errors import DomainError, NotFound
from marketplace.kernel.text import N_
from marketplace.orders.basket_view import local
from marketplace.orders.lists import find
from marketplace.orders.models import Order
from marketplace.orders.paying.settling import SUBJECT
from marketplace.orders.post import boxes, carried, dispatch
from marketplace.orders.post.models import Parcel
from marketplace.orders.returns import crediting
from marketplace.orders.sheets import (
    credit,
    order as order_sheet,
    parcel as of_parcel,
    receipt,
    slip,
)
from marketplace.papers import issuing
from marketplace.papers.models import Paper
from marketplace.payments import receipts
from marketplace.payments.models import Payment
from marketplace.payments.refund_models import Refund
from marketplace.vendors.models import Vendor

NOTHING_TO_BRING = N_("The office waits for nothing of this maker now.")


@dataclass(frozen=True, slots=True)
class Asked:
    """`language`: fa, en, or "" for the buyer's own; `spoken` where nobody else's counts; `by` a
    person's id, nobody's when no person took the money."""

    language: str
    spoken: str
    by: int | None

    def buyers(self, order: Order) -> str:
        """The language of a paper that the buyer reads."""
        return self.language or order.locale


def issue(kind: str, codes: Sequence[str], asked: Asked) -> list[Paper]:
    """The papers of a kind about the things with these codes; what did not change since is the
    same paper. Raises NotFound when one of them is not there."""
    papers = (
        [] if not codes or kind not in ISSUERS else ISSUERS[kind](list(dict.fromkeys(codes)), asked)
    )
    if not papers:
        raise NotFound
    return papers


def _held(order_ids: Iterable[int]) -> dict[int, Order]:
    """The orders, locked, so that a paper tells of one moment."""
    return {order.id: order for order in locked_all(Order, list(order_ids))}


def _receipts(numbers: Sequence[str], asked: Asked) -> list[Paper]:
    payments = [receipts.by_number(number) for number in numbers]
    if any(payment.subject_kind != SUBJECT for payment in payments):
        raise NotFound
    orders = _held(payment.subject_id for payment in payments)
    return [_receipt(payment, orders[payment.subject_id], asked) for payment in payments]


def _receipt(payment: Payment, order: Order, asked: Asked) -> Paper:
    language = asked.buyers(order)
    return issuing.issue(
        "receipt", ("payment", payment.id), language, receipt.taken(payment, order, language),
        orders=[order.id], by=asked.by, number=(payment.receipt_year, payment.receipt_number),
    )  # fmt: skip


def _refunds(numbers: Sequence[str], asked: Asked) -> list[Paper]:
    refunds = [_refund_by(number) for number in numbers]
    orders = _held(refund.subject_id for refund in refunds)
    return [_refund(refund, orders[refund.subject_id], asked) for refund in refunds]


def _refund_by(number: str) -> Refund:
    year, _, serial = number.removeprefix("R").partition("-")
    if not (number.isascii() and year.isdigit() and serial.isdigit() and len(number) <= 15):
        raise NotFound
    return one(Refund, receipt_year=int(year), receipt_number=int(serial), subject_kind=SUBJECT)


def _refund(refund: Refund, order: Order, asked: Asked) -> Paper:
    language = asked.buyers(order)
    return issuing.issue(
        "refund", ("refund", refund.id), language, receipt.given_back(refund, order, language),
        orders=[order.id], by=asked.by, number=(refund.receipt_year, refund.receipt_number),
    )  # fmt: skip


def _credits(numbers: Sequence[str], asked: Asked) -> list[Paper]:
    notes = [crediting.by_number(number) for number in numbers]
    orders = _held(note.order_id for note in notes)
    return [credit.issue(note, orders[note.order_id], asked.by, asked.language) for note in notes]


def _orders(codes: Sequence[str], asked: Asked) -> list[Paper]:
    wanted = [find.by_code(code).id for code in codes]
    orders, language = _held(wanted), asked.language or asked.spoken
    return [
        issuing.issue(
            "order", (SUBJECT, key), language, order_sheet.sheet(orders[key], language),
            orders=[key], by=asked.by,
        )
        for key in wanted
    ]  # fmt: skip


def _boxes(public_ids: Sequence[str]) -> list[tuple[Parcel, Order]]:
    """For each box the parcel that leads it."""
    found = [boxes.leader(dispatch.parcel(public_id)).public_id for public_id in public_ids]
    return _parcels(list(dict.fromkeys(found)))


def _lying(public_ids: Sequence[str]) -> list[tuple[Parcel, Order]]:
    """Everything in the boxes of these parcels."""
    found = [one for public_id in public_ids for one in boxes.contents(dispatch.parcel(public_id))]
    return _parcels(list(dict.fromkeys(one.public_id for one in found)))


def _parcels(public_ids: Sequence[str]) -> list[tuple[Parcel, Order]]:
    parcels = [dispatch.parcel(public_id) for public_id in public_ids]
    orders = _held(parcel.order_id for parcel in parcels)
    for parcel in parcels:
        session.refresh(parcel)
    return [(parcel, orders[parcel.order_id]) for parcel in parcels]


def _labels(public_ids: Sequence[str], asked: Asked) -> list[Paper]:
    language = asked.language or "fa"  # the postman reads it
    return [
        issuing.issue(
            "label", ("parcel", parcel.id), language, of_parcel.label(parcel, order, language),
            orders=sorted(boxes.orders_of([parcel])), by=asked.by,
        )
        for parcel, order in _boxes(public_ids)
    ]  # fmt: skip


def _packing(public_ids: Sequence[str], asked: Asked) -> list[Paper]:
    return [
        issuing.issue(
            "packing", ("vendor_order", part.id), asked.buyers(order),
            of_parcel.packing(part, parcel, order, asked.buyers(order)),
            orders=[order.id], by=asked.by,
        )
        for parcel, order in _lying(public_ids)
        for part in carried.parts(parcel, order)
    ]  # fmt: skip


def _handovers(public_ids: Sequence[str], asked: Asked) -> list[Paper]:
    """One list for each carrier among them."""
    found = sorted(_boxes(public_ids), key=lambda pair: pair[0].id)
    carriers = {parcel.method_id: parcel.method for parcel, _order in found}
    language, today = asked.language or asked.spoken, local_day(clock.now())
    papers = []
    for key, carrier in carriers.items():
        mine = [pair for pair in found if pair[0].method_id == key]
        body = of_parcel.handover(mine, local(carrier, "name", language), today, language)
        subject = ("parcel", mine[0][0].id)  # a list that begins with it takes its place
        orders = sorted(boxes.orders_of([parcel for parcel, _order in mine]))
        papers.append(
            issuing.issue("handover", subject, language, body, orders=orders, by=asked.by)
        )
    return papers


def _slips(public_ids: Sequence[str], asked: Asked) -> list[Paper]:
    vendors = [one(Vendor, public_id=public_id) for public_id in public_ids]
    return [slip_for(vendor, asked) for vendor in vendors]


def slip_for(vendor: Vendor, asked: Asked) -> Paper:
    """What she must bring. Raises DomainError when it is nothing."""
    orders = _held(slip.order_ids(vendor))
    parts, language = slip.parts_of(vendor), asked.language or asked.spoken
    if not parts:
        raise DomainError(NOTHING_TO_BRING)
    body = slip.slip(vendor, parts, language)
    return issuing.issue(
        "slip", ("vendor", vendor.id), language, body, orders=list(orders), by=asked.by
    )


ISSUERS: dict[str, Callable[[Sequence[str], Asked], list[Paper]]] = {
    "receipt": _receipts,
    "refund": _refunds,
    "credit": _credits,
    "order": _orders,
    "packing": _packing,
    "label": _labels,
    "handover": _handovers,
    "slip": _slips,
}
