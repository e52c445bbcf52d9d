"""The office's list of orders: filters that combine, pages at any depth, along an index."""

from dataclasses import replace
from datetime import timedelta

import pytest

from marketplace.cli.seeding import bulk, past
from marketplace.kernel import clock, direct, eventlog
from marketplace.kernel.calendar import local_day
from marketplace.kernel.db import db
from marketplace.kernel.unit import unit_of_work
from marketplace.orders import status
from marketplace.orders.lists import find, turning, walking
from marketplace.orders.lists.filters import Filters, typed
from marketplace.web.office.orders import QUEUES
from marketplace.web.waiting.numbers import _counting
from tests.support import factories as make

EVERY = {
    "all": Filters(),
    "newest": Filters(newest_first=True),
    "states": Filters(states=("closed", "lapsed"), newest_first=True),
    "late": Filters(late=True),
    "waiting": Filters(waiting=True),
    "unpaid": Filters(unpaid=True),
    "paying": Filters(paying=True),
    "no_show": Filters(no_show=True, newest_first=True),
    "delivery": Filters(delivery="post"),
    "channel": Filters(channel="desk"),
    "maker": Filters(vendor_id=1, states=("closed",)),
    "province": Filters(province="tehran"),
    "province of few": Filters(province="tehran", states=("placed",)),
    "by post": Filters(delivery="post", states=("closed",)),
    "ready": Filters(delivery="collect", states=("ready",), channel="web"),
    "last4": Filters(last4="1234", states=("closed",), delivery="post"),
    "code": Filters(code="ZZZZZZZZ"),
}
PATHS = {
    "states": "ix_order_state", "late": "ix_order_state", "waiting": "ix_order_state",
    "by post": "ix_order_state", "ready": "ix_order_state",
    "maker": "ix_vendor_order_list", "province": "ix_order_address_province",
    "last4": "ix_buyer_order_mobile_last4",
}  # fmt: skip


def codes(filters: Filters) -> list[str]:
    return [row.code for row in find.queue(filters)]


def test_filters_combine(session, clock):
    hers, other = make.a_live_listing(weight_g=700), make.a_live_listing()
    first = make.an_order(other, name="نگار ت", mobile="+989000056789")
    clock.advance(days=3)
    posted = make.a_posted_order(hers)
    maker = posted.vendor_orders[0].vendor_id
    today = local_day(clock.now())
    for filters, wanted in (
        (Filters(), [first, posted]),
        (Filters(vendor_id=maker), [posted]),
        (Filters(vendor_id=maker, delivery="collect"), []),
        (Filters(province="tehran"), [posted]),
        (Filters(province="tehran", states=("placed",), waiting=True), [posted]),
        (Filters(province="fars"), []),
        (Filters(since=today), [posted]),
        (Filters(until=today - timedelta(days=1)), [first]),
        (Filters(since=today - timedelta(days=9), until=today, newest_first=True), [posted, first]),
        (Filters(since=today + timedelta(days=1)), []),
        (Filters(**typed("۶۷۸۹"), channel="web"), [first]),
        (Filters(**typed("نگار"), states=("placed", "closed")), [first]),
        (Filters(**typed(first.code.lower()), delivery="post"), []),
        (Filters(late=True), [first]),
        (Filters(late=True, states=("closed",)), []),
    ):
        assert codes(filters) == [one.code for one in wanted], filters
        assert find.count(filters) == len(wanted), filters


@pytest.mark.parametrize("filters", [Filters(), Filters(states=("placed", "making"))], ids=str)
@pytest.mark.parametrize("newest", [False, True])
def test_pages_leave_nothing_out_in_either_direction(session, monkeypatch, filters, newest):
    listing = make.a_live_listing(kind="stocked", quantity=9)
    made = [make.an_order(listing) for _ in range(5)]
    make.accepted(made[2])
    monkeypatch.setattr(turning, "PAGE", 2)
    wanted = [one.code for one in (reversed(made) if newest else made)]
    filters, page, there = replace(filters, newest_first=newest), None, []
    while page is None or page.later:
        page = turning.page(filters, str(page.rows[-1].id) if page else None, None)
        there.append([row.code for row in page.rows])
    assert [len(one) for one in there] == [2, 2, 1]
    assert [code for one in there for code in one] == wanted
    back = turning.page(filters, None, str(page.rows[0].id))
    assert [row.code for row in back.rows] == there[1]
    assert (back.earlier, back.later) == (True, True)
    first = turning.page(filters, None, str(back.rows[0].id))
    assert [row.code for row in first.rows] == there[0]
    assert not first.earlier


def test_nonsense_for_a_place_shows_the_first_page(session):
    order = make.an_order()
    for nonsense in ("", "x", "۱۲x", "-1"):
        assert turning.page(Filters(), nonsense, None).rows[0].code == order.code
    assert turning.page(Filters(), "9" * 99, None).rows == []


def test_every_list_is_read_along_an_index(session):
    """No table is read from end to end and nothing is sorted that a page does not show."""
    bulk.seed_many(30)
    past.seed_orders(1000)
    plans = {name: explain(walking.walk(filters, 51, 200)) for name, filters in EVERY.items()}
    for name, plan in plans.items():
        assert "SCAN buyer_order\n" not in plan, plan
        assert "Seq Scan on buyer_order" not in plan, plan
        if db.engine.dialect.name == "sqlite":  # PostgreSQL chooses by how many rows there are
            assert PATHS.get(name, "") in plan, f"{name}: {plan}"


def test_a_buyers_page_reads_the_events_of_her_own_order_alone(session):
    bulk.seed_many(30)
    past.seed_orders(1000)
    with unit_of_work():
        for kind in ("vendor_order", "fulfilment"):
            eventlog.record_all(kind, range(1, 1001), "created", (None, "placed"))
    plan = explain(status.MOMENTS.params(order=1))
    found = [line for line in plan.splitlines() if "subject_kind" in line and "Recheck" not in line]
    assert len(found) == 3, plan
    assert all("subject_id" in line for line in found), plan


def explain(query) -> str:
    """The plan, with the figures about its tables that an engine keeps up by itself; PostgreSQL's
    with so few rows only when it may not read from end to end."""
    engine = db.engine
    sql = str(query.compile(engine, compile_kwargs={"literal_binds": True}))
    postgres = engine.dialect.name == "postgresql"
    asked = f"EXPLAIN {sql}".replace("%", "%%") if postgres else f"EXPLAIN QUERY PLAN {sql}"
    with engine.connect() as connection:
        if postgres:
            connection.exec_driver_sql(
                "ANALYZE buyer_order, vendor_order, order_address, fulfilment, event"
            )
            connection.exec_driver_sql("SET enable_seqscan = off")
        rows = connection.exec_driver_sql(asked).all()
        if postgres:
            connection.exec_driver_sql("RESET enable_seqscan")
    return "\n".join(str(row[-1]) for row in rows) + "\n"


def test_the_numbers_on_the_lists_are_planned_once(session):
    """PostgreSQL spent thirty times as long on planning them as on counting."""
    for statement in (find._counting_all(tuple(QUEUES.values()), 100), _counting()):
        words = direct.plan(statement, db.engine.dialect, {"now": clock.now()}).text
        beside = words.count("%(") + words.count("?")
        moments = words.count("%(now)s") + words.count("?")
        assert beside == moments, words
    assert len(find.counts(tuple(QUEUES.values()), 100)) == len(QUEUES)
