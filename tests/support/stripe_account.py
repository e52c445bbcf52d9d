"""Stripe's double as a test sees it: what buyers and banks do, and the letters it sends."""

from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from tests.support.outside import Double

Row = dict[str, Any]


class StripeAccount(Double):
    """One account: its API, its pay pages and its webhooks stand on one origin."""

    module = "stripe_server"
    key = "sk_test_double"
    secret = "whsec_double"

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.window_port}"

    def environ(self) -> dict[str, str]:
        """The account as a shop's environment names it."""
        return {
            "STRIPE_KEY": self.key, "STRIPE_URL": self.url, "STRIPE_WEBHOOK_SECRET": self.secret,
        }  # fmt: skip

    def do(self, what: str, **wish: Any) -> Any:
        """Something happens out there; see the module's docstring. Raises on a refusal."""
        answer = self._window.post("/_do", json={"do": what, **wish})
        assert answer.status_code == 200, answer.text
        return answer.json()

    def pay(self, session: str, **how: Any) -> Row:
        """Somebody pays this session; card="declined" or "slow", amount=… for another amount."""
        row: Row = self.do("pay", key=session, **how)
        return row

    def rows(self, kind: str) -> list[Row]:
        """Everything of this kind, oldest first: checkout.session, refund, dispute, …"""
        found: list[Row] = self.do("rows", object=kind)
        return found

    def letters(self, *kinds: str, age: int = 0) -> list[Row]:
        """The webhooks that wait, signed so many seconds ago; `kinds` narrows them."""
        found = self.do("letters", age=age)
        return [one for one in found if not kinds or one["type"] in kinds]

    def call(self, method: str, path: str, key: str = "", **form: str) -> httpx.Response:
        """Ask the API as the shop does."""
        from stripe._api_version import _ApiVersion

        headers = {"Authorization": f"Bearer {self.key}", "Stripe-Version": _ApiVersion.CURRENT}
        headers |= {"Idempotency-Key": key} if key else {}
        fields = {"params": form} if method == "GET" else {"data": form}
        return httpx.request(method, f"{self.url}{path}", headers=headers, timeout=3, **fields)


@pytest.fixture(scope="session")
def _stripe_account() -> Iterator[StripeAccount]:
    double = StripeAccount()
    yield double
    double.stop()


@pytest.fixture
def stripe_account(_stripe_account: StripeAccount) -> Iterator[StripeAccount]:
    """A Stripe account without a past."""
    _stripe_account.start()
    _stripe_account.reset()
    yield _stripe_account
    if _stripe_account.running:
        _stripe_account.reset()
