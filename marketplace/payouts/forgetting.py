"""Bank accounts that makers use no longer: their numbers end, what was paid into them stays."""

from datetime import datetime

from sqlalchemy import Select, exists, func, or_, select

from marketplace.kernel import clock, eventlog
from marketplace.kernel.db import session
from marketplace.kernel.eventlog import Event
from marketplace.payouts.account_models import BankAccount
from marketplace.payouts.accounts import KIND
from marketplace.payouts.models import Payout

NOBODYS = "••••"  # in the place of the last four digits
OVER = ("replaced", "closed", "cancelled")
EVENTS = ("replace", "close", "cancel")
LAST_PAID = select(func.max(Payout.paid_at)).where(Payout.account_id == BankAccount.id)
WAITS = exists().where(
    Payout.account_id == BankAccount.id, Payout.state.in_(("draft", "approved", "sent"))
)
ENDED = select(func.max(Event.at)).where(
    Event.subject_kind == KIND, Event.subject_id == BankAccount.id, Event.name.in_(EVENTS)
)


def accounts(before: datetime, limit: int) -> int:
    """Erase the Sheba, its print, its digits and its holder's name of every account that ended and
    was last paid into before a moment; returns how many. Payments and books stay as they are."""
    due = session.scalars(_due(before).order_by(BankAccount.id).limit(limit)).all()
    for account in due:
        account.sealed = account.iban_hash = account.holder = ""
        account.last4, account.erased_at = NOBODYS, clock.now()
        eventlog.record(KIND, account.id, "erased")
    session.flush()
    return len(due)


def count(before: datetime) -> int:
    """How many `accounts` would erase."""
    return session.scalar(select(func.count()).select_from(_due(before).subquery())) or 0


def _due(before: datetime) -> Select[BankAccount]:
    """What was never paid into is as old as its end."""
    last = func.coalesce(LAST_PAID.scalar_subquery(), ENDED.scalar_subquery())
    return select(BankAccount).where(
        BankAccount.state.in_(OVER), BankAccount.erased_at.is_(None), ~WAITS,
        or_(last < before, last.is_(None)), BankAccount.created_at < before,
    )  # fmt: skip
