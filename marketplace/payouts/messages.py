"""What the people behind a vendor are told about their money."""

from typing import Any

from sqlalchemy import select

from marketplace.kernel.calendar import show_day
from marketplace.kernel.db import session
from marketplace.kernel.money import Money
from marketplace.kernel.text import localise_digits
from marketplace.notify import send
from marketplace.payouts.account_models import BankAccount
from marketplace.people.models import User
from marketplace.vendors.models import Member, Vendor


def account_written(vendor: Vendor, account: BankAccount) -> None:
    """A new account waits; whoever did not write it can stop it."""
    for user in _members(vendor):
        _tell(
            "bank_account_written", vendor, user,
            last4=localise_digits(account.last4, user.locale),
            day=show_day(account.begins_at, user.locale),
        )  # fmt: skip


def account_cancelled(vendor: Vendor, account: BankAccount) -> None:
    """The account that waited is not used."""
    for user in _members(vendor):
        _tell(
            "bank_account_cancelled", vendor, user,
            last4=localise_digits(account.last4, user.locale),
        )  # fmt: skip


def paid(vendor: Vendor, amount: Money, account: BankAccount | None) -> None:
    """Money is on its way to her account."""
    for user in _members(vendor):
        last4 = localise_digits(account.last4, user.locale) if account else ""
        _tell("payout_sent", vendor, user, amount=amount, last4=last4)


def returned(vendor: Vendor, amount: Money, account: BankAccount | None) -> None:
    """The bank sent it back; she should look at her account number."""
    for user in _members(vendor):
        last4 = localise_digits(account.last4, user.locale) if account else ""
        _tell("payout_returned", vendor, user, amount=amount, last4=last4)


def answered(vendor: Vendor, asker: User) -> None:
    """The treasurer answered her question."""
    _tell("money_answered", vendor, asker)


def _members(vendor: Vendor) -> list[User]:
    query = select(User).join(Member, Member.user_id == User.id)
    return list(session.scalars(query.where(Member.vendor_id == vendor.id).order_by(User.id)))


def _tell(template: str, vendor: Vendor, user: User, **facts: Any) -> None:
    if user.mobile and user.active:
        alias = vendor.alias_en if user.locale == "en" and vendor.alias_en else vendor.alias_fa
        send.sms(
            template, user.mobile, user.locale, subject=("vendor", vendor.id), alias=alias, **facts
        )
