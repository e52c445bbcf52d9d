"""Selects sent straight at the driver give the rows that the session would."""

from datetime import timedelta

import pytest
from sqlalchemy import bindparam, column, func, select, table, text
from sqlalchemy.exc import DBAPIError, InvalidRequestError

from marketplace.catalogue.models import Listing
from marketplace.kernel import clock, prepared
from marketplace.kernel.db import db
from marketplace.kernel.unit import unit_of_work
from marketplace.vendors.models import Vendor
from tests.support import factories

listing = Listing.__table__
SOME = (
    select(
        listing.c.id, listing.c.title_fa.label("name"), listing.c.published_at, listing.c.price,
        (listing.c.price > bindparam("dear")).label("dear"), func.count().over(),
    )
    .join(Vendor.__table__, Vendor.__table__.c.id == listing.c.vendor_id)
    .where(listing.c.id.in_(bindparam("ids", expanding=True)))
    .where(listing.c.state.in_(["live", "sold"]))
    .where(listing.c.published_at < bindparam("now", type_=listing.c.published_at.type))
    .order_by(listing.c.id)
    .limit(bindparam("most"))
)  # fmt: skip


@pytest.fixture
def ids(session):
    return [factories.a_live_listing(title_fa=f"گلیم {number}").id for number in range(3)]


def asked(ids):
    return {"ids": ids, "dear": 1, "most": 9, "now": clock.now() + timedelta(seconds=1)}


def test_rows_are_those_of_the_session(session, ids):
    for chosen in (ids, ids[:1], ids[1:], []):
        found = prepared.rows(SOME, asked(chosen))
        theirs = session.connection().execute(SOME, asked(chosen)).all()
        session.rollback()
        assert [tuple(row) for row in found] == [tuple(row) for row in theirs]
        assert len(found) == len(chosen)
    row = prepared.rows(SOME, asked(ids))[0]
    assert (row.name, row.published_at.utcoffset(), row.dear) == ("گلیم 0", timedelta(0), True)


def test_each_is_counted_and_its_connection_given_back(session, ids, queries):
    session.rollback()
    for _ in range(50):
        prepared.rows(SOME, asked(ids))
    assert queries.count == 50
    assert db.engine.pool.checkedout() == 0


def test_a_unit_of_work_sees_what_it_wrote_itself(session, ids):
    with unit_of_work():
        session.get_one(Listing, ids[0]).title_fa = "گلیم نو"
        session.flush()
        assert prepared.rows(SOME, asked(ids))[0].name == "گلیم نو"


def test_a_value_that_is_missing_is_an_error(session, ids):
    session.rollback()
    prepared.rows(SOME, asked(ids))
    with pytest.raises(InvalidRequestError):
        prepared.rows(SOME, {name: value for name, value in asked(ids).items() if name != "dear"})


def test_what_the_database_refuses_fails_as_everywhere(session, ids, app):
    session.rollback()
    with pytest.raises(DBAPIError):
        prepared.rows(select(column("x")).select_from(table("nowhere")), {})
    session.rollback()
    assert prepared.rows(SOME, asked(ids))
    assert db.engine.pool.checkedout() == 0


def test_a_connection_that_died_is_replaced(session, ids):
    session.rollback()
    line = db.engine.raw_connection()
    line.dbapi_connection.close()
    line.close()
    assert len(prepared.rows(SOME, asked(ids))) == 3
    session.rollback()


def test_words_in_sql_go_by_the_session(session):
    assert prepared.rows(text("SELECT 1"), {})[0][0] == 1
