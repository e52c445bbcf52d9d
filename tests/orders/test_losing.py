"""A parcel that the post lost: who bears it, what is owed back, what the post is asked for."""

import pytest
from sqlalchemy import select

from marketplace.kernel.db import session as db
from marketplace.kernel.errors import DomainError, WrongState
from marketplace.kernel.unit import unit_of_work
from marketplace.ledger import balances
from marketplace.notify.models import Message
from marketplace.orders.losses import claims, losing
from marketplace.orders.losses.claim_models import ClaimSettlement
from marketplace.orders.paying import cashier
from marketplace.orders.post import boxes, parcels, postage
from marketplace.orders.returns import crediting, returning
from marketplace.payments import refunds
from marketplace.payments.models import Payment
from marketplace.stock.models import CustodyMove
from tests.support import factories as make
from tests.support.books import broken_by
from tests.support.doing import fresh

pytestmark = pytest.mark.usefixtures("the_books_agree")
PRICE, POSTAGE = 18_500_000, 700_000
WORDS = "پست رسماً گفت گم شده است"


def under_way(code="9876543210"):
    """An order of one piece, paid and posted; with its parcel."""
    order = make.a_posted_order(make.a_live_listing(weight_g=700))
    (parcel,) = make.posted(order, code)
    return order, parcel


def lose(parcel, liable="post", reason=WORDS):
    with unit_of_work():
        return losing.lose(parcel, liable, reason, make.staff("clerk").id)


def answer(note, paid, **said):
    with unit_of_work():
        return claims.settle(note, paid, make.staff("treasurer").id, **said)


def held(order):
    """What each account holds of this order."""
    found = {}
    for entry in balances.of_subject(("order", order.id)):
        for account, amount in entry.legs:
            found[account] = found.get(account, 0) + amount
    return {account: amount for account, amount in found.items() if amount}


def test_the_post_owes_the_price_and_the_postage_and_the_maker_keeps_her_share(session):
    order, parcel = under_way()
    (note,) = lose(parcel)
    order = fresh(order)
    assert (parcel.state, order.state, order.returned) == ("lost", "closed", PRICE + POSTAGE)
    assert (note.kind, note.liable_party, note.amount) == ("loss", "post", PRICE + POSTAGE)
    assert sum(due.amount for due in refunds.open_of(("order", order.id))) == PRICE + POSTAGE
    vendor = f"vendor:{order.vendor_orders[0].vendor_id}"
    drawer = f"drawer:{make.staff('clerk').id}"
    assert held(order) == {
        drawer: PRICE + POSTAGE, "claims:post": PRICE + POSTAGE,
        "refunds:due": -PRICE - POSTAGE, vendor: -PRICE * 9 // 10, "commission": -PRICE // 10,
        "postage:collected": -POSTAGE,
    }  # fmt: skip
    kinds = [entry.kind for entry in balances.of_subject(("order", order.id))]
    assert kinds[2] == "loss_post"
    line = order.vendor_orders[0].lines[0].id
    moves = db.scalars(select(CustodyMove).filter_by(line_id=line).order_by(CustodyMove.id))
    last = list(moves)[-1]
    assert (last.from_place, last.to_place) == ("post", "written_off")


@pytest.mark.parametrize(
    ("liable", "bearer", "hers"),
    [("office", "returns", PRICE * 9 // 10), ("vendor", None, -POSTAGE)],
)
def test_the_office_or_the_maker_may_bear_it(session, liable, bearer, hers):
    order, parcel = under_way()
    lose(parcel, liable)
    order = fresh(order)
    found = held(order)
    vendor = f"vendor:{order.vendor_orders[0].vendor_id}"
    assert found.get(vendor, 0) == -hers
    assert found.get("commission", 0) == 0
    if bearer:
        assert found[bearer] == PRICE * 9 // 10 + POSTAGE
    assert "claims:post" not in found
    assert claims.open_() == []


def test_its_buyer_and_its_maker_are_told(session):
    _order, parcel = under_way()
    lose(parcel)
    told = session.scalars(select(Message.template)).all()
    assert {"order_lost", "vendor_order_lost"} <= set(told)
    assert "vendor_order_lost_hers" not in told


@pytest.mark.parametrize(
    ("liable", "reason", "field"), [("post", " ", "reason"), ("sky", WORDS, "liable")]
)
def test_nothing_is_lost_without_a_reason_and_a_bearer(session, liable, reason, field):
    _order, parcel = under_way()
    with pytest.raises(DomainError) as said:
        lose(parcel, liable, reason)
    assert said.value.field == field


def test_what_never_left_or_is_lost_already_cannot_be_lost(session):
    order = make.a_posted_order()
    (parcel,) = session.scalars(select(losing.Parcel).filter_by(order_id=order.id)).all()
    with pytest.raises(WrongState):
        lose(parcel)
    _order, another = under_way()
    lose(another)
    with pytest.raises(WrongState):
        lose(another)


def test_it_may_have_counted_as_delivered(session):
    order, parcel = under_way()
    with unit_of_work():
        parcels.deliver(parcel, "presumed")
    (note,) = lose(parcel)
    order = fresh(order)
    assert (order.state, note.amount) == ("closed", PRICE + POSTAGE)
    line = order.vendor_orders[0].lines[0].id
    moves = db.scalars(select(CustodyMove).filter_by(line_id=line).order_by(CustodyMove.id))
    assert [move.to_place for move in moves][-2:] == ["customer", "written_off"]
    assert returning.returnable(order) == []


def test_what_was_paid_wrongly_is_put_right_first(session):
    order, parcel = under_way()
    payment = session.scalars(select(Payment).filter_by(subject_id=order.id)).one()
    with unit_of_work():
        cashier.correct(payment, "دو بار نوشته شد")
    with pytest.raises(WrongState):
        lose(parcel)


def test_one_box_of_two_orders_is_two_notes(session):
    first, second = (make.a_posted_order(mobile="09120000011") for _ in range(2))
    for order in (first, second):
        make.paid(make.at_office(order))
    (one,), (other,) = (postage.of_order(order) for order in (first, second))
    with unit_of_work():
        boxes.put_in(one, other)
    with unit_of_work():
        parcels.ship(one, "9876543210")
    notes = lose(one)
    assert {note.order_id for note in notes} == {first.id, second.id}
    assert [claim.amount.amount for claim in claims.open_()] == [PRICE + POSTAGE] * 2


def test_the_post_pays_the_whole(session):
    order, parcel = under_way()
    (note,) = lose(parcel)
    (claim,) = claims.open_()
    assert (claim.amount.amount, claim.turn) == (PRICE + POSTAGE, 0)
    answer(note, PRICE + POSTAGE, reference="140509-9")
    found = held(order)
    assert "claims:post" not in found
    assert found["bank"] == PRICE + POSTAGE
    assert claims.open_() == []
    assert [one.note.id for one in claims.answered()] == [note.id]


def test_the_post_pays_a_part_or_nothing_and_the_office_bears_the_rest(session):
    order, parcel = under_way()
    (note,) = lose(parcel)
    answer(note, 5_000_000, reference="140509-9", reason="بیمهٔ بسته تا پانصد هزار تومان بود")
    found = held(order)
    assert (found["bank"], found["returns"]) == (5_000_000, PRICE + POSTAGE - 5_000_000)
    other, parcel = under_way("9876543215")
    (note,) = lose(parcel)
    answer(note, 0, reason="بسته بیمه نداشت")
    assert held(other)["returns"] == PRICE + POSTAGE


@pytest.mark.parametrize(
    ("paid", "said", "field"),
    [
        (PRICE * 10, {"reference": "1"}, "paid"),
        (-1, {"reason": "x"}, "paid"),
        (PRICE + POSTAGE, {}, "reference"),
        (PRICE, {"reference": "1"}, "reason"),
    ],
)
def test_an_answer_that_cannot_be_is_refused(session, paid, said, field):
    _order, parcel = under_way()
    (note,) = lose(parcel)
    with pytest.raises(DomainError) as refused:
        answer(note, paid, **said)
    assert refused.value.field == field


def test_an_answer_twice_is_one_and_a_wrong_one_is_undone(session):
    order, parcel = under_way()
    (note,) = lose(parcel)
    answer(note, 0, reason="بیمه نداشت")
    with pytest.raises(WrongState):
        answer(note, 0, reason="بیمه نداشت")
    with unit_of_work():
        claims.reopen(note, "پول رسید", make.staff("treasurer").id, seen=1)
    assert held(order)["claims:post"] == PRICE + POSTAGE
    assert "returns" not in held(order)
    answer(note, PRICE + POSTAGE, reference="140509-10", seen=2)
    assert held(order)["bank"] == PRICE + POSTAGE
    kinds = [entry.kind for entry in balances.of_subject(("order", order.id))]
    assert kinds[-3:] == ["claim_settled", "claim_reopened", "claim_settled"]
    with pytest.raises(WrongState), unit_of_work():
        claims.reopen(note, "دیر", make.staff("treasurer").id, seen=1)


def test_damage_that_the_post_bears_is_claimed_too(session):
    order, parcel = under_way()
    with unit_of_work():
        parcels.deliver(parcel)
    line = order.vendor_orders[0].lines[0]
    asked = returning.Asked([(line.id, 1, True)], "شکسته رسید", "post", 0, make.staff("clerk").id)
    with unit_of_work():
        note = returning.take_back(order, asked)
    (claim,) = claims.of_order(order.id)
    assert (claim.note.id, claim.amount.amount) == (note.id, PRICE)
    assert crediting.of_order(order.id)[0].kind == "return"


def test_the_check_sees_an_answer_that_was_never_booked(session):
    _order, parcel = under_way()
    (note,) = lose(parcel)
    row = ClaimSettlement(
        note_id=note.id, turn=0, paid=0, borne=10, currency="IRR", reason="بیمه نداشت",
        by=make.staff("treasurer").id,
    )  # fmt: skip
    assert broken_by(row) == ["claims"]
