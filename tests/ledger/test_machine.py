"""Whatever is done with money, in whatever sequence: the books say what reckoning by hand says."""

from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.internal.conjecture.providers import AVAILABLE_PROVIDERS
from hypothesis.stateful import run_state_machine_as_test

from marketplace.kernel import preferences
from marketplace.kernel.money import Money
from marketplace.payments.foreign import rates
from marketplace.payouts import accounts
from tests.ledger.banks import Banks
from tests.ledger.buyers import EURO
from tests.payouts.stage import NOBODYS, done
from tests.support import factories as make

ON = "one-shop"  # what one world leaves in the shop is there in the next: none is a replay
AVAILABLE_PROVIDERS[ON] = AVAILABLE_PROVIDERS["hypothesis"]
PRICES = (4_321_230, 990_000, 17_777_770)
PARTS = 20  # of the hundred thousand steps, each in a shop of its own
BRIEF: dict[str, Any] = {"max_examples": 8, "stateful_step_count": 60}
LONG: dict[str, Any] = {  # what fails is told as it was found: making it smaller takes hours
    "max_examples": 50,
    "stateful_step_count": 100,
    "phases": (Phase.generate,),
}


def run(number: int, **steps: Any) -> None:
    """An office that pays at once whatever its buyers have."""
    makers = [make.a_maker() for _price in PRICES]
    with make.unit():
        preferences.change(return_days=0, payout_minimum=1_000_000, account_wait_days=0)
    for maker, iban in zip(makers, NOBODYS, strict=True):
        done(accounts.write, maker, iban, "فریبا نمونه")
    done(accounts.begin_due)
    make.a_tariff()
    by = make.staff("treasurer").id
    done(rates.set_, "EUR", Money(EURO), by=by, source="صرافی", sure=True)

    class Shop(Banks):
        shelf = [
            make.a_live_listing(maker, quantity=10**6, price=price).public_id
            for maker, price in zip(makers, PRICES, strict=True)
        ]
        clerks = [make.staff("clerk").id, make.a_user(roles=("clerk",)).id]
        treasurer, approver = by, make.staff("administrator").id

    run_state_machine_as_test(
        seed(number)(Shop),
        settings=settings(
            **steps, deadline=None, database=None, backend=ON,
            suppress_health_check=list(HealthCheck),
        ),
    )  # fmt: skip


@pytest.mark.usefixtures("session", "zarinpal")
def test_some_hundred_steps() -> None:
    run(0, **BRIEF)


@pytest.mark.soak
@pytest.mark.usefixtures("session", "zarinpal")
@pytest.mark.parametrize("part", range(1, PARTS + 1))
def test_a_hundred_thousand_steps(part: int) -> None:
    run(part, **LONG)
