"""Rivals at the printers: numbers without a gap, and one paper for one content."""

from functools import partial

import pytest
from sqlalchemy import select

from marketplace.kernel.db import session as database
from marketplace.kernel.unit import unit_of_work
from marketplace.orders.models import Order
from marketplace.orders.post import readdressing
from marketplace.orders.sheets import issuing as sheets
from marketplace.orders.sheets.issuing import Asked
from marketplace.papers.models import Paper, PaperCounter
from tests.races.rivals import all_at_once
from tests.support import factories as make

pytestmark = pytest.mark.usefixtures("session")


def printed(kind, code, clerk_id):
    with unit_of_work():
        return [paper.id for paper in sheets.issue(kind, [code], Asked("", "fa", clerk_id))]


def readdress(order_id, street):
    with unit_of_work():
        order = database.get_one(Order, order_id)
        readdressing.correct(order, make.an_address(street=street), "نشانی نادرست بود")
    return []


def papers():
    database.rollback()
    return list(database.scalars(select(Paper).order_by(Paper.number)))


def test_two_who_press_print_at_once_hold_the_same_paper(app):
    code, clerk = make.an_order().code, make.staff("clerk").id
    results = all_at_once(app, [partial(printed, "order", code, clerk)] * 6)
    (paper,) = papers()
    assert results == [[paper.id]] * 6


def test_numbers_have_no_gap_when_many_print_at_once_and_some_fail(app):
    clerk = make.staff("clerk").id
    codes = [make.an_order().code for _ in range(6)]
    tasks = [partial(printed, "order", code, clerk) for code in (*codes, "XXXXXXXX", "YYYYYYYY")]
    results = all_at_once(app, tasks)
    assert len([one for one in results if isinstance(one, Exception)]) == 2, results
    assert [paper.number for paper in papers()] == [1, 2, 3, 4, 5, 6]
    assert database.scalars(select(PaperCounter.last)).one() == 6


def test_each_paper_replaces_the_one_before_it_while_the_address_changes(app):
    order, clerk = make.a_posted_order(), make.staff("clerk").id
    from marketplace.orders.post import postage

    (parcel,) = postage.of_order(order)
    tasks = [partial(printed, "label", parcel.public_id, clerk)] * 3
    tasks += [partial(readdress, order.id, f"کوچهٔ {place}") for place in range(3)]
    results = all_at_once(app, tasks)
    assert not [one for one in results if isinstance(one, Exception)], results
    found = papers()
    assert [paper.number for paper in found] == list(range(1, len(found) + 1))
    assert [paper.replaces_id for paper in found] == [None, *(paper.id for paper in found[:-1])]
