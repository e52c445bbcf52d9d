"""What the events of paying makers are about, and where staff read on."""

from flask import url_for
from sqlalchemy import select

from marketplace.kernel.db import session
from marketplace.payouts.account_models import BankAccount
from marketplace.payouts.models import Payout, PayoutRun
from marketplace.payouts.question_models import MoneyQuestion
from marketplace.vendors.models import Vendor
from marketplace.web import formatters
from marketplace.web.log.subjects.subject import Pairs, Reader, Subject


def _runs(ids: set[int]) -> Pairs:
    for run in session.scalars(select(PayoutRun).where(PayoutRun.id.in_(ids))):
        url = url_for("office.payout_run", public_id=run.public_id)
        yield run.id, Subject(formatters.digits(f"{run.year}/{run.number}"), url)


def _payouts(ids: set[int]) -> Pairs:
    query = select(Payout.id, Payout.public_id, Vendor).join(Vendor, Vendor.id == Payout.vendor_id)
    for row in session.execute(query.where(Payout.id.in_(ids))):
        url = url_for("office.payout", public_id=row.public_id)
        yield row[0], Subject(formatters.local(row.Vendor, "alias"), url)


def _money_of(model: type[BankAccount] | type[MoneyQuestion]) -> Reader:
    def read(ids: set[int]) -> Pairs:
        query = select(model.id, Vendor).join(Vendor, Vendor.id == model.vendor_id)
        for row in session.execute(query.where(model.id.in_(ids))):
            url = url_for("office.maker_money", public_id=row.Vendor.public_id)
            yield row[0], Subject(formatters.local(row.Vendor, "alias"), url)

    return read


READERS: dict[str, Reader] = {
    "payout_run": _runs,
    "payout": _payouts,
    "bank_account": _money_of(BankAccount),
    "money_question": _money_of(MoneyQuestion),
}
