"""Two people and one order's money in the same second: it counts once."""

import pytest

from marketplace.kernel import clock as house_clock
from marketplace.kernel.db import session as database
from marketplace.kernel.errors import DomainError, WrongState
from marketplace.kernel.money import Money
from marketplace.kernel.unit import unit_of_work
from marketplace.orders.models import Order
from marketplace.orders.paying import ahead, unpaid
from marketplace.payments import balance, refunds
from marketplace.payments.proof_models import Proof
from marketplace.payments.refund_models import RefundDue
from marketplace.stock import lots
from tests.races.rivals import all_at_once
from tests.support import factories as make


def prove(order_id, number):
    def act():
        with unit_of_work():
            order = database.get_one(Order, order_id)
            return ahead.prove(
                order, amount=Money(order.total), last4="1234", paid_at=house_clock.now(),
                number=number,
            )  # fmt: skip

    return act


def confirm(proof_id, amount, by):
    def act():
        with unit_of_work():
            proof = database.get_one(Proof, proof_id)
            return ahead.confirm(proof, Money(amount), by)

    return act


def refusals(results):
    return [one for one in results if isinstance(one, Exception)]


def test_two_proofs_with_one_number(app, session):
    orders = [make.a_card_order().id for _ in range(2)]
    session.rollback()
    results = all_at_once(app, [prove(orders[0], "9911"), prove(orders[1], "۹۹۱۱")])
    (refusal,) = refusals(results)
    assert isinstance(refusal, DomainError)
    assert session.query(Proof).count() == 1


def test_one_proof_sent_twice(app, session):
    key = make.a_card_order().id
    session.rollback()
    results = all_at_once(app, [prove(key, "9911"), prove(key, "9911")])
    assert len(refusals(results)) == 1
    assert session.query(Proof).count() == 1


def test_two_treasurers_confirm_one_proof(app, session):
    order = make.a_card_order()
    proof, total, by = make.a_proof(order).id, order.total, make.staff("treasurer").id
    order_id = order.id
    session.rollback()
    results = all_at_once(app, [confirm(proof, total, by)] * 3)
    assert [type(one) for one in refusals(results)] == [WrongState] * 2
    assert balance.of("order", order_id).captured == total


@pytest.mark.parametrize("sent", [True, False])
def test_the_proof_or_its_confirmation_and_the_end_of_the_time(app, session, clock, sent):
    """Either the money was first and the order stands, or the end was and the money is late."""
    listing = make.a_live_listing()
    order = make.a_card_order(listing)
    proof = make.a_proof(order) if sent else None
    by, order_id, total = make.staff("treasurer").id, order.id, order.total
    clock.advance(days=2, minutes=1)
    proof_id = proof.id if proof else 0
    session.rollback()

    def expire():
        with unit_of_work():
            unpaid.expire()

    rival = confirm(proof_id, total, by) if sent else prove(order_id, "9911")
    assert refusals(all_at_once(app, [rival, expire, expire])) == []
    session.expire_all()
    order = session.get_one(Order, order_id)
    held = 1 - lots.free([listing.id])[listing.id]
    if sent:
        assert (order.state, order.paid_at is not None, held) == ("making", True, 1)
    else:
        assert session.query(Proof).count() == 1
        assert (order.state, held) in (("making", 1), ("lapsed", 0))


def test_money_is_given_back_once(app, session):
    order = make.a_card_order()
    make.confirmed(make.a_proof(order), Money(order.total + 900_000))
    due, by = refunds.open_of(("order", order.id))[0].id, make.staff("treasurer").id
    order_id = order.id
    session.rollback()

    def give():
        with unit_of_work():
            return ahead.give_back(database.get_one(RefundDue, due), by)

    results = all_at_once(app, [give, give, give])
    assert [type(one) for one in refusals(results)] == [WrongState] * 2
    assert balance.of("order", order_id).returned == 900_000
