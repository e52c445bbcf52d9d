"""What she brings and when: by day, the late first, each with its one next step."""

from datetime import timedelta

import pytest

from marketplace.kernel.unit import unit_of_work
from marketplace.orders import fulfilments, vendor_orders
from marketplace.people.models import User
from tests.support import factories as make

AT = "/studio/bringing"


@pytest.fixture
def maker(session):
    return make.a_maker()


@pytest.fixture
def her(client, session, maker):
    make.sign_in_as(client, session.get(User, maker.members[0].user_id))
    return client


def accepted(maker, bring_by=None, **piece):
    order = make.an_order(make.a_live_listing(maker, **piece))
    with unit_of_work():
        vendor_orders.accept(order.vendor_orders[0], bring_by)
    return order.vendor_orders[0]


def test_nothing_to_bring_is_said_in_words(her, maker):
    make.an_order(make.a_live_listing(maker))
    assert "چیزی برای آوردن نیست" in her.get(AT).text
    assert AT in her.get("/studio/").text


def test_by_day_and_the_late_first(her, maker, clock):
    late = accepted(maker, clock.now() + timedelta(days=1), title_fa="گلیم دیرمانده")
    clock.advance(days=3)
    later = accepted(maker, clock.now() + timedelta(days=9), title_fa="گلیم آینده")
    today = accepted(maker, clock.now() + timedelta(minutes=1), title_fa="گلیم امروز")
    page = her.get(AT).text
    assert page.count("دیر شده") == 1
    places = [page.index(part.public_id) for part in (late, today, later)]
    assert places == sorted(places)


def test_one_tap_says_that_it_is_ready_and_then_the_desk_ticks_it_off(her, maker, session):
    part = accepted(maker)
    at = f"/studio/orders/{part.public_id}/readiness"
    assert f'action="{at}"' in her.get(AT).text
    assert her.post(at).status_code == 303
    page = her.get(AT).text
    assert f'action="{at}"' not in page
    assert "میز تحویل" in page
    with unit_of_work():
        fulfilments.arrive(part.fulfilments[0])
    assert part.public_id not in her.get(AT).text


def test_what_she_posts_leads_to_the_receipt_once_it_is_paid(client, session):
    order = make.accepted(make.a_posted_order(posting="maker"))
    part = order.vendor_orders[0]
    maker = session.get_one(type(make.a_maker()), part.vendor_id)
    make.sign_in_as(client, session.get(User, maker.members[0].user_id))
    step = f"/studio/orders/{part.public_id}/posting/receipt"
    page = client.get(AT).text
    assert step not in page
    assert "پول خریدار" in page
    make.paid(order)
    page = client.get(AT).text
    assert step in page
    assert "خیابان" not in page
    assert client.get(step).status_code == 200


def test_the_list_reads_by_as_many_queries_however_long_it_is(her, maker, queries):
    counts = []
    for _ in range(2):
        accepted(maker)
        accepted(maker)
        her.get(AT)
        queries.clear()
        her.get(AT)
        counts.append(queries.count)
    assert counts[0] == counts[1] <= 10, queries.statements
