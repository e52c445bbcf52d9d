"""An intent: moved by one table, paid once, whatever the gateway says and how often."""

import pytest

from marketplace.payments import gateways
from marketplace.payments.gateways.gateway import NotOffered
from marketplace.payments.intents.models import Intent
from marketplace.payments.intents.states import INTENT


def test_what_people_take_is_asked_of_no_machine() -> None:
    for name in ("desk", "card"):
        with pytest.raises(NotOffered):
            gateways.called(name).unsettled()
        assert gateways.called(name).can == frozenset()


@pytest.mark.parametrize("state", ["initiated", "pending", "unknown", "failed", "expired"])
def test_late_money_is_money(state: str) -> None:
    assert INTENT.allows(Intent(state=state), "pay")


def test_nothing_is_paid_twice() -> None:
    assert not INTENT.allows(Intent(state="paid"), "pay")
    assert not INTENT.allows(Intent(state="paid"), "fail")
