"""The treasurer takes everything off the newest order and asks the gateway to give it back.

Run as `python -m tests.faults.paid_back` in a server's environment."""

from sqlalchemy import select

from marketplace import create_app
from marketplace.kernel.db import session
from marketplace.kernel.unit import unit_of_work
from marketplace.orders import cancelling
from marketplace.orders.models import Order
from marketplace.orders.paying import ahead
from marketplace.orders.paying.settling import SUBJECT
from marketplace.payments import refunds
from tests.support.factories import staff

if __name__ == "__main__":
    with create_app().app_context(), unit_of_work():
        order = session.scalars(select(Order).order_by(Order.id.desc()).limit(1)).one()
        lines = [line.id for part in order.vendor_orders for line in part.lines]
        cancelling.by_staff(order, lines, "پشیمان شد")
        (due,) = refunds.open_of((SUBJECT, order.id))
        ahead.ask_gateway(due, staff("treasurer").id)
