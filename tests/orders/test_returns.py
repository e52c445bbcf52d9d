"""Pieces that come back after they reached the buyer."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError

from marketplace.kernel import clock
from marketplace.kernel.errors import DomainError, WrongState
from marketplace.kernel.unit import unit_of_work
from marketplace.ledger.models import Posting
from marketplace.notify.models import Message
from marketplace.orders import cancelling, fulfilments
from marketplace.orders.models import Order
from marketplace.orders.paying import ahead, cashier
from marketplace.orders.post import parcels, postage
from marketplace.orders.returns import crediting, returning
from marketplace.orders.returns.returning import Asked
from marketplace.papers import issuing
from marketplace.papers.models import Paper
from marketplace.payments import balance, refunds
from marketplace.payments.models import Payment
from marketplace.stock import lots
from marketplace.stock.models import CustodyMove
from tests.support import factories as make
from tests.support.doing import fresh

pytestmark = pytest.mark.usefixtures("the_books_agree")


def handed_over(*listings, **fields):
    """An order that its buyer paid and took away."""
    order = make.paid(make.at_office(make.an_order(*listings, **fields)))
    with unit_of_work():
        for part in order.vendor_orders:
            for one in part.fulfilments:
                fulfilments.hand_over(one)
    return order


def back(order, *pieces, **said):
    """Pieces as (line's place, how many, damaged), taken back by a clerk."""
    keys = [line.id for part in order.vendor_orders for line in part.lines]
    said = {"reason": "رنگش فرق داشت", "liable_party": "office", "seen": 0} | said
    wanted = [(keys[place], many, damaged) for place, many, damaged in pieces]
    with unit_of_work():
        return returning.take_back(order, Asked(wanted, by=make.staff("clerk").id, **said))


def test_a_piece_that_comes_back_is_for_sale_again_and_its_price_is_owed(session):
    listing = make.a_live_listing()
    order = handed_over(listing)
    note = back(order, (0, 1, False))
    order = fresh(order)
    assert (note.amount, order.returned, order.paid) == (listing.price, listing.price, 0)
    assert order.paid_at is not None
    assert order.state == "closed"
    (due,) = refunds.open_of(("order", order.id))
    assert (due.amount, due.liable_party) == (listing.price, "office")
    assert lots.free([listing.id])[listing.id] == 1
    assert session.get_one(type(listing), listing.id).state == "live"
    move = session.scalars(select(CustodyMove).order_by(CustodyMove.id.desc())).first()
    assert (move.from_place, move.to_place) == ("customer", "office")
    told = session.scalars(select(Message.template).order_by(Message.id)).all()
    assert {"order_taken_back", "vendor_order_taken_back"} <= set(told)


def test_a_damaged_piece_is_written_off(session):
    listing = make.a_live_listing()
    order = handed_over(listing)
    back(order, (0, 1, True), liable_party="vendor")
    assert lots.free([listing.id])[listing.id] == 0
    move = session.scalars(select(CustodyMove).order_by(CustodyMove.id.desc())).first()
    assert move.to_place == "written_off"


def test_the_credit_note_is_a_paper_that_stays_as_it_was(session):
    order = handed_over(make.a_live_listing(), name="نگار ب")
    note = back(order, (0, 1, False))
    paper = session.scalars(select(Paper).filter_by(kind="credit")).one()
    assert paper.shown_number == crediting.number(note)
    said = issuing.content(paper)
    assert (said["buyer"], said["amount"], said["lines"][0]["count"]) == ("نگار ب", note.amount, 1)
    for table in ("credit_note", "credit_line", "paper"):
        with pytest.raises(DBAPIError), unit_of_work():
            session.execute(text(f"DELETE FROM {table}"))
    with pytest.raises(DBAPIError), unit_of_work():
        session.execute(text("UPDATE credit_note SET amount = amount + 10"))


def test_numbers_of_credit_notes_have_no_gap(session):
    order = handed_over((make.a_live_listing(quantity=4), 3))
    first = back(order, (0, 1, False))
    with pytest.raises(DomainError):
        back(order, (0, 9, False), seen=1)
    second = back(order, (0, 2, False), seen=1)
    assert (first.number, second.number) == (1, 2)


def test_the_same_form_twice_is_one_return_and_another_tab_learns_of_it(session):
    order = handed_over((make.a_live_listing(quantity=4), 3))
    note = back(order, (0, 1, False))
    assert back(order, (0, 1, False)).id == note.id
    with pytest.raises(WrongState):
        back(order, (0, 2, False))
    assert fresh(order).vendor_orders[0].lines[0].returned == 1
    assert sum(due.amount for due in refunds.open_of(("order", order.id))) == note.amount


def test_never_more_pieces_than_the_buyer_has(session):
    order = handed_over((make.a_live_listing(quantity=4), 2))
    for pieces in ([(0, 3, False)], [(0, 1, False), (0, 2, True)], [(0, 0, False)], []):
        with pytest.raises(DomainError):
            back(order, *pieces)
    back(order, (0, 1, False), (0, 1, True))
    with pytest.raises(DomainError):
        back(order, (0, 1, False), seen=1)
    stands = balance.of("order", order.id)
    assert stands.owed == stands.captured


def test_parts_of_a_line_add_up_to_its_share_and_tax(session):
    order = handed_over((make.a_live_listing(quantity=7, price=1_234_570), 7))
    line = order.vendor_orders[0].lines[0]
    notes = [back(order, (0, many, False), seen=seen) for seen, many in enumerate((1, 2, 3, 1))]
    parts = [part for note in notes for part in note.lines]
    assert sum(part.amount for part in parts) == line.unit_price * 7
    assert sum(part.commission for part in parts) == line.commission
    assert sum(part.share for part in parts) == line.share


def test_after_its_time_only_with_a_reason_of_the_staff(session):
    order = handed_over(make.a_live_listing())
    with unit_of_work():
        part = session.get_one(Order, order.id).vendor_orders[0]
        part.fulfilments[0].handed_over_at = clock.now() - timedelta(days=8)
    with pytest.raises(DomainError) as refused:
        back(order, (0, 1, False))
    assert refused.value.field == "late_reason"
    note = back(order, (0, 1, False), late_reason="بیمارستان بودند")
    assert note.late_reason == "بیمارستان بودند"


def test_nothing_comes_back_that_has_not_left_or_is_not_paid(session):
    order = make.paid(make.at_office(make.an_order()))
    with pytest.raises(DomainError):
        back(order, (0, 1, False))
    gone = handed_over(make.a_live_listing())
    with unit_of_work():
        payment = session.scalars(select(Payment).filter_by(subject_id=gone.id)).one()
        cashier.correct(payment, "اشتباه")
    with pytest.raises(WrongState):
        back(gone, (0, 1, False))


def test_money_is_given_back_up_to_what_was_captured_and_the_payment_stays(session):
    order = handed_over((make.a_live_listing(quantity=3), 3))
    back(order, (0, 1, False))
    back(order, (0, 2, False), seen=1)
    for due in refunds.open_of(("order", order.id)):
        with unit_of_work():
            ahead.give_back(due, make.staff("treasurer").id)
    stands = balance.of("order", order.id)
    assert (stands.returned, stands.owed, stands.kept) == (stands.captured, 0, 0)


def test_a_whole_posted_order_comes_back_with_its_postage(session):
    order = make.a_posted_order()
    for parcel in make.posted(order):
        with unit_of_work():
            parcels.deliver(parcel)
    note = back(order, (0, 1, True), liable_party="post", postage=True)
    order = fresh(order)
    assert note.amount == order.total == order.returned
    with pytest.raises(DomainError):
        back(order, (0, 1, True), liable_party="post", postage=True, seen=1)


def test_the_postage_left_after_a_cancelled_part_can_be_given_back(session):
    one, two = (make.a_live_listing(weight_g=grams) for grams in (700, 600))
    order = make.paid(make.at_office(make.a_posted_order(one, two)))
    dropped = order.vendor_orders[0].lines[0].id
    with unit_of_work():
        cancelling.by_staff(order, [dropped], "هنرمند نتوانست ببافد")
    order = fresh(order)
    assert order.postage == 700_000
    (parcel,) = postage.of_order(order)
    with unit_of_work():
        parcels.ship(parcel, "9876543210")
        parcels.deliver(parcel)
    assert returning.postage_left(fresh(order)) == 700_000


def balances(session):
    query = select(Posting.account, func.sum(Posting.amount)).group_by(Posting.account)
    return {account: total for account, total in session.execute(query) if total}


def test_the_books_say_who_bears_it(session):
    listings = [make.a_live_listing(make.a_maker(), price=1_000_000) for _ in range(4)]
    order = handed_over(*listings)
    makers = [f"vendor:{part.vendor_id}" for part in order.vendor_orders]
    back(order, (0, 1, False))
    back(order, (1, 1, True), seen=1)
    back(order, (2, 1, True), seen=2, liable_party="vendor")
    back(order, (3, 1, True), seen=3, liable_party="post")
    stands = balances(session)
    assert [stands.get(maker, 0) for maker in makers] == [0, -900_000, 0, -900_000]
    assert stands["returns"] == 900_000
    assert stands["claims:post"] == 1_000_000
    assert stands["commission"] == -100_000
    assert stands["refunds:due"] == -4_000_000
    assert "buyer" not in stands
    assert sum(stands.values()) == 0


def test_correcting_the_payment_after_a_return_and_paying_again_comes_out_even(session):
    order = handed_over(make.a_live_listing(price=1_000_000), make.a_live_listing(price=500_000))
    back(order, (0, 1, False))
    with unit_of_work():
        payment = session.scalars(select(Payment).filter_by(subject_id=order.id)).one()
        cashier.correct(payment, "اشتباه")
    assert balances(session) == {}
    with unit_of_work():
        cashier.take(session.get_one(Order, order.id), 500_000, make.staff("clerk").id)
    stands = balances(session)
    assert stands["commission"] == -50_000
    assert stands[f"vendor:{order.vendor_orders[1].vendor_id}"] == -450_000
    assert sum(stands.values()) == 0
    assert len(stands) == 3
