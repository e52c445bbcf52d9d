"""Bank accounts as pages show them: the bank, the last four digits, from when on."""

from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _

from marketplace.payouts import banks
from marketplace.payouts.account_models import BankAccount
from marketplace.web import formatters


@dataclass(frozen=True, slots=True)
class AccountRow:
    """One account, without its number."""

    id: int
    label: str
    last4: str
    holder: str
    waits: bool
    begins_at: datetime


def account_row(account: BankAccount) -> AccountRow:
    """An account in words."""
    return AccountRow(
        account.id, label(account), formatters.digits(account.last4), account.holder,
        account.state == "waiting", account.begins_at,
    )  # fmt: skip


def label(account: BankAccount) -> str:
    """Bank Melli Iran, ends in 0001."""
    last4 = formatters.digits(account.last4)
    if bank := banks.name(account.bank, formatters.locale()):
        return str(_("%(bank)s, ends in %(last4)s", bank=bank, last4=last4))
    return str(_("Account that ends in %(last4)s", last4=last4))
