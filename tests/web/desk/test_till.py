"""Counting a drawer on the page, and the treasurer who sees it."""

import pytest

from marketplace.payments import receipts
from marketplace.payments.desk import till
from tests.support import factories as make


@pytest.fixture
def clerk(client):
    make.sign_in_as(client, "clerk")
    return client


def taken():
    return make.paid(make.at_office(make.an_order()))


def test_an_empty_drawer_says_so(session, clerk):
    assert "چیزی برای شمردن نیست" in clerk.get("/desk/till").text
    refused = clerk.post("/desk/till/counts", data={"counted": "0"})
    assert refused.status_code == 422
    assert "پول نقدی نیامده" in refused.text


def test_what_differs_needs_a_word_and_keeps_what_was_typed(session, clerk):
    taken()
    assert "۱٬۸۵۰٬۰۰۰" in clerk.get("/desk/till").text
    refused = clerk.post("/desk/till/counts", data={"counted": "۱٬۸۰۰٬۰۰۰"})
    assert refused.status_code == 422
    assert "۱٬۸۰۰٬۰۰۰" in refused.text
    assert "دوباره بشمارید" in refused.text or "یک بار دیگر بشمارید" in refused.text
    typed = {"counted": "۱٬۸۰۰٬۰۰۰", "note": "پول خرد نبود"}
    assert clerk.post("/desk/till/counts", data=typed).status_code == 303
    page = clerk.get("/desk/till").text
    assert "۵۰٬۰۰۰ کم" in page
    assert "پول خرد نبود" in page


def test_the_treasurer_sees_drawers_and_counts(session, client):
    order = taken()
    make.sign_in_as(client, "treasurer")
    page = client.get("/office/payments").text
    assert "هنوز نشمرده" in page
    make.sign_in_as(client, "clerk")
    client.post("/desk/till/counts", data={"counted": str(order.total // 10)})
    make.sign_in_as(client, "treasurer")
    page = client.get("/office/payments").text
    assert "هنوز نشمرده" not in page
    assert "جور است" in page
    assert client.get("/en/office/payments").text.count("Agrees") == 1


def test_a_correction_in_the_drawer_is_named_to_its_clerk_and_not_to_the_treasurer(session, client):
    order = taken()
    make.sign_in_as(client, "clerk")
    client.post("/desk/till/counts", data={"counted": "0", "note": "این پول را نگرفتم"})
    make.sign_in_as(client, "treasurer")
    number = receipts.of_subject("order", order.id)[0].number
    said = {"reason": "دو بار زده شد"}
    undone = client.post(f"/office/payments/{number}/correction", data=said, follow_redirects=True)
    assert "اصلاح‌کننده" in undone.text
    assert make.staff("treasurer").name in undone.text
    make.sign_in_as(client, "clerk")
    page = client.get("/desk/till").text
    assert "رسیدهایی که صندوق‌دار اصلاح کرد" in page
    assert "دو بار زده شد" in page
    assert till.open_()[0].name == make.staff("clerk").name
