"""What changed between making a run and paying it: an account closed or replaced, a hold."""

import pytest

from marketplace.kernel.errors import DomainError
from marketplace.payouts import accounts, bank_file, holds, paying, runs
from marketplace.payouts.models import Payout
from tests.payouts import stage
from tests.payouts.stage import NOBODYS, done
from tests.support import factories as make

pytestmark = pytest.mark.usefixtures("session", "clock")


@pytest.fixture
def maker(session):
    return stage.with_account(make.a_maker())


def earned(session, maker):
    stage.sold(maker)
    stage.rested(session)


def the_payout(session):
    return session.query(Payout).populate_existing().one()


def refused(action, *arguments):
    with pytest.raises(DomainError) as error:
        done(action, *arguments)
    return error.value


def test_nothing_is_paid_into_an_account_that_was_closed_after_the_approval(session, maker):
    earned(session, maker)
    run = stage.approved()
    done(accounts.close, accounts.of(maker.id)["live"])
    for attempt in ((bank_file.rows, run), (runs.send, run, "77", make.staff("treasurer").id)):
        error = refused(*attempt)
        assert (error.sentence, error.facts["name"]) == (runs.NOT_LIVE, maker.alias_fa)
    assert the_payout(session).state == "approved"
    assert run.file_at is None
    done(runs.take_out, the_payout(session), "حسابش بسته است")
    stage.drafted()
    assert [one.method for one in session.query(Payout).order_by(Payout.id)] == ["bank", "cash"]


def test_a_draft_follows_the_account_in_use(session, maker):
    earned(session, maker)
    run = stage.drafted()
    stage.with_account(maker, 1)
    assert the_payout(session).account_id == accounts.of(maker.id)["live"].id
    stage.approved(run)
    assert [row[0] for row in done(bank_file.rows, run)] == [NOBODYS[1]]


def test_a_draft_whose_account_is_closed_is_paid_in_cash(session, maker):
    earned(session, maker)
    run = stage.drafted()
    done(accounts.close, accounts.of(maker.id)["live"])
    paid = the_payout(session)
    assert (paid.method, paid.account_id) == ("cash", None)
    stage.approved(run)
    done(paying.hand_over, paid, make.staff("treasurer").id)
    assert stage.payable(maker) == 0


def test_who_is_put_on_hold_after_the_approval_is_not_paid(session, maker):
    earned(session, maker)
    run = stage.approved()
    done(holds.hold, maker, "شکایت خریدار بررسی می‌شود")
    treasurer = make.staff("treasurer").id
    for attempt in ((bank_file.rows, run), (runs.send, run, "77", treasurer)):
        assert refused(*attempt).sentence == runs.ON_HOLD
    assert the_payout(session).state == "approved"
    done(holds.lift, maker)
    done(runs.send, run, "77", treasurer)
    assert the_payout(session).state == "sent"


def test_cash_is_not_handed_to_a_maker_on_hold(session):
    maker = make.a_maker()
    earned(session, maker)
    stage.approved()
    done(holds.hold, maker, "شکایت خریدار بررسی می‌شود")
    assert refused(paying.hand_over, the_payout(session), 1).sentence == runs.ON_HOLD
