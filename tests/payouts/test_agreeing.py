"""The proof of the books sees each payment to a maker that they do not tell of, and the reverse."""

import pytest
from sqlalchemy import text

from marketplace import books
from marketplace.kernel.db import session as database
from marketplace.payouts import accounts, paying, runs
from marketplace.payouts.models import Payout
from tests.payouts import stage
from tests.payouts.stage import done
from tests.support import factories as make

pytestmark = pytest.mark.usefixtures("session", "clock")


@pytest.fixture
def paid(session):
    """Two runs: one through the bank, of which one payment came back, and one in cash."""
    makers = [stage.with_account(make.a_maker(), place) for place in (0, 1)]
    stage.sold(*makers)
    stage.rested(session)
    stage.sent()
    stage.returned(session.query(Payout).order_by(Payout.id).first())
    done(accounts.close, accounts.of(makers[0].id)["live"])
    run = stage.approved()
    (cash,) = runs.payouts_of(run)
    done(paying.hand_over, cash, make.staff("treasurer").id)
    dropped = stage.sold(makers[1])
    stage.rested(session)
    done(runs.drop, stage.drafted(), "این بار نه")
    assert dropped.total
    return makers


def test_runs_that_were_sent_returned_dropped_and_paid_in_cash_agree(paid):
    assert books.check() == []


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE payout SET amount = amount - 1000000, earned = earned - 1000000",
        "UPDATE payout_run SET total = total + 7",
        "UPDATE payout SET state = 'returned', returned_at = paid_at WHERE state = 'sent'",
        "UPDATE payout SET state = 'sent', returned_at = NULL WHERE state = 'returned'",
        "UPDATE payout SET state = 'approved' WHERE method = 'cash'",
        "UPDATE payout_line SET amount = amount + 1",
        "UPDATE payout_line SET released_at = NULL WHERE run_id ="
        " (SELECT max(run_id) FROM payout_line)",
    ],
)
def test_what_was_changed_behind_their_back_is_named(paid, change):
    with make.unit():
        database.execute(text(change))
    broken = {one.rule.name for one in books.check()}
    assert broken == {"payouts"}
