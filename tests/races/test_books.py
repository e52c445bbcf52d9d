"""Two workers prove the books in the same minute of the same night."""

from datetime import UTC, datetime

from sqlalchemy import func, select

from marketplace import books
from marketplace.kernel.db import session as database
from marketplace.kernel.heartbeat import Heartbeat
from marketplace.ledger import balances
from marketplace.ledger.models import Snapshot
from tests.races.rivals import all_at_once
from tests.support import factories as make


def test_two_workers_prove_them_side_by_side(app, session, clock):
    make.paid(make.at_office(make.an_order()))
    before = balances.trial()
    session.rollback()
    for night in range(1, 6):
        clock.set(datetime(2027, 1, night, 23, 31, tzinfo=UTC))  # 3:01 in Tehran
        results = all_at_once(app, [books.prove_nightly] * 4)
        assert results == [[]] * 4
        session.rollback()
        assert session.get(Heartbeat, books.JOB).error is None
        assert balances.trial() == before
    assert database.scalar(select(func.count()).select_from(Snapshot)) > 0
