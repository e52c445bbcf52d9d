"""What the database itself refuses of proofs and of money given back, tried by raw SQL."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from marketplace.kernel.money import Money
from marketplace.kernel.unit import unit_of_work
from marketplace.orders.paying import ahead
from marketplace.payments import refunds
from marketplace.payments.proof_models import Proof
from tests.support import factories as make

PROOF = (
    "INSERT INTO payment_proof (public_id, subject_kind, subject_id, amount, currency, last4,"
    " paid_at, number, folded, state, sent_at, words, refusal, payment_id) VALUES (:public_id,"
    " 'thing', :subject_id, :amount, 'IRR', :last4, :at, :folded, :folded, :state, :at, '',"
    " :refusal, NULL)"
)
REFUND = (
    "INSERT INTO refund (due_id, subject_kind, subject_id, amount, currency, method, last4,"
    " reference, given_by, given_at, receipt_year, receipt_number) VALUES (:due_id, 'order',"
    " :subject_id, :amount, 'IRR', :method, :last4, NULL, :by, :at, 1405, :number)"
)
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


def proof(**values):
    row = {"public_id": "P1", "subject_id": 1, "amount": 1000, "last4": "1234", "at": NOW,
           "folded": "1405", "state": "waiting", "refusal": None}  # fmt: skip
    return PROOF, row | values


def runs(session, statement, row):
    with unit_of_work():
        session.execute(text(statement), row)


def refused(session, statement, row):
    with pytest.raises(DBAPIError), unit_of_work():
        session.execute(text(statement), row)
    session.rollback()


@pytest.mark.parametrize(
    "wrong",
    [
        {"amount": 0},
        {"last4": "123"},
        {"state": "believed"},
        {"state": "confirmed"},
        {"state": "refused"},
        {"refusal": "other"},
    ],
)
def test_a_proof_that_cannot_be(session, wrong):
    refused(session, *proof(**wrong))


def test_a_number_stands_once_among_the_proofs_that_were_not_refused(session):
    runs(session, *proof())
    refused(session, *proof(public_id="P2", subject_id=2))
    runs(session, *proof(public_id="P3", subject_id=2, state="refused", refusal="other"))


def test_a_subject_has_one_waiting_proof(session):
    runs(session, *proof())
    refused(session, *proof(public_id="P2", folded="1406"))


@pytest.fixture
def due(session):
    """What is owed back of an order that was paid 500,000 rial too much."""
    order = make.a_card_order()
    make.confirmed(make.a_proof(order), Money(order.total + 500_000))
    return refunds.open_of(("order", order.id))[0]


def refund(due, **values):
    row = {"due_id": due.id, "subject_id": due.subject_id, "amount": due.amount, "method": "cash",
           "last4": None, "by": make.staff("treasurer").id, "at": NOW, "number": 9}  # fmt: skip
    return REFUND, row | values


def test_only_what_is_owed_is_given_and_once(session, due):
    refused(session, *refund(due, amount=due.amount + 10))
    refused(session, *refund(due, amount=due.amount - 10))
    refused(session, *refund(due, method="card"))
    refused(session, *refund(due, method="gold"))
    runs(session, *refund(due))
    refused(session, *refund(due, number=10))


def test_never_more_than_was_taken(session, due):
    with unit_of_work():
        more = refunds.owe(("order", due.subject_id), Money(10**12), [(None, 0)], "office", "x")[0]
    refused(session, *refund(more))


def test_a_payment_is_not_undone_below_what_was_given_back(session, due):
    runs(session, *refund(due))
    undo = (
        "INSERT INTO payment (subject_kind, subject_id, amount, currency, method, holder,"
        " received, change, taken_by, taken_at, receipt_year, receipt_number, corrects_id)"
        " SELECT subject_kind, subject_id, -amount, currency, method, holder, 0, 0, taken_by,"
        " taken_at, receipt_year, receipt_number + 1, id FROM payment"
    )
    refused(session, undo, {})


def test_a_refund_is_never_rewritten(session, due):
    with unit_of_work():
        ahead.give_back(due, make.staff("treasurer").id)
    for statement in ("UPDATE refund SET amount = 1", "DELETE FROM refund"):
        refused(session, statement, {})


def test_what_is_owed_is_for_somebody_and_more_than_nothing(session, due):
    for change in ("amount = 0", "liable_party = 'nobody'", "state = 'maybe'"):
        refused(session, f"UPDATE refund_due SET {change}", {})


def test_refunds_have_numbers_of_their_own_without_a_gap(session, clock):
    clock.set(datetime(2026, 11, 23, 12, tzinfo=UTC))
    numbers = []
    for typed in ("111111", "222222"):
        order = make.a_card_order()
        make.confirmed(make.a_proof(order, typed), Money(order.total + 500_000))
        (owed,) = refunds.open_of(("order", order.id))
        with unit_of_work():
            numbers.append(refunds.number(ahead.give_back(owed, make.staff("treasurer").id)))
    assert numbers == ["R1405-000001", "R1405-000002"]


def test_the_last_line_takes_the_remainder(session):
    with unit_of_work():
        lines = [(1, 300), (2, 300), (3, 300)]
        dues = refunds.owe(("thing", 1), Money(700), lines, "vendor", "x")
    assert [(one.line_id, one.amount) for one in dues] == [(1, 300), (2, 300), (3, 100)]
    with unit_of_work():
        more = refunds.owe(("thing", 2), Money(950), lines, "vendor", "x")
    assert [one.amount for one in more] == [300, 300, 350]
    assert session.query(Proof).count() == 0


def test_a_task_is_open_once_and_of_a_kind(session):
    order = make.an_order()
    insert = (
        "INSERT INTO staff_task (kind, subject_kind, subject_id, order_id, words, opened_at,"
        " outcome) VALUES (:kind, 'order', :key, :key, '', :at, '')"
    )
    row = {"kind": "unclaimed", "key": order.id, "at": NOW}
    runs(session, insert, row)
    refused(session, insert, row)
    refused(session, insert, row | {"kind": "whim"})
    with unit_of_work():
        session.execute(text("UPDATE staff_task SET done_at = :at"), {"at": NOW})
    runs(session, insert, row)
