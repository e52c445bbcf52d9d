"""The treasurer's desk: where the money lies, whose it is, and the books as a file."""

import csv
import io

import pytest
from sqlalchemy import select

from marketplace.kernel.eventlog import Event
from marketplace.kernel.money import Money
from marketplace.kernel.unit import unit_of_work
from marketplace.ledger import balances, reading
from marketplace.orders import cancelling, whereabouts
from marketplace.orders.models import Order
from marketplace.orders.paying import ahead
from marketplace.orders.returns import returning
from marketplace.orders.returns.returning import Asked
from marketplace.payments import refunds
from marketplace.payments.desk import till
from marketplace.payments.intents.models import GatewayEvent, Intent
from tests.support import factories as make
from tests.web.office.test_returns import handed_over


@pytest.fixture
def treasurer(client, session):
    make.sign_in_as(client, "treasurer")
    return client


def a_sold_order():
    return handed_over((make.a_live_listing(quantity=3, price=1_000_000), 2), name="نگار ب")


def parts(found):
    return {part.account: part.amount.amount for part in found}


def test_an_empty_desk_says_what_will_stand_there(treasurer):
    for page in ("/office/money", "/office/money/accounts", "/office/money/export"):
        assert treasurer.get(page).status_code == 200
    assert "هنوز پولی نیامده" in treasurer.get("/office/money").text


def test_the_desk_and_the_trial_balance_name_every_account(treasurer, session):
    order = a_sold_order()
    clerk = make.staff("clerk")
    page = treasurer.get("/office/money").text
    for words in (f"صندوق {clerk.name}", "بدهی به هنرمندان"):
        assert words in page
    trial = treasurer.get("/office/money/accounts").text
    assert "دو طرف برابر است" in trial
    group = treasurer.get("/office/money/accounts?group=vendor").text
    assert order.vendor_orders[0].lines[0].maker_fa in group
    assert treasurer.get("/office/money/accounts?group=nonsense").status_code == 200


def test_an_account_is_read_a_page_at_a_time(treasurer, session, monkeypatch):
    monkeypatch.setattr(reading, "PAGE", 2)
    for _ in range(3):
        make.paid(make.at_office(make.an_order()))
    at = f"/office/money/accounts/drawer:{make.staff('clerk').id}/IRR"
    first = treasurer.get(at).text
    after, before = f'href="{at}?after=', f'href="{at}?before='
    assert after in first
    assert before not in first
    following = first.split(after)[1].split('"')[0]
    second = treasurer.get(f"{at}?after={following}").text
    assert before in second
    assert after not in second
    back = second.split(before)[1].split('"')[0]
    assert treasurer.get(f"{at}?before={back}").status_code == 200
    for wrong in ("?after=x", "?before=-1", "?after=99999999999999999999"):
        assert treasurer.get(at + wrong).status_code == 200
    assert treasurer.get("/office/money/accounts/nonsense/IRR").status_code == 404
    assert treasurer.get(at.replace("IRR", "EUR")).status_code == 404


def test_pages_of_an_account_join_without_a_gap(session, monkeypatch):
    monkeypatch.setattr(reading, "PAGE", 2)
    for _ in range(3):
        make.paid(make.at_office(make.an_order()))
    page, seen = reading.account("commission", "IRR"), []
    while True:
        seen += page.rows
        if not page.older:
            break
        page = reading.account("commission", "IRR", after=page.rows[-1].entry.id)
    assert len(seen) == 3
    assert seen[0].after == balances.balance("commission")
    assert seen[-1].after == seen[-1].amount
    again = reading.account("commission", "IRR", before=seen[2].entry.id)
    assert [row.entry.id for row in again.rows] == [row.entry.id for row in seen[:2]]
    assert not again.newer


def test_where_an_orders_money_is_from_the_drawer_to_the_safe_and_back(treasurer, session):
    order = a_sold_order()
    clerk, maker = make.staff("clerk"), order.vendor_orders[0].vendor_id
    found = whereabouts.of(order)
    assert parts(found.lying) == {f"drawer:{clerk.id}": 2_000_000}
    assert parts(found.whose) == {f"vendor:{maker}": 1_800_000, "commission": 200_000}
    with unit_of_work():
        till.count(clerk.id, 2_000_000)
    assert parts(whereabouts.of(order).lying) == {"safe": 2_000_000}
    with unit_of_work():
        line = order.vendor_orders[0].lines[0].id
        returning.take_back(
            session.get_one(Order, order.id),
            Asked([(line, 1, False)], "رنگ", "office", 0, clerk.id),
        )
    found = whereabouts.of(session.get_one(Order, order.id))
    assert parts(found.whose)["refunds:due"] == 1_000_000
    with unit_of_work():
        (due,) = refunds.open_of(("order", order.id))
        ahead.give_back(due, make.staff("treasurer").id, last4="1234", reference="998877")
    found = whereabouts.of(session.get_one(Order, order.id))
    assert found.given == Money(1_000_000)
    assert parts(found.lying) == {"safe": 2_000_000, "bank": -1_000_000}
    assert found.total.amount == sum(parts(found.whose).values()) == 1_000_000
    kinds = [entry.kind for entry in found.entries]
    assert kinds == ["payment", "sale", "return_office", "refund_due", "refund"]
    page = treasurer.get(f"/office/orders/{order.code}/money").text
    for words in (
        "گاوصندوق: پول شمرده",
        "کار پس آمد، به پای دفتر",
        "تا حالا به خریدار پس داده شده",
    ):
        assert words in page


def test_money_still_with_the_buyer_and_money_that_went_back_whole(treasurer, session):
    order = make.at_office(make.an_order(make.a_live_listing(price=1_000_000)))
    at = f"/office/orders/{order.code}/money"
    page = treasurer.get(at).text
    assert "هنوز دست خریدار است" in page
    assert "برای این سفارش هنوز پولی داده نشده" in page
    make.paid(order)
    with unit_of_work():
        cancelling.by_buyer(session.get_one(Order, order.id),
                            [order.vendor_orders[0].lines[0].id])  # fmt: skip
    with unit_of_work():
        (due,) = refunds.open_of(("order", order.id))
        ahead.give_back(due, make.staff("clerk").id)
    page = treasurer.get(at).text
    for words in ("چیزی از آن نمانده", "صندوق clerk نمونه", "گاوصندوق: پول شمرده"):
        assert words in page
    assert at in treasurer.get(f"/office/orders/{order.code}").text


def test_payments_that_nobody_is_sure_of_wait_on_the_desk_and_at_home(treasurer, session):
    order = make.an_order()
    with unit_of_work():
        session.add(
            Intent(public_id="x1", subject_kind="order", subject_id=order.id, gateway="zarinpal",
                   amount=100, currency="IRR", charged=100, charged_currency="IRR",
                   state="unknown", reference="A0001", problem="another_amount")
        )  # fmt: skip
        session.add(GatewayEvent(gateway="stripe", reference="cs_test_1", kind="paid"))
    page = treasurer.get("/office/money").text
    for words in ("A0001", "هنوز معلوم نیست", "درگاه مبلغ دیگری می‌گوید", "cs_test_1"):
        assert words in page
    assert "پرداخت‌های نامعلوم" in treasurer.get("/office/").text


def the_file(client, **days):
    today = {"since-day": "1", "since-month": "1", "since-year": "1400",
             "until-day": "29", "until-month": "12", "until-year": "1450"} | days  # fmt: skip
    return client.post("/office/money/export", data=today)


def test_the_accountants_file_holds_every_posting_and_sums_to_nothing(treasurer, session):
    order = a_sold_order()
    with unit_of_work():
        vendor = order.vendor_orders[0].vendor_id
        from marketplace.vendors.models import Vendor

        session.get_one(Vendor, vendor).alias_fa = "=HYPERLINK(1)"
    answer = the_file(treasurer)
    assert answer.headers["Content-Type"].startswith("text/csv")
    rows = list(csv.reader(io.StringIO(answer.get_data(as_text=True).lstrip("\ufeff"))))
    head, rows = rows[0], rows[1:]
    assert head[0] == "سند"
    assert sum(int(row[7]) - int(row[8]) for row in rows) == 0
    assert len(rows) == sum(len(entry.legs) for batch in reading.between(None, None)
                            for entry in batch)  # fmt: skip
    assert not any(value.startswith("=") for row in rows for value in row)
    assert any("'=HYPERLINK" in value or "HYPERLINK" in value for row in rows for value in row)
    assert "نگار ب" not in answer.get_data(as_text=True)
    english = treasurer.post("/en/office/money/export", data={
        "since-day": "1", "since-month": "1", "since-year": "2020",
        "until-day": "29", "until-month": "12", "until-year": "2050"})  # fmt: skip
    assert english.get_data(as_text=True).lstrip("\ufeff").startswith("Entry,Day")
    session.rollback()
    assert session.scalars(select(Event).filter_by(name="ledger_exported")).first()


def test_days_in_the_wrong_order_are_not_exported(treasurer):
    answer = the_file(treasurer, **{"until-year": "1390"})
    assert answer.status_code == 422
    assert "روز آخر" in answer.text
    assert treasurer.get("/office/money/export?since-day=40").status_code == 422
