"""A maker's bank account: sealed, waiting before it is used, stoppable by her."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from marketplace.kernel import eventlog
from marketplace.kernel.errors import DomainError, WrongState
from marketplace.kernel.unit import unit_of_work
from marketplace.notify.models import Message
from marketplace.payouts import accounts
from marketplace.payouts.account_models import BankAccount
from tests.payouts.stage import NOBODYS, done, with_account
from tests.support import factories as make

pytestmark = pytest.mark.usefixtures("session")


@pytest.fixture
def maker(session):
    return make.a_maker()


def write(maker, place=0, holder="فریبا نمونه"):
    return done(accounts.write, maker, NOBODYS[place], holder)


def test_the_number_is_nowhere_in_the_database(session, maker):
    account = write(maker)
    row = session.execute(text("SELECT * FROM bank_account")).one()
    assert NOBODYS[0] not in str(row)
    assert NOBODYS[0][2:] not in str(row)
    assert (account.last4, account.bank) == ("0001", "999")
    logged = str([(event.changes, event.reason) for event in eventlog.history("bank_account", 1)])
    assert "0001" not in logged


def test_a_new_account_waits_and_its_owner_is_told(session, maker, clock):
    account = write(maker)
    assert accounts.of(maker.id) == {"waiting": account}
    message = session.query(Message).filter_by(template="bank_account_written").one()
    assert message.facts["last4"] == "۰۰۰۱"
    clock.advance(days=2)
    assert done(accounts.begin_due) == 0
    clock.advance(days=1, minutes=1)
    assert done(accounts.begin_due) == 1
    assert accounts.of(maker.id) == {"live": account}


def test_the_older_account_is_used_until_the_new_one_has_waited(session, maker, clock):
    old = accounts.of(with_account(maker).id)["live"]
    new = write(maker, 1)
    assert accounts.of(maker.id) == {"live": old, "waiting": new}
    clock.advance(days=3, minutes=1)
    done(accounts.begin_due)
    session.expire_all()
    assert accounts.of(maker.id) == {"live": new}
    assert old.state == "replaced"


def test_it_can_be_cancelled_while_it_waits_and_not_afterwards(session, maker, clock):
    account = write(maker)
    done(accounts.cancel, account)
    assert accounts.of(maker.id) == {}
    assert session.query(Message).filter_by(template="bank_account_cancelled").count() == 1
    clock.advance(days=4)
    assert done(accounts.begin_due) == 0
    with pytest.raises(WrongState):
        done(accounts.cancel, account)


def test_writing_another_one_cancels_the_one_that_waits(session, maker):
    first, second = write(maker), write(maker, 1)
    session.refresh(first)
    assert first.state == "cancelled"
    assert accounts.of(maker.id) == {"waiting": second}


def test_the_same_account_again_is_said(session, maker):
    write(maker)
    with pytest.raises(DomainError) as error:
        write(maker)
    assert (error.value.sentence, error.value.field) == (accounts.SAME, "iban")
    with pytest.raises(DomainError) as error:
        write(maker, 1, " ")
    assert error.value.field == "holder"


def test_a_closed_one_is_not_paid_into(session, maker, clock):
    account = accounts.of(with_account(maker).id)["live"]
    done(accounts.close, account)
    assert accounts.live([maker.id]) == {}


def test_looking_at_the_whole_number_is_written_down(session, maker):
    account = write(maker)
    assert done(accounts.look, account) == NOBODYS[0]
    event = eventlog.history("bank_account", account.id)[0]
    assert (event.name, event.actor_role) == ("looked_at", "treasurer")


def test_two_makers_with_one_account_are_noticed(session, maker):
    other = make.a_maker(alias_fa="گره چهارم")
    account = write(maker)
    assert accounts.shared_with(account) == []
    write(other)
    assert [vendor.id for vendor in accounts.shared_with(account)] == [other.id]


def test_the_database_refuses_a_second_one_in_use(session, maker, clock):
    with_account(maker)
    write(maker, 1)
    with pytest.raises(DBAPIError), unit_of_work():
        session.execute(text("UPDATE bank_account SET state = 'live'"))
    assert session.query(BankAccount).filter_by(state="live").count() == 1
