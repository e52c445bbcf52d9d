"""The tax report against a reckoning by hand, and against the account itself."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from marketplace import books
from marketplace.catalogue import categories
from marketplace.catalogue.models import Listing
from marketplace.kernel.db import session as database
from marketplace.kernel.money import Money
from marketplace.kernel.unit import unit_of_work
from marketplace.orders import fulfilments
from marketplace.orders.models import OrderLine
from marketplace.orders.paying import cashier
from marketplace.orders.returns import returning
from marketplace.orders.returns.returning import Asked
from marketplace.orders.tax import report as tax_report
from marketplace.payments.models import Payment
from tests.orders.test_taxes import rate
from tests.support import factories as make

TEHRAN = ZoneInfo("Asia/Tehran")
MEHR, ABAN, AZAR = (datetime(2026, month, 23 - (month == 11), tzinfo=TEHRAN)
                    for month in (9, 10, 11))  # fmt: skip
KILIM, CUSHION, JAJIM = 1_100_000, 1_090_000, 500_000


def handed_over(*wanted):
    order = make.paid(make.at_office(make.an_order(*wanted)))
    with unit_of_work():
        for part in order.vendor_orders:
            fulfilments.hand_over(part.fulfilment)
    return order


@pytest.fixture
def autumn(session, clock):
    """Mehr: three kilims at ten per cent, one of them with a payment that was a mistake, a cushion
    at nine, a jajim without. Aban: one kilim comes back, another is sold at five per cent."""
    clock.set(datetime(2026, 9, 30, 9, tzinfo=TEHRAN))
    craft, jajim = make.a_craft(), make.a_craft("جاجیم", "Jajim")
    with unit_of_work():
        cushion = categories.create("پشتی", "Cushion", craft.id)
    rate(1000)
    rate(900, category=cushion)
    maker = make.a_maker()
    kilims = make.a_live_listing(maker, price=KILIM, quantity=9)
    pillow = make.a_live_listing(maker, price=CUSHION, category_id=cushion.id)
    plain = make.a_live_listing(make.a_maker(jajim), price=JAJIM, category_id=jajim.id)
    order = handed_over((kilims, 2), pillow)
    handed_over(plain)
    wrong = make.paid(make.at_office(make.an_order(kilims)))
    with unit_of_work():
        cashier.correct(session.query(Payment).filter_by(subject_id=wrong.id).one(), "اشتباه")
    clock.set(datetime(2026, 10, 25, 9, tzinfo=TEHRAN))
    line = next(one for part in order.vendor_orders for one in part.lines if one.quantity == 2)
    asked = Asked([(line.id, 1, False)], "تنگ بود", "office", 0, make.staff("clerk").id, "سفر")
    with unit_of_work():
        returning.take_back(order, asked)
    rate(500)
    handed_over((kilims, 1))
    return craft, cushion, jajim


def said(since, until):
    return [
        (row.category_id, row.rate_bp, row.sold.amount, row.tax.amount, row.sold_back.amount,
         row.tax_back.amount)
        for row in tax_report.rows(since, until)
    ]  # fmt: skip


def test_it_is_what_a_hand_reckons(autumn):
    craft, cushion, jajim = (one.id for one in autumn)
    mehr = {
        (craft, 1000, 3_000_000, 300_000, 1_000_000, 100_000),
        (cushion, 900, 1_000_000, 90_000, 0, 0),
        (jajim, 0, 500_000, 0, 0, 0),
    }
    assert set(said(MEHR, ABAN)) == mehr
    five = 52_380  # of 1,100,000 at five per cent, to ten rial
    assert set(said(ABAN, AZAR)) == {
        (craft, 1000, 0, 0, 1_000_000, 100_000),
        (craft, 500, KILIM - five, five, 0, 0),
    }
    assert set(said(AZAR, AZAR.replace(month=12))) == set()
    whole = tax_report.total(tax_report.rows(MEHR, AZAR))
    assert (whole.tax.amount, whole.tax_back.amount) == (390_000 + five, 200_000)
    assert whole.taxable == Money(2_000_000 + 1_000_000 + 500_000 - 1_000_000 + KILIM - five)


def test_it_agrees_with_the_account_and_the_credit_notes(autumn):
    for since, until in ((MEHR, ABAN), (ABAN, AZAR), (MEHR, AZAR)):
        account = tax_report.account(since, until)
        assert account.moved == tax_report.total(tax_report.rows(since, until)).owed
    assert tax_report.account(MEHR, ABAN).after == Money(290_000)
    assert tax_report.account(ABAN, AZAR).before == Money(290_000)
    assert tax_report.by_notes(MEHR, ABAN) == Money(0), "a payment was undone, nothing came back"
    assert tax_report.by_notes(ABAN, AZAR) == Money(100_000)
    assert books.check() == []


def test_a_piece_that_moves_to_another_category_leaves_the_past_alone(autumn):
    craft, cushion, _jajim = autumn
    before = said(MEHR, AZAR)
    with unit_of_work():
        for line in database.query(OrderLine).filter_by(category_id=craft.id):
            database.get_one(Listing, line.listing_id).category_id = cushion.id
    assert said(MEHR, AZAR) == before


def test_each_part_of_it_is_one_query(autumn, queries):
    for ask in (tax_report.rows, tax_report.account, tax_report.by_notes):
        queries.clear()
        ask(MEHR, AZAR)
        assert queries.count == 1, queries.statements


def test_the_treasurer_reads_and_takes_it_by_month_and_quarter(autumn, client):
    make.sign_in_as(client, "treasurer")
    assert client.get("/office/taxes/report?period=1405-07").location.endswith("/1405-07")
    page = client.get("/office/taxes/report/1405-07").text
    for words in ("مهر ۱۴۰۵", "پشتی", "جاجیم", "۳۰٬۰۰۰", "۲۹٬۰۰۰", "گزارش و حساب با هم می‌خوانند"):
        assert words in page, words
    quarter = client.get("/office/taxes/report/1405-q3")
    assert "مهر تا آذر ۱۴۰۵" in quarter.text
    assert "not over yet" in client.get("/en/office/taxes/report/1405-q3").text
    assert "هیچ فروشی" in client.get("/office/taxes/report/1404-q1").text
    file = client.get("/en/office/taxes/report/1405-q3/file")
    rows = file.text.removeprefix("\ufeff").splitlines()
    assert rows[0].startswith("From the day,To the day,Category")
    assert rows[-1] == (
        "2026-09-23,2026-12-21,Together,,5547620,442380,2000000,200000,3547620,242380,IRR"
    )
    for wrong in ("1405-q5", "1405-13", "x", "1499-01", "1405-q4"):
        assert client.get(f"/office/taxes/report/{wrong}").status_code == 404, wrong
