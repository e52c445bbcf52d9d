"""Asking to be told, proving the number, and stopping without signing in."""

import re

import pytest
from sqlalchemy import func, select

from marketplace.following import asking
from marketplace.following.models import Follow, Follower
from marketplace.kernel.unit import unit_of_work
from marketplace.orders import fulfilments
from marketplace.people.models import OneTimeCode
from tests.support import factories as make

MOBILE, OTHER = "+989000001234", "+989000009999"


@pytest.fixture
def maker(session):
    found = make.a_maker(alias_fa="دار روناس")
    make.a_live_listing(found)
    return found


def ask(client, maker, mobile="۰۹۰۰ ۰۰۰ ۱۲۳۴", **more):
    data = {"mobile": mobile, "agreed": "y"} | more
    return client.post(f"/follow/makers/{maker.public_id}", data=data)


def prove(client, maker, worker, sms, mobile=MOBILE):
    assert ask(client, maker, mobile).status_code == 303
    worker()
    return client.post("/follow/code", data={"code": sms.code(mobile)})


def followers(session):
    session.rollback()
    return session.scalar(select(func.count()).select_from(Follow))


def test_a_visitor_follows_a_maker_and_stops_without_signing_in(
    client, app, maker, session, worker, sms
):
    page = client.get(f"/makers/{maker.public_id}", follow_redirects=True).text
    link = re.search(r'href="(/follow/makers/\w+)"', page)[1]
    asked = client.get(link)
    assert asked.status_code == 200
    assert "noindex" in asked.text
    assert "روزی بیش از یکی نه" in asked.text
    answer = prove(client, maker, worker, sms)
    assert answer.status_code == 303
    where = answer.location
    assert "ثبت شد" in client.get(where).text
    assert followers(session) == 1
    stranger = app.test_client()
    token = where.partition("?")[0]
    assert "دار روناس" in stranger.get(token).text  # looking stops nothing
    assert followers(session) == 1
    ended = stranger.post(token)
    assert (ended.status_code, ended.location) == (303, "/follow/ended")
    assert "پاک شد" in stranger.get("/follow/ended").text
    assert session.scalar(select(func.count()).select_from(Follower)) == 0
    for again in (stranger.get(token), stranger.post(token), stranger.post(f"{token}/1")):
        assert again.status_code == 404
        assert "به جایی نمی‌رسد" in again.text


def test_only_one_thing_may_be_stopped(client, maker, session, worker, sms):
    second = make.a_maker(alias_fa="کارگاه دوم")
    make.a_live_listing(second)
    prove(client, maker, worker, sms)
    where = prove(client, second, worker, sms).location.partition("?")[0]
    actions = re.findall(r'action="(/f/\w+/\d+)"', client.get(where).text)
    assert len(actions) == 2
    answer = client.post(actions[0])
    assert answer.location == where
    assert "کارگاه دوم" not in client.get(where).text
    assert client.post(actions[1]).location == "/follow/ended"
    assert followers(session) == 0


def test_without_the_code_nobody_is_signed_up(client, app, maker, session, worker, sms):
    ask(client, maker)
    worker()
    assert followers(session) == 0
    assert session.scalar(select(OneTimeCode.purpose)) == "follow"
    wrong = "000000" if sms.code(MOBILE) != "000000" else "111111"
    assert client.post("/follow/code", data={"code": wrong}).status_code == 422
    assert client.post("/follow/code", data={"code": "چرند"}).status_code == 422
    stranger = app.test_client()
    answer = stranger.post("/follow/code", data={"code": sms.code(MOBILE)})
    assert (answer.status_code, answer.location) == (303, "/makers")
    assert followers(session) == 0


def test_the_answer_does_not_tell_who_follows_already(client, app, maker, worker, sms):
    prove(client, maker, worker, sms)
    known, unknown = ask(app.test_client(), maker), ask(app.test_client(), maker, OTHER)
    assert (known.status_code, known.location) == (unknown.status_code, unknown.location)
    assert known.data == unknown.data


@pytest.mark.parametrize("mobile", ["", "چرند", "021 123", "\0", "9" * 300, "\u202e0912"])
def test_what_is_no_mobile_is_said_and_kept(client, maker, mobile):
    page = ask(client, maker, mobile)
    assert page.status_code == 422
    assert "checked" in page.text


def test_without_her_yes_nothing_is_sent(client, maker, session):
    page = client.post(f"/follow/makers/{maker.public_id}", data={"mobile": "09000001234"})
    assert page.status_code == 422
    assert "تیک بزنید" in page.text
    assert "۱۲۳۴" in page.text
    assert session.scalar(select(func.count()).select_from(OneTimeCode)) == 0


def test_codes_are_counted(client, maker, clock):
    clock.set(clock.now().replace(minute=1, second=0))
    for _ in range(5):
        assert ask(client, maker).status_code == 303
        clock.advance(minutes=2)
    refused = ask(client, maker)
    assert refused.status_code == 429
    assert "Retry-After" in refused.headers


def test_a_piece_that_can_be_had_is_not_waited_for(client, session):
    listing = make.a_live_listing()
    here = f"/follow/pieces/{listing.public_id}"
    page = client.get(f"/i/{listing.public_id}", follow_redirects=True)
    assert here not in page.text
    assert client.get(here).status_code == 302
    assert client.post(here, data={"mobile": MOBILE, "agreed": "y"}).status_code == 303
    make.an_order(listing)
    session.rollback()
    page = client.get(f"/i/{listing.public_id}", follow_redirects=True)
    assert here in page.text
    assert client.get(here).status_code == 200
    assert client.get("/en" + here).status_code == 200


def test_beside_the_only_one_that_is_sold_her_next_pieces_are_followed(client, session):
    maker = make.a_maker()
    listing = make.a_live_listing(maker)
    order = make.paid(make.at_office(make.an_order(listing)))
    with unit_of_work():
        fulfilments.hand_over(order.vendor_orders[0].fulfilments[0])
    page = client.get(f"/i/{listing.public_id}", follow_redirects=True).text
    assert f"/follow/makers/{maker.public_id}" in page
    assert f"/follow/pieces/{listing.public_id}" not in page


@pytest.mark.parametrize("path", ["makers/zzzzzzzz", "pieces/zzzzzzzz", "lots/x"])
def test_what_is_not_there_cannot_be_followed(client, session, path):
    assert client.get(f"/follow/{path}").status_code == 404
    data = {"mobile": MOBILE, "agreed": "y"}
    assert client.post(f"/follow/{path}", data=data).status_code == 404
    assert client.get("/f/zzzz").status_code == 404
    assert client.get("/follow/code").location == "/makers"


def test_the_cookie_holds_no_readable_number(client, maker):
    ask(client, maker)
    with client.session_transaction() as kept:
        assert MOBILE[3:] not in str(dict(kept))


def test_the_maker_and_the_office_see_how_many(client, app, maker, session):
    user = maker.members[0].user_id
    for mobile in (MOBILE, OTHER):
        with unit_of_work():
            asking.follow(mobile, "fa", maker.id)
    person = session.get(make.User, user)
    make.sign_in_as(client, person)
    hers = client.get("/studio/page").text
    assert "۲ نفر دنبال می‌کنند" in hers
    office = app.test_client()
    make.sign_in_as(office, "moderator")
    page = office.get(f"/office/vendors/{maker.public_id}").text
    assert "۲ نفر دنبال می‌کنند" in page
    assert MOBILE[-7:] not in hers + page
