"""The first page reads no long table from end to end, however much the house has seen."""

from contextlib import closing

import pytest
from sqlalchemy import event

from marketplace.kernel.db import db
from marketplace.kernel.eventlog import Event
from marketplace.web.access import STAFF
from marketplace.web.log import search as event_search
from tests.support import factories as make

LONG = ("outbox", "event", "buyer_order", "vendor_order", "message")


@pytest.fixture
def plans(session):
    """The plan of every question that is asked from now on."""
    found: list[str] = []
    postgres = db.engine.dialect.name == "postgresql"
    asking = "EXPLAIN" if postgres else "EXPLAIN QUERY PLAN"

    def explain(connection, cursor, statement, parameters, *_rest):
        if statement.startswith("SELECT"):
            with closing(connection.connection.cursor()) as aside:
                if postgres:
                    aside.execute("SET enable_seqscan = off")
                aside.execute(f"{asking} {statement}", parameters)
                found.append("\n".join(str(row[-1]) for row in aside.fetchall()) + "\n")
                if postgres:
                    aside.execute("RESET enable_seqscan")

    event.listen(db.engine, "before_cursor_execute", explain)
    yield found
    event.remove(db.engine, "before_cursor_execute", explain)


def test_it_is_read_along_indexes(client, plans):
    make.an_order()
    make.sign_in_as(client, "administrator")
    client.get("/office/")
    plans.clear()
    assert client.get("/office/").status_code == 200
    assert len(plans) > 5
    for plan in plans:
        for table in LONG:
            assert f"SCAN {table}\n" not in plan, plan
            assert f"Seq Scan on {table}" not in plan, plan
        assert "ix_outbox_topic (topic=?)" not in plan, plan  # every message that ever left


def test_what_staff_did_comes_newest_first_whatever_their_roles(client, session):
    make.at_office(make.an_order())
    make.paid(make.at_office(make.an_order()))
    found, _more = event_search.find(event_search.Wanted(staff_only=True))
    every = session.query(Event).where(Event.actor_role.in_(STAFF)).order_by(Event.id.desc())
    assert [one.id for one in found] == [one.id for one in every.limit(event_search.PAGE)]
    assert len({one.actor_role for one in found}) > 1
