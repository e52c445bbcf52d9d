"""Whatever pages may show gives the house a new edition; the rest of the traffic does not."""

import pytest
from sqlalchemy import text

from marketplace.kernel import clock, edition
from marketplace.kernel.db import db, session
from marketplace.kernel.edition import PAGES, SETTLED, Reader
from marketplace.kernel.engines import options
from marketplace.kernel.heartbeat import Heartbeat
from marketplace.kernel.unit import unit_of_work
from tests.support import factories


@pytest.fixture
def reader(session):
    found = Reader(db.engine, options(str(db.engine.url))["connect_args"])
    yield found
    found.close()


def test_a_change_of_what_pages_show_is_a_new_edition(reader):
    craft = factories.a_craft()
    first = reader.present()
    assert first is not None
    with unit_of_work():
        craft.name_fa = "گلیم‌ها"
    assert reader.present() not in (None, first)


def test_what_no_page_shows_leaves_the_edition(reader):
    factories.a_craft()
    first = reader.present()
    with unit_of_work():
        session.add(Heartbeat(job="one", at=clock.now()))
    assert reader.present() == first


def test_a_change_that_failed_leaves_the_edition(reader):
    craft = factories.a_craft()
    first = reader.present()

    def fail():
        with unit_of_work():
            craft.name_fa = "گلیم‌ها"
            session.flush()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    with unit_of_work() as undo:
        session.execute(text("UPDATE category SET name_fa = 'x'"))
        undo()
    assert reader.present() == first


def test_a_statement_past_the_models_counts_too(reader):
    factories.a_craft()
    first = reader.present()
    with unit_of_work():
        session.execute(text("UPDATE category SET name_fa = name_fa"))
    assert reader.present() != first


@pytest.mark.parametrize(
    ("statement", "due"),
    [
        ("SELECT * FROM listing FOR UPDATE", set()),
        ("INSERT INTO heartbeat (job) VALUES (?)", set()),
        ('UPDATE "listing" SET price=?', {PAGES}),
        ("UPDATE preferences SET document=?", {PAGES, SETTLED}),
        ("DELETE FROM a_table_of_tomorrow", {PAGES, SETTLED}),
        ("WITH gone AS (DELETE FROM listing RETURNING id) SELECT id FROM gone", {PAGES, SETTLED}),
        ("MERGE INTO outbox USING listing", {PAGES, SETTLED}),
    ],
)
def test_what_is_not_understood_changes_everything(app, statement, due):
    assert edition._due(statement) == due


def test_nobody_knows_the_edition_of_a_database_without_one(reader):
    session.rollback()
    assert reader.present().pages is None
