"""The treasurer's page of exchange rates."""

import pytest

from tests.support import factories as make

TYPED = {"currency": "EUR", "price": "۱۱۲٬۳۴۵", "rounding": "۱٬۰۰۰", "source": "صرافی میدان"}


@pytest.fixture
def treasurer(client):
    make.sign_in_as(client, "treasurer")
    return client


def test_a_rate_is_set_shown_and_taken_back(session, treasurer):
    assert "ارز خارجی گرفته نمی‌شود" in treasurer.get("/office/rates").text
    assert treasurer.post("/office/rates", data=TYPED).status_code == 303
    page = treasurer.get("/office/rates").text.replace("\u00a0", " ")
    assert "۱ یورو = ۱۱۲٬۳۴۵ تومان" in page
    assert "صرافی میدان" in page
    assert "treasurer نمونه" in page
    assert "1 EUR = 112,345 Toman" in treasurer.get("/en/office/rates").text.replace("\u00a0", " ")
    assert treasurer.post("/office/rates/EUR/end").status_code == 303
    page = treasurer.get("/office/rates").text
    assert "گرفته نمی‌شود" in page
    make.sign_in_as(treasurer, "administrator")
    log = treasurer.get("/office/log").text
    assert "نرخ ارز را نوشت" in log
    assert "گرفتن یک ارز را متوقف کرد" in log


def test_ten_times_the_last_rate_is_asked_about_and_keeps_what_was_typed(session, treasurer):
    treasurer.post("/office/rates", data=TYPED)
    wrong = TYPED | {"price": "1,123,450"}
    asked = treasurer.post("/office/rates", data=wrong)
    assert asked.status_code == 422
    assert "صفرها را ببینید" in asked.text
    assert 'name="sure"' in asked.text
    assert "۱٬۱۲۳٬۴۵۰" in asked.text
    assert treasurer.post("/office/rates", data=wrong | {"sure": "y"}).status_code == 303


@pytest.mark.parametrize("field", ["currency", "price", "rounding", "source"])
def test_nothing_is_set_without(session, treasurer, field):
    refused = treasurer.post("/office/rates", data=TYPED | {field: ""})
    assert refused.status_code == 422
    assert 'role="alert"' in refused.text


def test_a_past_day_is_refused(session, treasurer):
    past = {"valid_from-day": "1", "valid_from-month": "1", "valid_from-year": "1400"}
    refused = treasurer.post("/office/rates", data=TYPED | past)
    assert refused.status_code == 422
    assert "روزی در آینده" in refused.text


def test_a_clerk_sets_no_rate(session, client):
    make.sign_in_as(client, "clerk")
    assert client.get("/office/rates").status_code == 403
    assert client.post("/office/rates", data=TYPED).status_code == 403
