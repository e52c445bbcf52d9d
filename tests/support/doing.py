"""What a test does to the shop and reads of it: in units of work, and afresh."""

from collections.abc import Callable
from typing import ParamSpec, TypeVar

from marketplace.kernel.db import session
from marketplace.kernel.unit import unit_of_work
from marketplace.orders.models import Order

Args = ParamSpec("Args")
Result = TypeVar("Result")


def done(action: Callable[Args, Result], *args: Args.args, **named: Args.kwargs) -> Result:
    """What it returns, in a unit of work of its own."""
    with unit_of_work():
        return action(*args, **named)


def fresh(order: Order) -> Order:
    """The order as the database has it now."""
    session.rollback()
    session.expire_all()
    return session.get_one(Order, order.id)
