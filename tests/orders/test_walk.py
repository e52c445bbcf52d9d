"""An order from reserving to handing over, and every way it may end sooner."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from marketplace.kernel.calendar import show_day
from marketplace.kernel.errors import DomainError, WrongState
from marketplace.kernel.eventlog import Event
from marketplace.kernel.unit import unit_of_work
from marketplace.notify.models import Message
from marketplace.orders import buyers, fulfilments, lapse, vendor_orders
from marketplace.orders.lists import find
from marketplace.orders.paying import cashier
from marketplace.payments import balance
from marketplace.stock import lots
from marketplace.vendors import decisions
from tests.support import factories
from tests.support.doing import done, fresh


def two_makers():
    return factories.a_live_listing(), factories.a_live_listing()


def told(session, order):
    session.rollback()
    numbers = select(Message.template).where(Message.recipient == order.mobile, ~Message.secret)
    return session.scalars(numbers.order_by(Message.id)).all()


def free(listing):
    return lots.free([listing.id])[listing.id]


def test_the_whole_walk_of_an_order_of_two_makers(session):
    one, two = two_makers()
    order = factories.an_order(one, two)
    first, second = order.vendor_orders
    assert order.state == "placed"
    done(vendor_orders.accept, first)
    assert fresh(order).state == "placed"
    done(vendor_orders.accept, second)
    done(vendor_orders.start, second)
    done(vendor_orders.finish, second)
    assert fresh(order).state == "making"
    done(fulfilments.arrive, first.fulfilments[0])
    assert fresh(order).pickup_by is None
    done(fulfilments.arrive, second.fulfilments[0])
    assert fresh(order).state == "ready"
    assert order.pickup_by is not None
    with pytest.raises(DomainError):
        done(fulfilments.hand_over, first.fulfilments[0])
    factories.paid(order)
    done(fulfilments.hand_over, first.fulfilments[0])
    done(fulfilments.hand_over, second.fulfilments[0])
    assert fresh(order).state == "closed"
    session.refresh(one)
    assert one.state == "sold"
    names = session.scalars(
        select(Event.name).where(Event.subject_kind == "order", Event.subject_id == order.id)
    ).all()
    assert names == ["created", "make", "get_ready", "paid", "close"]
    assert told(session, order) == [
        "order_placed", "vendor_order_accepted", "vendor_order_accepted", "order_ready",
    ]  # fmt: skip


def test_lines_are_snapshots_with_the_rate_of_the_day(session):
    listing = factories.a_live_listing(price=18_500_000, title_fa="گلیم روناسی")
    order = factories.an_order(listing)
    with unit_of_work():
        listing.title_fa, listing.price = "نام دیگر", 1000
    line = fresh(order).vendor_orders[0].lines[0]
    assert (line.title_fa, line.unit_price) == ("گلیم روناسی", 18_500_000)
    assert (line.commission_bp, line.commission) == (1000, 1_850_000)
    assert line.maker_fa
    assert line.picture_key


def test_what_one_maker_declines_leaves_the_rest_and_its_price(session):
    one, two = two_makers()
    order = factories.an_order(one, two)
    first, second = order.vendor_orders
    with pytest.raises(DomainError):
        done(vendor_orders.decline, first, "  ")
    session.rollback()
    done(vendor_orders.decline, first, "تمام شد")
    assert fresh(order).total == second.total
    assert free(one) == 1
    done(vendor_orders.decline, second, "نمی‌شود")
    assert fresh(order).state == "declined"
    assert told(session, order) == ["order_placed", "vendor_order_declined", "order_declined"]


def test_a_maker_cannot_answer_twice(session):
    order = factories.an_order()
    part = order.vendor_orders[0]
    done(vendor_orders.accept, part)
    for answer in (lambda: vendor_orders.accept(part), lambda: vendor_orders.decline(part, "نه")):
        with pytest.raises(WrongState):
            done(answer)


def test_a_promise_must_lie_ahead_and_within_a_year(session, clock):
    part = factories.an_order().vendor_orders[0]
    for days in (-3, 400):
        with pytest.raises(DomainError) as refusal:
            done(vendor_orders.accept, part, clock.now() + timedelta(days=days))
        assert refusal.value.field == "bring_by"
        session.rollback()
    done(vendor_orders.accept, part, clock.now() + timedelta(days=10))


def test_an_unanswered_part_lapses_and_the_piece_is_free(session, clock):
    listing = factories.a_live_listing()
    order = factories.an_order(listing)
    part = order.vendor_orders[0]
    clock.advance(days=1, hours=13)
    done(lapse.sweep)
    done(lapse.sweep)
    clock.advance(hours=12)
    with pytest.raises(DomainError):
        done(vendor_orders.accept, part)
    session.rollback()
    done(lapse.sweep)
    assert fresh(order).state == "lapsed"
    assert free(listing) == 1
    assert told(session, order) == ["order_placed", "vendor_order_unanswered"]
    assert buyers.no_shows(order.mobile) == 0
    maker = session.scalars(
        select(Message.template).where(Message.template.like("vendor_order_%")).order_by(Message.id)
    ).all()
    assert maker == [
        "vendor_order_new", "vendor_order_reminder", "vendor_order_unanswered",
        "vendor_order_missed",
    ]  # fmt: skip


def test_an_order_nobody_fetches_lapses_where_it_lies_and_is_counted(session, clock):
    listing = factories.a_live_listing()
    order = factories.at_office(factories.an_order(listing))
    assert order.state == "ready"
    clock.advance(days=4, hours=1)
    done(lapse.sweep)
    done(lapse.sweep)
    clock.advance(days=1)
    done(lapse.sweep)
    assert fresh(order).state == "lapsed"
    assert order.vendor_orders[0].fulfilments[0].state == "given_up"
    assert free(listing) == 1
    assert buyers.no_shows(order.mobile) == 1
    assert told(session, order)[-2:] == ["order_reminder", "order_lapsed"]
    assert [row.code for row in find.queue(find.Filters(no_show=True))] == [order.code]
    again = factories.an_order(listing)
    done(vendor_orders.accept, again.vendor_orders[0])
    assert fresh(again).state == "ready"


def test_a_paid_order_never_lapses(session, clock):
    order = factories.paid(factories.at_office(factories.an_order()))
    clock.advance(days=30)
    done(lapse.sweep)
    assert fresh(order).state == "ready"


def test_suspending_a_maker_declines_what_she_has_not_accepted_and_nothing_else(session):
    maker = factories.a_maker()
    one, two = factories.a_live_listing(maker), factories.a_live_listing(maker)
    accepted, waiting = factories.an_order(one), factories.an_order(two)
    done(vendor_orders.accept, accepted.vendor_orders[0])
    done(decisions.suspend, maker, "بررسی")
    assert fresh(waiting).state == "declined"
    assert fresh(accepted).state == "making"
    assert free(two) == 1
    assert told(session, waiting)[-1] == "order_declined"
    with pytest.raises(DomainError):
        factories.a_basket(two)
    session.rollback()
    done(decisions.restore, maker)
    factories.an_order(two)


def test_cash_waits_for_the_makers_answers(session):
    order = factories.an_order()
    with pytest.raises(DomainError):
        factories.paid(order)
    session.rollback()
    factories.paid(factories.at_office(order))
    assert balance.of("order", order.id).captured == order.total
    with pytest.raises(DomainError):
        factories.paid(order)


def test_a_corrected_payment_makes_the_order_unpaid_and_payable_again(session):
    order = factories.at_office(factories.an_order())
    clerk = factories.staff("clerk")
    payment = done(cashier.take, order, order.total, clerk.id)
    done(cashier.correct, payment, "اشتباه")
    assert fresh(order).paid_at is None
    payment = done(cashier.take, order, order.total, clerk.id)
    done(fulfilments.hand_over, order.vendor_orders[0].fulfilments[0])
    done(cashier.correct, payment, "اشتباه")
    assert (fresh(order).state, order.paid_at) == ("closed", None)
    assert [row.code for row in find.queue(find.Filters(unpaid=True))] == [order.code]
    done(cashier.take, order, order.total, clerk.id)
    assert fresh(order).paid_at is not None
    assert balance.of("order", order.id).captured == order.total


def test_after_a_correction_nothing_more_leaves_and_the_clock_does_not_decide(session, clock):
    order = factories.at_office(factories.an_order(*two_makers()))
    first, second = order.vendor_orders
    payment = done(cashier.take, order, order.total, factories.staff("clerk").id)
    done(fulfilments.hand_over, first.fulfilments[0])
    done(cashier.correct, payment, "اشتباه")
    with pytest.raises(DomainError):
        done(fulfilments.hand_over, second.fulfilments[0])
    clock.advance(days=30)
    done(lapse.sweep)
    assert fresh(order).state == "ready"
    assert buyers.no_shows(order.mobile) == 0


def test_the_days_for_picking_up_begin_when_the_buyer_was_told(session, clock, worker, sms):
    clock.set(clock.now())
    order = factories.at_office(factories.an_order())
    clock.advance(days=2)
    worker()
    assert fresh(order).pickup_by == clock.now() + timedelta(days=5)
    assert any(show_day(order.pickup_by, "fa") in words for words in sms.to(order.mobile))
    clock.advance(days=4, hours=23)
    worker()
    assert fresh(order).state == "ready"
    clock.advance(hours=2)
    worker()
    assert fresh(order).state == "lapsed"


def test_a_message_that_left_in_time_moves_no_day(session, clock, worker):
    order = factories.at_office(factories.an_order())
    day = order.pickup_by
    worker()
    clock.advance(hours=3)
    worker()
    assert fresh(order).pickup_by == day


def test_a_made_to_order_piece_is_promised_for_its_lead_time(session, clock):
    listing = factories.a_live_listing(kind="made_to_order", lead_days=30)
    part = factories.an_order(listing).vendor_orders[0]
    done(vendor_orders.accept, part)
    assert part.bring_by >= clock.now() + timedelta(days=29)


def test_the_message_names_no_more_than_two_pieces(session):
    maker = factories.a_maker()
    pieces = [factories.a_live_listing(maker, title_fa=f"کار شمارهٔ {n} " * 9) for n in range(3)]
    factories.an_order(*pieces)
    message = session.scalars(select(Message).filter_by(template="vendor_order_new")).one()
    assert message.facts["pieces"].endswith(" …")
    assert len(message.facts["pieces"]) < 90
