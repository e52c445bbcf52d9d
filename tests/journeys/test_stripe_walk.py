"""Paying on Stripe's own origin without JavaScript, and with the tab closed on the way."""

import re
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest

from tests.journeys import stripe_stage
from tests.journeys.people import Person
from tests.support.browser import SMALL_PHONE, NewPage
from tests.support.live import LiveServer, StartServer
from tests.support.stripe_account import StripeAccount
from tests.support.waiting import eventually

Buyer = Callable[[str], Person]


@pytest.fixture
def server(start_server: StartServer, stripe_account: StripeAccount) -> LiveServer:
    """A shop that sells for euro and is paid through Stripe, which calls it."""
    server = start_server(CURRENCY="EUR", **stripe_account.environ())
    stripe_account.do("hooks", url=f"{server.url}/hooks/stripe", mode="send")
    return server


@pytest.fixture
def buyer(server: LiveServer, new_page: NewPage) -> Buyer:
    """Somebody with an English phone and no JavaScript, at her order's page."""

    def at_her_order(secret: str) -> Person:
        page = new_page(java_script_enabled=False, locale="en-GB", viewport=SMALL_PHONE)
        person = Person(page, server.url, "en")
        person.goes(f"/o/{secret}")
        return person

    return at_her_order


@pytest.mark.journey
@pytest.mark.browser
@pytest.mark.engine("sqlite")
def test_paid_given_up_left_alone_and_disputed(
    server: LiveServer, stripe_account: StripeAccount, buyer: Buyer, tmp_path: Path
) -> None:
    secrets = server.play("tests.journeys.stripe_stage").split()
    _pays_and_comes_back(buyer(secrets[0]), stripe_account)
    _goes_back_and_pays_after_all(buyer(secrets[1]), stripe_account)
    _closes_the_tab(buyer(secrets[2]), stripe_account)
    _is_declined(buyer(secrets[3]), stripe_account)
    sent = eventually(lambda: len(stripe_account.do("sent")) >= 9 and stripe_account.do("sent"), 20)
    assert {one["status"] for one in sent} == {200}
    assert server.run("ledger", "check").strip() != ""


def _to_the_gateway(person: Person, account: StripeAccount) -> None:
    person.reads("185.00")
    person.presses("Pay by card on Stripe’s page")
    assert person.page.url.startswith(f"{account.url}/c/pay/")
    person.reads(stripe_stage.TITLE)


def _pays_and_comes_back(person: Person, account: StripeAccount) -> None:
    _to_the_gateway(person, account)
    person.clicks(person.page.get_by_role("button", name=re.compile(r"^Pay 18500")))
    assert person.page.url.startswith(person.base)
    person.reads("It is paid", "185.00")
    person.follows("To your order")
    person.reads("The money is with the office")


def _goes_back_and_pays_after_all(person: Person, account: StripeAccount) -> None:
    _to_the_gateway(person, account)
    first = person.page.url
    person.clicks(person.page.get_by_role("link", name="Back"))
    person.reads("You went back without paying")
    assert "expired" in httpx.get(first).text
    person.follows("To your order")
    _to_the_gateway(person, account)
    person.clicks(person.page.get_by_role("button", name=re.compile(r"^Pay 18500")))
    person.reads("It is paid")


def _closes_the_tab(person: Person, account: StripeAccount) -> None:
    """She pays; her phone dies before Stripe sends her back. The webhook tells the shop."""
    _to_the_gateway(person, account)
    session = person.page.url.rsplit("/", 1)[1]
    order = person.base
    account.pay(session)
    person.page.goto("about:blank")
    assert order
    eventually(lambda: "checkout.session.completed" in _kinds(account, session), 20)


def _kinds(account: StripeAccount, session: str) -> set[str]:
    done = {row["id"] for row in account.rows("event") if row["data"]["object"]["id"] == session}
    return {one["type"] for one in account.do("sent") if one["id"] in done}


def _is_declined(person: Person, account: StripeAccount) -> None:
    _to_the_gateway(person, account)
    person.clicks(person.page.get_by_role("button", name=re.compile("declined")))
    person.reads("Your card was declined.")
    person.clicks(person.page.get_by_role("button", name=re.compile(r"^Pay 18500")))
    person.reads("It is paid")
