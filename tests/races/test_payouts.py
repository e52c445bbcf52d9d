"""Rivals at the makers' money: no row in two runs, no payment twice, one account in use."""

from functools import partial

import pytest
from sqlalchemy import select

from marketplace.kernel.db import session as database
from marketplace.kernel.errors import DomainError
from marketplace.kernel.unit import unit_of_work
from marketplace.ledger import balances
from marketplace.payouts import accounts, drafting, holds, paying, runs
from marketplace.payouts.models import Payout, PayoutLine, PayoutRun
from marketplace.vendors.models import Vendor
from tests.payouts import stage
from tests.payouts.stage import HERS, NOBODYS
from tests.races.rivals import all_at_once
from tests.support import factories as make

pytestmark = pytest.mark.usefixtures("session", "clock")


def made(by):
    with unit_of_work():
        return drafting.make(by).id


def refusals(results):
    return [one for one in results if isinstance(one, Exception)]


def due(count=3):
    """So many makers, each with one piece to be paid for."""
    vendors = [make.a_maker(alias_fa=f"دار {number}") for number in range(count)]
    for vendor in vendors:
        stage.sold(vendor)
    stage.rested(database)
    keys = [vendor.id for vendor in vendors]
    database.rollback()
    return keys


@pytest.mark.parametrize("_time", range(3))
def test_two_runs_at_once_never_take_the_same_row(app, _time):
    vendors = due()
    treasurer = make.staff("treasurer").id
    database.rollback()
    results = all_at_once(app, [partial(made, treasurer)] * 4)
    assert all(isinstance(one, DomainError) for one in refusals(results)), results
    assert len(refusals(results)) == 3
    database.rollback()
    lines = list(database.scalars(select(PayoutLine)))
    assert sorted(line.vendor_id for line in lines) == sorted(vendors)
    assert [run.number for run in database.scalars(select(PayoutRun))] == [1]
    assert sum(one.amount for one in database.scalars(select(Payout))) == 3 * HERS


def test_a_run_is_sent_once(app):
    vendor = stage.with_account(make.a_maker())
    stage.sold(vendor)
    stage.rested(database)
    run, treasurer = stage.approved().id, make.staff("treasurer").id
    database.rollback()

    def send():
        with unit_of_work():
            runs.send(database.get_one(PayoutRun, run), "77-1", treasurer)

    results = all_at_once(app, [send] * 4)
    assert len(refusals(results)) == 3
    assert all(isinstance(one, DomainError) for one in refusals(results)), results
    database.rollback()
    assert balances.balance("bank") == -HERS


def test_cash_is_handed_over_once_or_she_is_taken_out(app):
    due(1)
    stage.approved()
    key, treasurer = database.scalars(select(Payout.id)).one(), make.staff("treasurer").id
    database.rollback()

    def hand_over():
        with unit_of_work():
            paying.hand_over(database.get_one(Payout, key), treasurer)
            return "paid"

    def take_out():
        with unit_of_work():
            runs.take_out(database.get_one(Payout, key), "این بار نه")
            return "out"

    results = all_at_once(app, [hand_over, take_out, hand_over, take_out])
    assert len(refusals(results)) == 3
    assert all(isinstance(one, DomainError) for one in refusals(results)), results
    database.rollback()
    paid = "paid" in results
    state = database.get_one(Payout, key).state
    claimed = database.scalars(select(PayoutLine.released_at)).one() is None
    assert (state, claimed) == (("settled", True) if paid else ("dropped", False))
    assert balances.balance("safe") == (-HERS if paid else 0)


def test_one_account_is_in_use_whoever_writes_at_once(app):
    vendor = make.a_maker().id
    database.rollback()

    def write(place):
        with unit_of_work():
            accounts.write(database.get_one(Vendor, vendor), NOBODYS[place], "فریبا نمونه")

    assert refusals(all_at_once(app, [partial(write, place) for place in range(3)])) == []
    database.rollback()
    assert list(accounts.of(vendor)) == ["waiting"]
    stage.clock.shift(stage.timedelta(days=4))

    def begin():
        with unit_of_work():
            return accounts.begin_due()

    assert refusals(all_at_once(app, [begin] * 3)) == []
    database.rollback()
    assert list(accounts.of(vendor)) == ["live"]


def test_a_hold_and_an_approval_at_once_never_pay_silently(app):
    (vendor,) = due(1)
    run, chief = stage.drafted().id, make.staff("administrator").id
    database.rollback()

    def hold():
        with unit_of_work():
            holds.hold(database.get_one(Vendor, vendor), "شکایت")
            return "held"

    def approve():
        with unit_of_work():
            return runs.approve(database.get_one(PayoutRun, run), chief).state

    results = all_at_once(app, [hold, approve])
    assert "held" in results
    assert all(isinstance(one, DomainError) for one in refusals(results)), results
