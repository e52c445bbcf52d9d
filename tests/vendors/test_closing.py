"""Closed days: no deadline of hers counts them; what she has already keeps its dates."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError

from marketplace.kernel import preferences
from marketplace.kernel.calendar import local_day
from marketplace.kernel.db import session as database
from marketplace.kernel.errors import DomainError
from marketplace.kernel.eventlog import Event
from marketplace.kernel.unit import unit_of_work
from marketplace.orders import lateness, tasks, vendor_orders, waiting
from marketplace.stock.models import Hold
from marketplace.vendors import closing
from tests.support import factories as make

pytestmark = pytest.mark.usefixtures("session")
DAY = timedelta(days=1)


@pytest.fixture
def maker():
    return make.a_maker()


def close(maker, clock, begins=0, days=5, why=""):
    first = local_day(clock.now()) + begins * DAY
    with unit_of_work():
        closing.close(maker, first, first + (days - 1) * DAY, why)


def order_of(maker):
    return make.an_order(make.a_live_listing(maker)).vendor_orders[0]


def test_an_order_placed_meanwhile_is_answered_so_many_days_later(maker, clock):
    accept = preferences.load().accept_days * DAY
    close(maker, clock, days=5)
    part = order_of(maker)
    assert abs(part.answer_by - part.order.placed_at - accept - 5 * DAY) < timedelta(minutes=1)
    (hold,) = database.scalars(select(Hold).filter_by(line_id=part.lines[0].id))
    assert hold.expires_at == part.answer_by


def test_a_span_that_begins_before_the_deadline_is_left_out_and_a_later_one_is_not(maker, clock):
    now = clock.now()
    close(maker, clock, begins=1, days=3)
    assert closing.after(maker, now, 2 * DAY) == now + 5 * DAY
    close(maker, clock, begins=30, days=3)
    assert closing.after(maker, now, 2 * DAY) == now + 2 * DAY
    clock.advance(days=40)
    later = clock.now()
    assert closing.after(maker, later, 2 * DAY) == later + 2 * DAY
    assert closing.span(maker) is None


def test_the_promised_day_and_the_days_for_posting_leave_them_out(maker, clock):
    part = order_of(maker)
    close(maker, clock, begins=1, days=10)
    now = clock.now()
    with unit_of_work():
        vendor_orders.accept(part)
    usual = preferences.load().pickup_days * DAY
    assert abs(part.bring_by - now - usual - 10 * DAY) < timedelta(minutes=1)
    old = part.bring_by
    with unit_of_work():
        waiting.ask_for_more_days(part)
    assert part.bring_by == old + 2 * DAY


def test_orders_she_has_keep_their_dates_unless_she_asks(maker, clock):
    part = order_of(maker)
    answer_by = part.answer_by
    with unit_of_work():
        vendor_orders.accept(part)
    bring_by = part.bring_by
    close(maker, clock, begins=1, days=20)
    database.refresh(part)
    assert (part.answer_by, part.bring_by) == (answer_by, bring_by)
    with unit_of_work():
        waiting.ask_for_more_days(part)
    assert part.bring_by == bring_by + 2 * DAY + (
        closing.span(maker)[1] - max(closing.span(maker)[0], local_day(bring_by)) + DAY
    )


def test_nobody_is_asked_to_call_a_maker_who_is_closed(maker, clock):
    close(maker, clock, days=5)
    part = order_of(maker)
    for days, asked in ((2, False), (3, False), (1, True)):
        clock.advance(days=days)
        with unit_of_work():
            lateness.settle()
            lateness.unanswered()
        assert bool(tasks.of_order(part.order_id)) is asked


@pytest.mark.parametrize(
    ("begins", "days", "field"),
    [(-1, 3, "first"), (400, 3, "first"), (3, 0, "last"), (0, 61, "last")],
)
def test_days_that_make_no_sense_are_refused(maker, clock, begins, days, field):
    with pytest.raises(DomainError) as refused:
        close(maker, clock, begins, days)
    assert refused.value.field == field
    database.rollback()
    assert maker.closed_from is None


def test_sixty_days_are_kept_and_a_begun_span_may_be_made_longer(maker, clock):
    close(maker, clock, days=60)
    clock.advance(days=3)
    with unit_of_work():
        closing.close(maker, maker.closed_from, maker.closed_until - 50 * DAY)
    assert (maker.closed_until - maker.closed_from).days == 9


def test_the_log_has_the_days_and_not_the_reason(maker, clock):
    close(maker, clock, why="زایمان دخترم")
    with unit_of_work():
        closing.open_again(maker)
        closing.open_again(maker)
    events = database.scalars(select(Event).filter_by(subject_kind="vendor")).all()
    names = [one.name for one in events if one.name.startswith("closed_days")]
    assert names == ["closed_days", "closed_days_over"]
    assert "زایمان" not in str([(one.reason, one.changes) for one in events])
    assert maker.closed_why == ""


@pytest.mark.parametrize(
    "days", [("2026-12-05", None), (None, "2026-12-05"), ("2026-12-05", "2026-12-04")]
)
def test_the_database_keeps_a_span_whole(maker, days):
    first, last = (date.fromisoformat(day) if day else None for day in days)
    with pytest.raises(IntegrityError), unit_of_work():
        database.execute(
            text("UPDATE vendor SET closed_from = :first, closed_until = :last"),
            {"first": str(first) if first else None, "last": str(last) if last else None},
        )
    database.rollback()
