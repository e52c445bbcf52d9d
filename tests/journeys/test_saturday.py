"""A whole Saturday at the office: eleven orders of all kinds, and the money worked out by hand.

Prices in Toman; a parcel under one kilogram to Tehran costs 70,000.

| order | what happens | cash today | on the account today |
|---|---|---|---|
| one | fetched, paid in cash | 1,000,000 | |
| two | two makers, one piece fetched now, the other later | 1,200,000 | |
| three | by post, card to card | | 2,070,000 |
| four | posted last week, comes back | | |
| five | by post, but one piece is fetched: 400,000 + 300,000 + 70,000 | 770,000 | |
| six | its maker declines | | |
| seven | one of two makers declines, the rest goes on | 800,000 | |
| eight | its maker is silent; the office answers for her | | |
| nine | cancelled before paying | | |
| ten | cancelled after paying; given back to the card | | 1,250,000 |
| eleven | paid last week, nobody came | | |
| | | **3,770,000** | **3,320,000**, of it 1,250,000 given back |
"""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from marketplace.kernel import preferences
from marketplace.kernel.money import toman
from marketplace.orders import tasks
from marketplace.orders.models import Order
from marketplace.payments import balance, refunds
from marketplace.payments.desk import till
from marketplace.payments.models import Payment
from marketplace.payments.refund_models import Refund
from marketplace.stock import projection
from tests.journeys.saturday import Day, a_piece, a_posted_card_order
from tests.support import factories as make

LAST_SATURDAY = datetime(2026, 11, 14, 6, 30, tzinfo=UTC)  # ten o'clock in Avaj
THURSDAY = datetime(2026, 11, 19, 6, 30, tzinfo=UTC)
FRIDAY = datetime(2026, 11, 20, 15, 0, tzinfo=UTC)
SATURDAY = datetime(2026, 11, 21, 5, 0, tzinfo=UTC)


@pytest.mark.journey
def test_a_saturday(
    app: Flask, session: Any, clock: Any, worker: Callable[[], None], sms: Any
) -> None:
    clock.set(LAST_SATURDAY)
    day = Day(app)
    make.a_tariff("office")
    negar, mina, zahra = (make.a_maker(alias_fa=name) for name in ("نگار", "مینا", "زهرا"))
    four, eleven = last_week(day, negar, mina)
    worker()  # the buyers are told; from now on the days for fetching run

    clock.set(THURSDAY)
    eight = make.an_order(a_piece(zahra, 550_000))

    clock.set(FRIDAY)
    one = make.an_order(a_piece(negar, 1_000_000))
    two = make.an_order(a_piece(negar, 500_000), a_piece(mina, 700_000))
    three = a_posted_card_order(a_piece(negar, 2_000_000))
    five = make.a_posted_order(a_piece(mina, 400_000), a_piece(mina, 300_000))
    six = make.an_order(a_piece(zahra, 900_000))
    seven = make.an_order(a_piece(negar, 800_000), a_piece(zahra, 450_000))
    nine = make.an_order(a_piece(mina, 350_000))
    ten = make.a_card_order(a_piece(mina, 1_250_000))

    clock.set(SATURDAY)
    worker()
    waiting = {(task.kind, task.order_id) for task in tasks.waiting()}
    assert ("late_answer", eight.id) in waiting
    assert ("unclaimed", eleven.id) in waiting

    # morning: the makers answer and bring
    for order in (one, two, three, five):
        day.all_accept_and_bring(order)
    day.maker_says(six, zahra, "refusal", why="sold")
    day.maker_says(seven, negar, "acceptance")
    day.maker_says(seven, zahra, "refusal", why="sold")
    day.buyer_says(seven, "rest")
    day.arrives(seven)
    answered = eight.vendor_orders[0].public_id
    day.send("moderator", f"/office/vendor-orders/{answered}/acceptance")

    # noon: money
    day.pays_cash(one, 1_000_000)
    day.pays_cash(two, 1_200_000)
    day.pays_cash(five, 800_000)
    day.pays_cash(seven, 1_000_000)
    day.sends_proof(three, 2_070_000, "140509300003")
    day.confirms(three, 2_070_000)
    day.sends_proof(ten, 1_250_000, "140509300010")
    day.confirms(ten, 1_250_000)

    # afternoon: pieces leave, people change their minds
    day.hands_over(one)
    day.hands_over(two, 0)
    day.hands_over(five, 0)
    day.hands_over(seven)
    day.parcel(three, "posting", tracking_code="۱۱۱۱۱۲۲۲۲۲")
    day.parcel(five, "posting", tracking_code="3333344444")
    day.parcel(four, "failure", reason="نشانی بسته بود")
    day.parcel(four, "return")
    day.buyer_says(nine, "cancellation", lines=[nine.vendor_orders[0].kept[0].id])
    day.buyer_says(ten, "cancellation", lines=[ten.vendor_orders[0].kept[0].id])
    day.gives_back(ten)

    # evening: the drawer is counted
    clerk = make.staff("clerk")
    (drawer,) = till.open_(clerk.id)
    assert drawer.expected == toman(3_770_000)
    day.send("clerk", "/desk/till/counts", counted="3,760,000", note="ده هزار تومان کم است")
    worker()
    session.expire_all()

    assert states(one, two, three, four, five, six) == [
        "closed", "ready", "sent", "ready", "sent", "declined",
    ]  # fmt: skip
    assert states(seven, eight, nine, ten, eleven) == [
        "closed", "making", "cancelled", "cancelled", "ready",
    ]  # fmt: skip
    the_money_is_right(session, [seven, eight, nine, ten])
    counts = till.listed(clerk.id)
    assert [count.difference for count in counts] == [toman(-10_000), toman(0)]
    assert till.open_() == []
    assert projection.drifted() == []


def last_week(day: Day, negar: Any, mina: Any) -> tuple[Order, Order]:
    """One that was posted, and one that was paid for and never fetched; the drawer counted."""
    four = a_posted_card_order(a_piece(negar, 900_000), a_piece(mina, 600_000))
    eleven = make.an_order(a_piece(mina, 650_000))
    for order in (four, eleven):
        day.all_accept_and_bring(order)
    day.sends_proof(four, 1_570_000, "140508230004")
    day.confirms(four, 1_570_000)
    day.parcel(four, "posting", tracking_code="9999988888")
    day.pays_cash(eleven, 650_000)
    day.send("clerk", "/desk/till/counts", counted="650,000")
    return four, eleven


def states(*orders: Order) -> list[str]:
    """How they stand."""
    return [order.state for order in orders]


def the_money_is_right(session: Any, orders: list[Order]) -> None:
    """Of today: 3,770,000 in cash, 3,320,000 on the account, 1,250,000 given back."""
    today = Payment.taken_at >= SATURDAY
    by_method = dict(
        session.execute(
            select(Payment.method, func.sum(Payment.amount)).where(today).group_by(Payment.method)
        ).all()
    )
    assert by_method == {"cash": toman(3_770_000).amount, "card": toman(3_320_000).amount}
    assert session.scalar(select(func.sum(Refund.amount))) == toman(1_250_000).amount
    assert refunds.waiting() == []
    kept = [balance.of("order", order.id).kept for order in orders]
    assert kept == [toman(800_000).amount, 0, 0, 0]
    assert preferences.load().posting == "office"
