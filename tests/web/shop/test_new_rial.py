"""A currency that nobody knew yet: added to the table, it is listed, sold, paid and printed in."""

import pytest
from sqlalchemy import func, select

from marketplace import books
from marketplace.catalogue import revisions
from marketplace.catalogue.models import Revision
from marketplace.kernel.actor import Actor, acting
from marketplace.kernel.db import session
from marketplace.kernel.money import CURRENCIES, Currency, Money
from marketplace.kernel.unit import unit_of_work
from marketplace.ledger import balances
from marketplace.orders import links
from marketplace.orders.models import BasketLine
from marketplace.orders.paying import cashier
from marketplace.orders.sheets import issuing
from marketplace.orders.sheets.issuing import Asked
from marketplace.payments import receipts
from marketplace.payments.desk import cash
from marketplace.payments.foreign import rates
from marketplace.payments.models import Payment
from marketplace.people.models import User
from tests.support import factories as make

NEW = Currency("IRN", 2, 100, 1, "ریال نو", "new rial", "قران", "qeran", cash=100)


def plain(answer):
    assert answer.status_code == 200, answer.status
    return answer.text.replace("\u00a0", " ").replace("&nbsp;", " ")


@pytest.fixture
def shop(make_app, monkeypatch):
    monkeypatch.setitem(CURRENCIES, NEW.code, NEW)
    app = make_app(currency=NEW.code)
    with app.app_context():
        yield app.test_client()


def test_from_the_maker_s_price_to_the_paper_everything_is_in_the_new_rial(shop):
    draft = make.a_draft()
    vendor = session.get_one(make.Vendor, draft.listing.vendor_id)
    make.sign_in_as(shop, session.get_one(User, vendor.members[0].user_id))
    at = f"/studio/pieces/{draft.listing.public_id}"
    answer = shop.post(f"{at}/steps/price", data={"price": "۱٬۸۵۰٫۵۰"})
    assert answer.status_code in (200, 303)
    session.expire_all()
    revision = session.scalars(select(Revision)).one()
    assert (revision.price, revision.currency) == (185_050, "IRN")
    assert "ریال نو" in plain(shop.get(f"{at}/steps/price"))

    piece = make.a_live_listing(vendor, price=185_050)
    page = plain(shop.get(f"/i/{piece.public_id}", follow_redirects=True))
    assert "۱٬۸۵۰٫۵۰ <small>ریال نو</small>" in page
    assert "یک هزار و هشتصد و پنجاه ریال نو و پنجاه قران" in page
    order = make.at_office(make.an_order(piece))
    assert (order.currency, order.total) == ("IRN", 185_050)

    make.sign_in_as(shop, "treasurer")
    rate = {"currency": "EUR", "price": "112٫35", "rounding": "1", "source": "x"}
    assert shop.post("/office/rates", data=rate).status_code == 303
    make.sign_in_as(shop, "clerk")
    desk = f"/desk/orders/{order.code}"
    assert "۱٬۸۵۰٫۵۰ <small>ریال نو" in plain(shop.get(desk))
    assert "تومان" not in plain(shop.get(desk))
    notes = {"currency": "EUR", "given": "10", "part": "y"}
    assert shop.post(f"{desk}/foreign-payment", data=notes).status_code == 303
    slip = {"reader-amount": "100٫25", "reader-last4": "1234", "reader-trace": "7"}
    assert shop.post(f"{desk}/reader-payment", data=slip | {"reader-part": "y"}).status_code == 303
    assert shop.post(f"{desk}/payment", data={"received": "700"}).status_code == 303
    taken = session.scalars(select(Payment).order_by(Payment.id)).all()
    assert [(one.currency, one.amount, one.change) for one in taken] == [
        ("IRN", 112_300, 0), ("IRN", 10_025, 0), ("IRN", 62_725, 7_275),
    ]  # fmt: skip
    for shape in ("", "?shape=roll"):
        paper = plain(shop.get(f"{desk}/receipt{shape}", follow_redirects=True))
        assert "۶۲۷٫۲۵ <small>ریال نو" in paper
        assert "۱ یورو = ۱۱۲٫۳۵ ریال نو" in paper
        assert "تومان" not in paper
    assert "ریال نو" in plain(shop.get("/desk/till"))
    assert "تومان" not in plain(shop.get("/desk/till"))
    buyer = plain(shop.get(f"/o/{links.token(order.code)}"))
    assert "۱٬۸۵۰٫۵۰" in buyer
    assert "تومان" not in buyer

    make.sign_in_as(shop, "treasurer")
    assert "تومان" not in plain(shop.get("/office/payments"))
    export = shop.post("/office/orders/export").get_data(as_text=True)
    assert "1850.50" in export or "1850.5" in export
    assert "ریال نو" in export
    assert balances.balance("exchange", "EUR") == -1_000
    assert books.check() == []


def test_what_was_taken_in_the_old_rial_stays_in_toman(make_app, monkeypatch, app, session):
    order = make.paid(make.at_office(make.an_order()))
    number = receipts.standing("order", order.id)[-1].number
    clerk = make.staff("clerk").id
    monkeypatch.setitem(CURRENCIES, NEW.code, NEW)
    later = make_app(currency=NEW.code)
    with later.app_context():
        client = later.test_client()
        make.sign_in_as(client, "treasurer")
        assert "۱٬۸۵۰٬۰۰۰ تومان" in plain(client.get(f"/office/payments/{number}"))
        make.sign_in_as(client, "clerk")
        paper = plain(client.get(f"/desk/orders/{order.code}/receipt", follow_redirects=True))
        assert "۱٬۸۵۰٬۰۰۰ <small>تومان" in paper
        assert "یک میلیون و هشتصد و پنجاه هزار تومان" in paper
        assert "ریال نو" not in paper
        drawer = plain(client.get("/desk/till"))
        assert "۱٬۸۵۰٬۰۰۰ <small>تومان" in drawer
        with unit_of_work():
            assert issuing.issue("order", [order.code], Asked("fa", "fa", clerk))
            payment = receipts.by_number(number)
            undoing = cash.correct(payment, "اشتباه")
        assert undoing.currency == "IRR"
        with unit_of_work():
            again = cashier.take(order, order.total, clerk)
        assert again.currency == "IRR"
        with unit_of_work():
            rates.set_("IRR", Money(1, "IRN"), by=clerk, source="قانون")
        assert books.check() == []


def test_a_piece_priced_in_the_old_rial_waits_for_its_new_price(
    make_app, monkeypatch, app, session
):
    piece = make.a_live_listing()
    maker = session.get_one(make.Vendor, piece.vendor_id).members[0].user_id
    bag = {"listing": piece.public_id}
    monkeypatch.setitem(CURRENCIES, NEW.code, NEW)
    later = make_app(currency=NEW.code)
    with later.app_context():
        client = later.test_client()
        page = plain(client.get(f"/i/{piece.public_id}", follow_redirects=True))
        assert "۱٬۸۵۰٬۰۰۰ <small>تومان" in page
        refused = client.post("/basket/lines", data=bag, follow_redirects=True)
        assert refused.status_code < 500
        assert session.scalar(select(func.count(BasketLine.id))) == 0

        make.sign_in_as(client, session.get_one(User, maker))
        priced = client.post(f"/studio/pieces/{piece.public_id}/price", data={"price": "185"})
        assert priced.status_code == 303
        with unit_of_work():
            revision = session.scalars(select(Revision).where(Revision.state == "pending")).one()
            assert (revision.price, revision.currency) == (18_500, "IRN")
            with acting(Actor(kind="user", user_id=make.staff("moderator").id, role="moderator")):
                revisions.approve(revision)
        page = plain(client.get(f"/i/{piece.public_id}", follow_redirects=True))
        assert "۱۸۵٫۰۰ <small>ریال نو" in page
        assert client.post("/basket/lines", data=bag).status_code == 303
        assert session.scalar(select(func.count(BasketLine.id))) == 1
