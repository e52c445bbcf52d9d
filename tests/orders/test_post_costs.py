"""What carriers are paid at their counters, parcel by parcel, against what buyers paid for it."""

from datetime import timedelta

import pytest

from marketplace.kernel import clock as house_clock
from marketplace.kernel.errors import DomainError, WrongState
from marketplace.kernel.money import Money
from marketplace.kernel.unit import unit_of_work
from marketplace.ledger import balances
from marketplace.orders import whereabouts
from marketplace.orders.post import boxes, costs as post_costs, parcels, postage
from marketplace.payments.desk import till
from marketplace.payments.postage_models import PostPayment, PostPaymentPart
from tests.support import factories as make
from tests.support.books import broken_by

pytestmark = pytest.mark.usefixtures("the_books_agree")
POSTAGE = 700_000


def posted(*codes):
    """Orders that were posted under these codes, with the public ids of their parcels."""
    orders, keys = [], []
    for code in codes:
        order = make.a_posted_order(make.a_live_listing(weight_g=700))
        (parcel,) = make.posted(order, code)
        orders.append(order)
        keys.append(parcel.public_id)
    return orders, keys


def pay(typed, total, money="bank", receipt="12-77", by=None):
    with unit_of_work():
        by = by or make.staff("clerk").id
        costs = {key: Money(one) if one is not None else None for key, one in typed.items()}
        return post_costs.pay(costs, Money(total), money=money, receipt=receipt, by=by)


def of(order):
    return {entry.kind: dict(entry.legs) for entry in balances.of_subject(("order", order.id))}


def test_each_order_knows_what_its_parcel_cost(session):
    orders, keys = posted("9876543210", "9876543220")
    assert {one.parcel.public_id for one in post_costs.unpaid()} == set(keys)
    pay({keys[0]: 450_000, keys[1]: None}, 1_300_000)
    assert of(orders[0])["postage_paid"] == {"postage:paid": 450_000, "bank": -450_000}
    assert of(orders[1])["postage_paid"] == {"postage:paid": 850_000, "bank": -850_000}
    assert balances.balance("postage:collected") == -2 * POSTAGE
    assert post_costs.unpaid() == []
    result = post_costs.earned(house_clock.now() - timedelta(days=1))
    assert (result.collected.amount, result.paid.amount) == (2 * POSTAGE, 1_300_000)
    assert result.rest.amount == 100_000


def test_what_the_receipt_does_not_say_is_shared_as_buyers_paid(session):
    orders, keys = posted("9876543210", "9876543220")
    pay(dict.fromkeys(keys), 1_000_001)
    parts = [of(order)["postage_paid"]["postage:paid"] for order in orders]
    assert sorted(parts) == [500_000, 500_001]


def test_cash_out_of_the_drawer_is_counted_with_it(session):
    orders, keys = posted("9876543210")
    clerk = make.staff("clerk").id
    before = till.open_(clerk)[0].expected
    pay({keys[0]: None}, 450_000, money="drawer")
    assert till.open_(clerk)[0].expected == before - Money(450_000)
    lying = {part.account: part.amount.amount for part in whereabouts.of(orders[0]).lying}
    assert lying == {f"drawer:{clerk}": orders[0].total - 450_000}
    with unit_of_work():
        till.count(clerk, before.amount - 450_000)
    assert till.open_(clerk) == []
    lying = {part.account: part.amount.amount for part in whereabouts.of(orders[0]).lying}
    assert lying == {"safe": orders[0].total - 450_000}


def test_one_box_is_paid_once_and_its_orders_share_it(session):
    first, second = (make.a_posted_order(mobile="09120000011") for _ in range(2))
    for order in (first, second):
        make.paid(make.at_office(order))
    (one,), (other,) = (postage.of_order(order) for order in (first, second))
    with unit_of_work():
        boxes.put_in(one, other)
    with unit_of_work():
        parcels.ship(one, "9876543210")
    (row,) = post_costs.unpaid()
    assert row.collected.amount == 2 * POSTAGE
    pay({one.public_id: None}, 900_000)
    for order in (first, second):
        assert of(order)["postage_paid"]["postage:paid"] == 450_000


@pytest.mark.parametrize(
    ("typed", "total", "more", "field"),
    [
        ((), 100, {}, "parcels"),
        ((None,), 100, {"receipt": " "}, "receipt"),
        ((None,), 100, {"money": "pocket"}, "money"),
        ((None,), 0, {}, "total"),
        ((500_000,), 400_000, {}, "total"),
        ((500_000, None), 500_000, {}, "total"),
        ((500_000, 300_000), 900_000, {}, "total"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_kept(session, typed, total, more, field):
    _orders, keys = posted("9876543210", "9876543220")
    with pytest.raises(DomainError) as refused:
        pay(dict(zip(keys, typed, strict=False)), total, **more)
    assert refused.value.field == field
    session.rollback()
    assert session.query(PostPayment).count() == 0


def test_the_same_receipt_twice_is_one(session):
    _orders, keys = posted("9876543210")
    pay({keys[0]: None}, 450_000)
    with pytest.raises(WrongState):
        pay({keys[0]: None}, 450_000)
    assert session.query(PostPayment).count() == 1


def test_a_mistake_is_undone_and_typed_anew(session):
    orders, keys = posted("9876543210")
    wrong = pay({keys[0]: None}, 4_500_000, money="drawer")
    with pytest.raises(DomainError), unit_of_work():
        post_costs.undo(wrong, " ")
    with unit_of_work():
        undoing = post_costs.undo(wrong, "یک صفر زیاد بود")
    assert (undoing.amount, undoing.paid_by) == (-4_500_000, wrong.paid_by)
    assert balances.balance("postage:paid") == 0
    with pytest.raises(DomainError), unit_of_work():
        post_costs.undo(wrong, "دوباره")
    with pytest.raises(DomainError), unit_of_work():
        post_costs.undo(undoing, "دوباره")
    pay({keys[0]: None}, 450_000)
    kinds = [entry.kind for entry in balances.of_subject(("order", orders[0].id))]
    assert kinds[-3:] == ["postage_paid", "postage_undone", "postage_paid"]
    assert [(one.payment.amount, one.undone) for one in post_costs.kept()] == [
        (450_000, False), (-4_500_000, False), (4_500_000, True),
    ]  # fmt: skip


def test_what_is_posted_once_more_is_paid_once_more(session):
    _orders, keys = posted("9876543210")
    pay({keys[0]: None}, 450_000)
    parcel = session.query(parcels.Parcel).filter_by(public_id=keys[0]).one()
    for act in (parcels.come_back, parcels.send_again):
        with unit_of_work():
            act(parcel)
    assert post_costs.unpaid() == []
    with unit_of_work():
        parcels.ship(parcel, "9876543299")
    pay({keys[0]: None}, 500_000)
    assert balances.balance("postage:paid") == 950_000


def test_the_check_sees_a_posting_that_was_never_booked(session):
    orders, keys = posted("9876543210")
    payment = pay({keys[0]: None}, 450_000)
    row = PostPaymentPart(
        payment_id=payment.id, parcel_id=payment.parts[0].parcel_id, order_id=orders[0].id,
        tracking_code="x", turn=0, amount=10,
    )  # fmt: skip
    assert broken_by(row) == ["postage", "postage"]
