"""The office posts: queue, parcel page, label, receipt."""

import io

import pytest

from marketplace.kernel import eventlog
from marketplace.kernel.ids import show_code
from marketplace.kernel.unit import unit_of_work
from marketplace.orders.post import boxes, parcels, postage
from tests.support import factories as make

BUYER = "+989000010555"


@pytest.fixture
def clerk(client, session):
    make.sign_in_as(client, "clerk")
    return client


def ready(mobile=""):
    order = make.paid(make.at_office(make.a_posted_order(mobile=mobile)))
    return order, postage.of_order(order)[0]


def test_the_queue_holds_what_can_be_posted_oldest_first(clerk, session):
    make.accepted(make.a_posted_order())
    first, second = ready()[1], ready()[1]
    page = clerk.get("/office/parcels").text
    assert page.index(first.public_id) < page.index(second.public_id)
    assert page.count("/office/parcels/") == 2
    assert "هنوز پرداخت نشده" in clerk.get("/office/parcels?view=waiting").text
    for view in ("makers", "way", "back", "done", "nonsense"):
        assert clerk.get(f"/office/parcels?view={view}").status_code == 200
    assert "باید پست شود" in clerk.get("/office/").text


def test_the_clerk_posts_it_with_a_picture_of_the_receipt(clerk, session):
    order, parcel = ready()
    address = f"/office/parcels/{parcel.public_id}"
    assert "کوچهٔ سوم" in clerk.get(address).text
    picture = (io.BytesIO(make.a_jpeg()), "receipt.jpg")
    form = {"tracking_code": "۱۲۳۴۵ ۶۷۸۹۰", "receipt": picture}
    answer = clerk.post(f"{address}/posting", data=form, content_type="multipart/form-data")
    assert answer.status_code == 303, answer.text
    page = clerk.get(address).text
    assert "1234567890" in page
    seen = clerk.post(f"{address}/receipt")
    assert (seen.status_code, seen.content_type) == (200, "image/jpeg")
    assert seen.headers["Cache-Control"] == "no-store"
    assert eventlog.history("parcel", parcel.id)[0].name == "receipt_viewed"
    assert clerk.post(f"{address}/delivery").status_code == 303
    session.expire_all()
    assert order.state == "closed"
    assert "تحویل شد" in clerk.get(f"/office/orders/{order.code}").text


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [("", "کد رهگیری را از روی رسید"), ("۱۲", "۵ تا ۴۰"), ("12345678", "شبیه کد رهگیری")],
)
def test_a_wrong_tracking_code_is_said_and_kept(clerk, session, typed, sentence):
    _order, parcel = ready()
    answer = clerk.post(
        f"/office/parcels/{parcel.public_id}/posting", data={"tracking_code": typed}
    )
    assert answer.status_code == 422
    assert sentence in answer.text
    assert f'value="{typed}"' in answer.text or not typed


def test_a_file_that_is_no_picture_posts_nothing(clerk, session):
    _order, parcel = ready()
    form = {"tracking_code": "1234567890", "receipt": (io.BytesIO(b"no picture"), "a.jpg")}
    answer = clerk.post(
        f"/office/parcels/{parcel.public_id}/posting", data=form,
        content_type="multipart/form-data",
    )  # fmt: skip
    assert answer.status_code == 422
    assert 'value="1234567890"' in answer.text
    session.expire_all()
    assert parcel.state == "waiting"


def test_an_unpaid_parcel_stays(clerk, session):
    order = make.at_office(make.a_posted_order())
    (parcel,) = postage.of_order(order)
    page = clerk.get(f"/office/parcels/{parcel.public_id}").text
    assert "پیش از آن چیزی بیرون نمی‌رود" in page or "باز می‌شود" in page
    answer = clerk.post(
        f"/office/parcels/{parcel.public_id}/posting", data={"tracking_code": "1234567890"}
    )
    assert answer.status_code == 422
    session.expire_all()
    assert parcel.state == "waiting"


def test_a_parcel_that_comes_back_goes_out_again(clerk, session):
    order = make.a_posted_order()
    (parcel,) = make.posted(order)
    address = f"/office/parcels/{parcel.public_id}"
    assert clerk.post(f"{address}/failure", data={"reason": ""}).status_code == 422
    assert clerk.post(f"{address}/failure", data={"reason": "نبودند"}).status_code == 303
    assert parcel.public_id in clerk.get("/office/parcels?view=back").text
    assert clerk.post(f"{address}/return").status_code == 303
    assert "قطعه‌ها برای این سفارش نگه داشته می‌شود" in clerk.get(address).text
    assert clerk.post(f"{address}/again").status_code == 303
    form = {"tracking_code": "5555566666"}
    assert clerk.post(f"{address}/posting", data=form).status_code == 303
    session.expire_all()
    assert order.state == "sent"
    assert "بستهٔ سفارش" in clerk.get(address).text


def test_staff_post_for_a_maker_in_her_name(clerk, session):
    order = make.paid(make.accepted(make.a_posted_order(posting="maker")))
    (parcel,) = postage.of_order(order)
    answer = clerk.post(
        f"/office/parcels/{parcel.public_id}/posting", data={"tracking_code": "1234567890"}
    )
    assert answer.status_code == 303
    event = next(e for e in eventlog.history("parcel", parcel.id) if e.name == "ship")
    assert event.on_behalf_of == parcel.vendor_id


def test_posted_orders_do_not_crowd_the_pickups(clerk, session):
    order, _parcel = ready()
    shown = order.name
    assert shown not in clerk.get("/desk/").text
    assert "آمادهٔ پست" in clerk.get("/office/orders?view=post").text
    assert "با پست می‌رود" in clerk.get(f"/desk/orders/{order.code}").text


def test_two_at_once_post_it_once(clerk, session):
    _order, parcel = ready()
    with unit_of_work():
        parcels.ship(parcel, "1234567890")
    answer = clerk.post(
        f"/office/parcels/{parcel.public_id}/posting", data={"tracking_code": "1111122222"}
    )
    assert answer.status_code == 409
    assert "در این فاصله" in answer.text or "کس دیگری" in answer.text


def test_two_orders_of_one_buyer_go_in_one_box(clerk, session):
    (one, first), (two, second) = ready(BUYER), ready(BUYER)
    address = f"/office/parcels/{first.public_id}"
    assert "همین خریدار بستهٔ دیگری هم به همین نشانی دارد" in clerk.get(address).text
    done = clerk.post(f"{address}/companions", data={"parcel": second.public_id})
    assert done.status_code == 303
    assert "یک جعبه برای چند سفارش" in clerk.get(address).text
    queue = clerk.get("/office/parcels").text
    assert show_code(two.code) in queue
    assert second.public_id not in queue
    other = clerk.get(f"/office/parcels/{second.public_id}").text
    assert "از صفحهٔ سفارش" in other
    assert f"/office/parcels/{second.public_id}/posting" not in other
    clerk.post(f"{address}/posting", data={"tracking_code": "1234567890"})
    session.expire_all()
    assert [order.state for order in (one, two)] == ["sent", "sent"]


def test_the_page_says_what_one_box_saves_and_who_keeps_it(clerk, session):
    (_one, first), (_two, second) = ready(BUYER), ready(BUYER)
    with unit_of_work():
        first.grams = second.grams = 450
        boxes.put_in(first, second)
    assert "نزد دفتر می‌ماند" in clerk.get(f"/office/parcels/{first.public_id}").text
    with unit_of_work():
        boxes.take_out(second)
    assert "نزد دفتر می‌ماند" not in clerk.get(f"/office/parcels/{first.public_id}").text


def test_a_box_can_be_parted_and_a_stranger_s_never_fits(clerk, session):
    (_one, first), (_two, second) = ready(BUYER), ready(BUYER)
    address = f"/office/parcels/{second.public_id}"
    clerk.post(f"/office/parcels/{first.public_id}/companions", data={"parcel": second.public_id})
    clerk.post(f"{address}/separation")
    session.expire_all()
    assert second.box_id is None
    assert clerk.post(f"{address}/companions", data={"parcel": "nonsense"}).status_code == 404
