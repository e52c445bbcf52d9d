"""Facts about money and what the books say of them, by the orders that tell them."""

import pytest
from sqlalchemy import select

from marketplace.kernel.money import Money
from marketplace.ledger import balances
from marketplace.ledger.models import Posting
from marketplace.orders import cancelling, correcting
from marketplace.orders.paying import ahead, cashier
from marketplace.payments import refunds
from marketplace.payments.desk import till
from tests.support import factories as make
from tests.support.doing import done

PRICE, SHARE, OURS = 18_500_000, 16_650_000, 1_850_000


def kinds(order):
    return [entry.kind for entry in balances.of_subject(("order", order.id))]


def last(order):
    return dict(balances.of_subject(("order", order.id))[-1].legs)


def held(*accounts):
    return [balances.balance(account) for account in accounts]


@pytest.fixture
def clerk(session):
    return make.staff("clerk")


@pytest.fixture
def order(clerk):
    """Two makers' pieces at the office."""
    return make.at_office(make.an_order(make.a_live_listing(), make.a_live_listing()))


def hers(order, place=0):
    return f"vendor:{order.vendor_orders[place].vendor_id}"


def test_cash_becomes_the_makers_and_the_office_s(order, clerk):
    make.paid(order)
    taken, sold = balances.of_subject(("order", order.id))
    assert taken.legs == ((f"drawer:{clerk.id}", 2 * PRICE), ("buyer", -2 * PRICE))
    assert dict(sold.legs) | {"commission": 0} == {
        "buyer": 2 * PRICE, hers(order): -SHARE, hers(order, 1): -SHARE, "commission": 0,
    }  # fmt: skip
    assert held("buyer", "commission") == [0, -2 * OURS]
    assert sum(balance.amount for balance in balances.trial()) == 0


def test_each_line_s_share_is_written_with_its_line(order, session):
    make.paid(order)
    lines = [part.lines[0].id for part in order.vendor_orders]
    query = select(Posting.line_id).where(Posting.account.like("vendor:%"))
    assert session.scalars(query.order_by(Posting.line_id)).all() == lines


def test_card_to_card_reaches_the_bank_and_what_came_too_much_is_owed(session):
    order = make.a_card_order()
    make.confirmed(make.a_proof(order), Money(PRICE + 500_000))
    assert sorted(kinds(order)) == ["payment", "refund_due", "sale"]
    assert held("bank", "buyer", "refunds:due") == [PRICE + 500_000, 0, -500_000]
    (due,) = refunds.open_of(("order", order.id))
    done(ahead.give_back, due, make.staff("treasurer").id, last4="1234", reference="99001122")
    assert held("bank", "refunds:due") == [PRICE, 0]


def test_part_of_the_money_is_the_buyer_s_until_the_rest_comes(session):
    order = make.a_card_order()
    make.confirmed(make.a_proof(order, amount=Money(8_000_000)), Money(8_000_000))
    assert held("buyer", hers(order)) == [-8_000_000, 0]
    make.confirmed(make.a_proof(order, "22224444"))
    assert held("buyer", hers(order)) == [0, -SHARE]


def test_a_correction_takes_the_sale_back_and_the_next_payment_sells_again(order, clerk):
    payment = done(cashier.take, order, order.total, clerk.id)
    done(cashier.correct, payment, "اشتباه")
    assert sorted(kinds(order)) == ["correction", "payment", "sale", "sale_undone"]
    assert held("buyer", hers(order), "commission", f"drawer:{clerk.id}") == [0, 0, 0, 0]
    make.paid(order)
    assert kinds(order)[-1] == "sale"
    assert held(hers(order), f"drawer:{clerk.id}") == [-SHARE, 2 * PRICE]


def test_a_piece_taken_off_is_owed_back_and_given_out_of_the_safe(order, clerk):
    make.paid(order)
    first, second = order.vendor_orders
    done(cancelling.by_staff, order, [first.kept[0].id], "پشیمان شد")
    assert held(hers(order), hers(order, 1), "commission") == [0, -SHARE, -OURS]
    assert held("refunds:due", "buyer") == [-PRICE, 0]
    (due,) = refunds.open_of(("order", order.id))
    done(refunds.give, due, by=make.staff("treasurer").id)
    assert last(order) == {"refunds:due": PRICE, "safe": -PRICE}
    done(cancelling.by_staff, order, [second.kept[0].id], "پشیمان شد")
    assert kinds(order)[-1] in ("sale_undone", "refund_due")
    assert held("commission", "buyer", "refunds:due") == [0, 0, -PRICE]


def test_fewer_of_a_line_change_the_sale_by_the_difference(clerk):
    order = make.at_office(make.an_order((make.a_live_listing(quantity=3), 3)))
    make.paid(order)
    done(correcting.set_quantity, order.vendor_orders[0].lines[0], 2, "یکی ماند")
    assert held(hers(order), "commission", "refunds:due") == [-2 * SHARE, -2 * OURS, -PRICE]
    assert "sale_changed" in kinds(order)


@pytest.mark.parametrize("posting", ["office", "maker"])
def test_postage_is_collected_or_hers_when_she_posts(session, posting):
    order = make.accepted(make.a_posted_order(posting=posting))
    make.paid(make.at_office(order) if posting == "office" else order)
    keeps = {"office": ("postage:collected", 0), "maker": (hers(order), -SHARE)}
    account, goods = keeps[posting]
    assert order.postage > 0
    assert balances.balance(account) == goods - order.postage
    assert balances.balance("buyer") == 0


@pytest.mark.parametrize("off", [0, -50_000, 20_000])
def test_a_counted_drawer_is_empty_and_what_is_missing_is_written(order, clerk, off):
    make.paid(order)
    done(till.count, clerk.id, 2 * PRICE + off, "شمردم")
    drawer = f"drawer:{clerk.id}"
    assert held(drawer, "safe", "shortage") == [0, 2 * PRICE + off, -off]


def test_money_that_never_came_is_not_owed_back(session):
    order = make.a_card_order()
    payment = make.confirmed(make.a_proof(order), Money(PRICE + 500_000))
    done(cashier.correct, payment, "به حساب نیامد")
    assert held("bank", "buyer", "refunds:due") == [0, 0, 0]


def test_the_snapshot_changes_no_balance(order, clerk, clock):
    make.paid(order)
    before = balances.trial()
    clock.advance(hours=2)
    assert done(balances.rebuild) > 3
    make.paid(make.at_office(make.an_order()))
    assert balances.balance("commission") == -3 * OURS
    clock.advance(hours=2)
    done(balances.rebuild)
    assert balances.balance("commission") == -3 * OURS
    assert len(balances.trial()) == len(before) + 1
