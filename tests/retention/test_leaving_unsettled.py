"""What is not settled keeps the whole account, and is named."""

import pytest

from marketplace.kernel.actor import Actor, acting
from marketplace.kernel.db import session as database
from marketplace.kernel.errors import DomainError
from marketplace.kernel.unit import unit_of_work
from marketplace.orders import cancelling, tasks
from marketplace.payments.desk import till
from marketplace.payouts import accounts
from marketplace.retention.person import erasing, finding, settling
from marketplace.stock import custody
from marketplace.vendors import decisions, members
from tests.discovery.test_collections import a_collection
from tests.payouts.stage import NOBODYS, approved, drafted, rested, sent, sold
from tests.retention.leaving import NAME, a_colleague, a_maker, erase
from tests.support import factories as make

pytestmark = pytest.mark.usefixtures("session")


def money():
    vendor, user = a_maker()
    sold(vendor)
    return user, {"money"}


def a_payout_under_way():
    vendor, user = a_maker()
    sold(vendor)
    rested(database)
    sent(approved(drafted()))
    return user, {"payout"}


def an_order_under_way():
    vendor, user = a_maker()
    make.an_order(make.a_live_listing(vendor))
    return user, {"order"}


def an_open_task():
    vendor, user = a_maker()
    order = make.an_order(make.a_live_listing(vendor))
    with unit_of_work():
        lines = [line.id for part in order.vendor_orders for line in part.lines]
        cancelling.by_staff(order, lines, "لک دارد", "vendor")
        tasks.open_("unclaimed", order, "")
    return user, {"order"}


def a_piece_at_the_office():
    vendor, user = a_maker()
    order = make.at_office(make.an_order(make.a_live_listing(vendor)))
    with unit_of_work():
        lines = [line.id for part in order.vendor_orders for line in part.lines]
        cancelling.by_staff(order, lines, "لک دارد", "vendor")
    return user, {"piece"}


def cash_in_a_drawer():
    colleague = a_colleague(roles=("clerk",))
    make.paid(make.at_office(make.an_order()), colleague)
    return colleague, {"drawer"}


def an_account_that_others_are_paid_into():
    first = make.a_user(NAME)
    vendor = make.an_applicant(user=first, kind="collective")
    with unit_of_work():
        decisions.approve(vendor)
        members.add(vendor, make.a_user("مینا نمونه"))
    with acting(Actor(kind="user", user_id=first.id, role="artisan")), unit_of_work():
        accounts.write(vendor, NOBODYS[0], NAME)
    return first, {"bank"}


def a_collection_that_names_her():
    vendor, user = a_maker()
    a_collection(words_fa=f"دو قالیچه از {vendor.alias_fa}، برای هدیه")
    a_collection(title_fa=f"{vendor.alias_fa}تر", slug="other")
    return user, {"words"}


UNSETTLED = (
    a_collection_that_names_her,
    money, a_payout_under_way, an_order_under_way, an_open_task, a_piece_at_the_office,
    cash_in_a_drawer, an_account_that_others_are_paid_into,
)  # fmt: skip


@pytest.mark.parametrize("unsettled", UNSETTLED)
def test_it_keeps_everything(unsettled):
    user, kinds = unsettled()
    database.rollback()
    assert {one.kind for one in settling.of(user)} == kinds
    name = user.name
    with pytest.raises(DomainError, match="not settled"):
        erase(user)
    database.expire_all()
    assert user.name == name
    assert user.erased_at is None


def test_what_she_bought_and_did_not_get_keeps_it_too():
    _vendor, user = a_maker()
    make.an_order(name=NAME, mobile=user.mobile)
    with pytest.raises(DomainError, match="not settled"):
        erase(user)


def test_nobody_erases_herself():
    administrator = make.staff("administrator")
    make.a_user("دیگری", roles=("administrator",))
    who = Actor(kind="user", user_id=administrator.id, role="administrator")
    seen = erasing.mark(finding.look(administrator.email), whole=True)
    with acting(who):
        assert [one.kind for one in settling.of(administrator)] == ["oneself"]
        with pytest.raises(DomainError, match="not settled"), unit_of_work():
            erasing.erase(administrator.email, "wish_visit", seen, whole=True)


def test_the_last_administrator_stays():
    administrator = a_colleague(roles=("administrator",))
    assert [one.kind for one in settling.of(administrator)] == ["last_administrator"]
    seen = erasing.mark(finding.look(administrator.email), whole=True)
    with pytest.raises(DomainError, match="One active administrator"), unit_of_work():
        erasing.erase(administrator.email, "wish_visit", seen, whole=True)


def test_a_piece_that_she_took_home_keeps_nothing():
    user, _kinds = a_piece_at_the_office()
    (piece,) = [one.thing for one in settling.of(user)]
    with unit_of_work():
        custody.give_back(piece.id)
    assert settling.of(user) == []
    erase(user)
    assert user.erased_at is not None


def test_a_drawer_that_was_counted_keeps_nothing():
    colleague, _kinds = cash_in_a_drawer()
    (drawer,) = till.open_(colleague.id)
    with unit_of_work():
        till.count(colleague.id, drawer.expected.amount)
    erase(colleague)
    assert colleague.erased_at is not None
