"""A buyer's words about why she changed her mind: read by maker and office, erased with her."""

import flask_migrate
import pytest
from sqlalchemy import text

from marketplace.cli.database import bind
from marketplace.kernel.db import db
from marketplace.kernel.eventlog import history
from marketplace.kernel.unit import unit_of_work
from marketplace.orders import cancelling, forgetting, tasks, vendor_orders
from marketplace.orders.paying import ahead
from marketplace.payments import refunds
from marketplace.retention.person import finding, telling
from tests.retention.test_night import everything
from tests.support import factories as make
from tests.support.doing import done, fresh

WORDS = "سفر می روم به 09121234567"


def accepted(*listings):
    order = make.an_order(*listings)
    for part in order.vendor_orders:
        done(vendor_orders.accept, part)
    return order


def paid_and_cancelled():
    """Two lines of one maker, paid; the buyer takes one off, then the other, with her words."""
    maker = make.a_maker()
    order = make.paid(accepted(make.a_live_listing(maker), make.a_live_listing(maker)))
    for line in [line.id for line in order.vendor_orders[0].lines]:
        done(cancelling.by_buyer, fresh(order), [line], WORDS)
    for due in refunds.open_of(("order", order.id)):
        done(ahead.give_back, due, make.staff("treasurer").id)
    return fresh(order)


def erased(order):
    with unit_of_work():
        assert forgetting.these([order.id]) == 1


def test_no_table_keeps_them_once_she_is_erased(session):
    order = paid_and_cancelled()
    assert WORDS in everything()
    erased(order)
    assert WORDS not in everything()


def test_her_file_holds_them(session):
    order = paid_and_cancelled()
    (row,) = dict(telling.rows(finding.look(order.mobile)))["orders"]
    assert row["reasons"] == [WORDS]


def test_a_request_that_was_settled_leaves_none_either(session):
    order = accepted(make.a_live_listing(kind="made_to_order", lead_days=20))
    done(vendor_orders.start, order.vendor_orders[0])
    lines = [order.vendor_orders[0].lines[0].id]
    done(cancelling.by_buyer, order, lines, WORDS)
    assert [task.words for task in tasks.of_order(order.id)] == [WORDS]
    done(cancelling.by_staff, fresh(order), lines, "با هنرمند حرف زدیم")
    erased(fresh(order))
    assert WORDS not in everything()


def test_the_log_and_the_books_say_that_she_changed_her_mind(session):
    order = paid_and_cancelled()
    (part,) = order.vendor_orders
    assert {event.reason for event in history("vendor_order", part.id) if event.reason} == {
        "cancelled_buyer"
    }
    assert (part.decline_reason, part.lines[0].dropped_why) == (WORDS, WORDS)


def test_the_office_reads_them_on_the_order(client, session):
    maker = make.a_maker()
    order = accepted(make.a_live_listing(maker), make.a_live_listing(maker))
    done(cancelling.by_buyer, order, [order.vendor_orders[0].lines[0].id], WORDS)
    make.sign_in_as(client, "clerk")
    assert WORDS in client.get(f"/office/orders/{order.code}").text


@pytest.fixture
def shop(app):
    bind(app)
    with app.app_context():
        yield
        db.session.remove()
        flask_migrate.upgrade()


@pytest.mark.usefixtures("shop")
@pytest.mark.parametrize("gone", [True, False])
def test_what_was_logged_before_is_taken_out_of_the_log(gone):
    order = paid_and_cancelled()
    if gone:
        erased(order)
    flask_migrate.downgrade(revision="0050")
    written_as_before(order.id)
    flask_migrate.upgrade()
    left = everything()
    assert left.count(WORDS) == (0 if gone else 2)  # beside the part and its line
    db.session.rollback()
    with pytest.raises(Exception, match="append-only"):
        db.session.execute(text("UPDATE event SET reason = 'x'"))
    db.session.rollback()


def written_as_before(order_id):
    """The words everywhere where they used to stand."""
    with db.engine.begin() as line:
        event = (
            "INSERT INTO event (at, subject_kind, subject_id, name, actor_kind, reason, changes)"
            " SELECT s.at, s.subject_kind, s.subject_id, s.name, 'visitor', :words, s.changes"
            " FROM event s WHERE s.reason = 'cancelled_buyer'"
        )
        line.execute(text(event), {"words": WORDS})
        due = "UPDATE refund_due SET reason = :words WHERE subject_id = :order"
        line.execute(text(due), {"words": WORDS, "order": order_id})
        part = "UPDATE vendor_order SET decline_reason = :words WHERE order_id = :order"
        line.execute(text(part), {"words": WORDS, "order": order_id})
        note = (
            "INSERT INTO credit_note (order_id, position, year, number, kind, liable_party, reason,"
            " late_reason, amount, currency, made_at) SELECT order_id, position + 10, year,"
            " number + 10, kind, liable_party, :words, late_reason, amount, currency, made_at"
            " FROM credit_note WHERE order_id = :order"
        )
        line.execute(text(note), {"words": WORDS, "order": order_id})
