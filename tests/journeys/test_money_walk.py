"""Money in every way, the makers paid, one payment sent back, a piece returned after its maker was
paid: each rial is where a calculation by hand says it is.

Prices in Toman; the office's share is a tenth; ZarinPal keeps one in a hundred; a euro is 112,345.

| order | pieces | how it is paid | hers |
|---|---|---|---|
| A | Negar 1,000,000 | ZarinPal, with the next two 2,150,000, of it 21,500 fees | 900,000 |
| A | Mina 700,000 | | 630,000 |
| A | Zahra 450,000 | | 405,000 |
| B | Negar 800,000 | 10 euro: 1,123,000 and 450 rounded, 323,000 change | 720,000 |
| C | Mina 500,000 | card to card, refused once | 450,000 |
| D | Zahra 900,000, after her piece of A came back | cash | 810,000 |

First run: Negar 1,620,000 · Mina 1,080,000 (sent back, paid again by the second) · Zahra 405,000.
Third run: Zahra 810,000 less the 405,000 that were taken back, 405,000.
"""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from marketplace import books as proofs
from marketplace.kernel import preferences
from marketplace.kernel.money import Money as Sum, toman
from marketplace.orders.models import Order
from marketplace.payments import refunds
from marketplace.payments.desk import till
from marketplace.payouts import months
from tests.journeys.money import Money, books, paid, person
from tests.journeys.saturday import a_piece
from tests.payouts.stage import with_account
from tests.support import factories as make
from tests.support.zarinpal import Gateway
from tests.web.studio.test_money import plain

EURO = 112_345


@pytest.fixture
def day(app: Flask, session: Any, clock: Any, zarinpal: Gateway) -> Money:
    zarinpal.fee(100)
    return Money(app)


@pytest.mark.journey
def test_every_rial_is_where_it_should_be(
    day: Money, session: Any, clock: Any, worker: Callable[[], None], zarinpal: Gateway
) -> None:
    negar, mina, zahra = (
        with_account(make.a_maker(alias_fa=name), place)
        for place, name in enumerate(("نگار", "مینا", "زهرا"))
    )
    rests = {"days": preferences.load().return_days, "minutes": 1}

    # a basket of three makers, paid online
    a = make.an_order(
        a_piece(negar, 1_000_000), a_piece(mina, 700_000), a_piece(zahra, 450_000),
        pay_method="zarinpal",
    )  # fmt: skip
    day.all_accept(a)
    day.pays_online(a, zarinpal)
    # a tourist with euro, and a transfer that is found only the second time
    b, c = make.an_order(a_piece(negar, 800_000)), make.a_card_order(a_piece(mina, 500_000))
    day.all_accept_and_bring(b)
    day.all_accept(c)
    day.pays_euro(b, 10, EURO)
    day.sends_proof(c, 500_000, "140509300001")
    day.refuses(c, "واریزی با این شماره نیست")
    day.sends_proof(c, 500_000, "140509300002")
    day.confirms(c, 500_000)
    for order in (a, b, c):
        day.arrives(order)
        day.hands_over(order)
    assert [order.state for order in (a, b, c)] == ["closed"] * 3

    # the makers are paid; one account is closed
    clock.advance(**rests)
    day.pays_makers("77-1")
    amounts = [[one.amount for one in paid(who, "sent")] for who in (negar, mina, zahra)]
    assert amounts == [[toman(sum_).amount] for sum_ in (1_620_000, 1_080_000, 405_000)]
    day.bank_returns(mina, "حساب بسته است")
    day.pays_makers("77-2")
    assert [one.amount for one in paid(mina, "sent")] == [toman(1_080_000).amount]

    # a piece comes back after its maker was paid; she bears it, the gateway gives it back
    (line,) = next(part for part in a.vendor_orders if part.vendor_id == zahra.id).lines
    day.brings_back(a, line.id, liable="vendor", late_reason="خریدار در سفر بود")
    assert [due.amount for due in refunds.open_of(("order", a.id))] == [toman(450_000).amount]
    day.gives_back_online(a)
    worker()
    session.expire_all()
    assert refunds.open_of(("order", a.id)) == []

    # what she sells next is less by it
    d = make.an_order(a_piece(zahra, 900_000))
    day.all_accept_and_bring(d)
    day.pays_cash(d, 900_000)
    day.hands_over(d)
    clock.advance(**rests)
    day.pays_makers("77-3")
    last = paid(zahra, "sent")[-1]
    assert (last.earned, last.taken_off, last.amount) == tuple(
        toman(sum_).amount for sum_ in (810_000, 405_000, 405_000)
    )

    the_books_agree()
    the_makers_read_it(day, negar, mina, zahra)
    the_slip_says_it_too(day, zahra)
    the_treasurer_reads_it(day, a)
    assert proofs.check() == []


def the_books_agree() -> None:
    drawer = f"drawer:{make.staff('clerk').id}"
    assert books() == {
        "clearing:zarinpal": 2_150_000 - 21_500 - 450_000,
        "fees": 21_500,
        drawer: 900_000 - 323_000,
        "exchange": 800_000 + 323_000 + 450,
        "rounding": -450,
        "bank": 500_000 - 3_105_000 - 405_000,
        "commission": -(2_150_000 - 450_000 + 800_000 + 500_000 + 900_000) // 10,
    }
    assert books("EUR") == {drawer: 1000, "exchange": -1000}
    assert {one.expected for one in till.open_()} == {toman(577_000), Sum(1000, "EUR")}


def the_makers_read_it(day: Money, negar: Any, mina: Any, zahra: Any) -> None:
    for maker, words in (
        (negar, ("۱٬۶۲۰٬۰۰۰", "۸۰۰٬۰۰۰ − ۸۰٬۰۰۰")),
        (mina, ("۱٬۰۸۰٬۰۰۰", "۵۰۰٬۰۰۰ − ۵۰٬۰۰۰")),
        (zahra, ("۴۰۵٬۰۰۰", "۹۰۰٬۰۰۰ − ۹۰٬۰۰۰")),
    ):
        browser = day.browser(person(maker))
        page = plain(browser.get("/studio/money"))
        for one in words:
            assert one in page, page
        month = months.present()
        assert browser.get(f"/studio/money/{month}").status_code == 200


def the_slip_says_it_too(day: Money, zahra: Any) -> None:
    code = paid(zahra, "sent")[-1].public_id
    asked = {"kind": "settlement", "code": code, "language": "fa", "shape": "a4"}
    answer = day.browser("treasurer").post("/office/papers", data=asked)
    sheet = plain(day.browser("treasurer").get(answer.location))
    for sum_ in ("۹۰۰٬۰۰۰", "۴۵۰٬۰۰۰", "۴۰۵٬۰۰۰"):
        assert sum_ in sheet, sheet


def the_treasurer_reads_it(day: Money, a: Order) -> None:
    treasurer = day.browser("treasurer")
    trial = plain(treasurer.get("/office/money/accounts"))
    for sum_ in ("۱٬۶۷۸٬۵۰۰", "۲۱٬۵۰۰", "۵۷۷٬۰۰۰", "۳٬۰۱۰٬۰۰۰", "۳۹۰٬۰۰۰"):
        assert sum_ in trial, trial
    where = plain(treasurer.get(f"/office/orders/{a.code}/money"))
    assert "۲٬۱۵۰٬۰۰۰" in where
    assert "از آن پرداخت‌شده: ۹۰۰٬۰۰۰ تومان" in where
    assert "۴۵۰٬۰۰۰" in where
