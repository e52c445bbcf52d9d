"""She marks closed days; she, the office and visitors read it; lists cost no query more."""

from datetime import timedelta

import pytest

from marketplace.kernel.calendar import jalali, local_day
from marketplace.people.models import User
from marketplace.vendors.models import Vendor
from tests.support import factories as make

AT = "/studio/closed-days"
LINE = "به سفارش‌هایی که حالا بدهید"


@pytest.fixture
def maker(session):
    return make.a_maker()


@pytest.fixture
def her(client, session, maker):
    make.sign_in_as(client, session.get(User, maker.members[0].user_id))
    return client


def typed(clock, begins, ends, **more):
    found = dict(more)
    for name, days in (("first", begins), ("last", ends)):
        year, month, day = jalali(local_day(clock.now()) + timedelta(days=days))
        found |= {f"{name}-year": year, f"{name}-month": month, f"{name}-day": day}
    return found


def test_she_marks_them_and_takes_orders_again(her, app, maker, clock):
    listing = make.a_live_listing(maker)
    assert "روزهای تعطیل" in her.get("/studio/page").text
    kept = her.post(AT, data=typed(clock, 0, 4, why="سفر"), follow_redirects=True)
    assert "تعطیل است" in kept.text
    assert "سفر" in kept.text
    assert "تعطیل است" in her.get("/studio/").text
    visitor = app.test_client()
    for page in (
        f"/i/{listing.public_id}",
        f"/makers/{maker.public_id}",
        f"/p/{listing.scan_code}",
    ):
        shown = visitor.get(page, follow_redirects=True).text
        assert LINE in shown
        assert "سفر" not in shown
    office = app.test_client()
    make.sign_in_as(office, "moderator")
    assert "تعطیل است" in office.get(f"/office/vendors/{maker.public_id}").text
    her.post(f"{AT}/end")
    page = visitor.get(f"/i/{listing.public_id}", follow_redirects=True).text
    assert LINE not in page


def test_days_to_come_are_not_told_to_visitors_yet(her, app, maker, clock):
    listing = make.a_live_listing(maker)
    her.post(AT, data=typed(clock, 3, 9))
    page = app.test_client().get(f"/i/{listing.public_id}", follow_redirects=True).text
    assert LINE not in page
    clock.advance(days=4)
    page = app.test_client().get(f"/i/{listing.public_id}", follow_redirects=True).text
    assert LINE in page


def test_an_error_stands_beside_its_field_and_words_are_kept(her, clock):
    answer = her.post(AT, data=typed(clock, 5, 2, why="برداشت زعفران"))
    assert answer.status_code == 422
    assert "روز آخر پیش از روز اول است" in answer.text
    assert "برداشت زعفران" in answer.text
    answer = her.post(AT, data={"first-day": "۳۱", "first-month": "۱۲", "first-year": "۱۴۰۵"})
    assert answer.status_code == 422


def test_the_office_sets_them_for_her(app, session, maker, clock):
    office = app.test_client()
    make.sign_in_as(office, "clerk")
    at = f"/office/vendors/{maker.public_id}/closed-days"
    assert office.get(at).status_code == 200
    assert office.post(at, data=typed(clock, 5, 2)).status_code == 422
    assert office.post(at, data=typed(clock, 0, 2)).status_code == 303
    assert session.get(Vendor, maker.id).closed_from == local_day(clock.now())
    page = office.get(at).text
    assert "تعطیل است" in page
    assert office.post(f"{at}/end").status_code == 303
    make.sign_in_as(office, "administrator")
    page = office.get(f"/office/vendors/{maker.public_id}").text
    assert "روزهای تعطیل را گذاشت" in page
    assert "به جای" in page


def test_no_page_of_the_shop_asks_once_more(her, app, maker, clock, queries):
    listing = make.a_live_listing(maker)
    pages = ["/pieces", "/makers", f"/makers/{maker.public_id}", f"/i/{listing.public_id}"]
    visitor = app.test_client()

    def costs():
        found = []
        for page in pages:
            visitor.get(page, follow_redirects=True)
            queries.clear()
            visitor.get(page, follow_redirects=True)
            found.append(queries.count)
        return found

    before = costs()
    her.post(AT, data=typed(clock, 0, 4))
    assert costs() == before
