"""ZarinPal's double as a test sees it, with the application's gateway bound to it."""

from collections.abc import Iterator
from typing import Any

import pytest

from marketplace.settings import Settings
from tests.services.zarinpal_server import MERCHANT, TERMINAL, TOKEN
from tests.support.outside import Double


class Gateway(Double):
    """Its payments, its page, its faults; `refunds=False` takes the refunds' token away."""

    module = "zarinpal_server"

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.window_port}"

    def settings(self, *, refunds: bool = True) -> dict[str, str]:
        """As the typed settings name them."""
        return {
            "zarinpal_merchant": MERCHANT, "zarinpal_url": self.url,
            "zarinpal_token": TOKEN if refunds else "",
            "zarinpal_terminal": TERMINAL if refunds else "",
            "zarinpal_refund_url": f"{self.url}/api/v4/graphql/",
        }  # fmt: skip

    def environ(self) -> dict[str, str]:
        """As the environment names them."""
        found = self.settings()
        found["zarinpal_refund_token"] = found.pop("zarinpal_token")
        return {name.upper(): value for name, value in found.items()}

    def bind(self, **how: bool) -> None:
        """Let this process's gateway talk to it."""
        from marketplace.payments.gateways.zarinpal import ZARINPAL

        ZARINPAL.bind(Settings(**self.settings(**how)))  # type: ignore[arg-type]

    def do(self, what: str, authority: str, **how: Any) -> None:
        """The buyer's or time's hand: pay, cancel, age (seconds=…), status (status=…)."""
        self._window.post(f"/_{what}", json={"authority": authority, **how}).raise_for_status()

    def fee(self, bp: int) -> None:
        """From now on keep so many basis points of each payment."""
        self._window.post("/_fee", json={"bp": bp})

    def fail_on(self, method: str, mode: str, **how: float) -> None:
        """Behave so for one method; see the double's docstring."""
        self._window.post("/_faults", json={"mode": mode, "on": method, **how})


@pytest.fixture(scope="session")
def _zarinpal() -> Iterator[Gateway]:
    double = Gateway()
    yield double
    double.stop()


@pytest.fixture
def zarinpal(_zarinpal: Gateway) -> Iterator[Gateway]:
    """ZarinPal, and online paying turned on for as long as the test lasts."""
    from marketplace.payments.gateways.zarinpal import ZARINPAL

    _zarinpal.start()
    _zarinpal.reset()
    _zarinpal.bind()
    yield _zarinpal
    ZARINPAL.bind(Settings())
    if _zarinpal.running:
        _zarinpal.reset()


def an_online_order(*listings: Any, **fields: Any) -> Any:
    """A reservation that is to be paid online, accepted by every maker."""
    from tests.support.factories import accepted, an_order

    return accepted(an_order(*listings, pay_method="zarinpal", **fields))


def begun(order: Any) -> Any:
    """The intent of a buyer who pressed the button: the gateway knows it."""
    from marketplace.kernel.unit import unit_of_work
    from marketplace.orders.paying import online
    from marketplace.payments.intents import starting

    with unit_of_work():
        words, back = "سفارش", "http://localhost/pay/{}/return".format
        intent, wanted = online.begin(order.id, "zarinpal", "fa", words, back)
    return starting.send(intent, wanted)


def came_back(intent: Any, status: str = "OK", authority: str = "") -> Any:
    """The buyer is here again, by the address that ZarinPal sends her to."""
    from marketplace.payments.intents import asking

    query = {"Authority": authority or intent.reference, "Status": status}
    return asking.came_back(intent, query)
