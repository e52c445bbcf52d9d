"""Orders as a file: what the list shows, who may take it, and what the log keeps of it."""

import csv
import io

import pytest

from marketplace.kernel import eventlog
from marketplace.kernel.ids import show_code
from marketplace.orders.lists import exporting
from tests.support import factories as make


@pytest.fixture
def treasurer(client):
    make.sign_in_as(client, "treasurer")
    return client


def read(answer) -> list[list[str]]:
    assert answer.status_code == 200
    assert answer.content_type == "text/csv; charset=utf-8"
    assert answer.data.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"), newline="")))


def events(role: str):
    person = make.staff(role)
    return [e for e in eventlog.history("user", person.id) if e.name == "orders_exported"]


def test_the_file_has_what_the_list_shows(session, treasurer, monkeypatch):
    monkeypatch.setattr(exporting, "BATCH", 1)
    listing = make.a_live_listing(weight_g=700, title_fa="=گلیم", title_en="+Kilim")
    posted = make.a_posted_order(listing)
    collected = make.paid(make.at_office(make.an_order()))
    assert "گرفتن همین‌ها" in treasurer.get("/office/orders?view=all").text
    assert "۲ سفارش" in treasurer.get("/office/orders/export?view=all").text
    rows = read(treasurer.post("/office/orders/export", data={"view": "all"}))
    assert [row[0] for row in rows[1:]] == [show_code(collected.code), show_code(posted.code)]
    head, newest, oldest = (dict(zip(rows[0], row, strict=True)) for row in rows)
    assert head["سفارش"] == "سفارش"
    assert newest["پرداخت شده"] == newest["جمع"] == str(collected.total // 10)
    assert newest["واحد پول"] == "تومان"
    assert oldest["قطعه‌ها"] == "'=گلیم"
    assert oldest["استانِ نشانی"] == "تهران"
    assert oldest["روز"].startswith("14")
    assert oldest["روز (میلادی)"].startswith("20")
    text = "".join("".join(row) for row in rows)
    assert "1234567891" not in text
    assert posted.name not in text
    (event,) = events("treasurer")
    assert event.changes == {"orders": [None, 2], "conditions": [None, "view: all"]}


def test_english_speaks_english_and_filters_hold(session, treasurer):
    make.a_posted_order(make.a_live_listing(weight_g=700, title_en="+Kilim"))
    make.an_order()
    answer = treasurer.post("/en/office/orders/export", data={"delivery": "post", "sort": "new"})
    rows = read(answer)
    assert len(rows) == 2
    row = dict(zip(rows[0], rows[1], strict=True))
    assert row["Currency"] == "Toman"
    assert row["Pieces"] == "'+Kilim"
    assert row["Province of the address"] == "Tehran"


def test_contacts_only_for_the_administrator_and_with_a_reason(session, client):
    order = make.a_posted_order()
    make.sign_in_as(client, "treasurer")
    wanted = {"view": "all", "contacts": "y", "reason": "برچسب‌های پست"}
    assert client.post("/office/orders/export", data=wanted).status_code == 403
    assert "contacts" not in client.get("/office/orders/export").text
    make.sign_in_as(client, "administrator")
    missing = client.post("/office/orders/export", data=wanted | {"reason": " "})
    assert missing.status_code == 422
    rows = read(client.post("/office/orders/export", data=wanted))
    row = dict(zip(rows[0], rows[1], strict=True))
    assert row["کد پستی"] == "1234567891"
    assert row["خریدار"] == order.name
    assert row["همراه"].replace("\u00a0", "").startswith("۰۹")
    (event,) = events("administrator")
    assert event.reason == "برچسب‌های پست"
    assert event.changes["contacts"] == [None, True]
    assert events("treasurer") == []


def test_a_search_for_a_person_does_not_name_her_in_the_log(session, treasurer):
    make.an_order(name="نگار ت")
    treasurer.post("/office/orders/export", data={"q": "نگار"})
    (event,) = events("treasurer")
    assert "نگار" not in str(event.changes)


@pytest.mark.parametrize("role", ["clerk", "moderator", "trainer"])
def test_others_take_nothing(session, client, role):
    make.sign_in_as(client, role)
    assert client.get("/office/orders/export").status_code == 403
    assert client.post("/office/orders/export", data={"view": "all"}).status_code == 403
