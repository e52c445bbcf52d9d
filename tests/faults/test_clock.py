"""The worker stands still for days, or the machine's clock jumps: nothing ends wrongly, nothing is
sold twice, and staff see that something is wrong."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select

from marketplace import books
from marketplace.kernel import heartbeat
from marketplace.kernel.db import session as database
from marketplace.kernel.errors import DomainError
from marketplace.kernel.unit import unit_of_work
from marketplace.orders import vendor_orders
from marketplace.orders.models import Order
from marketplace.stock.models import Lot
from tests.support import factories as make
from tests.support.clocks import Clock

Worker = Callable[[], None]


def fresh(order: Order) -> Order:
    database.rollback()
    database.expire_all()
    return database.get_one(Order, order.id)


def nothing_failed_and_all_agrees() -> None:
    """The worker's last round was well, no lot holds more than there is, the books are right."""
    database.rollback()
    assert [beat.job for beat in heartbeat.all_beats() if beat.error] == []
    assert [lot.id for lot in database.scalars(select(Lot)) if lot.held > lot.quantity] == []
    assert books.check() == []


def test_two_days_without_a_worker(session: Any, clock: Clock, worker: Worker, client: Any) -> None:
    clock.set(clock.now())
    worker()
    piece = make.a_live_listing()
    silent = make.an_order(piece)
    ready = make.at_office(make.an_order())
    paid = make.paid(make.at_office(make.an_order()))
    with pytest.raises(DomainError):
        make.an_order(piece)
    session.rollback()

    clock.advance(days=2)
    make.sign_in_as(client, "moderator")
    assert "خاموش است" in client.get("/office/").text
    assert client.get("/readyz").json["checks"]["worker"] is False
    second = make.an_order(piece)
    with pytest.raises(DomainError), unit_of_work():
        vendor_orders.accept(fresh(silent).vendor_orders[0])

    worker()
    assert (fresh(silent).state, fresh(second).state) == ("lapsed", "placed")
    assert fresh(ready).state == "ready", "she has not been told before today"
    assert fresh(ready).pickup_by > clock.now()
    assert fresh(paid).state == "ready"
    assert "خاموش است" not in client.get("/office/").text
    nothing_failed_and_all_agrees()


@pytest.mark.parametrize("jump", [1, -1], ids=["ahead and back", "back and ahead"])
def test_the_clock_jumps_an_hour_and_comes_back(
    jump: int, session: Any, clock: Clock, worker: Worker
) -> None:
    piece = make.a_live_listing()
    placed, ready = make.an_order(piece), make.at_office(make.an_order())
    worker()
    until = fresh(ready).pickup_by
    for hours in (jump, -jump):
        clock.advance(hours=hours)
        worker()
        assert (fresh(placed).state, fresh(ready).state) == ("placed", "ready")
        assert fresh(ready).pickup_by >= until
        with pytest.raises(DomainError):
            make.an_order(piece)
        session.rollback()
        make.an_order()
        nothing_failed_and_all_agrees()
    with unit_of_work():
        vendor_orders.accept(fresh(placed).vendor_orders[0])
    make.paid(fresh(ready))
    nothing_failed_and_all_agrees()
