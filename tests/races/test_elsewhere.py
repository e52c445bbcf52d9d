"""Rivals who meet on locked rows: they wait for one another, and nobody reads an error."""

import threading
from functools import partial

import pytest
from flask import Response
from sqlalchemy import func, select, text

from marketplace.catalogue.category import Category
from marketplace.catalogue.models import Listing
from marketplace.kernel.db import locked, session as database
from marketplace.kernel.errors import DomainError
from marketplace.kernel.heartbeat import Heartbeat
from marketplace.kernel.unit import unit_of_work
from marketplace.orders import basket as baskets, buyers, checkout, reactions, vendor_orders
from marketplace.orders.models import Basket, BasketLine, Order, VendorOrder
from marketplace.people.models import User
from marketplace.vendors import application, decisions
from marketplace.vendors.models import Vendor
from marketplace.vendors.profile import Profile
from marketplace.web import unit as web_unit
from marketplace.web.access import VISITOR, Access
from marketplace.web.pieces import intake
from marketplace.web.studio import photos
from tests.races.rivals import all_at_once
from tests.support import factories
from tests.support.waiting import eventually

WAITING = text(
    "SELECT count(*) FROM pg_stat_activity"
    " WHERE datname = current_database() AND wait_event_type = 'Lock'"
)


class Rival:
    """Does something on a thread of its own, begun when the other is in the middle."""

    def __init__(self, app, task):
        self.app, self.task, self.result = app, task, None
        self.thread = threading.Thread(target=self._run)

    def _run(self):
        with self.app.app_context():
            try:
                self.result = self.task() or "done"
            except Exception as error:
                self.result = error

    def meet(self, *_arguments, **_named):
        """Start, and come back once the rival waits for a lock or has finished."""
        if self.thread.ident is None:
            self.thread.start()
            eventually(lambda: self._waits() or not self.thread.is_alive())

    def _waits(self):
        with database.get_bind().connect() as line:
            return line.execute(WAITING).scalar_one()

    def end(self):
        self.thread.join(30)
        return self.result


def before(monkeypatch, module, name, act):
    """Let `act` happen just before a function of the house is called."""
    original = getattr(module, name)

    def wrapped(*arguments, **named):
        act()
        return original(*arguments, **named)

    monkeypatch.setattr(module, name, wrapped)


@pytest.mark.engine("postgresql")
def test_suspending_a_maker_and_another_s_answer_to_the_same_order(app, session, monkeypatch):
    other, hers = factories.a_live_listing(), factories.a_live_listing()
    order = factories.an_order(other, hers)
    part = next(part.id for part in order.vendor_orders if part.vendor_id == other.vendor_id)
    vendor_id, order_id = hers.vendor_id, order.id
    session.rollback()

    def accept():
        with unit_of_work():
            vendor_orders.accept(database.get_one(VendorOrder, part))

    rival = Rival(app, accept)
    before(monkeypatch, reactions, "lock_all", rival.meet)
    with unit_of_work():
        decisions.suspend(database.get_one(Vendor, vendor_id), "بررسی")
    assert rival.end() == "done"
    session.rollback()
    session.expire_all()
    states = {one.vendor_id: one.state for one in session.get_one(Order, order_id).vendor_orders}
    assert states == {other.vendor_id: "accepted", vendor_id: "declined"}


@pytest.mark.engine("postgresql")
def test_the_worker_s_deadlines_and_the_same_buyer_s_next_order(
    app, session, monkeypatch, clock, worker, sms
):
    wanted = factories.a_live_listing()
    late = factories.at_office(factories.an_order(mobile="+989000077777"))
    worker()
    clock.advance(days=3, hours=1)
    silent = factories.an_order(wanted)
    clock.advance(days=2, hours=1)
    with unit_of_work():
        basket = Basket(
            token_hash="one", name="سارا م", mobile="+989000077777", terms_version="1",
            lines=[BasketLine(listing_id=wanted.id, quantity=1, seen_price=wanted.price)],
        )  # fmt: skip
        database.add(basket)
        database.flush()
        key, seen = basket.id, factories.seen(basket)
        factories.a_code_for("+989000077777")
    session.rollback()

    def confirm():
        with unit_of_work():
            asked = database.get_one(Basket, key)
            return checkout.confirm(asked, "123456", *seen, "a browser", "fa").code

    rival = Rival(app, confirm)
    before(monkeypatch, buyers, "lock", lambda: threading.current_thread() == rival.thread
           or rival.meet())  # fmt: skip
    worker()
    assert isinstance(rival.end(), str), rival.result
    session.rollback()
    session.expire_all()
    assert session.get_one(Heartbeat, "orders").error is None
    states = [session.get_one(Order, one.id).state for one in (late, silent)]
    assert states == ["lapsed", "lapsed"]


@pytest.mark.engine("postgresql")
def test_a_request_that_loses_a_deadlock_is_done_again(app, session):
    with unit_of_work():
        keys = [factories.a_craft(name, name).id for name in ("یک", "دو")]
    session.rollback()
    barrier, tries = threading.Barrier(2), []

    def view(one, two):
        tries.append(one)
        locked(Category, one)
        if len(tries) <= 2:
            barrier.wait(30)
        locked(Category, two).name_en = str(one)
        return Response("kept")

    run = web_unit._surrounded(view, Access(frozenset({VISITOR})))

    def ask(one, two):
        headers = {"Sec-Fetch-Site": "same-origin"}
        with app.test_request_context("/", method="POST", headers=headers):
            return run(one=one, two=two).status_code

    assert all_at_once(app, [partial(ask, *keys), partial(ask, *reversed(keys))]) == [200, 200]
    assert 3 <= len(tries) <= 2 * web_unit.TRIES


def test_two_taps_on_one_button_put_two_pieces_in_one_line(app, session):
    listing = factories.a_live_listing(kind="stocked", quantity=9)
    with unit_of_work():
        key = baskets.opened("a basket").id
    public_id = listing.public_id
    session.rollback()

    def tap():
        with unit_of_work():
            baskets.add(database.get_one(Basket, key), public_id)
        return "in"

    assert all_at_once(app, [tap] * 4) == ["in"] * 4
    session.rollback()
    lines = session.scalars(select(BasketLine).filter_by(basket_id=key)).all()
    assert [line.quantity for line in lines] == [4]


def test_an_application_sent_twice_is_one_booth(app, session):
    with unit_of_work():
        user_id, craft = factories.a_user().id, factories.a_craft().id
    session.rollback()

    def send():
        with unit_of_work():
            user = database.get_one(User, user_id)
            return application.apply(user, Profile("دار روناس"), [craft]).public_id

    results = all_at_once(app, [send] * 4)
    assert sum(isinstance(one, str) for one in results) == 1
    assert sum(isinstance(one, DomainError) for one in results) == 3, results
    assert session.scalar(select(func.count()).select_from(Vendor)) == 1


def test_two_photographs_at_once_begin_one_piece(app, session):
    maker = factories.a_maker()
    place, vendor_id = intake.place_for(maker.id), maker.id
    session.rollback()

    def begin():
        with unit_of_work():
            return photos.find_or_start(place, database.get_one(Vendor, vendor_id)).id

    results = all_at_once(app, [begin] * 4)
    assert len(set(results)) == 1, results
    assert session.scalar(select(func.count()).select_from(Listing)) == 1
