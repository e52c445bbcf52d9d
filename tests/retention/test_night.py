"""What is older than its period is erased by night; amounts, codes and decisions stay."""

import pytest
from sqlalchemy import select, text, update

from marketplace.kernel import eventlog, preferences
from marketplace.kernel.actor import Actor, acting
from marketplace.kernel.db import db, session as database
from marketplace.kernel.heartbeat import Heartbeat
from marketplace.kernel.outbox import Outbox
from marketplace.kernel.unit import unit_of_work
from marketplace.media import documents
from marketplace.media.models import Document
from marketplace.notify.models import Message
from marketplace.orders import fulfilments, lapse
from marketplace.orders.models import Basket, Buyer, Order
from marketplace.orders.paying import cashier
from marketplace.payments.models import Payment
from marketplace.people.models import OneTimeCode
from marketplace.retention import night
from marketplace.vendors import decisions, requirements, submissions
from marketplace.vendors.models import Submission
from tests.support import factories as make

NAME, MOBILE = "مهرناز یگانه", "+989123450987"


@pytest.fixture(autouse=True)
def _morning(clock, session):
    """Noon, so that a day later is one night later."""
    clock.set(clock.now().replace(hour=8, minute=30))


def tonight(clock, days=1):
    """So many days pass, then the worker's minute comes, until nothing is left to erase."""
    clock.advance(days=days)
    for _ in range(3):
        with unit_of_work():
            night.erase()
    database.expire_all()


def a_closed_order():
    """Paid and handed over."""
    order = make.paid(make.at_office(make.an_order(name=NAME, mobile=MOBILE)))
    with unit_of_work():
        for part in order.vendor_orders:
            for one in part.fulfilments:
                fulfilments.hand_over(one)
    assert order.state == "closed"
    return order


def everything():
    """Every value of every table, as one text."""
    tables = db.metadata.sorted_tables
    with db.engine.connect() as line:
        return "\n".join(
            str(row)
            for table in tables
            if table.name != "person"
            for row in line.execute(text(f'SELECT * FROM "{table.name}"'))
        )


def test_a_buyer_is_erased_half_a_year_after_her_order_ended_and_its_amounts_stay(clock):
    order = a_closed_order()
    code, total = order.code, order.total
    tonight(clock, 170)
    assert (order.name, order.mobile) == (NAME, MOBILE)
    tonight(clock, 11)
    assert order.name.startswith("#")
    assert (order.mobile, order.mobile_last4, order.basket_id) == ("", "", None)
    assert order.erased_at is not None
    assert (order.code, order.total, order.state) == (code, total, "closed")
    assert database.scalars(select(Payment)).one().amount == total
    assert eventlog.history("order", order.id)[0].name == "erased"


def test_nothing_of_her_is_left_in_any_table(clock):
    a_closed_order()
    database.rollback()
    assert NAME in everything()
    tonight(clock, 181)
    left = everything()
    for word in (NAME, MOBILE, MOBILE[-10:], "'0987'"):
        assert word not in left
    assert database.scalars(select(Buyer)).all() == []
    assert database.scalars(select(Basket)).all() == []


def test_two_erased_buyers_bear_different_marks_and_live_orders_none(clock):
    first, second = a_closed_order(), a_closed_order()
    live = make.an_order(name=NAME, mobile=MOBILE)
    tonight(clock, 200)
    assert first.name != second.name
    assert live.state == "placed"
    assert (live.name, live.mobile) == (NAME, MOBILE)


def test_what_happened_to_an_order_later_postpones_its_erasure(clock):
    order = a_closed_order()
    clock.advance(days=100)
    payment = database.scalars(select(Payment)).one()
    with unit_of_work(), acting(Actor(kind="user", user_id=make.staff("clerk").id, role="clerk")):
        cashier.correct(payment, "یک رقم اشتباه بود")
    tonight(clock, 100)
    assert order.name == NAME
    tonight(clock, 81)
    assert order.name != NAME


def test_lapsed_orders_are_erased_too(clock):
    order = make.an_order(name=NAME, mobile=MOBILE)
    clock.advance(days=10)
    for deadline in lapse.DEADLINES:
        with unit_of_work():
            deadline()
    database.expire_all()
    assert order.state in ("declined", "lapsed")
    tonight(clock, 181)
    assert order.mobile == ""


def test_the_office_sets_the_period(clock):
    order = a_closed_order()
    with unit_of_work():
        preferences.change(keep_contacts_days=30)
    tonight(clock, 31)
    assert order.mobile == ""


def test_papers_go_a_month_after_the_decision_which_stays(clock):
    submission = a_paper()
    tonight(clock, 40)
    assert submission.document_id is not None, "nobody has decided yet"
    decide(submission)
    key = database.scalars(select(Document)).one().key
    tonight(clock, 29)
    assert submission.document_id is not None
    tonight(clock, 2)
    assert (submission.document_id, submission.state) == (None, "accepted")
    assert database.scalars(select(Document)).all() == []
    waiting = database.scalars(select(Outbox).filter_by(topic="remove")).one()
    assert waiting.payload == {"folder": "documents", "key": key}
    assert eventlog.history("vendor", submission.vendor_id)[0].name == "document_erased"


def test_papers_of_a_refused_maker_go_without_a_decision_of_their_own(clock):
    submission = a_paper()
    with unit_of_work():
        decisions.refuse(database.get(make.Vendor, submission.vendor_id), "جای دیگری")
    tonight(clock, 31)
    assert submission.document_id is None


def test_a_paper_sent_again_replaces_the_one_that_was_sent_back(clock):
    submission = a_paper()
    vendor, permit = vendor_and_permit(submission)
    moderator = make.staff("moderator").id
    with unit_of_work(), acting(Actor(kind="user", user_id=moderator, role="moderator")):
        submissions.reject(vendor, permit, "خوانا نیست")
    with unit_of_work():
        submissions.hand_in(vendor, permit, documents.store(documents.check(make.a_jpeg()), None))
    assert database.scalars(select(Document.id)).all() == [submission.document_id]


def a_paper() -> Submission:
    vendor = make.an_applicant()
    with unit_of_work():
        permit = requirements.add("document", title_fa="مجوز", title_en="Permit")
        paper = documents.store(documents.check(make.a_jpeg()), None)
        return submissions.hand_in(vendor, permit, paper)


def vendor_and_permit(submission):
    from marketplace.vendors.models import Requirement

    return (
        database.get(make.Vendor, submission.vendor_id),
        database.get(Requirement, submission.requirement_id),
    )


def decide(submission):
    vendor, permit = vendor_and_permit(submission)
    moderator = make.staff("moderator").id
    with unit_of_work(), acting(Actor(kind="user", user_id=moderator, role="moderator")):
        submissions.accept(vendor, permit)


def test_messages_go_with_their_rows_unless_they_still_wait(clock):
    make.an_order()
    with unit_of_work():
        first = database.scalars(select(Message).order_by(Message.id)).first()
        row = database.get(Outbox, first.outbox_id)
        row.state = "done"
        others = database.scalars(select(Message).where(Message.id != first.id)).all()
    assert others
    gone = (first.id, row.id)
    tonight(clock, 91)
    kept = database.scalars(select(Message)).all()
    assert gone[0] not in {one.id for one in kept}
    assert database.get(Outbox, gone[1]) is None
    assert {database.get(Outbox, one.outbox_id).state for one in kept} == {"waiting"}


def test_baskets_and_codes_go(clock):
    basket = make.a_basket(make.a_live_listing(), name=NAME)
    make.a_code_for(basket.mobile)
    tonight(clock, 31)
    assert database.scalars(select(Basket)).all() == []
    assert database.scalars(select(OneTimeCode)).all() == []


def test_counts_are_recorded_and_nothing_of_the_data(clock):
    a_closed_order()
    a_closed_order()
    with unit_of_work():
        database.execute(update(Outbox).values(state="done"))
    tonight(clock, 181)
    (event,) = [e for e in eventlog.history("retention", 1) if "contacts" in e.changes]
    assert event.changes["contacts"] == [None, 2]
    assert event.changes["messages"][1] > 0
    assert NAME not in str(event.changes)
    assert night.nights()[0].counts["contacts"] == 2


def test_it_comes_once_a_night_at_three(clock):
    tonight(clock)
    ran = database.get(Heartbeat, night.JOB).at
    tonight(clock, 0.3)
    assert database.get(Heartbeat, night.JOB).at == ran
    tonight(clock, 0.5)
    assert database.get(Heartbeat, night.JOB).at > ran


def test_many_are_erased_in_parts_until_nothing_is_left(clock, monkeypatch):
    monkeypatch.setattr(night, "PART", 1)
    a_closed_order()
    a_closed_order()
    clock.advance(days=181)
    with unit_of_work():
        night.erase()
    assert database.get(Heartbeat, night.JOB) is None
    assert len(database.scalars(select(Order).where(Order.mobile != "")).all()) == 1
    for _ in range(12):
        with unit_of_work():
            night.erase()
    assert not database.scalars(select(Order).where(Order.mobile != "")).all()
    assert database.get(Heartbeat, night.JOB).error is None
    assert night.nights()[0].counts["contacts"] == 2


def test_the_worker_does_it(clock, worker):
    order = a_closed_order()
    database.rollback()
    clock.advance(days=181)
    worker()
    database.expire_all()
    assert database.get(Order, order.id).mobile == ""
