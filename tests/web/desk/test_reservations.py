"""A reservation that the clerk makes for somebody at the desk."""

import re

import pytest
from sqlalchemy import func, select

from marketplace.orders.models import Order
from marketplace.stock import lots
from tests.support import factories as make

URL = "/desk/reservations"


@pytest.fixture
def clerk(client):
    make.sign_in_as(client, "clerk")
    return client


def orders(session) -> int:
    session.expire_all()
    return session.scalar(select(func.count()).select_from(Order))


def test_looked_at_first_then_reserved(session, clerk):
    listing = make.a_live_listing()
    typed = {"codes": listing.scan_code.lower(), "name": "Anna", "mobile": ""}
    looked = clerk.post("/desk/reservations", data=typed)
    assert looked.status_code == 200
    assert "۱٬۸۵۰٬۰۰۰" in looked.text
    assert orders(session) == 0

    done = clerk.post("/desk/reservations", data=typed | {"expected": str(listing.price)})
    assert done.status_code == 303
    order = session.scalars(select(Order)).one()
    assert (order.channel, order.name, order.mobile) == ("desk", "Anna", "")
    assert done.location.endswith(f"/desk/orders/{order.code}")
    assert clerk.get(done.location).status_code == 200


def test_another_total_is_shown_again_and_reserves_nothing(session, clerk):
    listing = make.a_live_listing()
    typed = {"codes": listing.scan_code, "name": "Anna", "expected": "10"}
    again = clerk.post("/desk/reservations", data=typed)
    assert again.status_code == 200
    assert orders(session) == 0


def test_several_of_a_stocked_piece(session, clerk):
    listing = make.a_live_listing(quantity=3)
    typed = {"codes": f"{listing.scan_code} {listing.scan_code}", "name": "Anna"}
    done = clerk.post("/desk/reservations", data=typed | {"expected": str(2 * listing.price)})
    assert done.status_code == 303
    assert session.scalars(select(Order)).one().total == 2 * listing.price


def test_the_same_sending_twice_is_one_reservation(session, clerk):
    listing = make.a_live_listing(quantity=3)
    typed = {"codes": listing.scan_code, "name": "Anna"}
    once = re.search(r'name="once" value="([^"]+)"', clerk.post(URL, data=typed).text)
    assert once
    typed |= {"expected": str(listing.price), "once": once[1]}
    first, second = (clerk.post(URL, data=typed) for _ in range(2))
    assert (first.status_code, first.location) == (second.status_code, second.location)
    assert orders(session) == 1
    assert lots.free([listing.id]) == {listing.id: 2}


def test_unknown_and_taken_codes_are_named_and_everything_stays(session, clerk):
    listing = make.a_live_listing()
    make.an_order(listing)
    for code in ("ZZZZZZ", listing.scan_code):
        refused = clerk.post("/desk/reservations", data={"codes": code, "name": "بهرام"})
        assert refused.status_code == 422
        assert code in refused.text
        assert "بهرام" in refused.text
    assert orders(session) == 1


def test_empty_form_says_what_is_needed(clerk):
    refused = clerk.post("/desk/reservations", data={})
    assert refused.status_code == 422
    assert refused.text.count("خالی نگذارید") >= 2
