"""A shop elsewhere sells in its own currency, from the price to the receipt."""

from collections.abc import Callable

from flask import Flask

from marketplace.kernel.unit import unit_of_work
from marketplace.ledger import balances
from marketplace.orders.paying import cashier
from tests.support.factories import a_live_listing, accepted, an_order, sign_in_as, staff


def test_a_piece_is_sold_for_euro(make_app: Callable[..., Flask]) -> None:
    app = make_app(currency="EUR")
    with app.app_context():
        piece = a_live_listing(price=18_550)
        page = app.test_client().get(f"/en/i/{piece.public_id}", follow_redirects=True).text
        assert "185.50&nbsp;<small>euro</small>" in page
        assert "Toman" not in page
        order = accepted(an_order(piece))
        with unit_of_work():
            payment = cashier.take(order, 20_000, staff("clerk").id)
        assert (payment.currency, payment.amount, payment.change) == ("EUR", 18_550, 1_450)
        client = app.test_client()
        sign_in_as(client, "treasurer")
        assert "185.50" in client.get("/en/office/payments").text
        assert balances.balance(f"drawer:{staff('clerk').id}") == 18_550
        assert balances.balance(f"drawer:{staff('clerk').id}", "IRR") == 0


def test_no_page_of_the_shop_speaks_of_toman(make_app: Callable[..., Flask]) -> None:
    app = make_app(currency="EUR")
    with app.app_context():
        a_live_listing(price=18_550)
    for path in ("/", "/pieces", "/basket"):
        for language in ("", "/en"):
            page = app.test_client().get(language + path, follow_redirects=True).text
            assert "تومان" not in page, path
            assert "Toman" not in page, path
