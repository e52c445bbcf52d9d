"""Two members of a collective reach for one order: one gets it, the other is told."""

import pytest

from marketplace.kernel.db import session as database
from marketplace.kernel.errors import DomainError
from marketplace.kernel.unit import unit_of_work
from marketplace.orders import taking
from marketplace.orders.models import VendorOrder
from tests.races.rivals import all_at_once
from tests.web.studio.test_taking import a_collective


@pytest.mark.parametrize("_time", range(3))
def test_two_members_take_one_order(app, session, _time):
    order, people = a_collective("مریم نمونه", "زهرا نمونه")
    key, ids = order.vendor_orders[0].id, [one.id for one in people]
    names = {one.id: one.name for one in people}
    session.rollback()

    def take(user_id):
        def act():
            with unit_of_work():
                taking.take(database.get_one(VendorOrder, key), user_id)
                return user_id

        return act

    results = all_at_once(app, [take(user_id) for user_id in ids])
    (winner,) = [one for one in results if isinstance(one, int)]
    (refusal,) = [one for one in results if isinstance(one, Exception)]
    assert isinstance(refusal, DomainError)
    assert refusal.facts == {"name": names[winner]}
    session.expire_all()
    assert session.get_one(VendorOrder, key).taken_by == winner
