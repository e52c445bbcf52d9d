"""A maker's money in five figures, each from a snapshot and what came since."""

from dataclasses import dataclass

from sqlalchemy import and_, bindparam, func, select, text
from sqlalchemy.orm import aliased

from marketplace.kernel.db import session
from marketplace.kernel.money import Money, home
from marketplace.ledger import balances
from marketplace.ledger.accounts import COMMISSION, TAX, vendor
from marketplace.ledger.models import Posting, Snapshot
from marketplace.payouts.models import EarningTotal, Payout
from marketplace.payouts.states import PAID

KEPT = (COMMISSION, TAX)
OURS = aliased(Posting)
OF_THE_SAME_LINE = and_(
    OURS.entry_id == Posting.entry_id, OURS.line_id == Posting.line_id, OURS.account.in_(KEPT)
)
SUM_PAID = select(func.sum(Payout.amount)).where(
    Payout.vendor_id == bindparam("vendor"), Payout.currency == bindparam("currency"),
    Payout.state.in_(PAID),
)  # fmt: skip
KNOWN = select(EarningTotal.kept, EarningTotal.upto).where(
    EarningTotal.vendor_id == bindparam("vendor"), EarningTotal.currency == bindparam("currency")
)
NEWER = (
    select(func.sum(-OURS.amount)).select_from(Posting).join(OURS, OF_THE_SAME_LINE)
    .where(Posting.account == bindparam("account"), Posting.currency == bindparam("currency"),
           Posting.entry_id > bindparam("upto"))
)  # fmt: skip
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
    waits = waiting(vendor_id, currency)
    paid = Money(_paid(vendor_id, currency), currency)
    share = paid + waits
    return Totals(share + Money(_kept(vendor_id, currency), currency), share, paid, waits)


def waiting(vendor_id: int, currency: str | None = None) -> Money:
    """What the office owes her."""
    currency = currency or home()
    return Money(-balances.balance(vendor(vendor_id), currency), currency)


def _paid(vendor_id: int, currency: str) -> int:
    return int(session.scalar(SUM_PAID, {"vendor": vendor_id, "currency": currency}) or 0)


def _kept(vendor_id: int, currency: str) -> int:
    hers = {"vendor": vendor_id, "currency": currency}
    kept, upto = session.execute(KNOWN, hers).one_or_none() or (0, _upto())
    since = {"account": vendor(vendor_id), "currency": currency, "upto": upto}
    return int(kept) + int(session.scalar(NEWER, since) or 0)


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
