"""The treasurer's page of money to give back whose buyer's bank claims it as well."""

import pytest

from marketplace.kernel.money import Money
from marketplace.kernel.unit import unit_of_work
from marketplace.orders import cancelling
from marketplace.payments import refunds
from marketplace.payments.gateways.gateway import Disputed
from marketplace.payments.intents import disputes, finding, moving
from tests.support import factories as make
from tests.support.zarinpal import an_online_order, begun, came_back

CARD = {"method": "card", "last4": "1234", "reference": "881234"}


@pytest.fixture
def order(client, zarinpal, session):
    """Paid online and cancelled."""
    make.sign_in_as(client, "treasurer")
    found = an_online_order()
    intent = begun(found)
    zarinpal.do("pay", intent.reference)
    came_back(intent)
    with unit_of_work():
        cancelling.by_buyer(found, [line.id for part in found.vendor_orders for line in part.kept])
    return found


def disputed(order, *hows, part=1):
    (intent,) = finding.of_subject(("order", order.id))
    amount = Money(intent.charged // part, intent.charged_currency)
    for how in hows:
        with unit_of_work():
            disputes.seen(moving.hold(intent.id), Disputed(how, "du_1", amount))


def at(order):
    return f"/office/refunds/{refunds.open_of(('order', order.id))[-1].public_id}"


def test_a_dispute_stands_in_red_and_giving_needs_a_tick(order, client, session):
    assert 'name="sure"' not in client.get(at(order)).text
    disputed(order, "opened")
    assert "اعتراض دارد" in client.get("/office/transfers").text
    page = at(order)
    assert "tell-wrong" in client.get(page).text
    refused = client.post(page, data=CARD)
    assert (refused.status_code, "تیک" in refused.text) == (422, True)
    assert "881234" in refused.text
    assert client.post(page, data=CARD | {"sure": "y"}).status_code == 303
    assert [one.method for one in refunds.given(("order", order.id))] == ["card"]


def test_the_gateway_is_not_asked_for_what_a_bank_claims(order, client, session):
    disputed(order, "opened", "lost", part=2)
    asked = client.post(f"{at(order)}/gateway", follow_redirects=True)
    assert "تیک" in asked.text
    assert not refunds.asked_of_a_gateway(("order", order.id))


def test_what_her_bank_gave_is_owed_no_longer(order, client, session):
    disputed(order, "opened", "lost")
    page = at(order)
    assert "بانک خریدار" in client.get(page).text
    assert client.post(f"{page}/bank").status_code == 303
    assert "اعتراضی که باختیم" in client.get("/office/transfers").text
    assert refunds.open_of(("order", order.id)) == []
    assert client.post(f"{page}/bank").status_code == 303
    assert len(refunds.given(("order", order.id))) == 1


def test_a_part_that_her_bank_gave_leaves_the_rest_owed(order, client, session):
    disputed(order, "opened", "lost", part=2)
    whole = refunds.open_of(("order", order.id))[0].amount
    client.post(f"{at(order)}/bank")
    session.expire_all()
    assert [due.amount for due in refunds.open_of(("order", order.id))] == [whole - whole // 2]
    assert "tell-wrong" not in client.get(at(order)).text
