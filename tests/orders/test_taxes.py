"""The tax that prices include: by category and day, frozen on the line when it is sold."""

from datetime import timedelta

import pytest
from hypothesis import given, strategies as some
from sqlalchemy import func, select

from marketplace.kernel import clock
from marketplace.kernel.calendar import local_day
from marketplace.kernel.db import session as database
from marketplace.kernel.errors import DomainError
from marketplace.kernel.money import Money
from marketplace.kernel.unit import unit_of_work
from marketplace.ledger.models import Posting
from marketplace.orders import correcting
from marketplace.orders.lists import find
from marketplace.orders.sheets import issuing as sheets
from marketplace.orders.sheets.issuing import Asked
from marketplace.orders.tax import taxes
from marketplace.papers import issuing
from marketplace.payments import receipts
from tests.support import factories as make


def rate(basis_points, days=0, category=None):
    day = local_day(clock.now()) + timedelta(days=days)
    with unit_of_work():
        craft = category or make.a_craft()
        return taxes.set_rate(craft, basis_points, day, make.staff("treasurer").id)


@given(some.integers(0, 10**13), some.integers(0, 5000))
def test_the_tax_is_a_part_of_the_price_and_fits_its_rate(amount, basis_points):
    tax = taxes.included(Money(amount), basis_points).amount
    assert 0 <= tax <= amount
    assert abs(tax - amount * basis_points / (10_000 + basis_points)) <= 5.01


def test_a_line_keeps_the_tax_it_was_sold_with(session):
    assert rate(1000)
    order = make.an_order(make.a_live_listing(price=1_100_000))
    rate(0, days=1)
    line = order.vendor_orders[0].lines[0]
    assert (line.tax_bp, line.tax, line.commission, line.share) == (1000, 100_000, 110_000, 890_000)
    assert find.vendor_row(order.vendor_orders[0]).share == Money(890_000)


def test_without_a_rate_there_is_no_tax(session):
    rate(900, days=3)
    assert make.an_order().vendor_orders[0].lines[0].tax == 0


def test_a_kind_has_its_crafts_rate_until_it_has_its_own(session):
    craft = make.a_craft()
    with unit_of_work():
        from marketplace.catalogue import categories

        kind = categories.create("گلیم پشتی", "Cushion", craft.id)
    rate(900)
    assert taxes.on(local_day(clock.now())) == {craft.id: 900, kind.id: 900}
    rate(0, category=kind)
    rate(500, category=kind)
    assert taxes.on(local_day(clock.now()))[kind.id] == 500


def test_the_past_keeps_its_tax(session):
    with pytest.raises(DomainError):
        rate(900, days=-1)
    assert not rate(0)


def test_the_books_and_the_receipt_name_the_tax(session):
    rate(1000)
    order = make.paid(make.at_office(make.an_order(make.a_live_listing(price=1_100_000))))
    owed = select(func.sum(Posting.amount)).where(Posting.account == "tax")
    assert database.scalar(owed) == -100_000
    (receipt,) = receipts.standing("order", order.id)
    number = receipt.number
    with unit_of_work():
        (paper,) = sheets.issue("receipt", [number], Asked("fa", "fa", make.staff("clerk").id))
    assert issuing.content(paper)["taxes"] == [[1000, 100_000]]


def test_another_number_of_pieces_has_another_tax(session):
    rate(1000)
    order = make.an_order((make.a_live_listing(price=1_100_000, quantity=4), 3))
    line = order.vendor_orders[0].lines[0]
    with unit_of_work():
        correcting.set_quantity(line, 2, "یکی کم")
    assert order.vendor_orders[0].lines[0].tax == 200_000
