"""With the telephone company or the post away, orders go on; messages follow later."""

from collections.abc import Callable
from typing import Any

import pytest

from marketplace.kernel import calls
from marketplace.kernel.unit import unit_of_work
from marketplace.orders import vendor_orders
from tests.support import factories as make
from tests.support.outside import Telephone

BUYER = "+989000007001"
TROUBLE = {
    "refused": lambda sms: sms.stop(), "error": lambda sms: sms.fail("error"),
    "garbage": lambda sms: sms.fail("garbage"), "drop": lambda sms: sms.fail("drop"),
    "hang": lambda sms: sms.fail("hang"), "no credit": lambda sms: sms.fail("refuse", code=418),
}  # fmt: skip
SURE = ("refused", "error", "no credit")  # certainly not sent: tried again by itself


@pytest.mark.parametrize("kind", TROUBLE)
def test_an_order_goes_on_and_its_messages_follow(
    kind: str, session: Any, client: Any, sms: Telephone, worker: Callable[[], None], clock: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr(calls, "ANSWER", 1)
    TROUBLE[kind](sms)
    order = make.an_order(mobile=BUYER)
    worker()
    with unit_of_work():
        vendor_orders.accept(order.vendor_orders[0])
    worker()
    assert order.vendor_orders[0].state == "accepted"
    make.sign_in_as(client, "moderator")
    page = client.get("/office/messages")
    assert page.status_code == 200
    assert "پیام‌ها" in page.text
    sms.start()
    sms.recover()
    if kind in SURE:
        for _ in range(8):
            clock.advance(hours=2)
            worker()
        assert any(order.code[:4] in text for text in sms.to(BUYER))
    else:
        repeat_by_hand(client)
        worker()
        assert len(sms.to(BUYER)) >= 2


def repeat_by_hand(client: Any) -> None:
    """Staff send again what nobody knows the outcome of, or what has failed."""
    for number in range(1, 9):
        client.post(f"/office/messages/{number}/repetition")
