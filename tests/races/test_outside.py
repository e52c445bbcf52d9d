"""What is settled outside, written down at several desks at the same moment: each once."""

from marketplace import books
from marketplace.kernel import clock
from marketplace.kernel.calendar import local_day
from marketplace.kernel.db import session as database
from marketplace.kernel.errors import DomainError
from marketplace.kernel.money import Money
from marketplace.kernel.unit import unit_of_work
from marketplace.ledger import balances
from marketplace.orders.losses import claims, losing, turning_up
from marketplace.orders.losses.turning_up import Found
from marketplace.orders.post import costs as post_costs
from marketplace.orders.post.models import Parcel
from marketplace.orders.returns.models import CreditNote
from marketplace.payments.desk import till
from marketplace.payments.foreign import exchanging
from marketplace.payments.postage_models import PostPayment
from marketplace.stock.models import Lot
from tests.orders.test_losing import POSTAGE, PRICE, WORDS, answer, lose, under_way
from tests.payments.test_foreign import euro, put, take
from tests.races.rivals import all_at_once
from tests.support import factories as make

DESKS = 4


def at_once(app, act):
    """How many of the desks were let through; the others read why not."""
    database.rollback()

    def one():
        with unit_of_work():
            act()
        return True

    results = all_at_once(app, [one] * DESKS)
    assert all(found is True or isinstance(found, DomainError) for found in results), results
    database.rollback()
    database.expire_all()
    return results.count(True)


def test_a_parcel_is_lost_once(app, session):
    _order, parcel = under_way()
    key, clerk = parcel.id, make.staff("clerk").id
    lost = at_once(app, lambda: losing.lose(database.get_one(Parcel, key), "post", WORDS, clerk))
    assert lost == 1
    assert balances.balance("claims:post") == PRICE + POSTAGE
    assert books.check() == []


def test_the_post_answers_once(app, session):
    _order, parcel = under_way()
    (note,) = lose(parcel)
    key, by = note.id, make.staff("treasurer").id
    answered = at_once(
        app, lambda: claims.settle(database.get_one(CreditNote, key), 0, by, reason="بیمه نداشت")
    )
    assert answered == 1
    assert balances.balance("claims:post") == 0
    assert books.check() == []


def test_a_parcel_turns_up_once_and_the_post_gets_its_money_back_once(app, session):
    order, parcel = under_way()
    (note,) = lose(parcel)
    answer(note, PRICE + POSTAGE, reference="140509-9")
    key, note_id, by = parcel.id, note.id, make.staff("treasurer").id
    (line,) = order.vendor_orders[0].lines
    line_id, listing_id = line.id, line.listing_id

    def turns_up():
        said = Found("back", WORDS, by, {line_id: 1})
        turning_up.turn_up(database.get_one(Parcel, key), said)

    def goes_back():
        found = database.get_one(CreditNote, note_id)
        claims.give_back(found, PRICE, by, seen=1, reference="9", reason="کرایه ماند")

    assert at_once(app, turns_up) == 1
    lots = database.query(Lot).filter_by(listing_id=listing_id, place="office")
    assert [one.quantity for one in lots] == [1]
    assert at_once(app, goes_back) == 1
    assert balances.balance("claims:post") == 0
    assert balances.balance("bank") == POSTAGE
    assert books.check() == []


def test_a_receipt_is_written_down_once_and_undone_once(app, session):
    _order, parcel = under_way()
    typed, clerk = {parcel.public_id: None}, make.staff("clerk").id
    paid = at_once(
        app, lambda: post_costs.pay(typed, Money(450_000), money="drawer", receipt="7", by=clerk)
    )
    assert paid == 1
    assert balances.balance("postage:paid") == 450_000
    key = session.query(PostPayment).one().id
    undone = at_once(app, lambda: post_costs.undo(database.get_one(PostPayment, key), "اشتباه"))
    assert undone == 1
    assert balances.balance("postage:paid") == 0
    assert books.check() == []


def test_notes_are_changed_once(app, session):
    put()
    take(euro(20))
    with unit_of_work():
        till.count(make.staff("clerk").id, 2_000, "", "EUR")
    asked = exchanging.Asked(
        euro(20), Money(20 * 1_123_450), "bank", "صرافی", "881", local_day(clock.now()), 0,
        make.staff("treasurer").id,
    )  # fmt: skip
    assert at_once(app, lambda: exchanging.change(asked)) == 1
    assert balances.balance("safe", "EUR") == 0
    assert balances.balance("exchange") == 0
