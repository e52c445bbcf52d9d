"""Proving the books: silent when they are right, a sentence for each thing that is not."""

from datetime import UTC, datetime

import pytest
from click.testing import CliRunner
from sqlalchemy import text

from marketplace import books
from marketplace.cli.ledger import ledger
from marketplace.kernel.db import db
from marketplace.kernel.heartbeat import Heartbeat
from marketplace.kernel.unit import unit_of_work
from marketplace.ledger import balances
from marketplace.payments import refunds
from tests.support import factories as make
from tests.support.zarinpal import an_online_order, begun, came_back

QUIET = {
    "sqlite": (
        "DROP TRIGGER ledger_entry_no_update", "DROP TRIGGER ledger_posting_no_update",
        "DROP TRIGGER ledger_posting_no_delete", "DROP TRIGGER ledger_entry_no_delete",
        "DROP TRIGGER payment_no_update", "DROP TRIGGER payment_no_delete",
    ),
    "postgresql": ("SET LOCAL session_replication_role = replica",),
}  # fmt: skip


def tamper(*statements):
    """What somebody could do who may change the database's own rules."""
    kept = []
    with unit_of_work():
        sqlite = db.engine.dialect.name == "sqlite"
        if sqlite:
            names = [line.split()[-1] for line in QUIET["sqlite"]]
            kept = [
                db.session.scalar(text("SELECT sql FROM sqlite_master WHERE name = :n"), {"n": n})
                for n in names
            ]
        for statement in (*QUIET[db.engine.dialect.name], *statements, *kept):
            db.session.execute(text(statement))


def broken():
    db.session.rollback()
    found: dict[str, tuple[str, ...]] = {}
    for one in books.check():
        found[one.rule.name] = found.get(one.rule.name, ()) + one.sentences
    return found


@pytest.fixture
def order(session):
    """One that was paid as a whole."""
    order = make.paid(make.at_office(make.an_order()))
    assert broken() == {}
    return order


def test_an_amount_that_was_changed(order):
    tamper("UPDATE ledger_posting SET amount = amount + 10 WHERE account = 'commission'")
    assert broken() == {"sums": ("Entry 2 does not balance: its postings sum to 10.",)}


def test_a_payment_without_its_entry_and_an_entry_without_its_payment(order):
    tamper("UPDATE payment SET id = 77")
    found = broken()
    assert set(found) >= {"payment"}
    assert any(f"the row says {-order.total}" in sentence for sentence in found["payment"])
    assert "Entry 1 tells of a payment that is not there." in found["payment"]


def test_an_order_that_says_something_else(order):
    with unit_of_work():
        db.session.execute(text("UPDATE buyer_order SET paid_at = NULL"))
    found = broken()
    assert set(found) == {"buyers", "sales", "shares"}
    assert found["buyers"] == (
        f"Order {order.code}: the books hold 0 of its buyer, the order says {order.total}.",
    )


def test_a_share_that_was_moved_to_somebody_else(order):
    tamper("UPDATE ledger_posting SET account = 'bank' WHERE account LIKE 'vendor:%'")
    assert set(broken()) == {"shares"}


def test_what_is_owed_back_past_the_books(order):
    with unit_of_work():
        db.session.execute(text(
            "INSERT INTO refund_due (public_id, subject_kind, subject_id, amount, currency,"
            " liable_party, reason, state, created_at) VALUES ('R', 'order', 1, 10, 'IRR',"
            " 'office', 'x', 'due', '2026-11-23 12:00:00')"
        ))  # fmt: skip
    assert set(broken()) == {"refund_due"}
    assert len(refunds.waiting()) == 1


def test_a_drawer_that_holds_something_else(order):
    clerk = make.staff("clerk")
    tamper("UPDATE payment SET method = 'card'")
    assert f"drawer:{clerk.id}" in broken()["drawers"][0]


def test_what_a_gateway_took_and_gave_back_past_the_books(session, zarinpal):
    order = an_online_order()
    intent = begun(order)
    zarinpal.do("pay", intent.reference)
    came_back(intent)
    assert broken() == {}
    change = "UPDATE payment_intent SET {} WHERE payment_id IS NOT NULL"
    with unit_of_work():
        db.session.execute(text(change.format("amount = amount + 10, charged = charged + 10")))
    assert set(broken()) == {"gateways"}
    with unit_of_work():
        db.session.execute(text(
            change.format("amount = amount - 10, charged = charged - 10, fee = 5")
        ))  # fmt: skip
    assert broken() == {"gateways": (
        f"Attempt {intent.id}: the books say 0 of fee, the row 5.",
    )}  # fmt: skip
    with unit_of_work():
        db.session.execute(text(change.format("fee = NULL")))
        db.session.execute(text(
            "INSERT INTO refund_due (public_id, subject_kind, subject_id, amount, currency,"
            " liable_party, reason, state, created_at) VALUES ('R', 'order', 1, 10, 'IRR',"
            " 'office', 'x', 'due', '2026-11-23 12:00:00')"
        ))  # fmt: skip
        db.session.execute(text(
            "INSERT INTO gateway_refund (public_id, intent_id, due_id, amount, charged, state,"
            " reference, asked_at) SELECT 'G', 1, id, 10, 10, 'done', 'x', created_at"
            " FROM refund_due"
        ))  # fmt: skip
    assert broken()["gateways"] == ("Gateway refund 1: 0 is given, the gateway says 10.",)


def test_a_snapshot_that_forgot_something(order, clock):
    clock.advance(hours=2)
    with unit_of_work():
        balances.rebuild()
        db.session.execute(text("UPDATE ledger_snapshot SET amount = 1 WHERE account = 'buyer'"))
    assert set(broken()) == {"snapshot"}
    with unit_of_work():
        balances.rebuild()
    assert broken() == {}


def test_many_are_counted_and_the_first_are_named(session):
    for _time in range(25):
        make.paid(make.at_office(make.an_order()))
    with unit_of_work():
        db.session.execute(text("UPDATE buyer_order SET paid_at = NULL"))
    found = {one.rule.name: one for one in books.check()}
    assert (found["buyers"].count, len(found["buyers"].sentences)) == (25, 20)


def test_the_command_says_what_is_wrong_and_ends_with_one(order, app, monkeypatch):
    monkeypatch.setattr("marketplace.cli.ledger.create_app", lambda: app)
    db.session.remove()
    well = CliRunner().invoke(ledger, ["check"])
    assert (well.exit_code, well.output[:23]) == (0, "The books are in order:")
    with unit_of_work():
        db.session.execute(text("UPDATE buyer_order SET paid_at = NULL"))
    wrong = CliRunner().invoke(ledger, ["check"])
    assert wrong.exit_code == 1
    assert f"Order {order.code}: the books sold {order.total}" in wrong.output


def test_the_worker_proves_the_books_once_a_night(order, clock, worker):
    clock.set(datetime(2027, 1, 5, 23, 31, tzinfo=UTC))  # 3:01 in Tehran
    with unit_of_work():
        db.session.execute(text("UPDATE buyer_order SET paid_at = NULL"))
    worker()
    beat = db.session.get(Heartbeat, books.JOB)
    assert (beat.at, beat.error) == (clock.now(), "drifted 3")
    clock.advance(hours=20)
    worker()
    db.session.rollback()
    assert db.session.get(Heartbeat, books.JOB).at < clock.now()
    clock.advance(hours=4)
    worker()
    db.session.rollback()
    assert db.session.get(Heartbeat, books.JOB).at == clock.now()
