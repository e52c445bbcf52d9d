"""What the office has settled is read once, and again as soon as anybody changed it."""

import pytest
from sqlalchemy import bindparam, select, text

from marketplace.catalogue.models import Listing
from marketplace.kernel import edition, preferences, settled
from marketplace.kernel.db import db, session, table
from marketplace.kernel.edition import Reader
from marketplace.kernel.engines import options
from marketplace.kernel.preferences import PreferencesRow
from marketplace.kernel.unit import unit_of_work
from marketplace.orders.models import Basket
from marketplace.orders.post.tariff import IN_FORCE
from tests.support import factories

STORED = select(table(PreferencesRow).c.document).where(
    table(PreferencesRow).c.id == bindparam("row")
)


def _set(**values):
    with unit_of_work():
        preferences.change(**values)


def _read(queries):
    """The phone as a page of the present moment reads it, and how many statements that took."""
    session.rollback()
    before = queries.count
    with settled.under(edition.present().settled):
        return preferences.load().phone, queries.count - before


def test_it_is_read_once_and_again_after_a_change(queries, session):
    _set(phone="02800000001")
    assert [_read(queries) for _ in range(3)] == [
        ("02800000001", 1), ("02800000001", 0), ("02800000001", 0),
    ]  # fmt: skip
    _set(phone="02800000002")
    assert [_read(queries) for _ in range(2)] == [("02800000002", 1), ("02800000002", 0)]


def test_what_trade_moves_leaves_it(queries, session):
    _set(phone="02800000001")
    listing = factories.a_live_listing()
    _read(queries)
    before = edition.present()
    with unit_of_work():
        session.merge(listing).sold_at = None
        session.execute(text("UPDATE listing SET price = price"))
    assert edition.present().pages != before.pages
    assert edition.present().settled == before.settled
    assert _read(queries) == ("02800000001", 0)


def test_a_unit_of_work_sees_what_it_changed_itself(session):
    _set(phone="02800000001")
    with unit_of_work() as undo:
        assert preferences.load().phone == "02800000001"
        preferences.change(phone="02800000002")
        assert preferences.load().phone == "02800000002"
        undo()
    with unit_of_work():
        assert preferences.load().phone == "02800000001"


def test_a_change_is_told_from_what_stands_now_not_from_what_was_kept(session):
    """A rival's change between the number and the row must not make ours vanish."""
    _set(phone="02800000001")
    with unit_of_work():
        preferences.load()
        with settled.under(edition.present().settled):
            session.execute(
                table(PreferencesRow).update().values(document={"phone": "02800000009"})
            )
            session.expire_all()
            assert preferences.change(phone="02800000001") == {
                "phone": ["02800000009", "02800000001"]
            }


def test_without_a_number_nothing_is_kept(queries, session):
    _set(phone="02800000001")
    session.rollback()
    before = queries.count
    for _ in range(2):
        assert preferences.load().phone == "02800000001"
    assert queries.count - before == 2


def test_other_processes_are_told_by_the_number(queries, session):
    """What another process wrote is another number; a reader of its own stands for that process."""
    _set(phone="02800000001")
    _read(queries)
    other = Reader(db.engine, options(str(db.engine.url))["connect_args"])
    try:
        first = other.present()
        _set(phone="02800000002")
        assert other.present().settled not in (None, first.settled)
    finally:
        other.close()


@pytest.mark.parametrize("model", [Listing, Basket])
def test_what_is_not_settled_is_refused(app, model):
    with pytest.raises(ValueError, match="not settled"):
        settled.ask(select(table(model).c.id))


def test_a_statement_within_another_is_looked_into(app):
    within = select(table(Listing).c.id).limit(1).scalar_subquery()
    with pytest.raises(ValueError, match="listing"):
        settled.ask(STORED.add_columns(within), {"row": 1})
    settled._require_still(IN_FORCE)


def test_of_many_facts_the_oldest_is_let_go(queries, session, monkeypatch):
    _set(phone="02800000001")
    monkeypatch.setattr(settled, "MOST", 3)
    with settled.under(edition.present().settled):
        for row in (1, 2, 3, 4):
            settled.ask(STORED, {"row": row})
        before = queries.count
        settled.ask(STORED, {"row": 4})
        assert queries.count == before
        settled.ask(STORED, {"row": 1})
        assert queries.count == before + 1
