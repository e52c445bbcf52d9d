"""A shop that sold before there were books: the migration posts everything it did."""

from typing import Any

import flask_migrate
import pytest
from flask import Flask
from sqlalchemy import text

from marketplace import books
from marketplace.cli.database import bind
from marketplace.cli.seeding import past
from marketplace.kernel.db import db
from marketplace.kernel.money import Money
from marketplace.kernel.unit import unit_of_work
from marketplace.ledger import balances
from marketplace.orders import cancelling
from marketplace.orders.paying import ahead, cashier
from marketplace.payments import refunds
from marketplace.payments.desk import till
from tests.support import factories as make

BEFORE, OPENED = "0018", "0024"


def done(action: Any, *arguments: Any, **named: Any) -> Any:
    with unit_of_work():
        return action(*arguments, **named)


def live_a_little() -> tuple[int, int]:
    """Every fact about money that an office without books had; returns who gave cash back and how
    much."""
    clerk, treasurer = make.staff("clerk"), make.staff("treasurer")
    make.paid(make.at_office(make.an_order(make.a_live_listing(), make.a_live_listing())))
    mistaken = make.at_office(make.an_order())
    payment = done(cashier.take, mistaken, mistaken.total, clerk.id)
    done(cashier.correct, payment, "اشتباه")
    make.paid(mistaken)
    done(till.count, clerk.id, till.open_(clerk.id)[0].expected.amount - 10_000, "کم بود")
    thinner = make.at_office(make.an_order(make.a_live_listing(), make.a_live_listing()))
    make.paid(thinner)
    done(cancelling.by_staff, thinner, [thinner.vendor_orders[0].lines[0].id], "پشیمان شد")
    cash = done(refunds.give, refunds.open_of(("order", thinner.id))[0], by=clerk.id).amount
    much = make.a_card_order()
    make.confirmed(make.a_proof(much, "11112222"), Money(much.total + 700_000))
    (due,) = refunds.open_of(("order", much.id))
    done(ahead.give_back, due, treasurer.id, last4="1234", reference="99001122")
    never = make.a_card_order()
    payment = make.confirmed(make.a_proof(never, "33334444"), Money(never.total + 700_000))
    done(cashier.correct, payment, "نیامد")
    part = make.a_card_order()
    make.confirmed(make.a_proof(part, "55556666"), Money(2_000_000))
    make.paid(make.accepted(make.a_posted_order(posting="maker")))
    past.seed_orders(200)
    return clerk.id, cash


def out_of_a_drawer(held: dict[str, int], clerk: int, cash: int) -> dict[str, int]:
    """What went back in cash left the drawer of its giver in those days."""
    moved = {"safe": cash, f"drawer:{clerk}": -cash}
    found = {name: held.get(name, 0) + moved.get(name, 0) for name in {*held, *moved}}
    return {name: amount for name, amount in found.items() if amount or name not in moved}


@pytest.fixture
def shop(app: Flask) -> Any:
    bind(app)
    with app.app_context():
        yield
        db.session.remove()
        flask_migrate.upgrade()


def counted() -> int:
    db.session.rollback()
    return int(db.session.scalar(text("SELECT count(*) FROM ledger_entry")) or 0)


@pytest.mark.usefixtures("shop")
def test_everything_that_was_sold_and_paid_is_in_the_books_once() -> None:
    clerk, cash = live_a_little()
    assert books.check() == []
    written = balances.trial()
    db.session.remove()
    flask_migrate.downgrade(revision=BEFORE)
    flask_migrate.upgrade()
    assert books.check() == []
    held = {row.account: row.amount for row in balances.trial()}
    assert held == out_of_a_drawer({row.account: row.amount for row in written}, clerk, cash)
    entries = counted()
    flask_migrate.stamp(revision="0023")
    flask_migrate.upgrade(revision=OPENED)
    flask_migrate.stamp()
    assert counted() == entries


@pytest.mark.usefixtures("shop")
def test_what_was_paid_without_a_receipt_opens_the_books() -> None:
    order = make.at_office(make.an_order())
    db.session.remove()
    flask_migrate.downgrade(revision=BEFORE)
    with unit_of_work():
        db.session.execute(
            text("UPDATE buyer_order SET paid = total, paid_at = placed_at WHERE id = :key"),
            {"key": order.id},
        )
    db.session.remove()
    flask_migrate.upgrade()
    assert books.check() == []
    assert balances.balance("opening") == order.total
