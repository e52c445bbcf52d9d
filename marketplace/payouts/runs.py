"""What becomes of a run: approved, sent to the bank, or dropped; a maker taken out of it."""

from collections.abc import Sequence

from sqlalchemy import func, select, update

from marketplace.kernel import clock, eventlog
from marketplace.kernel.db import locked, session, table
from marketplace.kernel.errors import DomainError, NotAllowed, NotFound, WrongState
from marketplace.kernel.money import Money
from marketplace.kernel.text import N_
from marketplace.ledger import entries
from marketplace.payouts import accounts, holds, messages
from marketplace.payouts.account_models import BankAccount
from marketplace.payouts.models import Payout, PayoutLine, PayoutRun
from marketplace.payouts.states import OPEN, PAYOUT, RUN
from marketplace.vendors.models import Vendor

SECOND = N_("This run is large: somebody else than its maker must approve it.")
ON_HOLD = N_("%(name)s is on hold since. Take her out of the run first.")
NOT_LIVE = N_("The account of %(name)s is not in use any more. Take her out of the run first.")
NO_REFERENCE = N_("Write the bank’s reference of the order.")
NO_REASON = N_("Write why.")
NO_BANK = N_("Nobody in this run is paid through the bank.")
AT_BANK = N_("The bank has its order; what comes back is written down with each maker.")


def approve(run: PayoutRun, by: int) -> PayoutRun:
    """A person stands for the amounts. Raises NotAllowed when it must be another, DomainError when
    somebody in it is on hold since, WrongState."""
    run = locked(PayoutRun, run.id)
    if run.second and by == run.made_by:
        raise NotAllowed(SECOND)
    parts = payouts_of(run, "draft")
    payable(parts)
    run.approved_by, run.approved_at = by, clock.now()
    RUN.fire(run, "approve", changes={"amount": [None, run.total]})
    for one in parts:
        PAYOUT.fire(one, "approve")
    session.flush()
    return run


def payable(parts: Sequence[Payout]) -> None:
    """Raises DomainError, with her name, when somebody is on hold by now or her account is not in
    use any more."""
    held = holds.vendor_ids()
    live = accounts.live(one.vendor_id for one in parts)
    for one in parts:
        if one.vendor_id in held:
            raise DomainError(ON_HOLD, name=_name(one))
        account = live.get(one.vendor_id)
        if one.method == "bank" and (account is None or account.id != one.account_id):
            raise DomainError(NOT_LIVE, name=_name(one))


def _name(payout: Payout) -> str:
    return session.get_one(Vendor, payout.vendor_id).alias_fa


def send(run: PayoutRun, reference: str, by: int) -> None:
    """The bank has the order under this reference: every payment through it is under way.

    Raises DomainError without a reference or as `payable` says, WrongState unless approved."""
    if not reference.strip():
        raise DomainError(NO_REFERENCE, field="reference")
    run = locked(PayoutRun, run.id)
    parts = [one for one in payouts_of(run, "approved") if one.method == "bank"]
    if not parts and RUN.allows(run, "send"):
        raise DomainError(NO_BANK)
    payable(parts)
    RUN.fire(run, "send", changes={"reference": [None, reference.strip()]})
    run.reference, run.sent_at = reference.strip(), clock.now()
    for one in parts:
        PAYOUT.fire(one, "send")
        one.paid_at, one.paid_by = run.sent_at, by
    entries.payouts_sent(run.id, run.currency, [(one.vendor_id, one.amount) for one in parts])
    session.flush()
    _tell(parts)


def _tell(parts: Sequence[Payout]) -> None:
    keys = [one.id for one in parts]
    query = (
        select(Payout, Vendor, BankAccount)
        .join(Vendor, Vendor.id == Payout.vendor_id)
        .join(BankAccount, BankAccount.id == Payout.account_id)
    )
    for payout, vendor, account in session.execute(query.where(Payout.id.in_(keys))):
        messages.paid(vendor, Money(payout.amount, payout.currency), account)


def drop(run: PayoutRun, reason: str) -> None:
    """Pay nobody by it: everything is due again. Raises WrongState once money has gone."""
    _require(reason)
    run = locked(PayoutRun, run.id)
    parts = payouts_of(run)
    if any(one.state in ("sent", "settled", "returned") for one in parts):
        raise WrongState(AT_BANK)
    RUN.fire(run, "drop", reason=reason.strip())
    for one in parts:
        if PAYOUT.allows(one, "drop"):
            _release(one, "drop", reason.strip())


def take_out(payout: Payout, reason: str) -> None:
    """Not this maker, not now: hers is due again. The run of nobody is dropped.

    Raises DomainError without a reason, WrongState once her money has gone."""
    _require(reason)
    run = locked(PayoutRun, payout.run_id)
    session.refresh(payout)
    _release(payout, "drop", reason.strip())
    run.total -= payout.amount
    run.file_at = None  # the one that was taken pays her too
    session.flush()
    if not payouts_of(run, *OPEN, "settled", "returned"):
        RUN.fire(run, "drop", reason=reason.strip())
    else:
        settle_whole(run)


def release(payout: Payout, name: str, reason: str) -> None:
    """Move a payment to an end in which the money stayed or came back; its rows are due again."""
    _release(payout, name, reason)


def _release(payout: Payout, name: str, reason: str) -> None:
    PAYOUT.fire(payout, name, reason=reason)
    payout.reason = reason
    lines = table(PayoutLine)
    session.execute(
        update(lines)
        .where(lines.c.run_id == payout.run_id, lines.c.vendor_id == payout.vendor_id)
        .values(released_at=clock.now())
    )


def settle_whole(run: PayoutRun) -> None:
    """When nobody in it waits for anything any more the run is over; the caller holds it locked."""
    session.flush()
    waiting = select(func.count()).where(Payout.run_id == run.id, Payout.state.in_(OPEN))
    if not session.scalar(waiting) and RUN.allows(run, "settle"):
        RUN.fire(run, "settle")


def payouts_of(run: PayoutRun, *states: str) -> list[Payout]:
    """The payments of a run, or those in these states, as they stand now."""
    query = select(Payout).where(Payout.run_id == run.id).order_by(Payout.id)
    query = query.where(Payout.state.in_(states)) if states else query
    return list(session.scalars(query.execution_options(populate_existing=True)))


def by_public_id(public_id: str) -> PayoutRun:
    """A run by its address. Raises NotFound."""
    found = session.scalars(select(PayoutRun).filter_by(public_id=public_id)).first()
    if found is None:
        raise NotFound
    return found


def file_taken(run: PayoutRun) -> None:
    """Somebody took the file for the bank, with every account number in it."""
    run.file_at = clock.now()
    eventlog.record("payout_run", run.id, "file_taken")


def _require(reason: str) -> None:
    if not reason.strip():
        raise DomainError(NO_REASON, field="reason")
