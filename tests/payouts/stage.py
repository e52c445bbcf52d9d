"""Pieces sold and handed over, and the days that pass until their makers are paid."""

from datetime import timedelta
from typing import Any

from sqlalchemy import select

from marketplace.kernel import clock, preferences
from marketplace.kernel.actor import Actor, acting
from marketplace.kernel.unit import unit_of_work
from marketplace.ledger import balances
from marketplace.orders import fulfilments
from marketplace.orders.models import Order
from marketplace.payouts import accounts, drafting, months, paying, runs
from marketplace.payouts.models import Payout, PayoutLine, PayoutRun
from marketplace.vendors.models import Vendor
from tests.support import factories as make

__all__ = ["clock", "months", "timedelta"]

NOBODYS = ("IR979990000000000000000001", "IR709990000000000000000002", "IR439990000000000000000003")
PRICE, OURS, HERS = 18_500_000, 1_850_000, 16_650_000


def done(action: Any, *arguments: Any, **named: Any) -> Any:
    """The action in a unit of work of its own, by the treasurer."""
    who = make.staff("treasurer").id
    with acting(Actor(kind="user", user_id=who, role="treasurer")), unit_of_work():
        return action(*arguments, **named)


def sold(*vendors: Vendor, **content: Any) -> Order:
    """One piece of each maker, paid and in its buyer's hands."""
    listings = [make.a_live_listing(vendor, **content) for vendor in vendors]
    order = make.paid(make.at_office(make.an_order(*listings)))
    with make.unit():
        for part in order.vendor_orders:
            for one in part.fulfilments:
                fulfilments.hand_over(one)
    return order


def rested(session: Any) -> None:
    """As many days later that nothing of it can be brought back."""
    clock.shift(timedelta(days=preferences.load().return_days, minutes=1))


def with_account(vendor: Vendor, place: int = 0) -> Vendor:
    """The same maker with a bank account in use."""
    done(accounts.write, vendor, NOBODYS[place], "فریبا نمونه")
    clock.shift(timedelta(days=preferences.load().account_wait_days, minutes=1))
    done(accounts.begin_due)
    return vendor


def drafted(role: str = "treasurer") -> PayoutRun:
    """A run of everything that is due."""
    run: PayoutRun = done(drafting.make, make.staff(role).id)
    return run


def approved(run: PayoutRun | None = None) -> PayoutRun:
    """The run after a second person looked at it."""
    found: PayoutRun = done(runs.approve, run or drafted(), make.staff("administrator").id)
    return found


def sent(run: PayoutRun | None = None, reference: str = "140509-77") -> PayoutRun:
    """The run after the bank got its order."""
    found = run or approved()
    done(runs.send, found, reference, make.staff("treasurer").id)
    return found


def returned(payout: Payout) -> None:
    """The bank sent this one back."""
    done(paying.came_back, payout, "شماره حساب بسته است")


def payable(vendor: Vendor) -> int:
    """What the books owe a maker, in rial."""
    return -balances.balance(f"vendor:{vendor.id}")


def lines(session: Any) -> list[tuple[int, int, bool]]:
    """(run, amount, still claimed) of every claim."""
    query = select(PayoutLine).order_by(PayoutLine.run_id, PayoutLine.entry_id, PayoutLine.place)
    rows = session.scalars(query.execution_options(populate_existing=True))
    return [(row.run_id, row.amount, row.released_at is None) for row in rows]
