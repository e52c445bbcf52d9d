"""Changing one's mind: by the buyer, the maker, the office; by line or whole, paid or not."""

import pytest
from sqlalchemy import select

from marketplace.kernel.errors import DomainError, WrongState
from marketplace.kernel.money import Money
from marketplace.notify.models import Message
from marketplace.orders import (
    cancelling,
    choosing,
    correcting,
    fulfilments,
    lapse,
    tasks,
    vendor_orders,
)
from marketplace.payments import refunds
from marketplace.stock import lots
from marketplace.stock.models import CustodyMove, Hold, Lot
from tests.support import factories as make
from tests.support.doing import done, fresh


def lines(order):
    return [line.id for part in order.vendor_orders for line in part.lines]


def free(listing):
    return lots.free([listing.id])[listing.id]


def told(session, order):
    session.rollback()
    query = select(Message.template).where(Message.recipient == order.mobile, ~Message.secret)
    return list(session.scalars(query.order_by(Message.id)))


def accepted(*listings, **fields):
    order = make.an_order(*listings, **fields)
    for part in order.vendor_orders:
        done(vendor_orders.accept, part)
    return order


def test_the_buyer_cancels_all_of_it_before_anything_is_made(session):
    listing = make.a_live_listing()
    order = make.an_order(listing)
    assert done(cancelling.by_buyer, order, lines(order), "پشیمان شدم")
    order = fresh(order)
    assert (order.state, order.vendor_orders[0].state) == ("cancelled", "cancelled")
    assert (order.vendor_orders[0].ended_by, free(listing)) == ("buyer", 1)
    assert told(session, order)[-1] == "order_cancelled"
    with pytest.raises(DomainError):
        done(cancelling.by_buyer, order, lines(order))


def test_one_line_of_one_maker_is_taken_off_and_the_total_follows(session):
    maker = make.a_maker()
    one, other = make.a_live_listing(maker), make.a_live_listing(maker)
    order = accepted(one, other)
    done(cancelling.by_buyer, order, lines(order)[:1])
    order = fresh(order)
    (part,) = order.vendor_orders
    assert (order.state, part.state, len(part.kept)) == ("making", "accepted", 1)
    assert order.total == part.total == other.price
    assert (free(one), free(other)) == (1, 0)
    assert [one.line_id for one in part.fulfilments[0].lines] == lines(order)[1:]
    assert told(session, order)[-1] == "order_shortened"
    done(cancelling.by_buyer, order, lines(order)[1:])
    assert fresh(order).state == "cancelled"


def test_the_last_part_that_was_waited_for_moves_the_order_on(session):
    order = make.an_order(make.a_live_listing(), make.a_live_listing())
    done(vendor_orders.accept, order.vendor_orders[0])
    done(cancelling.by_buyer, order, lines(order)[1:])
    assert fresh(order).state == "making"


def test_what_is_made_for_her_is_asked_of_the_office_and_the_rest_is_off_at_once(session):
    made = make.a_live_listing(kind="made_to_order", lead_days=20)
    ready = make.a_live_listing()
    order = accepted(made, ready)
    done(vendor_orders.start, order.vendor_orders[0])
    assert done(cancelling.by_buyer, order, lines(order), "سفر می‌روم")
    order = fresh(order)
    assert [part.state for part in order.vendor_orders] == ["making", "cancelled"]
    (task,) = tasks.of_order(order.id)
    assert (task.kind, task.words) == ("cancel_request", "سفر می‌روم")
    assert not done(cancelling.by_buyer, order, lines(order)[:1])
    assert len(tasks.of_order(order.id)) == 1
    done(cancelling.by_staff, order, lines(order)[:1], "با هنرمند حرف زدیم")
    assert fresh(order).state == "cancelled"
    assert tasks.of_order(order.id) == []


def test_what_lies_at_the_office_stays_there_and_is_for_sale_again(session):
    listing = make.a_live_listing()
    order = make.at_office(make.an_order(listing))
    done(cancelling.by_buyer, order, lines(order))
    assert fresh(order).vendor_orders[0].fulfilments[0].state == "given_up"
    assert free(listing) == 1
    office = session.scalars(select(Lot).filter_by(listing_id=listing.id, place="office")).one()
    assert (office.quantity, office.held) == (1, 0)
    assert session.query(CustodyMove).count() == 1


def test_what_left_is_not_cancelled(session):
    order = make.paid(make.at_office(make.an_order()))
    done(fulfilments.hand_over, order.vendor_orders[0].fulfilments[0])
    for act in (cancelling.by_buyer, cancelling.by_staff):
        with pytest.raises(DomainError):
            done(act, order, lines(order), "دیر")
        session.rollback()


def test_paid_money_is_owed_back_line_by_line(session):
    one, other = make.a_live_listing(price=4_000_000), make.a_live_listing(price=6_000_000)
    order = make.paid(make.at_office(make.an_order(one, other)))
    done(cancelling.by_staff, order, lines(order)[:1], "لک دارد", "vendor")
    (due,) = refunds.open_of(("order", order.id))
    assert (due.amount, due.line_id, due.liable_party) == (4_000_000, lines(order)[0], "vendor")
    order = fresh(order)
    assert (order.paid_at is not None, order.paid, order.total) == (True, 6_000_000, 6_000_000)
    done(cancelling.by_staff, order, lines(order)[1:], "نخواست")
    assert [one.amount for one in refunds.open_of(("order", order.id))] == [4_000_000, 6_000_000]
    assert fresh(order).paid_at is None


def test_part_payments_are_owed_back_only_beyond_what_is_left(session):
    one, other = make.a_live_listing(price=4_000_000), make.a_live_listing(price=6_000_000)
    order = make.a_card_order(one, other)
    make.confirmed(make.a_proof(order, amount=Money(7_000_000)))
    done(cancelling.by_buyer, fresh(order), lines(order)[:1])
    (due,) = refunds.open_of(("order", order.id))
    assert due.amount == 1_000_000
    assert fresh(order).paid_at is not None


def test_a_maker_who_cannot_after_all_is_counted_and_the_buyer_chooses(session, clock):
    order = accepted(make.a_live_listing(), make.a_live_listing())
    first, _second = order.vendor_orders
    done(cancelling.by_maker, first, "دار شکست")
    order = fresh(order)
    assert (first.state, first.ended_by) == ("cancelled", "vendor")
    assert [task.kind for task in tasks.of_order(order.id)] == ["maker_withdrew"]
    assert order.choose_by is not None
    assert told(session, order)[-1] == "vendor_order_withdrawn"
    done(choosing.keep_rest, order)
    assert fresh(order).choose_by is None


def test_a_maker_withdraws_one_piece_and_the_other_goes_on(session, clock):
    maker = make.a_maker()
    one, other = make.a_live_listing(maker, title_fa="گلیم"), make.a_live_listing(maker)
    order = make.paid(accepted(one, other))
    (part,) = order.vendor_orders
    done(cancelling.by_maker, part, "دار شکست", lines(order)[:1])
    order = fresh(order)
    assert (part.state, [line.id for line in part.kept]) == ("accepted", lines(order)[1:])
    assert order.total == other.price
    (due,) = refunds.open_of(("order", order.id))
    assert (due.line_id, due.amount, due.liable_party) == (lines(order)[0], one.price, "vendor")
    assert [task.kind for task in tasks.of_order(order.id)] == ["maker_withdrew"]
    assert told(session, order)[-1] == "vendor_order_withdrawn"
    sent = select(Message.facts).where(Message.template == "vendor_order_withdrawn")
    assert session.scalars(sent).one()["pieces"] == "گلیم"


def test_a_maker_withdraws_something_that_is_hers_to_withdraw(session):
    order = accepted(make.a_live_listing(), make.a_live_listing())
    for chosen, refusal in (([], DomainError), (lines(order), WrongState)):
        with pytest.raises(refusal):
            done(cancelling.by_maker, order.vendor_orders[0], "دار شکست", chosen)
        session.rollback()


def test_a_maker_gives_a_reason_and_not_once_the_piece_is_here(session):
    order = make.at_office(make.an_order())
    (part,) = order.vendor_orders
    with pytest.raises(DomainError):
        done(cancelling.by_maker, part, " ")
    session.rollback()
    with pytest.raises(WrongState):
        done(cancelling.by_maker, part, "پشیمانم")


def test_a_decline_of_one_of_two_lets_the_buyer_choose(session, clock):
    order = make.an_order(make.a_live_listing(), make.a_live_listing())
    done(vendor_orders.decline, order.vendor_orders[0], "فروخته شد")
    assert fresh(order).choose_by is not None
    alone = make.an_order()
    done(vendor_orders.decline, alone.vendor_orders[0], "فروخته شد")
    assert fresh(alone).choose_by is None
    silent = make.an_order(make.a_live_listing(), make.a_live_listing())
    done(vendor_orders.accept, silent.vendor_orders[0])
    clock.advance(days=2, minutes=1)
    done(lapse.sweep)
    assert fresh(silent).choose_by is not None


def test_fewer_pieces_are_given_back_and_owed(session):
    listing = make.a_live_listing(kind="stocked", quantity=5, price=1_000_000)
    order = make.paid(make.at_office(make.an_order((listing, 3))))
    line = order.vendor_orders[0].lines[0]
    done(correcting.set_quantity, line, 2, "اشتباه شمردیم")
    order = fresh(order)
    assert (order.total, order.paid, free(listing)) == (2_000_000, 2_000_000, 3)
    assert order.vendor_orders[0].lines[0].commission == 200_000
    assert order.vendor_orders[0].fulfilments[0].lines[0].quantity == 2
    assert refunds.open_of(("order", order.id))[0].amount == 1_000_000
    assert session.scalars(select(Hold.quantity)).one() == 2


def test_more_pieces_are_held_when_they_are_free_and_not_yet_brought(session):
    listing = make.a_live_listing(kind="stocked", quantity=3, price=1_000_000)
    order = accepted((listing, 1))
    line = order.vendor_orders[0].lines[0]
    done(correcting.set_quantity, line, 3, "سه تا می‌خواست")
    assert fresh(order).total == 3_000_000
    assert free(listing) == 0
    with pytest.raises(DomainError):
        done(correcting.set_quantity, line, 4, "بیشتر")
    session.rollback()
    done(fulfilments.arrive, order.vendor_orders[0].fulfilments[0])
    done(correcting.set_quantity, line, 2, "کمتر")
    with pytest.raises(DomainError):
        done(correcting.set_quantity, line, 3, "دوباره")


def test_more_of_what_was_paid_leaves_the_rest_to_be_paid(session):
    listing = make.a_live_listing(kind="stocked", quantity=3, price=1_000_000)
    order = make.a_card_order((listing, 1))
    make.confirmed(make.a_proof(order))
    done(correcting.set_quantity, fresh(order).vendor_orders[0].lines[0], 2, "دو تا")
    order = fresh(order)
    assert (order.paid_at, order.paid, order.total) == (None, 1_000_000, 2_000_000)
    make.confirmed(make.a_proof(order, "5151"))
    assert fresh(order).paid_at is not None


def test_one_of_a_kind_stays_one(session):
    order = accepted(make.a_live_listing())
    with pytest.raises(DomainError):
        done(correcting.set_quantity, order.vendor_orders[0].lines[0], 2, "دو تا")


def test_late_ones_come_up_once_and_go_when_they_are_settled(session, clock):
    order = make.an_order(make.a_live_listing(), make.a_live_listing())
    first, second = order.vendor_orders
    clock.advance(days=1, minutes=1)
    for _minute in range(2):
        done(lapse.sweep)
    assert [task.kind for task in tasks.of_order(order.id)] == ["late_answer"] * 2
    for part in (first, second):
        done(vendor_orders.accept, part)
    done(lapse.sweep)
    assert tasks.of_order(order.id) == []
    clock.advance(days=6)
    done(lapse.sweep)
    done(lapse.sweep)
    assert [task.kind for task in tasks.of_order(order.id)] == ["late_promise"] * 2
    assert told(session, order).count("vendor_order_late") == 2
    for part in (first, second):
        done(fulfilments.arrive, part.fulfilments[0])
    make.paid(fresh(order))
    clock.advance(days=6)
    done(lapse.sweep)
    assert [task.kind for task in tasks.of_order(order.id)] == ["unclaimed"]
    assert told(session, order)[-1] == "order_unclaimed"


def test_a_person_closes_a_task_with_what_she_did(session):
    order = accepted(make.a_live_listing())
    done(cancelling.by_maker, order.vendor_orders[0], "دار شکست")
    (task,) = tasks.of_order(order.id)
    by = make.staff("clerk").id
    with pytest.raises(DomainError):
        done(tasks.done, task, by, " ")
    session.rollback()
    done(tasks.done, task, by, "زنگ زدم")
    with pytest.raises(WrongState):
        done(tasks.done, task, by, "دوباره")
    session.rollback()
    assert tasks.count() == 0
