"""Several payments for one order: a deposit, a split, and a total that rose after it was paid."""

from dataclasses import asdict

import pytest

from marketplace.kernel.errors import DomainError
from marketplace.kernel.money import Money
from marketplace.kernel.unit import unit_of_work
from marketplace.ledger import balances
from marketplace.notify.models import Message
from marketplace.orders import cancelling, correcting, fulfilments
from marketplace.orders.paying import ahead, cashier, unpaid
from marketplace.orders.post import postage, readdressing
from marketplace.orders.post.addresses import Typed
from marketplace.orders.returns import crediting
from marketplace.payments import receipts, refunds
from marketplace.payments.desk.reader import Slip
from marketplace.payments.foreign import rates
from tests.support import factories as make
from tests.support.doing import done, fresh
from tests.support.zarinpal import an_online_order, begun, came_back

pytestmark = pytest.mark.usefixtures("the_books_agree")
EACH, MORE = 4_000_000, 2
WHY = "دو تا می‌خواست"


def clerk():
    return make.staff("clerk").id


def by_cash(order):
    done(cashier.take, order, cashier.due(order).amount, clerk())


def by_reader(order):
    done(cashier.take_by_reader, order, cashier.due(order).amount, Slip("778899", "1234", ""),
         clerk())  # fmt: skip


def by_euro(order):
    treasurer = make.staff("treasurer").id
    done(rates.set_, "EUR", Money(1_000_000), by=treasurer, source="صرافی", sure=True)
    done(cashier.take_foreign, order, Money(100 * (EACH // 1_000_000), "EUR"), clerk())


def by_card(order):
    make.confirmed(make.a_proof(order, "778811"))


def stocked(quantity=5):
    return make.a_live_listing(kind="stocked", quantity=quantity, price=EACH)


def first_line(order):
    return order.vendor_orders[0].lines[0]


def sold(order):
    """What the books hold of its sale on the buyer's account, and as sold in all."""
    found = {}
    for entry in balances.of_subject(("order", order.id)):
        for account, amount in entry.legs:
            found[account] = found.get(account, 0) + amount
    return found.get("buyer", 0), -found.get(f"vendor:{order.vendor_orders[0].vendor_id}", 0)


@pytest.mark.parametrize("pay", [by_cash, by_reader, by_euro, by_card])
def test_more_pieces_after_paying_leave_the_rest_and_any_way_pays_it(session, pay):
    order = make.a_card_order((stocked(), 1))
    make.confirmed(make.a_proof(order))
    done(correcting.set_quantity, first_line(order), MORE, WHY)
    order = fresh(order)
    assert (order.paid_at, order.paid, order.total) == (None, EACH, 2 * EACH)
    assert sold(order) == (-EACH, 0), "what she paid is hers until all of it is there"
    message = session.query(Message).filter_by(template="order_corrected_owes").one()
    assert message.facts["total"]["amount"] == EACH
    part = order.vendor_orders[0].fulfilments[0]
    done(fulfilments.arrive, part)
    with pytest.raises(DomainError):
        done(fulfilments.hand_over, part)
    session.rollback()
    pay(fresh(order))
    order = fresh(order)
    assert order.paid_at is not None
    assert sold(order) == (0, 2 * EACH * 9 // 10)
    assert [row.amount.amount for row in receipts.standing("order", order.id)] == [EACH, EACH]
    done(fulfilments.hand_over, part)


def test_more_pieces_after_paying_online_are_paid_online(session, zarinpal):
    order = an_online_order((stocked(), 1))
    first = begun(order)
    zarinpal.do("pay", first.reference)
    came_back(first)
    done(correcting.set_quantity, first_line(order), MORE, WHY)
    second = begun(fresh(order))
    assert second.amount == EACH, "only what is missing is asked of the gateway"
    zarinpal.do("pay", second.reference)
    came_back(second)
    order = fresh(order)
    assert (order.paid_at is not None, order.paid) == (True, 2 * EACH)
    assert sold(order) == (0, 2 * EACH * 9 // 10)


def moved(order, province, **how):
    there = Typed(**{**asdict(make.an_address()), "province": province})
    done(readdressing.correct, order, there, "شهر را اشتباه نوشت", **how)


def posted(province):
    order = make.accepted(make.a_posted_order(make.a_live_listing(weight_g=300), province=province))
    return make.paid(order)


def test_an_address_farther_away_asks_for_the_rest_of_the_postage(session):
    order = posted("alborz")
    before = order.postage
    moved(order, "gilan")
    assert fresh(order).postage == before, "without a word it stays as it was agreed"
    moved(order, "gilan", reprice=True)
    order = fresh(order)
    (parcel,) = postage.of_order(order)
    assert (before, order.postage, parcel.zone) == (600_000, 700_000, "far")
    assert (order.paid_at, ahead.due(order).amount) == (None, 100_000)
    assert session.query(Message).filter_by(template="order_readdressed_owes").count() == 1
    by_cash(order)
    assert fresh(order).paid_at is not None
    assert balances.balance("postage:collected") == -700_000


def test_an_address_nearer_by_owes_the_difference_back_with_a_note(session):
    order = posted("tehran")
    moved(order, "qazvin", reprice=True)
    order = fresh(order)
    assert (order.postage, order.paid_at is not None) == (500_000, True)
    assert [due.amount for due in refunds.open_of(("order", order.id))] == [200_000]
    (note,) = crediting.of_order(order.id)
    assert (note.kind, note.amount, note.lines[0].line_id) == ("cancellation", 200_000, None)
    assert balances.balance("postage:collected") == -500_000


def heavy(grams, quantity=9):
    piece = make.a_live_listing(kind="stocked", quantity=quantity, price=EACH, weight_g=grams)
    return make.paid(make.accepted(make.a_posted_order(piece, province="alborz")))


def test_more_pieces_make_a_heavier_parcel_and_its_postage_is_asked_for_too(session):
    order = heavy(700)
    (parcel,) = postage.of_order(order)
    before, grams = order.postage, parcel.grams
    done(correcting.set_quantity, first_line(order), MORE, WHY)
    order = fresh(order)
    (parcel,) = postage.of_order(order)
    more = parcel.postage - before
    assert (parcel.grams, order.postage, more > 0) == (grams + 700, parcel.postage, True)
    assert (order.paid_at, ahead.due(order).amount) == (None, EACH + more)
    by_cash(order)
    assert balances.balance("postage:collected") == -order.postage
    done(correcting.set_quantity, first_line(fresh(order)), 1, "همان یکی")
    order = fresh(order)
    assert (order.postage, postage.of_order(order)[0].grams) == (before, grams)
    assert sum(due.amount for due in refunds.open_of(("order", order.id))) == EACH + more


def test_more_than_the_post_carries_is_refused_and_nothing_is_changed(session, client):
    order = heavy(1_500)
    make.sign_in_as(client, "clerk")
    line = first_line(order).id
    at = f"/office/orders/{order.code}/lines/{line}"
    refused = client.post(at, data={f"{line}-quantity": "9", f"{line}-reason": WHY})
    assert refused.status_code == 422
    assert "سنگین‌ترین بستهٔ این روش" in refused.text
    order = fresh(order)
    assert (first_line(order).quantity, order.total) == (1, EACH + order.postage)
    assert order.paid_at is not None


def test_where_the_tariff_names_no_price_nothing_is_changed(session):
    order = posted("alborz")
    (parcel,) = postage.of_order(order)
    with unit_of_work():
        parcel.grams = 9_000
    with pytest.raises(DomainError):
        moved(order, "gilan", reprice=True)
    assert fresh(order).postage == 600_000


def test_the_page_of_the_address_lets_the_postage_follow(session, client):
    order = posted("alborz")
    make.sign_in_as(client, "clerk")
    typed = asdict(make.an_address()) | {"province": "gilan", "phone": "09000010099",
                                         "reason": "شهر", "reprice": "y"}  # fmt: skip
    at = f"/office/orders/{order.code}/address"
    assert "هزینهٔ پست با نشانی تازه" in client.get(at).text
    assert client.post(at, data=typed).status_code == 303
    assert fresh(order).postage == 700_000
    assert "۱۰٬۰۰۰" in client.get(f"/desk/orders/{order.code}").text


def test_a_deposit_is_the_buyers_until_the_rest_comes(session, clock):
    listing = make.a_live_listing(kind="made_to_order", lead_days=20, price=EACH)
    order = make.accepted(make.an_order(listing))
    deposit = EACH * 3 // 10
    done(cashier.take, order, deposit, clerk(), part=True)
    order = fresh(order)
    assert (order.paid_at, order.paid, cashier.due(order).amount) == (None, deposit, EACH - deposit)
    assert sold(order) == (-deposit, 0)
    clock.advance(days=15)
    with unit_of_work():
        unpaid.expire()
    part = order.vendor_orders[0].fulfilments[0]
    done(fulfilments.arrive, part)
    with pytest.raises(DomainError):
        done(fulfilments.hand_over, part)
    session.rollback()
    by_reader(fresh(order))
    order = fresh(order)
    assert sold(order) == (0, EACH * 9 // 10)
    done(fulfilments.hand_over, part)
    assert fresh(order).state == "closed"


def test_a_deposit_goes_back_with_the_order(session):
    listing = make.a_live_listing(kind="made_to_order", lead_days=20, price=EACH)
    order = make.accepted(make.an_order(listing))
    done(cashier.take, order, EACH // 4, clerk(), part=True)
    done(cancelling.by_staff, order, [first_line(order).id], "پشیمان شد")
    assert [due.amount for due in refunds.open_of(("order", order.id))] == [EACH // 4]


def test_a_split_over_cash_notes_and_two_cards_makes_the_whole(session):
    treasurer = make.staff("treasurer").id
    done(rates.set_, "EUR", Money(1_000_000), by=treasurer, source="صرافی", sure=True)
    order = make.at_office(make.an_order(stocked()))
    done(cashier.take, order, 500_000, clerk(), part=True)
    done(cashier.take_foreign, order, Money(100, "EUR"), clerk(), part=True)
    for place, trace in enumerate(("11", "12")):
        rest = cashier.due(fresh(order)).amount
        amount = 1_500_000 if place == 0 else rest
        done(cashier.take_by_reader, order, amount, Slip(trace, "1234", ""), clerk(),
             part=place == 0)  # fmt: skip
    order = fresh(order)
    assert order.paid_at is not None
    assert sold(order) == (0, EACH * 9 // 10)
    assert len(receipts.standing("order", order.id)) == 4
