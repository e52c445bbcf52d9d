"""Stripe's double beside a shop that sells for euro; it tells the shop what happened."""

import httpx

from tests.support.stripe_account import StripeAccount

OFF = {"CURRENCY": "IRR", "STRIPE_KEY": "", "STRIPE_WEBHOOK_SECRET": "", "STRIPE_URL": ""}
_account = StripeAccount()


def settings(url: str) -> dict[str, str]:
    """The environment of the shop at this address; the double begins anew."""
    _account.start()
    _account.reset()
    _account.do("hooks", url=f"{url}/hooks/stripe", mode="send")
    return {
        "CURRENCY": "EUR", "STRIPE_KEY": _account.key, "STRIPE_WEBHOOK_SECRET": _account.secret,
        "STRIPE_URL": _account.url, "ZARINPAL_MERCHANT": "",
    }  # fmt: skip


def pay(page: str) -> str:
    """Press the button of Stripe's page; the address that the browser is sent back to."""
    return httpx.post(page, data={"card": "good"}).headers["Location"]
