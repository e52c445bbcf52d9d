"""Her day and her orders."""

from datetime import timedelta

import pytest

from marketplace.kernel import preferences
from marketplace.kernel.calendar import jalali
from marketplace.orders import fulfilments
from marketplace.orders.models import VendorOrder
from marketplace.people.models import User
from tests.support import factories as make


@pytest.fixture
def maker(session):
    return make.a_maker()


@pytest.fixture
def her(client, session, maker):
    make.sign_in_as(client, session.get(User, maker.members[0].user_id))
    return client


def part_of(order, session) -> VendorOrder:
    session.expire_all()
    return order.vendor_orders[0]


def test_quiet_day(her, maker):
    page = her.get("/studio/").text
    assert "امروز کاری نمانده" in page
    assert "عکس کار تازه" in page
    assert "purse" not in page


def test_three_things_most_pressing_first_and_the_others_folded(her, maker, session):
    make.a_draft(maker, title_fa="پیش‌نویس نمونه", price=None)
    orders = [make.an_order(make.a_live_listing(maker)) for _ in range(3)]
    page = her.get("/studio/").text
    assert "سلام. امروز ۴ کار دارید." in page
    shown, folded = page.split("<summary>")
    assert shown.count('class="task"') == 3
    assert "پیش‌نویس نمونه" not in shown
    assert "۱ کار دیگر" in folded
    assert "پیش‌نویس نمونه" in folded
    assert page.index(orders[0].vendor_orders[0].public_id) < page.index(
        orders[1].vendor_orders[0].public_id
    )


def test_one_thing_in_one_words(her, maker):
    make.a_draft(maker, title_fa="پیش‌نویس نمونه", price=None)
    page = her.get("/studio/").text
    assert "سلام. امروز یک کار دارید." in page
    assert "پیش‌نویس نمونه" in page


def test_she_sees_her_share_and_the_first_name_only(her, maker):
    order = make.an_order(make.a_live_listing(maker), name="سارا محمدی", mobile="+989000010099")
    page = her.get(f"/studio/orders/{order.vendor_orders[0].public_id}").text
    assert "سارا" in page
    assert "محمدی" not in page
    assert "۰۰۹۹" not in page
    assert "۱٬۶۶۵٬۰۰۰" in page
    assert "۱۰٪" in page


def test_only_her_own_lines_and_others_are_not_found(her, maker):
    other = make.a_live_listing(title_fa="کار دیگری")
    order = make.an_order(make.a_live_listing(maker), other)
    mine, theirs = order.vendor_orders
    assert "کار دیگری" not in her.get(f"/studio/orders/{mine.public_id}").text
    path = f"/studio/orders/{theirs.public_id}"
    assert her.get(path).status_code == 404
    for step in ("acceptance", "refusal", "making", "readiness"):
        assert her.post(f"{path}/{step}", data={"why": "sold"}).status_code == 404
    assert theirs.state == "placed"


def test_accepting_then_ready(her, maker, session):
    order = make.an_order(make.a_live_listing(maker))
    path = f"/studio/orders/{order.vendor_orders[0].public_id}"
    assert her.post(f"{path}/acceptance").status_code == 303
    assert part_of(order, session).state == "accepted"
    assert "بیاورید" in her.get("/studio/").text
    her.post(f"{path}/readiness")
    assert part_of(order, session).state == "ready"


def test_promised_day_of_a_made_to_order_piece(her, maker, session, clock):
    order = make.an_order(make.a_live_listing(maker, kind="made_to_order"))
    path = f"/studio/orders/{order.vendor_orders[0].public_id}"
    assert "bring_by-day" in her.get(path).text
    year, month, day = jalali(clock.now() + timedelta(days=10))
    typed = {"bring_by-day": day, "bring_by-month": month, "bring_by-year": year}
    wrong = her.post(f"{path}/acceptance", data=typed | {"bring_by-day": "x"})
    assert wrong.status_code == 422
    assert part_of(order, session).state == "placed"
    assert her.post(f"{path}/acceptance", data=typed).status_code == 303
    part = part_of(order, session)
    assert jalali(part.bring_by) == (year, month, day)
    her.post(f"{path}/making")
    assert part_of(order, session).state == "making"


def test_refusing_asks_why_and_keeps_it(her, maker, session):
    order = make.an_order(make.a_live_listing(maker))
    path = f"/studio/orders/{order.vendor_orders[0].public_id}"
    unsaid = her.post(f"{path}/refusal", data={})
    assert unsaid.status_code == 422
    assert "<details" in unsaid.text
    assert " open" in unsaid.text
    her.post(f"{path}/refusal", data={"why": "sold", "note": "دیروز"})
    assert part_of(order, session).decline_reason == "بیرون فروخته‌ام: دیروز"
    assert "رد کردید" in her.get(path).text
    assert "بیرون فروخته‌ام" in her.get(path).text


def test_too_late_is_said_kindly(her, maker, session, clock):
    order = make.an_order(make.a_live_listing(maker))
    path = f"/studio/orders/{order.vendor_orders[0].public_id}"
    clock.advance(days=preferences.load().accept_days, minutes=1)
    page = her.get(path).text
    assert "until-late" in page
    assert "acceptance" not in page
    answered = her.post(f"{path}/acceptance", follow_redirects=True)
    assert "tell-wrong" in answered.text
    assert part_of(order, session).state == "placed"


def test_sold_pieces_and_her_purse(her, maker, session):
    order = make.paid(make.at_office(make.an_order(make.a_live_listing(maker))))
    with make.unit():
        fulfilments.hand_over(order.vendor_orders[0].fulfilments[0])
    assert "۱٬۶۶۵٬۰۰۰" in her.get("/studio/").text
    assert "تحویل" in her.get("/studio/orders?show=done").text
    assert "هنوز سفارشی نیست" in her.get("/studio/orders").text
    assert "فروخته شد" in her.get(f"/studio/orders/{order.vendor_orders[0].public_id}").text


def test_every_member_of_a_collective_sees_the_same(client, session):
    from marketplace.vendors import members

    craft = make.a_craft()
    vendor = make.a_maker(craft, None)
    order = make.an_order(make.a_live_listing(vendor))
    friend = make.a_user("دوست نمونه")
    with make.unit():
        vendor.kind = "collective"
        members.add(vendor, friend)
    make.sign_in_as(client, friend)
    assert client.get(f"/studio/orders/{order.vendor_orders[0].public_id}").status_code == 200
