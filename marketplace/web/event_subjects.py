"""What an event is about, as staff know it: a code, a name, a title, and where to read more."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy import select

from marketplace.catalogue.attribute_models import Attribute
from marketplace.catalogue.category import Category
from marketplace.catalogue.commission_models import CommissionRate
from marketplace.catalogue.imports.models import Import
from marketplace.catalogue.models import Listing, Revision
from marketplace.catalogue.translation_models import Translation
from marketplace.discovery.collection_models import Collection, Season
from marketplace.discovery.models import SearchSynonym
from marketplace.discovery.turn_models import Pin
from marketplace.kernel.db import session
from marketplace.kernel.eventlog import Event
from marketplace.kernel.ids import show_code
from marketplace.orders import crediting
from marketplace.orders.credit_models import CreditNote
from marketplace.orders.models import Fulfilment, Order, VendorOrder
from marketplace.orders.post_models import Parcel, ShippingMethod
from marketplace.papers.models import Paper
from marketplace.payments import receipts, refunds
from marketplace.payments.intents.models import Dispute, GatewayRefund, Intent
from marketplace.payments.models import Payment
from marketplace.payments.proof_models import Proof
from marketplace.payments.rate_models import ExchangeRate
from marketplace.payments.refund_models import Refund, RefundDue
from marketplace.payments.till_models import TillCount
from marketplace.payouts.account_models import BankAccount
from marketplace.payouts.models import Payout, PayoutRun
from marketplace.payouts.question_models import MoneyQuestion
from marketplace.people.models import Invitation, TextVersion, User
from marketplace.programme.models import Certificate
from marketplace.vendors.models import Requirement, Submission, Vendor
from marketplace.web import formatters, rate_words
from marketplace.web.public_texts import TITLES

Key = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Subject:
    """A label (empty where the thing has none) and an address (empty where it has no page)."""

    label: str
    url: str = ""


NOTHING = Subject("")


def of(events: Sequence[Event]) -> dict[Key, Subject]:
    """The subjects of these events, by one query for each kind among them."""
    found: dict[Key, Subject] = {}
    for kind, read in READERS.items():
        ids = {event.subject_id for event in events if event.subject_kind == kind}
        if ids:
            found |= {(kind, key): subject for key, subject in read(ids)}
    return found


Pairs = Iterable[tuple[int, Subject]]


def _orders(ids: set[int]) -> Pairs:
    for row in session.execute(select(Order.id, Order.code).where(Order.id.in_(ids))):
        yield row[0], _order(row.code)


def _vendor_orders(ids: set[int]) -> Pairs:
    query = (
        select(VendorOrder.id, Order.code, Vendor)
        .join(Order)
        .join(Vendor, Vendor.id == VendorOrder.vendor_id)
    )
    for row in session.execute(query.where(VendorOrder.id.in_(ids))):
        yield row[0], _order(row.code, row.Vendor)


def _fulfilments(ids: set[int]) -> Pairs:
    query = (
        select(Fulfilment.id, Order.code, Vendor)
        .join(VendorOrder, VendorOrder.id == Fulfilment.vendor_order_id)
        .join(Order, Order.id == VendorOrder.order_id)
        .join(Vendor, Vendor.id == VendorOrder.vendor_id)
    )
    for row in session.execute(query.where(Fulfilment.id.in_(ids))):
        yield row[0], _order(row.code, row.Vendor)


def _parcels(ids: set[int]) -> Pairs:
    query = select(Parcel.id, Parcel.public_id, Order.code).join(Order, Order.id == Parcel.order_id)
    for row in session.execute(query.where(Parcel.id.in_(ids))):
        yield (
            row[0],
            Subject(show_code(row.code), url_for("office.parcel", public_id=row.public_id)),
        )


def _order(code: str, vendor: Vendor | None = None) -> Subject:
    alias = f" · {formatters.local(vendor, 'alias')}" if vendor else ""
    return Subject(show_code(code) + alias, url_for("office.order", code=code))


def _payments(ids: set[int]) -> Pairs:
    for row in session.execute(select(Payment.id, Payment).where(Payment.id.in_(ids))):
        number = receipts.number(row.Payment)
        yield row[0], Subject(formatters.digits(number), url_for("office.payment", number=number))


def _proofs(ids: set[int]) -> Pairs:
    query = select(Proof.id, Proof.public_id, Order.code).join(Order, Order.id == Proof.subject_id)
    for row in session.execute(query.where(Proof.id.in_(ids))):
        url = url_for("office.transfer", public_id=row.public_id)
        yield row[0], Subject(show_code(row.code), url)


def _dues(ids: set[int]) -> Pairs:
    query = select(RefundDue.id, Order.code).join(Order, Order.id == RefundDue.subject_id)
    for row in session.execute(query.where(RefundDue.id.in_(ids))):
        yield row[0], _order(row.code)


def _intents(ids: set[int]) -> Pairs:
    query = select(Intent.id, Order.code).join(Order, Order.id == Intent.subject_id)
    for row in session.execute(query.where(Intent.id.in_(ids))):
        yield row[0], _order(row.code)


def _gateway_refunds(ids: set[int]) -> Pairs:
    query = select(GatewayRefund.id, Order.code).join(Intent, Intent.id == GatewayRefund.intent_id)
    query = query.join(Order, Order.id == Intent.subject_id)
    for row in session.execute(query.where(GatewayRefund.id.in_(ids))):
        yield row[0], _order(row.code)


def _disputes(ids: set[int]) -> Pairs:
    query = select(Dispute.id, Order.code).join(Intent, Intent.id == Dispute.intent_id)
    query = query.join(Order, Order.id == Intent.subject_id)
    for row in session.execute(query.where(Dispute.id.in_(ids))):
        yield row[0], _order(row.code)


def _refunds(ids: set[int]) -> Pairs:
    query = select(Refund, Order.code).join(Order, Order.id == Refund.subject_id)
    for row in session.execute(query.where(Refund.id.in_(ids))):
        number = formatters.digits(refunds.number(row.Refund))
        yield row.Refund.id, Subject(number, url_for("office.order", code=row.code))


def _credit_notes(ids: set[int]) -> Pairs:
    query = select(CreditNote, Order.code).join(Order, Order.id == CreditNote.order_id)
    for row in session.execute(query.where(CreditNote.id.in_(ids))):
        number = formatters.digits(crediting.number(row.CreditNote))
        yield row.CreditNote.id, Subject(number, url_for("office.order", code=row.code))


def _till_counts(ids: set[int]) -> Pairs:
    query = select(TillCount.id, TillCount.counted_at).where(TillCount.id.in_(ids))
    for row in session.execute(query):
        yield row.id, Subject(formatters.day(row.counted_at), url_for("office.payments"))


def _listings(ids: set[int]) -> Pairs:
    for row in session.execute(select(Listing.id, Listing).where(Listing.id.in_(ids))):
        yield row[0], Subject(formatters.local(row.Listing, "title"))


def _imports(ids: set[int]) -> Pairs:
    for row in session.execute(select(Import.id, Import).where(Import.id.in_(ids))):
        yield row[0], Subject(row.Import.file_name)


def _revisions(ids: set[int]) -> Pairs:
    for row in session.execute(select(Revision.id, Revision).where(Revision.id.in_(ids))):
        yield row[0], Subject(formatters.local(row.Revision, "title"))


def _vendors(ids: set[int]) -> Pairs:
    for row in session.execute(select(Vendor.id, Vendor).where(Vendor.id.in_(ids))):
        yield row[0], _vendor(row.Vendor)


def _vendor(vendor: Vendor) -> Subject:
    url = url_for("office.vendor", public_id=vendor.public_id)
    return Subject(formatters.local(vendor, "alias"), url)


def _submissions(ids: set[int]) -> Pairs:
    query = select(Submission.id, Vendor).join(Vendor, Vendor.id == Submission.vendor_id)
    for row in session.execute(query.where(Submission.id.in_(ids))):
        yield row[0], _vendor(row.Vendor)


def _requirements(ids: set[int]) -> Pairs:
    for row in session.execute(select(Requirement.id, Requirement).where(Requirement.id.in_(ids))):
        yield row[0], Subject(formatters.local(row.Requirement, "title"))


def _certificates(ids: set[int]) -> Pairs:
    query = select(Certificate.id, Certificate.public_code).where(Certificate.id.in_(ids))
    for row in session.execute(query):
        yield row[0], Subject(show_code(row.public_code))


def _categories(ids: set[int]) -> Pairs:
    for row in session.execute(select(Category.id, Category).where(Category.id.in_(ids))):
        yield row[0], Subject(formatters.local(row.Category, "name"))


def _search_words(ids: set[int]) -> Pairs:
    rows = select(SearchSynonym.id, SearchSynonym.typed).where(SearchSynonym.id.in_(ids))
    for key, typed in session.execute(rows):
        yield key, Subject(typed, url_for("office.search_words_line", row_id=key))


def _attributes(ids: set[int]) -> Pairs:
    for row in session.execute(select(Attribute.id, Attribute).where(Attribute.id.in_(ids))):
        url = url_for("office.attribute", attribute_id=row[0])
        yield row[0], Subject(formatters.local(row.Attribute, "name"), url)


def _users(ids: set[int]) -> Pairs:
    for row in session.execute(select(User.id, User.name).where(User.id.in_(ids))):
        yield row[0], Subject(row.name)


def _invitations(ids: set[int]) -> Pairs:
    query = select(Invitation.id, Invitation.name).where(Invitation.id.in_(ids))
    for row in session.execute(query):
        yield row[0], Subject(row.name, url_for("office.users"))


def _texts(ids: set[int]) -> Pairs:
    for row in session.execute(select(TextVersion).where(TextVersion.id.in_(ids))):
        one = row.TextVersion
        url = url_for("office.text_versions", name=one.name, version=one.number)
        yield one.id, Subject(_(TITLES[one.name]), url)


def _runs(ids: set[int]) -> Pairs:
    for run in session.scalars(select(PayoutRun).where(PayoutRun.id.in_(ids))):
        url = url_for("office.payout_run", public_id=run.public_id)
        yield run.id, Subject(formatters.digits(f"{run.year}/{run.number}"), url)


def _payouts(ids: set[int]) -> Pairs:
    query = select(Payout.id, Payout.public_id, Vendor).join(Vendor, Vendor.id == Payout.vendor_id)
    for row in session.execute(query.where(Payout.id.in_(ids))):
        url = url_for("office.payout", public_id=row.public_id)
        yield row[0], Subject(formatters.local(row.Vendor, "alias"), url)


def _money_of(model: type[BankAccount] | type[MoneyQuestion]) -> Callable[[set[int]], Pairs]:
    def read(ids: set[int]) -> Pairs:
        query = select(model.id, Vendor).join(Vendor, Vendor.id == model.vendor_id)
        for row in session.execute(query.where(model.id.in_(ids))):
            url = url_for("office.maker_money", public_id=row.Vendor.public_id)
            yield row[0], Subject(formatters.local(row.Vendor, "alias"), url)

    return read


def _shown(model: Any, kind: str) -> Callable[[set[int]], Pairs]:
    def read(ids: set[int]) -> Pairs:
        for row in session.scalars(select(model).where(model.id.in_(ids))):
            url = url_for("office.collection", kind=kind, key=row.id)
            yield row.id, Subject(formatters.local(row, "title"), url)

    return read


def _translations(ids: set[int]) -> Pairs:
    query = select(Translation.id, Translation.into, Listing).join(
        Listing, Listing.id == Translation.listing_id
    )
    for row in session.execute(query.where(Translation.id.in_(ids))):
        at = {"public_id": row.Listing.public_id, "into": row.into}
        title = formatters.local(row.Listing, "title")
        yield row[0], Subject(title, url_for("office.translation", **at))


def _pins(ids: set[int]) -> Pairs:
    query = select(Pin.id, Vendor).join(Vendor, Vendor.id == Pin.vendor_id).where(Pin.id.in_(ids))
    for row in session.execute(query):
        yield row[0], Subject(formatters.local(row.Vendor, "alias"), url_for("office.front"))


def _papers(ids: set[int]) -> Pairs:
    for paper in session.scalars(select(Paper).where(Paper.id.in_(ids))):
        url = url_for("office.paper_sheets", paper=paper.public_id)
        yield paper.id, Subject(formatters.digits(paper.shown_number), url)


def _shipping_methods(ids: set[int]) -> Pairs:
    query = select(ShippingMethod.id, ShippingMethod).where(ShippingMethod.id.in_(ids))
    for row in session.execute(query):
        name = formatters.local(row.ShippingMethod, "name")
        yield row[0], Subject(name, url_for("office.tariff"))


def _rates(ids: set[int]) -> Pairs:
    query = select(ExchangeRate.id, ExchangeRate.currency).where(ExchangeRate.id.in_(ids))
    for row in session.execute(query):
        yield row.id, Subject(rate_words.currency(row.currency), url_for("office.exchange_rates"))


def _commission(ids: set[int]) -> Pairs:
    for row in session.scalars(select(CommissionRate).where(CommissionRate.id.in_(ids))):
        yield row.id, Subject(formatters.percent(row.rate_bp), url_for("office.commission"))


READERS: dict[str, Callable[[set[int]], Pairs]] = {
    "order": _orders,
    "vendor_order": _vendor_orders,
    "fulfilment": _fulfilments,
    "parcel": _parcels,
    "payment": _payments,
    "till_count": _till_counts,
    "exchange_rate": _rates,
    "payment_proof": _proofs,
    "refund_due": _dues,
    "payment_intent": _intents,
    "gateway_refund": _gateway_refunds,
    "payment_dispute": _disputes,
    "refund": _refunds,
    "credit_note": _credit_notes,
    "listing": _listings,
    "import": _imports,
    "revision": _revisions,
    "vendor": _vendors,
    "submission": _submissions,
    "requirement": _requirements,
    "certificate": _certificates,
    "category": _categories,
    "search_synonym": _search_words,
    "attribute": _attributes,
    "commission": _commission,
    "user": _users,
    "invitation": _invitations,
    "text": _texts,
    "shipping_method": _shipping_methods,
    "paper": _papers,
    "front_pin": _pins,
    "translation": _translations,
    "collection": _shown(Collection, "collections"),
    "season": _shown(Season, "seasons"),
    "payout_run": _runs,
    "payout": _payouts,
    "bank_account": _money_of(BankAccount),
    "money_question": _money_of(MoneyQuestion),
}
