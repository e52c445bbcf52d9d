"""Her own parcel: pack, photograph, write the code; she sees a name, a city and the label."""

import io

import pytest

from marketplace.kernel import eventlog
from marketplace.kernel.db import session as db
from marketplace.media.models import Document
from marketplace.orders.post import postage
from marketplace.people.models import User
from tests.support import factories as make


@pytest.fixture
def maker(session):
    return make.a_maker()


@pytest.fixture
def order(maker):
    return make.accepted(
        make.a_posted_order(make.a_live_listing(maker, weight_g=700), posting="maker")
    )


@pytest.fixture
def her(client, maker):
    make.sign_in_as(client, person(maker))
    return client


def person(maker):
    return db.get_one(User, maker.members[0].user_id)


def home(order):
    return f"/studio/orders/{order.vendor_orders[0].public_id}"


def test_she_waits_for_the_money_and_sees_no_street(her, order):
    page = her.get(home(order)).text
    assert "هنوز پست نکنید" in page
    assert "به سارا محمدی، تهران" in page.replace("<bdi>", "").replace("</bdi>", "")
    assert "کوچهٔ سوم" not in page
    assert "پست کنید" not in her.get("/studio/").text.replace("هنوز پست نکنید", "")
    assert her.get(f"{home(order)}/posting/pack").status_code == 302
    assert her.post(f"{home(order)}/label").status_code == 404


def test_one_job_a_screen_until_the_buyer_has_the_code(her, order, session):
    make.paid(order)
    assert "پولش رسیده" in her.get("/studio/").text
    page = her.get(home(order)).text
    assert "روز مانده" in page
    assert f'href="{home(order)}/posting/pack"' in page
    pack = her.get(f"{home(order)}/posting/pack").text
    assert "کوچهٔ سوم" not in pack
    label = her.post(f"{home(order)}/label")
    assert label.headers["Cache-Control"] == "no-store"
    assert "کوچهٔ سوم" in label.text
    (parcel,) = postage.of_order(order)
    assert eventlog.history("parcel", parcel.id)[0].name == "label_viewed"
    assert 'capture="environment"' in her.get(f"{home(order)}/posting/receipt").text
    for _again in range(2):
        photo = {"photo": (io.BytesIO(make.a_jpeg()), "receipt.jpg")}
        answer = her.post(f"{home(order)}/receipt", data=photo, content_type="multipart/form-data")
        assert answer.location == f"{home(order)}/posting/code"
    session.rollback()
    assert len(db.query(Document).all()) == 1
    answer = her.post(f"{home(order)}/posting", data={"tracking_code": "۱۲۳"})
    assert answer.status_code == 422
    assert 'value="۱۲۳"' in answer.text
    answer = her.post(f"{home(order)}/posting", data={"tracking_code": "۱۲۳۴۵۶۷۸۹۰"})
    assert answer.status_code == 303
    page = her.get(home(order)).text
    assert "1234567890" in page
    assert "در راه خریدار" in page
    assert her.post(f"{home(order)}/label").status_code == 404
    session.expire_all()
    assert order.state == "sent"


def test_no_picture_is_no_reason_to_wait(her, order, session):
    make.paid(order)
    answer = her.post(f"{home(order)}/receipt", data={})
    assert answer.status_code == 422
    form = {"tracking_code": "1234567890"}
    assert her.post(f"{home(order)}/posting", data=form).status_code == 303


def test_two_more_days_twice_and_no_more(her, order, session):
    make.paid(order)
    for _ in range(2):
        assert "دو روز بیشتر" in her.get(home(order)).text
        assert her.post(f"{home(order)}/more-days").status_code == 303
    page = her.get(home(order)).text
    assert "دو روز بیشتر وقت می‌خواهم" not in page
    her.post(f"{home(order)}/more-days")
    assert "تا حالا دو بار" in her.get(home(order)).text
    assert order.vendor_orders[0].extended == 2


def test_another_makers_parcel_does_not_exist(client, order):
    make.paid(order)
    make.sign_in_as(client, person(make.a_maker(alias_fa="خانهٔ نیل")))
    assert client.get(f"{home(order)}/posting/pack").status_code == 404
    for path in ("label", "receipt", "posting", "more-days"):
        assert client.post(f"{home(order)}/{path}").status_code == 404


def test_what_the_office_posts_is_brought_as_before(client, session):
    maker = make.a_maker()
    order = make.accepted(make.a_posted_order(make.a_live_listing(maker, weight_g=700)))
    make.sign_in_as(client, person(maker))
    page = client.get(home(order)).text
    assert "سارا محمدی" not in page
    assert client.get(f"{home(order)}/posting/pack").status_code == 404
