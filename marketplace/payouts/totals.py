"""A maker's money in five figures, each from a snapshot and what came since."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, bindparam, func, select, text
from sqlalchemy.orm import aliased

from marketplace.kernel.db import session
from marketplace.kernel.direct import ask
from marketplace.kernel.money import Money, home
from marketplace.ledger import balances
from marketplace.ledger.accounts import COMMISSION, TAX, vendor
from marketplace.ledger.models import Posting, Snapshot
from marketplace.payouts.models import EarningTotal, Payout
from marketplace.payouts.states import PAID

VENDOR: Any = bindparam("vendor")
CURRENCY: Any = bindparam("currency")
ACCOUNT: Any = bindparam("account")
OURS = aliased(Posting)
OF_THE_SAME_LINE = and_(
    OURS.entry_id == Posting.entry_id, OURS.line_id == Posting.line_id,
    OURS.account.in_((COMMISSION, TAX)),
)  # fmt: skip
OWED = select(func.sum(Snapshot.amount)).filter_by(account=ACCOUNT, currency=CURRENCY)
OWED_SINCE = select(func.sum(Posting.amount)).where(
    Posting.account == ACCOUNT, Posting.currency == CURRENCY,
    Posting.entry_id > select(func.coalesce(func.max(Snapshot.upto), 0)).scalar_subquery(),
)  # fmt: skip
KEPT = select(func.sum(EarningTotal.kept)).filter_by(vendor_id=VENDOR, currency=CURRENCY)
KEPT_SINCE = (
    select(func.sum(-OURS.amount)).select_from(Posting).join(OURS, OF_THE_SAME_LINE)
    .where(Posting.account == ACCOUNT, Posting.currency == CURRENCY,
           Posting.entry_id > select(func.coalesce(func.max(EarningTotal.upto), 0))
           .scalar_subquery())
)  # fmt: skip
SENT = select(func.sum(Payout.amount)).where(
    Payout.vendor_id == VENDOR, Payout.currency == CURRENCY, Payout.state.in_(PAID)
)
FIGURES = select(*(part.scalar_subquery() for part in (OWED, OWED_SINCE, KEPT, KEPT_SINCE, SENT)))
EMPTY = "DELETE FROM earning_total"
FILL = f"""
INSERT INTO earning_total (vendor_id, currency, kept, upto)
SELECT v.id, p.currency, sum(-c.amount), :upto
FROM vendor v JOIN ledger_posting p ON p.account = 'vendor:' || v.id
JOIN ledger_posting c ON c.entry_id = p.entry_id AND c.line_id = p.line_id
  AND c.account IN ('{COMMISSION}', '{TAX}')
WHERE p.entry_id <= :upto GROUP BY v.id, p.currency
"""  # noqa: S608


@dataclass(frozen=True, slots=True)
class Totals:
    """What her buyers paid for her work, her share of it, what of that was paid to her, and what
    waits."""

    sold: Money
    share: Money
    paid: Money
    waiting: Money


def of(vendor_id: int, currency: str | None = None) -> Totals:
    """Her money as it stands: her share is always what was paid and what waits."""
    currency = currency or home()
    hers = {"vendor": vendor_id, "account": vendor(vendor_id), "currency": currency}
    owed, since, kept, kept_since, sent = (
        Money(int(sum_ or 0), currency) for sum_ in ask(FIGURES, hers).first()
    )
    waits = -(owed + since)
    share = sent + waits
    return Totals(share + kept + kept_since, share, sent, waits)


def waiting(vendor_id: int, currency: str | None = None) -> Money:
    """What the office owes her."""
    currency = currency or home()
    return Money(-balances.balance(vendor(vendor_id), currency), currency)


def _upto() -> int:
    return session.scalar(select(func.max(EarningTotal.upto))) or 0


def follow() -> int:
    """Rebuild the snapshot once that of the books went on; returns how many makers, 0 for none."""
    upto = session.scalar(select(func.max(Snapshot.upto))) or 0
    return rebuild() if upto > _upto() else 0


def rebuild() -> int:
    """Write the snapshot anew, as far as that of the books goes; returns how many makers."""
    upto = session.scalar(select(func.max(Snapshot.upto))) or 0
    session.execute(text(EMPTY))
    session.execute(text(FILL), {"upto": upto})
    return session.scalar(select(func.count()).select_from(EarningTotal)) or 0
