"""A shop that sells for euro and is paid through Stripe's double."""

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from tests.support.clients import Client
from tests.support.stripe_account import Row, StripeAccount

if TYPE_CHECKING:
    from flask import Flask

    from marketplace.orders.models import Order
    from marketplace.payments.intents.models import Intent
    from marketplace.settings import Settings

BACK = "http://localhost/en/pay/{}/return"


class StripeShop:
    """The application, a client without cookies, and the account that it is paid through."""

    def __init__(self, app: "Flask", account: StripeAccount) -> None:
        self.app, self.account = app, account
        client = app.test_client()
        assert isinstance(client, Client)
        self.client = client

    def order(self, price: int = 18_500) -> "Order":
        """An order of one piece whose maker has said yes, to be paid by Stripe."""
        from tests.support.factories import a_live_listing, accepted, an_order

        return accepted(an_order(a_live_listing(price=price), pay_method="stripe"))

    def begin(self, order: "Order", **more: Any) -> "Intent":
        """The buyer is sent to Stripe's page."""
        from marketplace.kernel.money import Money
        from marketplace.kernel.unit import unit_of_work
        from marketplace.payments.intents import starting

        wanted = starting.Wanted(
            ("order", order.id), Money(order.total, order.currency), "stripe", "Order", BACK.format,
            "en", **more,
        )  # fmt: skip
        with unit_of_work():
            intent = starting.begin(wanted)
        return starting.send(intent, wanted)

    def paid_order(self) -> "Order":
        """An order that was paid by card; the letters about that are forgotten."""
        from marketplace.payments.intents import asking

        order = self.order()
        intent = self.begin(order)
        self.account.pay(intent.reference)
        asking.came_back(intent, {"session": intent.reference or ""})
        self.account.do("forget_letters")
        return order

    def post(self, *kinds: str, **letter: Any) -> list[int]:
        """Deliver what Stripe sent, of these kinds, in this sequence; the answers' codes."""
        answers = []
        for kind in kinds:
            for one in self.account.letters(kind):
                answers.append(self.deliver(one | letter))
        return answers

    def deliver(self, letter: Row) -> int:
        """Deliver one letter as it is."""
        headers = {"Stripe-Signature": letter["signature"], "Sec-Fetch-Site": "cross-site"}
        return self.client.post("/hooks/stripe", data=letter["body"], headers=headers).status_code


@pytest.fixture
def stripe_shop(
    app: "Flask", settings: "Settings", stripe_account: StripeAccount
) -> Iterator[StripeShop]:
    """A shop that is paid through Stripe, inside its app context."""
    from marketplace.kernel.money import currency
    from marketplace.ledger import checking
    from marketplace.payments import agreeing, gateways

    currency.use("EUR")
    keys = {"stripe_key": stripe_account.key, "stripe_webhook_secret": stripe_account.secret}
    gateways.configure(replace(settings, stripe_url=stripe_account.url, **keys))
    with app.app_context():
        yield StripeShop(app, stripe_account)
        assert checking.prove((*checking.RULES, *agreeing.RULES)) == []
    gateways.configure(settings)
    currency.use(settings.currency)
