"""Card to card: asked for when the amount is certain, proved, confirmed, refused, too late."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from marketplace.kernel import preferences
from marketplace.kernel.errors import DomainError, WrongState
from marketplace.kernel.money import Money
from marketplace.kernel.unit import unit_of_work
from marketplace.notify.models import Message
from marketplace.orders import checkout, fulfilments, lapse, vendor_orders
from marketplace.orders.paying import ahead, cashier
from marketplace.payments import balance, proofs, receipts, refunds
from marketplace.stock import lots
from tests.support import factories as make
from tests.support.doing import done, fresh


def told(session, order):
    session.rollback()
    query = select(Message.template).where(Message.recipient == order.mobile, ~Message.secret)
    return list(session.scalars(query.order_by(Message.id)))


def free(listing):
    return lots.free([listing.id])[listing.id]


def expired(session, order, clock):
    clock.advance(days=preferences.load().pay_days, minutes=1)
    done(lapse.sweep)
    return fresh(order)


def test_the_amount_is_asked_for_when_every_maker_has_answered(session):
    make.the_office_s_card()
    kept, declined = make.a_live_listing(), make.a_live_listing()
    order = make.an_order(kept, declined, pay_method="card")
    done(vendor_orders.accept, order.vendor_orders[0])
    assert fresh(order).pay_by is None
    assert not ahead.provable(order)
    done(vendor_orders.decline, order.vendor_orders[1], "فروخته شد")
    assert fresh(order).pay_by is not None
    assert ahead.due(order).amount == kept.price
    assert told(session, order).count("order_pay") == 1


def test_a_card_is_asked_for_only_while_the_office_has_one(session):
    with pytest.raises(DomainError) as refusal:
        make.an_order(pay_method="card")
    assert refusal.value.field == "pay_method"
    session.rollback()
    make.the_office_s_card()
    basket = make.a_basket(make.a_live_listing(), pay_method="card")
    code = make.a_code_for(basket.mobile)
    done(preferences.change, card_number="")
    with pytest.raises(DomainError), unit_of_work():
        checkout.confirm(basket, code, *make.seen(basket), "a browser", "fa")


def test_a_confirmed_proof_pays_the_order_and_the_pieces_may_leave(session):
    order = make.at_office(make.a_card_order())
    (fulfilment,) = order.vendor_orders[0].fulfilments
    with pytest.raises(DomainError):
        done(fulfilments.hand_over, fulfilment)
    session.rollback()
    payment = make.confirmed(make.a_proof(order))
    assert (payment.method, payment.holder, payment.amount) == ("card", "office", order.total)
    assert receipts.number(payment).endswith("-000001")
    assert fresh(order).paid_at is not None
    assert told(session, order)[-2:] == ["order_paid", "order_ready_paid"]
    done(fulfilments.hand_over, fulfilment)
    assert fresh(order).state == "closed"


def test_one_tracking_number_counts_once_however_it_is_typed(session):
    one, other = make.a_card_order(), make.a_card_order()
    make.a_proof(one, "00 1405-0902")
    with pytest.raises(DomainError) as refusal:
        make.a_proof(other, "۱۴۰۵۰۹۰۲")
    assert refusal.value.field == "number"


def test_a_refused_number_may_be_sent_again_and_the_buyer_has_a_day_for_it(session, clock):
    order = make.a_card_order()
    proof = make.a_proof(order)
    clock.advance(days=3)
    done(lapse.sweep)
    assert fresh(order).state == "making"
    done(ahead.refuse, proof, "not_found", "", make.staff("treasurer").id)
    assert told(session, order)[-1] == "order_proof_not_found"
    done(lapse.sweep)
    assert fresh(order).state == "making"
    assert make.a_proof(order).state == "waiting"


def test_refusing_for_another_reason_needs_words(session):
    proof = make.a_proof(make.a_card_order())
    with pytest.raises(DomainError) as refusal:
        done(ahead.refuse, proof, "other", " ", make.staff("treasurer").id)
    assert refusal.value.field == "words"


def test_a_decided_proof_is_not_decided_again(session):
    proof = make.a_proof(make.a_card_order())
    make.confirmed(proof)
    with pytest.raises(WrongState):
        done(ahead.refuse, proof, "not_found", "", make.staff("treasurer").id)
    session.rollback()
    with pytest.raises(WrongState):
        make.confirmed(proof)


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"last4": "12x4"}, "last4"),
        ({"number": "۱۲"}, "number"),
        ({"number": "a" * 60}, "number"),
        ({"ahead": timedelta(hours=2)}, "paid_on"),
        ({"ahead": -timedelta(days=9)}, "paid_on"),
    ],
)
def test_what_cannot_be_is_said_beside_its_field(session, clock, said, field):
    order = make.a_card_order()
    if ahead := said.pop("ahead", None):
        said["paid_at"] = clock.now() + ahead
    with pytest.raises(DomainError) as refusal:
        make.a_proof(order, **{"number": "99887766"} | said)
    assert refusal.value.field == field


def test_money_in_parts_is_counted_and_gives_more_time(session, clock):
    order = make.a_card_order()
    half = Money(order.total // 2)
    make.confirmed(make.a_proof(order, "1111", amount=half))
    assert fresh(order).paid_at is None
    assert told(session, order)[-1] == "order_part_paid"
    assert expired(session, order, clock).state == "making"
    assert cashier.due(order).amount == order.total - half.amount
    make.confirmed(make.a_proof(order, "2222"))
    assert fresh(order).paid_at is not None


def test_the_rest_may_be_paid_in_cash(session):
    order = make.at_office(make.a_card_order())
    make.confirmed(make.a_proof(order, amount=Money(order.total - 1_000_000)))
    payment = done(cashier.take, fresh(order), 1_500_000, make.staff("clerk").id)
    assert (payment.amount, payment.change) == (1_000_000, 500_000)
    assert fresh(order).paid_at is not None


def test_what_was_paid_too_much_is_owed_back(session):
    order = make.a_card_order()
    make.confirmed(make.a_proof(order), Money(order.total + 700_000))
    (due,) = refunds.open_of(("order", order.id))
    assert (due.amount, due.reason) == (700_000, "surplus")
    assert fresh(order).paid == order.total


def test_the_reminder_comes_once_before_the_end(session, clock):
    order = make.a_card_order()
    clock.advance(days=1, hours=13)
    for _minute in range(2):
        done(lapse.sweep)
    assert told(session, order).count("order_pay_reminder") == 1


def test_the_end_frees_the_pieces_and_everybody_is_told(session, clock):
    listing = make.a_live_listing()
    order = make.a_card_order(listing)
    assert free(listing) == 0
    assert expired(session, order, clock).state == "lapsed"
    assert free(listing) == 1
    assert told(session, order)[-1] == "order_unpaid"
    assert order.vendor_orders[0].state == "lapsed"


def test_late_money_takes_the_order_up_again_when_the_piece_is_still_free(session, clock):
    listing = make.a_live_listing()
    order = make.at_office(make.a_card_order(listing))
    assert expired(session, order, clock).state == "lapsed"
    proof = make.a_proof(order, amount=Money(order.total))
    make.confirmed(proof, restore=True)
    order = fresh(order)
    assert (order.state, order.paid_at is not None, free(listing)) == ("ready", True, 0)
    done(fulfilments.hand_over, order.vendor_orders[0].fulfilments[0])
    assert fresh(order).state == "closed"


def test_late_money_keeps_what_is_free_and_owes_the_rest_back(session, clock):
    taken, still = make.a_live_listing(), make.a_live_listing()
    order = make.a_card_order(taken, still)
    paid = order.total
    assert expired(session, order, clock).state == "lapsed"
    make.an_order(taken)
    make.confirmed(make.a_proof(order, amount=Money(paid)), restore=True)
    order = fresh(order)
    assert (order.state, order.total, order.paid_at is not None) == ("making", still.price, True)
    (due,) = refunds.open_of(("order", order.id))
    assert due.amount == paid - still.price


def test_late_money_for_one_maker_s_two_pieces_of_which_one_is_gone(session, clock):
    maker = make.a_maker()
    taken, still = make.a_live_listing(maker), make.a_live_listing(maker)
    order = make.a_card_order(taken, still)
    paid = order.total
    assert expired(session, order, clock).state == "lapsed"
    make.an_order(taken)
    make.confirmed(make.a_proof(order, amount=Money(paid)), restore=True)
    order = fresh(order)
    (part,) = order.vendor_orders
    assert [line.listing_id for line in part.kept] == [still.id]
    assert (part.total, order.total) == (still.price, still.price)
    assert len(part.fulfilments[0].lines) == 1


def test_late_money_for_nothing_that_is_left_goes_back(session, clock):
    listing = make.a_live_listing()
    order = make.a_card_order(listing)
    paid = order.total
    assert expired(session, order, clock).state == "lapsed"
    make.an_order(listing)
    proof = make.a_proof(order, amount=Money(paid))
    with pytest.raises(DomainError):
        make.confirmed(proof, restore=True)
    session.rollback()
    make.confirmed(proof)
    assert fresh(order).state == "lapsed"
    assert balance.of("order", order.id).owed == paid
    assert told(session, order)[-1] == "order_money_late"
    (due,) = refunds.open_of(("order", order.id))
    by = make.staff("treasurer").id
    done(ahead.give_back, due, by, last4="۱۲۳۴", reference="۷۷۷۰۰۱")
    assert told(session, order)[-1] == "order_returned_card"
    stands = balance.of("order", order.id)
    assert (stands.captured, stands.returned, stands.owed) == (paid, paid, 0)


def test_undoing_the_payment_of_money_that_never_came_owes_nothing(session):
    order = make.a_card_order()
    payment = make.confirmed(make.a_proof(order), Money(order.total + 500_000))
    done(cashier.correct, payment, "اشتباه در خواندن حساب")
    assert refunds.open_of(("order", order.id)) == []
    order = fresh(order)
    assert (order.paid, order.paid_at) == (0, None)


def test_money_given_back_cannot_be_undone(session):
    order = make.a_card_order()
    payment = make.confirmed(make.a_proof(order), Money(order.total + 500_000))
    (due,) = refunds.open_of(("order", order.id))
    done(ahead.give_back, due, make.staff("treasurer").id)
    with pytest.raises(DomainError):
        done(cashier.correct, payment, "اشتباه")


def test_a_corrected_transfer_waits_for_a_person_again_and_its_order_does_not_lapse(session, clock):
    order = make.a_card_order()
    proof = make.a_proof(order)
    payment = make.confirmed(proof, Money(order.total // 10))
    done(cashier.correct, payment, "مبلغ اشتباه بود")
    session.refresh(proof)
    assert (proof.state, proof.payment_id, proof.decided_at) == ("waiting", None, None)
    assert expired(session, order, clock).state != "lapsed"
    make.confirmed(proof)
    assert fresh(order).paid_at is not None


def test_a_corrected_transfer_that_is_refused_frees_its_number(session):
    order = make.a_card_order()
    proof = make.a_proof(order, "778899")
    done(cashier.correct, make.confirmed(proof), "برای سفارش دیگری بود")
    done(ahead.refuse, proof, "not_found", "", make.staff("treasurer").id)
    assert make.a_proof(order, "778899").state == "waiting"


def test_while_another_transfer_waits_none_is_corrected(session):
    order = make.a_card_order()
    payment = make.confirmed(make.a_proof(order, "11112222"), Money(order.total // 10))
    make.a_proof(order, "33334444")
    with pytest.raises(DomainError) as refusal:
        done(cashier.correct, payment, "مبلغ اشتباه بود")
    assert refusal.value.sentence == proofs.ANOTHER_WAITS
