"""A colleague's account: her way in ends, her work stays under nobody's name."""

import pytest
from sqlalchemy import func, select

from marketplace.kernel import eventlog
from marketplace.kernel.actor import Actor, acting
from marketplace.kernel.db import session as database
from marketplace.kernel.eventlog import Event
from marketplace.kernel.unit import unit_of_work
from marketplace.notify import send
from marketplace.notify.models import Message
from marketplace.orders.sheets import issuing as sheets
from marketplace.orders.sheets.issuing import Asked
from marketplace.papers import issuing
from marketplace.papers.models import Paper
from marketplace.payments.desk import till
from marketplace.people import invitations
from marketplace.people.models import RoleGrant, SecondFactor, User
from tests.retention.leaving import a_colleague, erase, found
from tests.support import factories as make

pytestmark = pytest.mark.usefixtures("session", "the_books_agree")


def test_a_colleague_s_work_stays_under_nobody_s_name():
    colleague = a_colleague()
    name, email, key = colleague.name, colleague.email, colleague.id
    order = make.paid(make.at_office(make.an_order()), make.staff("clerk"))
    with unit_of_work():
        send.email("password_changed", email, "fa", ("user", key), name=name)
        database.add(SecondFactor(user_id=key, sealed=b"x", last_step=0))
    acted = select(func.count()).select_from(Event).where(Event.actor_id == key)
    with unit_of_work(), acting(Actor(kind="user", user_id=key, role="clerk")):
        eventlog.record("order", order.id, "note_written", changes={"note_id": [None, 1]})
    assert database.scalar(acted) == 1
    database.rollback()
    erase(colleague)
    assert database.scalar(acted) == 1
    assert found((name, email)) == []
    for model in (SecondFactor, Message):
        assert not [row for row in database.scalars(select(model)) if "negin" in str(vars(row))]
    assert not database.scalars(select(RoleGrant).filter_by(user_id=key)).all()
    assert database.get(User, key).session_version == 2


def test_the_invitation_that_she_came_by_goes_too():
    by = make.staff("administrator")
    with unit_of_work():
        _row, token = invitations.invite(
            name="نگین همکار", email="first@example.org", mobile=None, roles=["clerk"],
            locale="fa", by=by,
        )  # fmt: skip
    with unit_of_work():
        colleague = invitations.accept(token, "x" * 20)
    with unit_of_work():
        colleague.email = "second@example.org"
    erase(colleague)
    assert found(("نگین همکار", "first@example.org", "second@example.org")) == []


def test_a_colleague_s_name_leaves_the_receipts_that_she_wrote():
    colleague = a_colleague(roles=("clerk",))
    order = make.paid(make.at_office(make.an_order()), colleague)
    with unit_of_work():
        (receipt,) = sheets.issue("order", [order.code], Asked("", "fa", colleague.id))
        till.count(colleague.id, order.total)
    assert colleague.name in str(issuing.content(receipt))
    database.rollback()
    name = colleague.name
    erase(colleague)
    told = issuing.content(database.get(Paper, receipt.id))
    assert name not in str(told)
    assert "همکار پیشین" in str(told)
    assert told["buyer"] == order.name
