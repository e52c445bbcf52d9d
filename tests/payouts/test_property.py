"""Whatever is sold, undone, paid out and sent back: each maker's payable is what opened less what
was paid, and a claim is never in two runs."""

from collections import Counter
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings, strategies as some
from sqlalchemy import func, select

from marketplace.kernel.errors import DomainError
from marketplace.ledger import balances
from marketplace.ledger.entries import PAYOUT
from marketplace.ledger.models import Entry, Posting
from marketplace.orders.paying import cashier
from marketplace.payments.models import Payment
from marketplace.payouts import paying, runs, totals
from marketplace.payouts.models import Payout, PayoutLine
from marketplace.payouts.states import PAID
from tests.payouts import stage
from tests.payouts.stage import done
from tests.support import factories as make

STEPS = ("sell", "sell", "undo", "wait", "run", "run", "back", "out", "settle")


def opened(session: Any, vendor: Any) -> int:
    """What sales opened and took back, by the postings themselves."""
    query = select(func.sum(-Posting.amount)).join(Entry, Entry.id == Posting.entry_id)
    mine = query.where(Posting.account == f"vendor:{vendor.id}", Entry.kind.not_in(PAYOUT))
    return int(session.scalar(mine) or 0)


def paid(session: Any, vendor: Any) -> int:
    query = select(func.sum(Payout.amount)).where(
        Payout.vendor_id == vendor.id, Payout.state.in_(PAID)
    )
    return int(session.scalar(query) or 0)


def one(session: Any, *states: str) -> Payout | None:
    query = select(Payout).where(Payout.state.in_(states)).order_by(Payout.id.desc())
    found: Payout | None = session.scalars(query).first()
    return found


def step(session: Any, name: str, vendors: list[Any], number: int) -> None:
    """One thing happens, if it can."""
    vendor = vendors[number % len(vendors)]
    if name == "sell":
        stage.sold(vendor)
    elif name == "undo":
        taken = set(session.scalars(select(Payment.corrects_id)))
        payments = session.scalars(select(Payment).where(Payment.corrects_id.is_(None)))
        left = [payment for payment in payments if payment.id not in taken]
        if left:
            done(cashier.correct, left[number % len(left)], "اشتباه")
    elif name == "wait":
        stage.rested(session)
    elif name == "run":
        run = stage.approved()
        if number % 3:
            stage.sent(run)
    elif name == "back":
        if found := one(session, "sent", "settled"):
            stage.returned(found)
    elif name == "out":
        if found := one(session, "draft", "approved"):
            done(runs.take_out, found, "این بار نه")
    elif found := one(session, "sent"):
        done(paying.settle, found)


@settings(
    max_examples=6, deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip
@given(steps=some.lists(some.tuples(some.sampled_from(STEPS), some.integers(0, 9)), max_size=14))
@pytest.mark.usefixtures("clock")
def test_payable_is_opened_less_paid(session: Any, steps: list[tuple[str, int]]) -> None:
    vendors = [stage.with_account(make.a_maker(), place) for place in (0, 1)]
    for name, number in steps:
        try:
            step(session, name, vendors, number)
        except DomainError:
            session.rollback()
        for vendor in vendors:
            payable = opened(session, vendor) - paid(session, vendor)
            assert stage.payable(vendor) == payable, (name, number)
            figures = totals.of(vendor.id)
            assert figures.waiting.amount == payable
            assert figures.share.amount == opened(session, vendor)
    claims = session.execute(
        select(PayoutLine.entry_id, PayoutLine.place).where(PayoutLine.released_at.is_(None))
    )
    assert max(Counter(map(tuple, claims)).values(), default=1) == 1
    for payout in session.scalars(select(Payout).where(Payout.state.in_(PAID))):
        mine = select(func.sum(PayoutLine.amount)).where(
            PayoutLine.run_id == payout.run_id, PayoutLine.vendor_id == payout.vendor_id
        )
        assert session.scalar(mine) == payout.amount


@pytest.mark.usefixtures("clock")
def test_the_totals_are_the_same_from_a_snapshot(session: Any) -> None:
    vendor = stage.with_account(make.a_maker())
    for _ in range(2):
        stage.sold(vendor)
    stage.rested(session)
    stage.sent()
    before = totals.of(vendor.id)
    done(balances.rebuild)
    assert done(totals.follow) == 1
    assert done(totals.follow) == 0
    assert totals.of(vendor.id) == before
    stage.sold(vendor)
    after = totals.of(vendor.id)
    assert after.sold.amount - before.sold.amount == stage.PRICE
    assert after.share.amount - before.share.amount == stage.HERS
