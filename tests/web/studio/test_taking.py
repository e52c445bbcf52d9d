"""Members of a collective see the same list and who took what."""

import pytest
from sqlalchemy import select

from marketplace.kernel.eventlog import Event
from marketplace.kernel.unit import unit_of_work
from marketplace.orders import vendor_orders
from marketplace.vendors import members
from tests.support import factories as make


def a_collective(*names):
    """An order of one piece of hers, and her members."""
    people = [make.a_user(name) for name in names]
    maker = make.a_maker(user=people[0], alias_fa="گره چهارم", kind="collective")
    with unit_of_work():
        for one in people[1:]:
            members.add(maker, one)
    return make.an_order(make.a_live_listing(maker)), people


@pytest.fixture
def theirs(app, session):
    order, people = a_collective("مریم نمونه", "زهرا نمونه")
    clients = []
    for one in people:
        client = app.test_client()
        make.sign_in_as(client, one)
        clients.append(client)
    return order, clients, people


def at(order):
    return f"/studio/orders/{order.vendor_orders[0].public_id}"


def test_one_takes_it_and_the_other_sees_her_name(theirs, session):
    order, (maryam, zahra), (first, _second) = theirs
    assert "هنوز کسی برش نداشته" in maryam.get(at(order)).text
    taken = maryam.post(f"{at(order)}/taking", follow_redirects=True).text
    assert "دست شماست" in taken
    seen = zahra.get(at(order)).text
    assert "دست مریم نمونه است" in seen
    assert "/taking" not in seen
    assert "دست مریم نمونه است" in zahra.get("/studio/orders").text
    assert "زودتر این را برداشت" in zahra.post(f"{at(order)}/taking", follow_redirects=True).text
    assert "دست شما نیست" in zahra.post(f"{at(order)}/giving-back", follow_redirects=True).text
    maryam.post(f"{at(order)}/taking")
    events = session.scalars(select(Event).filter_by(name="taken")).all()
    assert [one.actor_id for one in events] == [first.id]
    maryam.post(f"{at(order)}/giving-back")
    assert "/taking" in zahra.get(at(order)).text


def test_what_she_took_stands_first_in_her_day(theirs, session):
    order, (maryam, zahra), _people = theirs
    maker = order.vendor_orders[0].vendor_id
    vendor = session.get_one(type(make.a_maker()), maker)
    later = make.an_order(make.a_live_listing(vendor))
    zahra.post(f"{at(later)}/taking")
    for client, (one, two) in ((zahra, (later, order)), (maryam, (order, later))):
        page = client.get("/studio/").text
        assert page.index(at(one)) < page.index(at(two))


def test_what_a_former_member_took_is_free(theirs, session):
    order, (maryam, zahra), (first, _second) = theirs
    maryam.post(f"{at(order)}/taking")
    with unit_of_work():
        vendor = session.get_one(type(make.a_maker()), order.vendor_orders[0].vendor_id)
        third = make.a_user("لیلا نمونه")
        members.add(vendor, third)
        members.remove(vendor, first)
    assert "هنوز کسی" in zahra.get(at(order)).text
    assert "دست شماست" in zahra.post(f"{at(order)}/taking", follow_redirects=True).text


def test_what_is_over_is_taken_by_nobody(theirs, session):
    order, (maryam, _zahra), _people = theirs
    with unit_of_work():
        vendor_orders.decline(order.vendor_orders[0], "نمی‌شود")
    page = maryam.post(f"{at(order)}/taking", follow_redirects=True).text
    assert "این سفارش تمام شده" in page


def test_a_booth_of_one_shares_with_nobody(client, session):
    maker = make.a_maker()
    order = make.an_order(make.a_live_listing(maker))
    make.sign_in_as(client, session.get_one(type(make.a_user()), maker.members[0].user_id))
    assert "/taking" not in client.get(at(order)).text
    stranger = client.application.test_client()
    other = make.a_maker(alias_fa="دیگری")
    make.sign_in_as(stranger, session.get_one(type(make.a_user()), other.members[0].user_id))
    assert stranger.post(f"{at(order)}/taking").status_code == 404
