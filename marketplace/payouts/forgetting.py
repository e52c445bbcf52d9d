"""Bank accounts that makers use no longer, and makers who left: what was paid stays."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Select, exists, func, or_, select

from marketplace.kernel import actor, clock, eventlog
from marketplace.kernel.db import session
from marketplace.kernel.eventlog import Event
from marketplace.papers import forgetting as papers
from marketplace.payouts.account_models import BankAccount
from marketplace.payouts.accounts import KIND
from marketplace.payouts.models import Payout, PayoutHold
from marketplace.payouts.question_models import MoneyQuestion
from marketplace.payouts.states import BANK_ACCOUNT

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
        _erase(account)
    session.flush()
    return len(due)


def of_vendor(vendor_id: int) -> None:
    """Of a maker who was erased: her accounts, what she asked, why she was not paid, her slips.
    Sums, days and the bank's references stay. The caller holds her row."""
    hers = select(BankAccount).filter_by(vendor_id=vendor_id).order_by(BankAccount.id)
    held = session.scalars(hers).all()
    for account in held:
        for end in ("cancel", "close"):
            if BANK_ACCOUNT.allows(account, end):
                BANK_ACCOUNT.fire(account, end)
        if account.erased_at is None:
            _erase(account)
    _words(vendor_id)
    session.flush()
    paid = session.scalars(select(Payout).filter_by(vendor_id=vendor_id)).all()
    for payout in paid:
        payout.reason = payout.reason and eventlog.ERASED
    session.flush()
    papers.of("payout", [one.id for one in paid])
    eventlog.erase_words("payout", [one.id for one in paid])
    eventlog.erase_words(KIND, [one.id for one in held])


def brought_by(vendor_ids: Sequence[int], user_id: int) -> None:
    """Accounts that she brought for booths which others go on with, and which are over."""
    over = select(BankAccount).where(
        BankAccount.vendor_id.in_(vendor_ids), BankAccount.entered_by == user_id,
        BankAccount.state.in_(OVER), BankAccount.erased_at.is_(None),
    )  # fmt: skip
    for account in session.scalars(over.order_by(BankAccount.id)):
        _erase(account)
    session.flush()


def _erase(account: BankAccount) -> None:
    account.sealed = account.iban_hash = account.holder = ""
    account.last4, account.erased_at = NOBODYS, clock.now()
    eventlog.record(KIND, account.id, "erased")


def _words(vendor_id: int) -> None:
    for question in session.scalars(select(MoneyQuestion).filter_by(vendor_id=vendor_id)):
        question.words = eventlog.ERASED
        question.answer = question.answer and eventlog.ERASED
    for hold in session.scalars(select(PayoutHold).filter_by(vendor_id=vendor_id)):
        hold.reason = eventlog.ERASED
        if hold.lifted_at is None:
            hold.lifted_at, hold.lifted_by = clock.now(), actor.current().user_id


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
