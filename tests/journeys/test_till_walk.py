"""Money as people touch it, JavaScript off: a phone, the desk’s tablet, a gateway, a bank file."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest

from marketplace.kernel import clock
from marketplace.kernel.calendar import jalali, local
from tests.journeys.people import Person
from tests.journeys.stage import login_of
from tests.journeys.till_stage import MAKER
from tests.support.browser import SMALL_PHONE, NewPage
from tests.support.live import LiveServer, StartServer
from tests.support.outside import Telephone
from tests.support.zarinpal import Gateway

TABLET = {"width": 768, "height": 1024}


@dataclass
class House:
    """The shop, its orders, and who comes by."""

    server: LiveServer
    orders: dict[str, dict[str, str]]
    new_page: NewPage

    def visitor(self) -> Person:
        """Somebody with a small phone."""
        page = self.new_page(viewport=SMALL_PHONE, java_script_enabled=False)
        return Person(page, self.server.url)

    def staff(self, role: str) -> Person:
        """Somebody of the office, at a tablet."""
        page = self.new_page(viewport=TABLET, java_script_enabled=False)
        person, login = Person(page, self.server.url), login_of(role)
        person.signs_in_by_password(login.email, login.password)
        return person

    def path(self, order: str, start: str, end: str = "") -> str:
        """An address about an order."""
        return f"{start}/{self.orders[order]['code']}{end}"


@pytest.fixture
def house(start_server: StartServer, zarinpal: Gateway, new_page: NewPage) -> Iterator[House]:
    server = start_server(**zarinpal.environ())
    yield House(server, json.loads(server.play("tests.journeys.till_stage")), new_page)
    assert server.run("ledger", "check").strip() != ""


@pytest.mark.journey
@pytest.mark.browser
@pytest.mark.engine("sqlite")
def test_from_the_buyers_card_to_the_makers_own_page(
    house: House, zarinpal: Gateway, sms: Telephone
) -> None:
    _she_pays_on_the_gateways_page(house, zarinpal)
    _he_sends_a_proof(house)
    treasurer, clerk = house.staff("treasurer"), house.staff("clerk")
    _the_treasurer_finds_the_money(treasurer)
    _a_tourist_puts_euro_on_the_table(house, clerk)
    for order in ("online", "card"):
        _hands_over(house, clerk, order)
    _one_piece_comes_back_and_its_money_goes(house, clerk, treasurer)
    _the_makers_are_paid(house, treasurer)
    _she_reads_why(house, sms)


def _she_pays_on_the_gateways_page(house: House, zarinpal: Gateway) -> None:
    buyer = house.visitor()
    buyer.goes(house.orders["online"]["path"])
    buyer.submits("/payments")
    assert buyer.page.url.startswith(f"{zarinpal.url}/pg/StartPay/")
    buyer.page.click("button >> text=پرداخت")
    buyer.page.wait_for_url(f"{house.server.url}/pay/*")
    buyer.reads("It is paid", "۱٬۰۰۰٬۰۰۰")
    buyer.follows("To your order")
    assert buyer.path == house.orders["online"]["path"]


def _he_sends_a_proof(house: House) -> None:
    buyer = house.visitor()
    buyer.goes(house.orders["card"]["path"])
    buyer.opens("I have sent it: here is the proof")
    sent = clock.now() - timedelta(hours=1)
    year, month, day = jalali(sent)
    typed: dict[str, Any] = {
        "amount": "۵۰۰٬۰۰۰", "last4": "۱۲۳۴", "number": "140509301122", "paid_on__day": str(day),
        "paid_on__month": str(month), "paid_on__year": str(year),
        "paid_time": f"{local(sent):%H:%M}",
    }  # fmt: skip
    buyer.writes(**typed)
    buyer.presses("Send the proof")
    buyer.reads("The office is looking for your money")


def _the_treasurer_finds_the_money(treasurer: Person) -> None:
    treasurer.goes("/office/transfers")
    treasurer.clicks(treasurer.page.locator('main a[href*="/office/transfers/"]').first)
    treasurer.reads("The money is on the account")
    treasurer.submits("/confirmation")


def _a_tourist_puts_euro_on_the_table(house: House, clerk: Person) -> None:
    clerk.goes(house.path("desk", "/desk/orders", "/foreign-payment"))
    clerk.writes(currency="EUR", given="10")
    clerk.presses("What does it come to?")
    clerk.reads("۱٬۱۲۳٬۰۰۰", "۳۲۳٬۰۰۰")
    clerk.clicks(clerk.page.locator("aside form button").last)
    _hands_over(house, clerk, "desk")


def _hands_over(house: House, clerk: Person, order: str) -> None:
    clerk.goes(house.path(order, "/desk/orders"))
    clerk.page.locator("[name$=lines]").first.check()
    clerk.presses("Hand over")


def _one_piece_comes_back_and_its_money_goes(
    house: House, clerk: Person, treasurer: Person
) -> None:
    clerk.goes(house.path("card", "/office/orders", "/returns"))
    clerk.page.locator("[name$=-stock]").first.fill("۱")
    clerk.writes(reason="رنگش فرق داشت", late_reason="همان روز زنگ زده بود")
    clerk.presses("Take them back")
    treasurer.goes("/office/transfers")
    treasurer.clicks(treasurer.page.locator('main a[href*="/office/refunds/"]').first)
    treasurer.writes(method="cash")
    treasurer.presses("I gave it back")
    treasurer.goes(house.path("card", "/office/orders", "/money"))
    treasurer.reads("Money was given back")


def _the_makers_are_paid(house: House, treasurer: Person) -> None:
    treasurer.goes("/office/payouts")
    treasurer.submits("/office/payouts")
    run = treasurer.path
    assert "/office/payouts/runs/" in run
    administrator = house.staff("administrator")
    administrator.goes(run)
    administrator.submits("/approval")
    treasurer.goes(run)
    with treasurer.page.expect_download() as file:
        treasurer.page.locator(f'form[action$="{run}/file"] button').click()
    assert "IR979990000000000000000001" in file.value.path().read_text("utf-8")
    treasurer.goes(run)
    treasurer.writes(reference="77-1")
    treasurer.presses("Sent; tell the makers")
    treasurer.presses("All the rest has arrived")


def _she_reads_why(house: House, sms: Telephone) -> None:
    """1,000,000 and 800,000 less a tenth each; the socks that came back are not hers to pay."""
    maker = house.visitor()
    maker.goes("/account/sign-in")
    maker.signs_in_by_code(MAKER, sms)
    maker.goes("/studio/money")
    text = maker.text.replace("\u2068", "").replace("\u2069", "")
    for words in ("۱٬۶۲۰٬۰۰۰", "گلیم سرخ", "گلیم سبز"):
        assert words in text, text
    maker.reads("۱٬۰۰۰٬۰۰۰ − ۱۰۰٬۰۰۰", "۸۰۰٬۰۰۰ − ۸۰٬۰۰۰")
