"""Bank accounts that are used no longer end; what was paid into them stays."""

from datetime import timedelta

import pytest
from sqlalchemy import text

from marketplace import books
from marketplace.kernel import clock as house_clock, eventlog, preferences
from marketplace.kernel.errors import DomainError
from marketplace.payouts import accounts, forgetting, paying, runs
from marketplace.payouts.account_models import BankAccount
from tests.payouts.stage import NOBODYS, done, rested, sent, sold, with_account
from tests.support import factories as make


@pytest.fixture
def paid(session, clock):
    """A maker who was paid into an account that she then left."""
    maker = with_account(make.a_maker())
    sold(maker)
    rested(session)
    run = sent()
    for payout in runs.payouts_of(run):
        done(paying.settle, payout)
    account = accounts.of(maker.id)["live"]
    done(accounts.close, account)
    return account


def forget():
    before = house_clock.now() - timedelta(days=preferences.load().keep_accounts_days)
    counted = forgetting.count(before)
    erased = done(forgetting.accounts, before, 300)
    assert counted == erased
    return erased


def test_ten_years_after_the_last_payment_nothing_of_it_is_left_but_the_payment(
    session, paid, clock
):
    entries = session.execute(text("SELECT count(*) FROM ledger_posting")).scalar()
    clock.advance(days=3659)
    assert forget() == 0
    clock.advance(days=2)
    assert forget() == 1
    session.expire_all()
    row = session.get(BankAccount, paid.id)
    assert (row.sealed, row.iban_hash, row.holder, row.last4) == ("", "", "", "••••")
    assert (row.state, row.bank) == ("closed", "999")
    assert eventlog.history("bank_account", row.id)[0].name == "erased"
    assert NOBODYS[0][-4:] not in str(session.execute(text("SELECT * FROM bank_account")).one())
    assert session.execute(text("SELECT count(*) FROM ledger_posting")).scalar() == entries
    assert books.check() == []
    with pytest.raises(DomainError):
        accounts.whole(row)
    assert forget() == 0


def test_one_in_use_and_one_that_waits_stay(session, clock):
    maker = with_account(make.a_maker())
    done(accounts.write, maker, NOBODYS[1], "فریبا نمونه")
    clock.advance(days=5000)
    assert forget() == 0


def test_one_that_was_never_used_ends_as_long_after_it_was_cancelled(session, clock):
    maker = make.a_maker()
    account = done(accounts.write, maker, NOBODYS[0], "فریبا نمونه")
    clock.advance(days=1)
    done(accounts.cancel, account)
    clock.advance(days=3659)
    assert forget() == 0
    clock.advance(days=2)
    assert forget() == 1
