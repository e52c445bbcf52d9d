"""The tariff's pages: prices by the day, what a parcel costs, what is missing said aloud."""

import pytest
from sqlalchemy import func, select

from marketplace.kernel import eventlog, preferences
from marketplace.kernel.db import session as db
from marketplace.orders.post import tariff_book
from marketplace.orders.post.models import ShippingMethod, ShippingRate
from tests.support import factories as make

TODAY = {"valid_from-day": "۲", "valid_from-month": "9", "valid_from-year": "۱۴۰۵"}


@pytest.fixture
def administrator(client, clock, session):
    from datetime import UTC, datetime

    clock.set(datetime(2026, 11, 23, 9, tzinfo=UTC))
    make.sign_in_as(client, "administrator")
    return client


def add(client) -> str:
    answer = client.post("/office/tariff/methods",
                         data={"name_fa": "پیشتاز", "tracking_examples": "۱۲۳۴۵۶۷۸۹۰",
                               "active": "y"})  # fmt: skip
    assert answer.status_code == 303
    return str(answer.headers["Location"])


def test_a_tariff_from_nothing_to_a_quoted_parcel(administrator):
    assert "هنوز روش پستی نیست" in administrator.get("/office/tariff").text
    prices = add(administrator)
    rules = {"posting": "office", "office_province": "qazvin", "neighbours": ["alborz", "qazvin"],
             "packing_grams": "۲۰۰", "usual_grams": "1000", "post_days": "3",
             "delivered_days": "10"}  # fmt: skip
    assert administrator.post("/office/tariff/rules", data=rules).status_code == 303
    assert preferences.load().post_neighbours == "alborz"
    cells = TODAY | {"grams_0": "۱٬۰۰۰", "same_0": "۵۰٬۰۰۰", "far_0": "۸۵۰۰۰"}
    assert administrator.post(prices, data=cells).status_code == 303
    page = administrator.get("/office/tariff?grams=۹۰۰&province=tehran").text
    assert "پیشتاز، ۹۰۰ گرم به تهران در ۲ آذر ۱۴۰۵: ۸۵٬۰۰۰" in page
    assert "۱ قیمت نوشته نشده است" in page
    assert "پست هنوز به خریدار پیشنهاد نمی‌شود" in page
    page = administrator.get("/office/tariff?grams=900&province=alborz").text
    assert "هنوز برای بستهٔ ۹۰۰ گرمی به این استان قیمتی نیست" in page
    assert administrator.get("/office/tariff?grams=900&province=nowhere").status_code == 422
    log = administrator.get("/office/log?kind=shipping_method").text
    assert "تعرفه را تغییر داد" in log
    assert "استان‌های دیگر، تا ۱٬۰۰۰ گرم" in log


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"grams_0": "1000"}, "دست‌کم یک قیمت بنویسید"),
        ({"same_0": "50000"}, "وزن این قیمت‌ها را بنویسید"),
        ({"grams_0": "500", "same_0": "1", "grams_1": "۵۰۰", "far_1": "2"}, "دو بار آمده است"),
        ({"grams_0": "500", "same_0": "کم"}, "مبلغ را با عدد"),
        ({}, "دست‌کم یک وزن"),
        ({"grams_0": "500", "same_0": "1", "valid_from-day": "1"}, "امروز یا روزی دیرتر"),
    ],
)
def test_a_doubtful_sheet_is_refused_and_kept(administrator, typed, sentence):
    prices = add(administrator)
    answer = administrator.post(prices, data=TODAY | typed)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert db.scalar(select(func.count()).select_from(ShippingRate)) == 0
    for value in typed.values():
        assert value in answer.text or value in ("1", "2", "500", "1000", "50000")


def test_a_method_keeps_its_words(administrator):
    add(administrator)
    method = db.scalars(select(ShippingMethod)).one()
    address = f"/office/tariff/methods/{method.id}"
    for wrong in ("http://post.example/{code}", "https://post.example/"):
        form = {"name_fa": "پیشتاز", "tracking_url": wrong}
        assert administrator.post(address, data=form).status_code == 422
    form = {"name_fa": "پیشتاز", "tracking_url": "https://post.example/{code}"}
    assert administrator.post(address, data=form).status_code == 303
    changes = eventlog.history(tariff_book.KIND, method.id)[0].changes
    assert changes["active"] == [True, False]
    assert administrator.get("/office/tariff/methods/999").status_code == 404


def test_posting_needs_the_offices_province(administrator):
    form = {"posting": "maker", "packing_grams": "200", "usual_grams": "1000", "post_days": "3",
            "delivered_days": "10", "office_province": ""}  # fmt: skip
    answer = administrator.post("/office/tariff/rules", data=form)
    assert answer.status_code == 422
    assert "استان را از فهرست انتخاب کنید" in answer.text
    assert administrator.post("/office/tariff/rules",
                              data=form | {"posting": "off"}).status_code == 303  # fmt: skip


def test_the_clerk_reads_the_tariff_and_changes_nothing(client, session):
    make.sign_in_as(client, "clerk")
    page = client.get("/office/tariff")
    assert page.status_code == 200
    assert "/tariff/rules" not in page.text
    assert client.get("/office/tariff/rules").status_code == 403
