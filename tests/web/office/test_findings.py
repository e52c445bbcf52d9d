"""The pages about a lost parcel that turned up."""

import pytest

from marketplace.kernel.unit import unit_of_work
from marketplace.orders import links
from marketplace.orders.losses import claims
from marketplace.orders.returns import crediting
from marketplace.payments import refunds
from tests.orders.test_losing import POSTAGE, PRICE, answer, lose, under_way
from tests.support import factories as make
from tests.web.studio.test_money import plain

pytestmark = pytest.mark.usefixtures("the_books_agree")


@pytest.fixture
def lost(session, client):
    """A lost parcel that the post bears, and the address of its finding."""
    order, parcel = under_way()
    (note,) = lose(parcel)
    make.sign_in_as(client, "clerk")
    return order, parcel, note, f"/office/parcels/{parcel.public_id}/finding"


def test_it_is_back_at_the_office(lost, client):
    order, parcel, _note, path = lost
    key = order.vendor_orders[0].lines[0].id
    assert path in client.get(f"/office/parcels/{parcel.public_id}").text
    assert "پیدا شد؟" in client.get(path).text
    refused = client.post(path, data={"outcome": "back", "reason": "", f"{key}-here": "۱"})
    assert refused.status_code == 422
    assert 'role="alert"' in refused.text
    many = {"outcome": "back", "reason": "در قزوین", f"{key}-here": "۷"}
    kept = client.post(path, data=many)
    assert kept.status_code == 422
    assert "در قزوین" in kept.text
    assert "این تعداد کار در این بسته نبود" in kept.text
    assert client.post(path, data=many | {"outcome": "moon"}).status_code == 422
    typed = {"outcome": "back", "reason": "در قزوین", f"{key}-here": "۱"}
    assert client.post(path, data=typed).status_code == 303
    assert client.post(path, data=typed).status_code == 409
    assert "چیز دیگری برای تصمیم نمانده" in client.get(path).text
    assert "گم شد و پیدا شد" in client.get("/office/parcels?view=lost").text
    assert client.get(f"/office/orders/{order.code}").status_code == 200
    buyer = client.application.test_client()
    assert "بستهٔ گم‌شدهٔ شما پیدا شد" in buyer.get(f"/o/{links.token(order.code)}").text
    assert "turned up" in buyer.get(f"/en/o/{links.token(order.code)}").text
    where = plain(client.get(f"/office/orders/{order.code}/money"))
    assert "گم‌شده در دفتر است" in where


def test_she_keeps_it_and_pays_at_the_desk(lost, client):
    order, _parcel, _note, path = lost
    for due in refunds.open_of(("order", order.id)):
        with unit_of_work():
            refunds.give(due, by=make.staff("clerk").id)
    assert "سفارش از او" in client.get(path).text
    assert client.post(path, data={"outcome": "bought", "reason": "زنگ زد"}).status_code == 303
    assert "۱٬۹۲۰٬۰۰۰" in plain(client.get(f"/desk/orders/{order.code}"))
    assert "۱٬۹۲۰٬۰۰۰" in plain(
        client.application.test_client().get(f"/o/{links.token(order.code)}")
    )
    nothing = client.post(f"{path}/undoing", data={"undo_reason": " "})
    assert nothing.status_code == 422
    assert client.post(f"{path}/undoing", data={"undo_reason": "نداد"}).status_code == 303
    assert client.post(f"{path}/undoing", data={"undo_reason": "نداد"}).status_code == 409
    assert "پیدا شد؟" in client.get(path).text


def test_the_treasurer_settles_with_the_post_what_turned_up(lost, client):
    order, _parcel, note, path = lost
    answer(note, PRICE + POSTAGE, reference="140509-9")
    assert client.post(path, data={"outcome": "kept", "reason": "دستش بود"}).status_code == 303
    make.sign_in_as(client, "treasurer")
    assert "مطالبه‌ها از پست" in client.get("/office/money").text
    assert "پست پرداخته بود" in client.get("/office/claims").text
    page = f"/office/claims/{crediting.number(note)}"
    assert "آنچه پست بابتش پرداخته بود پیدا شد" in client.get(page).text
    typed = {"paid": "۱٬۰۰۰٬۰۰۰", "reference": "140512-3", "reason": "", "seen": "1"}
    refused = client.post(f"{page}/repayment", data=typed)
    assert refused.status_code == 422
    assert "140512-3" in refused.text
    typed["reason"] = "کرایه‌اش ماند"
    assert client.post(f"{page}/repayment", data=typed).status_code == 303
    assert client.post(f"{page}/repayment", data=typed).status_code == 409
    assert claims.waiting() == []
    assert "چیزی برنمی‌گردد" in client.get("/office/claims").text
    assert "دیگر چیزی از پست خواسته نمی‌شود" in client.get(page).text
    assert "حساب آنچه پست" in plain(client.get(f"/office/orders/{order.code}/money"))


def test_what_was_never_lost_has_no_such_page(session, client):
    _order, parcel = under_way()
    make.sign_in_as(client, "clerk")
    assert client.get(f"/office/parcels/{parcel.public_id}/finding").status_code == 404
    assert client.get("/office/parcels/nothing/finding").status_code == 404
