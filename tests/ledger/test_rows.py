"""What the database itself refuses of entries and postings, tried by raw SQL."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from marketplace.kernel.unit import unit_of_work
from marketplace.ledger.posting import Leg, Unbalanced, post

POSTING = (
    "INSERT INTO ledger_posting (entry_id, place, account, amount, currency)"
    " VALUES (:entry, :place, :account, :amount, :currency)"
)
ENTRY = (
    "INSERT INTO ledger_entry (id, kind, source_kind, source_id, turn, subject_kind, subject_id,"
    " currency, size, at) VALUES (:id, :kind, 'thing', :source, 0, 'order', 1, :currency, :size,"
    " :at)"
)
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


def entry(key=900, **values):
    row = {"id": key, "kind": "payment", "source": key, "currency": "IRR", "size": 2, "at": NOW}
    return ENTRY, row | values


def legs(key=900, amounts=(5000, -5000), currencies=("IRR", "IRR", "IRR")):
    return [
        (POSTING, {"entry": key, "place": place, "account": f"a{place}", "amount": amount,
                   "currency": currencies[place]})
        for place, amount in enumerate(amounts)
    ]  # fmt: skip


def runs(session, *statements):
    with unit_of_work():
        for statement, row in statements:
            session.execute(text(statement), row)


def refused(session, *statements):
    with pytest.raises(DBAPIError):
        runs(session, *statements)
    session.rollback()


@pytest.fixture
def booked(session):
    runs(session, *legs(), entry())


def test_postings_that_sum_to_zero_and_their_entry_are_taken(session, booked):
    rows = session.execute(text("SELECT account, amount FROM ledger_posting ORDER BY place"))
    assert rows.all() == [("a0", 5000), ("a1", -5000)]


@pytest.mark.parametrize(
    "postings",
    [
        legs(amounts=(5000, -4990)),
        legs(amounts=(5000,)),
        legs(amounts=(5000, -5000, 0)),
        legs(amounts=(5000, -5000), currencies=("IRR", "EUR")),
        legs(amounts=(5000, -5000), currencies=("EUR", "EUR")),
        legs(amounts=(5000, -3000, -2000)),
        [],
    ],
    ids=["a rial lost", "alone", "nothing", "mixed", "another", "one too many", "none"],
)
def test_an_entry_that_its_postings_do_not_carry(session, postings):
    refused(session, *postings, entry())


def test_postings_without_an_entry_are_gone_at_the_end(session):
    refused(session, *legs())


def test_nothing_is_added_to_a_sealed_entry(session, booked):
    more = [(sql, row | {"place": row["place"] + 7}) for sql, row in legs()]
    refused(session, *more)
    refused(session, (POSTING.replace("INSERT", "INSERT OR REPLACE", 1), legs()[0][1]))


def test_a_source_tells_a_fact_once(session, booked):
    refused(session, *legs(901), entry(901, source=900))
    refused(session, *legs(901), entry(901, source=900, kind="payment"))
    runs(session, *legs(901), entry(901, source=900, kind="refund"))


@pytest.mark.engine("sqlite")
def test_an_entry_is_not_replaced(session, booked):
    replacing, row = entry(kind="sale", source=77)
    refused(session, (replacing.replace("INSERT", "INSERT OR REPLACE", 1), row))
    replacing, row = entry(901, source=900)
    swap = replacing.replace("INSERT", "INSERT OR REPLACE", 1)
    refused(session, *legs(901), (swap, row))


@pytest.mark.parametrize("table", ["ledger_entry", "ledger_posting"])
def test_what_is_written_stays(session, booked, table):
    for statement in (f"UPDATE {table} SET currency = 'EUR'", f"DELETE FROM {table}"):
        refused(session, (statement, {}))
    assert session.scalar(text(f"SELECT count(*) FROM {table}")) > 0


@pytest.mark.engine("postgresql")
def test_the_books_are_not_emptied(session, booked):
    refused(session, ("TRUNCATE ledger_posting", {}))
    refused(session, ("TRUNCATE ledger_entry CASCADE", {}))


def test_a_rule_that_does_not_balance_is_a_mistake_in_the_rule(session):
    with pytest.raises(Unbalanced), unit_of_work():
        post("x", ("order", 1), [Leg("a", 5), Leg("b", -4)], source=("thing", 1))


def test_the_same_fact_twice_is_written_once(session):
    told = {"source": ("thing", 1)}
    with unit_of_work():
        one = post("x", ("order", 1), [Leg("a", 5), Leg("b", -5)], **told)
        assert post("x", ("order", 1), [Leg("a", 5), Leg("b", -5)], **told) == one
        assert post("y", ("order", 1), [Leg("a", 0)], **told) is None
        assert post("x", ("order", 1), [Leg("a", 5), Leg("b", -5)], turn=1, **told) == one + 1
