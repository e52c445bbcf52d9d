"""Runs: what is due and what waits, the claims, approval, the bank, and what comes back."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from marketplace.kernel import preferences
from marketplace.kernel.errors import DomainError, NotAllowed, WrongState
from marketplace.kernel.unit import unit_of_work
from marketplace.ledger import balances
from marketplace.notify.models import Message
from marketplace.orders.paying import cashier
from marketplace.payments.models import Payment
from marketplace.payouts import drafting, holds, outlook, paying, runs
from marketplace.payouts.models import Payout, PayoutRun
from marketplace.vendors import decisions
from tests.payouts import stage
from tests.payouts.stage import HERS, done
from tests.support import factories as make

pytestmark = pytest.mark.usefixtures("session", "clock")


@pytest.fixture
def maker(session):
    return stage.with_account(make.a_maker())


def payouts(session):
    return list(session.query(Payout).order_by(Payout.id).populate_existing())


def nothing_due():
    with pytest.raises(DomainError) as error:
        stage.drafted()
    assert error.value.sentence == drafting.NOTHING


def undo_payment(session, order):
    payment = session.query(Payment).filter_by(subject_id=order.id, corrects_id=None).one()
    done(cashier.correct, payment, "اشتباه شد")


def test_nothing_is_due_before_the_time_for_bringing_back_has_passed(session, maker):
    stage.sold(maker)
    nothing_due()
    assert session.query(PayoutRun).count() == 0
    stage.rested(session)
    run = stage.drafted()
    (payout,) = payouts(session)
    assert (run.total, payout.amount, payout.earned, payout.taken_off) == (HERS, HERS, HERS, 0)
    assert (run.state, payout.state, payout.method) == ("draft", "draft", "bank")


def test_a_paid_order_that_nobody_fetched_is_not_due(session, maker):
    make.paid(make.at_office(make.an_order(make.a_live_listing(maker))))
    stage.rested(session)
    nothing_due()


def test_two_orders_of_one_maker_are_one_payment(session, maker):
    stage.sold(maker)
    stage.sold(maker)
    stage.rested(session)
    stage.drafted()
    (payout,) = payouts(session)
    assert (payout.amount, payout.lines) == (2 * HERS, 2)


def test_a_second_run_finds_nothing_left(session, maker):
    stage.sold(maker)
    stage.rested(session)
    stage.drafted()
    nothing_due()


def test_a_row_cannot_be_claimed_twice(session, maker):
    stage.sold(maker)
    stage.rested(session)
    stage.drafted()
    again = (
        "INSERT INTO payout_line (run_id, vendor_id, entry_id, place, amount)"
        " SELECT run_id + 1, vendor_id, entry_id, place, amount FROM payout_line"
    )
    with pytest.raises(DBAPIError), unit_of_work():
        session.execute(text(again))


def test_whoever_has_no_account_is_paid_in_cash_and_signs(session):
    vendor = make.a_maker()
    stage.sold(vendor)
    stage.rested(session)
    run = stage.approved()
    (payout,) = payouts(session)
    assert payout.method == "cash"
    with pytest.raises(DomainError):
        stage.sent(run)
    done(paying.hand_over, payout, make.staff("treasurer").id)
    (payout,) = payouts(session)
    assert (payout.state, session.get_one(PayoutRun, run.id).state) == ("settled", "settled")
    assert stage.payable(vendor) == 0
    assert balances.balance("safe") == -HERS
    with pytest.raises(WrongState):
        done(paying.hand_over, payout, make.staff("treasurer").id)
    with pytest.raises(WrongState):
        done(paying.came_back, payout, "نشد")


def test_less_than_the_smallest_payment_waits(session, maker):
    done(preferences.change, payout_minimum=HERS + 1)
    stage.sold(maker)
    stage.rested(session)
    nothing_due()
    stage.sold(maker)
    stage.rested(session)
    stage.drafted()
    assert payouts(session)[0].amount == 2 * HERS


def test_who_sells_no_more_is_paid_however_little(session, maker):
    done(preferences.change, payout_minimum=HERS + 1)
    stage.sold(maker)
    stage.rested(session)
    nothing_due()
    done(decisions.suspend, maker, "دیگر نمی‌بافد")
    assert [one.why for one in outlook.now()] == ["ready"]
    stage.drafted()
    assert payouts(session)[0].amount == HERS


def test_a_maker_on_hold_is_left_out_and_paid_once_it_is_lifted(session, maker):
    other = stage.with_account(make.a_maker(alias_fa="گره چهارم"), 1)
    stage.sold(maker, other)
    stage.rested(session)
    with pytest.raises(DomainError):
        done(holds.hold, maker, "  ")
    done(holds.hold, maker, "شکایت خریدار بررسی می‌شود")
    with pytest.raises(WrongState):
        done(holds.hold, maker, "باز هم")
    stage.drafted()
    assert [one.vendor_id for one in payouts(session)] == [other.id]
    done(holds.lift, maker)
    with pytest.raises(WrongState):
        done(holds.lift, maker)
    stage.drafted()
    assert [one.vendor_id for one in payouts(session)] == [other.id, maker.id]


def test_nobody_approves_a_maker_who_was_put_on_hold_meanwhile(session, maker):
    stage.sold(maker)
    stage.rested(session)
    run = stage.drafted()
    done(holds.hold, maker, "شکایت خریدار بررسی می‌شود")
    with pytest.raises(DomainError) as error:
        stage.approved(run)
    assert error.value.sentence == runs.ON_HOLD
    (payout,) = payouts(session)
    done(runs.take_out, payout, "نگه داشته شد")
    session.expire_all()
    assert (payout.state, session.get_one(PayoutRun, run.id).state) == ("dropped", "dropped")
    done(holds.lift, maker)
    stage.drafted()
    assert payouts(session)[-1].amount == HERS


def test_a_large_run_is_approved_by_somebody_else_than_its_maker(session, maker):
    done(preferences.change, payout_second_above=HERS - 1)
    stage.sold(maker)
    stage.rested(session)
    run = stage.drafted("treasurer")
    assert run.second
    with pytest.raises(NotAllowed):
        done(runs.approve, run, make.staff("treasurer").id)
    forged = text("UPDATE payout_run SET approved_by = made_by")
    with pytest.raises(DBAPIError), unit_of_work():
        session.execute(forged)
    stage.approved(run)
    assert session.get_one(PayoutRun, run.id).state == "approved"


def test_a_small_run_is_approved_by_its_maker(session, maker):
    stage.sold(maker)
    stage.rested(session)
    run = stage.drafted("treasurer")
    done(runs.approve, run, make.staff("treasurer").id)
    assert session.get_one(PayoutRun, run.id).state == "approved"


def test_a_sent_run_empties_the_account_and_tells_the_maker(session, maker):
    stage.sold(maker)
    stage.rested(session)
    run = stage.approved()
    with pytest.raises(DomainError):
        stage.sent(run, " ")
    stage.sent(run)
    (payout,) = payouts(session)
    assert (payout.state, stage.payable(maker)) == ("sent", 0)
    assert balances.balance("bank") == -HERS
    message = session.query(Message).filter_by(template="payout_sent").one()
    assert message.facts["amount"]["amount"] == HERS
    assert message.facts["last4"] == "۰۰۰۱"
    with pytest.raises(WrongState):
        stage.sent(run)
    done(paying.settle, payout)
    session.expire_all()
    assert (payout.state, session.get_one(PayoutRun, run.id).state) == ("settled", "settled")


def test_what_the_bank_returns_is_due_again_and_paid_by_the_next_run(session, maker):
    stage.sold(maker)
    stage.rested(session)
    stage.sent()
    (payout,) = payouts(session)
    with pytest.raises(DomainError):
        done(paying.came_back, payout, " ")
    stage.returned(payout)
    (payout,) = payouts(session)
    assert (payout.state, stage.payable(maker), balances.balance("bank")) == ("returned", HERS, 0)
    assert session.query(Message).filter_by(template="payout_returned").count() == 1
    with pytest.raises(WrongState):
        stage.returned(payout)
    second = stage.sent()
    assert (second.number, second.total, stage.payable(maker)) == (2, HERS, 0)
    assert stage.lines(session) == [(payout.run_id, HERS, False), (second.id, HERS, True)]


def test_settled_money_may_still_come_back(session, maker):
    stage.sold(maker)
    stage.rested(session)
    run = stage.sent()
    assert done(paying.settle_rest, run) == 1
    (payout,) = payouts(session)
    stage.returned(payout)
    assert stage.payable(maker) == HERS


def test_a_refund_after_the_payment_is_taken_off_the_next_run(session, maker):
    order = stage.sold(maker)
    stage.rested(session)
    stage.sent()
    undo_payment(session, order)
    assert stage.payable(maker) == -HERS
    nothing_due()
    stage.sold(maker)
    stage.sold(maker)
    stage.rested(session)
    stage.sent()
    payout = payouts(session)[-1]
    assert (payout.earned, payout.taken_off, payout.amount) == (2 * HERS, HERS, HERS)
    assert stage.payable(maker) == 0


def test_a_refund_before_the_payment_never_comes_into_a_run(session, maker):
    order = stage.sold(maker)
    undo_payment(session, order)
    stage.rested(session)
    nothing_due()
    assert stage.payable(maker) == 0


def test_a_dropped_run_gives_everything_back(session, maker):
    stage.sold(maker)
    stage.rested(session)
    run = stage.approved()
    with pytest.raises(DomainError):
        done(runs.drop, run, "")
    done(runs.drop, run, "اشتباه زده شد")
    assert session.get_one(PayoutRun, run.id).state == "dropped"
    second = stage.sent()
    with pytest.raises(WrongState):
        done(runs.drop, second, "پشیمان شدیم")
    assert stage.payable(maker) == 0


def test_runs_are_numbered_without_a_gap_within_the_year(session, maker):
    nothing_due()
    stage.sold(maker)
    stage.rested(session)
    assert stage.drafted().number == 1
    nothing_due()
    stage.sold(maker)
    stage.rested(session)
    assert stage.drafted().number == 2
