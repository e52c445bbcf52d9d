"""The event log and papers give way to erasing and to nothing else: tried by raw SQL."""

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DatabaseError

from marketplace.kernel.db import session as database
from marketplace.kernel.eventlog import ERASED, Event
from marketplace.kernel.unit import unit_of_work
from marketplace.orders.sheets import issuing as sheets
from marketplace.orders.sheets.issuing import Asked
from marketplace.papers.models import Paper
from tests.payouts.stage import sold
from tests.retention.leaving import a_settled_maker, erase
from tests.support import factories as make

pytestmark = pytest.mark.usefixtures("session")
FIXED = ("id", "at", "name", "actor_id", "actor_role", "from_state", "to_state", "on_behalf_of")
SAID = r"append-only|never changed|constraint"
GONE = f"reason = CASE WHEN reason IS NULL THEN NULL ELSE '{ERASED}' END"


def refused(statement, **values):
    with pytest.raises(DatabaseError, match=SAID), unit_of_work():
        database.execute(text(statement), values)
    database.rollback()


def an_event_of(vendor, name="profile_changed"):
    query = select(Event).filter_by(subject_kind="vendor", subject_id=vendor.id, name=name)
    return database.scalars(query.order_by(Event.id)).first()


def test_an_event_of_somebody_who_is_here_keeps_its_words():
    vendor, _user, _order = a_settled_maker()
    event = an_event_of(vendor)
    refused(f"UPDATE event SET {GONE}, changes = '{{}}' WHERE id = :id", id=event.id)
    refused("UPDATE event SET name = name WHERE id = :id", id=event.id)


@pytest.mark.parametrize(
    "change",
    [
        "name = 'created'",
        "actor_id = 1 + coalesce(actor_id, 0)",
        "actor_role = 'clerk'",
        "actor_kind = 'system'",
        "subject_id = subject_id + 1",
        "subject_kind = 'user'",
        "from_state = 'active'",
        "to_state = 'active'",
        "on_behalf_of = 7",
        "reason = 'other words'",
        "changes = '{}'",
        'changes = \'{"alias_fa": ["another", "name"]}\'',
        "changes = NULL",
        "id = id + 1000000",
    ],
)
def test_of_an_erased_maker_s_event_nothing_else_changes(change):
    vendor, user, _order = a_settled_maker()
    erase(user)
    refused(f"UPDATE event SET {change} WHERE id = :id", id=an_event_of(vendor).id)


def test_no_event_is_ever_deleted():
    vendor, user, _order = a_settled_maker()
    erase(user)
    refused("DELETE FROM event WHERE id = :id", id=an_event_of(vendor).id)


def test_an_event_stays_with_who_when_and_what():
    vendor, user, _order = a_settled_maker()
    event = an_event_of(vendor)
    kept = {name: getattr(event, name) for name in FIXED}
    fields = set(event.changes)
    database.rollback()
    erase(user)
    after = an_event_of(vendor)
    assert {name: getattr(after, name) for name in FIXED} == kept
    assert set(after.changes) == fields
    assert {word for pair in after.changes.values() for word in pair} == {ERASED}


def test_a_paper_of_others_is_never_changed():
    other = sold(make.a_maker())
    with unit_of_work():
        (paper,) = sheets.issue("order", [other.code], Asked("", "fa", make.staff("clerk").id))
    _vendor, user, _order = a_settled_maker()
    erase(user)
    refused("UPDATE paper SET body = 'x' WHERE id = :id", id=paper.id)


def test_of_a_paper_that_named_her_only_the_words_change():
    _vendor, user, _order = a_settled_maker()
    erase(user)
    paper = database.scalars(select(Paper).filter_by(kind="order")).one()
    refused("UPDATE paper SET number = number + 1 WHERE id = :id", id=paper.id)
    refused("UPDATE paper SET made_by = NULL WHERE id = :id", id=paper.id)
    refused("DELETE FROM paper WHERE id = :id", id=paper.id)


@pytest.mark.parametrize(
    "change",
    ["mobile = '+989000029999'", "email = 'a@example.org'", "active = (1 = 1)", "name = 'x'"],
)
def test_an_erased_person_has_no_address_and_no_way_in(change):
    _vendor, user, _order = a_settled_maker()
    erase(user)
    refused(f"UPDATE person SET {change} WHERE id = :id", id=user.id)


def test_somebody_who_is_here_can_still_be_reached():
    user = make.a_user()
    refused("UPDATE person SET mobile = NULL WHERE id = :id", id=user.id)


@pytest.mark.parametrize("field", ["story_fa", "village_en", "alias_fa", "alias_en"])
def test_an_erased_maker_has_no_words(field):
    vendor, user, _order = a_settled_maker()
    erase(user)
    refused(f"UPDATE vendor SET {field} = 'x' WHERE id = :id", id=vendor.id)
