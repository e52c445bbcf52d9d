"""The office puts a collection together; visitors find it on the front and on its page."""

import io
from datetime import UTC, datetime, time

import pytest

from marketplace.discovery.front.collection_models import Collection, Season
from marketplace.kernel.db import session as database
from tests.support import factories as make

PAGE = "/office/collections"
GIFTS = {
    "title_fa": "هدیه زیر ۵۰۰ هزار تومان",
    "price": "۵۰۰٬۰۰۰",
    "on_home": "y",
    "slug": "gifts",
    "category": "",
}


@pytest.fixture
def moderator(client, session):
    return make.sign_in_as(client, "moderator")


def test_a_collection_from_the_first_word_to_the_front(client, session, moderator, queries):
    assert "هنوز مجموعه‌ای نیست" in client.get(PAGE).text
    piece = make.a_live_listing(price=4_000_000)
    dear = make.a_live_listing(price=40_000_000, title_fa="قالیچهٔ گران")
    answer = client.post(PAGE, data=GIFTS)
    assert answer.status_code == 303
    assert client.get("/collections/gifts").status_code == 404
    at = answer.location
    client.post(f"{at}/showing", data={"show": "1"})
    queries.clear()
    page = client.get("/collections/gifts")
    assert queries.count <= 6, queries.statements
    assert piece.public_id in page.text
    assert dear.public_id not in page.text
    queries.clear()
    assert "/collections/gifts" in client.get("/").text
    assert queries.count <= 6, queries.statements
    client.post(f"{at}/pieces", data={"code": dear.scan_code})
    assert dear.public_id in client.get("/en/collections/gifts").text
    assert "قالیچهٔ گران" in client.get(at).text
    client.post(f"{at}/pieces/{dear.id}", data={"remove": "1"})
    assert dear.public_id not in client.get("/collections/gifts?page=x").text
    answer = client.post(f"{at}/picture", data={"photo": (io.BytesIO(make.a_jpeg()), "a.jpg")})
    assert answer.status_code == 303
    assert database.get(Collection, 1).picture_id
    client.post(f"{at}/showing")
    assert client.get("/collections/gifts").status_code == 404


def test_mistakes_are_told_and_nothing_typed_is_lost(client, session, moderator):
    answer = client.post(PAGE, data={"price": "ارزان", "words_fa": "برای مهمان"})
    assert answer.status_code == 422
    assert "برای مهمان" in answer.text
    client.post(PAGE, data=GIFTS)
    again = client.post(PAGE, data=GIFTS)
    assert again.status_code == 422
    assert "همین نشانی را دارد" in again.text
    wrong = client.post(f"{PAGE}/1/pieces", data={"code": "ZZ"})
    assert wrong.status_code == 422
    assert 'value="ZZ"' in wrong.text
    upload = {"photo": (io.BytesIO(b"not a picture"), "a.jpg")}
    assert client.post(f"{PAGE}/1/picture", data=upload).status_code == 422
    assert client.get("/office/seasons/1").status_code == 404


def test_a_season_stands_on_the_front_on_its_days(client, session, moderator, clock):
    days = {"first_day-day": "30", "first_day-month": "9", "first_day-year": "1405",
            "last_day-day": "1", "last_day-month": "10", "last_day-year": "1405"}  # fmt: skip
    words = {
        "title_fa": "شب یلدا",
        "title_en": "Yalda",
        "words_fa": "انار و گلیم",
        "collection": "",
    }
    answer = client.post("/office/seasons", data=days | words)
    assert answer.status_code == 303
    client.post(f"{answer.location}/showing", data={"show": "1"})
    row = database.get(Season, 1)
    clock.set(datetime.combine(row.first_day, time(6), UTC))
    assert "انار و گلیم" in client.get("/").text
    assert "Yalda" in client.get("/en/").text
    clock.advance(days=2)
    assert "انار و گلیم" not in client.get("/").text
    assert "گذشته" in client.get("/office/seasons").text
