"""What becomes of one maker's payment: handed over in cash, settled, or returned by the bank."""

from marketplace.kernel import clock
from marketplace.kernel.db import locked, session
from marketplace.kernel.errors import DomainError, WrongState
from marketplace.kernel.money import Money
from marketplace.kernel.text import N_
from marketplace.ledger import entries
from marketplace.payouts import messages, runs
from marketplace.payouts.account_models import BankAccount
from marketplace.payouts.models import Payout, PayoutRun
from marketplace.payouts.states import PAYOUT
from marketplace.vendors.models import Vendor

NOT_CASH = N_("This one is paid through the bank.")
NO_REASON = N_("Write what the bank said.")
NOT_HERE = N_("Cash does not come back from the bank.")


def hand_over(payout: Payout, by: int) -> None:
    """She took the cash and signed the slip; `by` a person's id. Raises WrongState,
    DomainError while she is on hold."""
    run, payout = _held(payout)
    if payout.method != "cash":
        raise WrongState(NOT_CASH)
    runs.payable([payout])
    PAYOUT.fire(payout, "hand_over")
    payout.paid_at = payout.settled_at = clock.now()
    payout.paid_by = by
    entries.payout_in_cash(payout)
    runs.settle_whole(run)


def settle(payout: Payout) -> None:
    """The money has arrived. Raises WrongState."""
    run, payout = _held(payout)
    PAYOUT.fire(payout, "settle")
    payout.settled_at = clock.now()
    runs.settle_whole(run)


def settle_rest(run: PayoutRun) -> int:
    """Nothing else came back from the bank: everything that is under way has arrived. Returns how
    many."""
    run = locked(PayoutRun, run.id)
    parts = runs.payouts_of(run, "sent")
    for one in parts:
        PAYOUT.fire(one, "settle")
        one.settled_at = clock.now()
    runs.settle_whole(run)
    return len(parts)


def came_back(payout: Payout, reason: str) -> None:
    """The bank sent it back: what it paid is due again, and she is told.

    Raises DomainError without a reason, WrongState unless it had gone."""
    if not reason.strip():
        raise DomainError(NO_REASON, field="reason")
    run, payout = _held(payout)
    if payout.method == "cash":
        raise WrongState(NOT_HERE)
    payout.returned_at = clock.now()
    runs.release(payout, "return", reason.strip())
    entries.payout_returned(payout)
    runs.settle_whole(run)
    account = session.get(BankAccount, payout.account_id or 0)
    vendor = session.get_one(Vendor, payout.vendor_id)
    messages.returned(vendor, Money(payout.amount, payout.currency), account)


def _held(payout: Payout) -> tuple[PayoutRun, Payout]:
    """The run, locked first so that what is counted over it is true, and the payment."""
    run = locked(PayoutRun, payout.run_id)
    return run, locked(Payout, payout.id)
