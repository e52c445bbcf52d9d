"""The books in words: what an account is, what an entry says, where it leads."""

from collections.abc import Callable, Iterable
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy import select

from marketplace.kernel.db import session
from marketplace.kernel.ids import show_code
from marketplace.kernel.text import N_
from marketplace.ledger.balances import Booked
from marketplace.orders.models import Order
from marketplace.people.models import User
from marketplace.vendors.models import Vendor
from marketplace.web import formatters
from marketplace.web.log.words import outside as outside_words

ACCOUNTS = {
    "safe": N_("Safe: counted cash"),
    "bank": N_("The office’s bank account and card"),
    "buyer": N_("Prepaid by buyers, not sold yet"),
    "commission": N_("The office’s share"),
    "postage:collected": N_("Postage that buyers paid"),
    "postage:paid": N_("Postage that carriers were paid"),
    "refunds:due": N_("To be given back to buyers"),
    "shortage": N_("Missing when drawers were counted"),
    "rounding": N_("Rounding"),
    "exchange": N_("Foreign notes, at the rate they were taken"),
    "tax": N_("Tax that prices held"),
    "fees": N_("What gateways keep"),
    "opening": N_("Paid before the books began"),
    "disputes": N_("Taken back by buyers’ banks"),
    **outside_words.ACCOUNTS,
}
GROUPS = {
    "drawer": (N_("Drawers: cash not counted yet"), N_("Drawer of %(name)s")),
    "vendor": (N_("Owed to makers"), N_("Owed to %(name)s")),
    "clearing": (N_("With gateways"), N_("With the gateway %(name)s")),
}
GATEWAYS = {"zarinpal": N_("ZarinPal"), "stripe": "Stripe"}
ENTRIES = {
    "opening": N_("The books were opened with it"),
    "payment": N_("The buyer paid"),
    "correction": N_("A payment was undone"),
    "foreign_cash": N_("The buyer paid in foreign notes"),
    "foreign_notes": N_("Foreign notes came into a drawer"),
    "foreign_cash_undone": N_("A payment in foreign notes was undone"),
    "foreign_notes_undone": N_("Foreign notes left a drawer again"),
    "sale": N_("The order is sold: shares were written down"),
    "sale_changed": N_("Pieces were taken off the sale"),
    "sale_undone": N_("The sale was undone"),
    "return_office": N_("Pieces came back, the office bears it"),
    "return_vendor": N_("Pieces came back, the maker bears it"),
    "return_post": N_("Pieces came back, the post bears it"),
    "refund_due": N_("Money is owed back"),
    "refund_dropped": N_("It is owed back no longer"),
    "refund": N_("Money was given back"),
    "refund_returned": N_("Money given back did not arrive and came back"),
    "till_count": N_("A drawer was counted"),
    "gateway_fee": N_("The gateway keeps its fee"),
    "dispute": N_("A dispute ended"),
    "payout": N_("The bank was told to pay makers"),
    "payout_cash": N_("A maker was paid at the office"),
    "payout_returned": N_("The bank sent a maker’s money back"),
    **outside_words.ENTRIES,
}


def group_of(account: str) -> str:
    """The group of accounts alike that this one belongs to, or ""."""
    kind, colon, _key = account.partition(":")
    return kind if colon and kind in GROUPS else ""


def entry(kind: str) -> str:
    """What an entry says."""
    return str(_(ENTRIES[kind])) if kind in ENTRIES else kind


def names(accounts: Iterable[str]) -> dict[str, str]:
    """These accounts in words, by one query for each kind of person among them."""
    wanted = set(accounts)
    people = _named(wanted, "drawer", User, lambda one: str(one.name))
    makers = _named(wanted, "vendor", Vendor, lambda one: formatters.local(one, "alias"))
    return {account: _name(account, people | makers) for account in wanted}


def _name(account: str, known: dict[str, str]) -> str:
    group, key = group_of(account), account.partition(":")[2]
    if not group:
        return str(_(ACCOUNTS[account])) if account in ACCOUNTS else account
    gateway = GATEWAYS.get(key, key)
    name = known.get(account) or (str(_(gateway)) if group == "clearing" else key)
    return str(_(GROUPS[group][1], name=name))


def _named(wanted: set[str], group: str, model: Any, show: Callable[[Any], str]) -> dict[str, str]:
    ids = [int(one.partition(":")[2]) for one in wanted
           if group_of(one) == group and one.partition(":")[2].isdigit()]  # fmt: skip
    found = session.scalars(select(model).where(model.id.in_(ids))) if ids else ()
    return {f"{group}:{one.id}": show(one) for one in found}


def subjects(entries: Iterable[Booked]) -> dict[tuple[str, int], tuple[str, str]]:
    """(label, address) of what these entries are about, where it has a page."""
    ids = {one.subject[1] for one in entries if one.subject[0] == "order"}
    rows = session.execute(select(Order.id, Order.code).where(Order.id.in_(ids))) if ids else ()
    return {
        ("order", row.id): (show_code(row.code), url_for("office.order_money", code=row.code))
        for row in rows
    }
