"""The periods: one audited form, and what the nights erased."""

import pytest

from marketplace.kernel import eventlog, preferences
from marketplace.kernel.unit import unit_of_work
from marketplace.retention import night
from tests.retention.test_night import a_closed_order
from tests.support import factories as make

TYPED = {
    "keep_contacts_days": "۱۸۰",
    "keep_documents_days": "۳۰",
    "keep_accounts_days": "۳۶۶۰",
    "keep_voices_days": "۳۰",
    "keep_messages_days": "۹۰",
    "keep_baskets_days": "۳۰",
    "keep_codes_days": "۱",
}


@pytest.fixture
def administrator(client, session):
    make.sign_in_as(client, "administrator")
    return client


def test_page_shows_the_periods_and_saving_them_changes_nothing(administrator):
    page = administrator.get("/office/retention").text
    assert 'value="۱۸۰"' in page
    assert "تا امروز چیزی پاک نشده" in page
    assert administrator.post("/office/retention", data=TYPED).status_code == 303
    assert eventlog.history("preferences", 1) == []


def test_a_shorter_period_is_said_before_it_erases(administrator, clock, session):
    order = a_closed_order()
    session.rollback()
    clock.advance(days=40)
    changed = TYPED | {"keep_contacts_days": "۳۰"}
    asked = administrator.post("/office/retention", data=changed)
    assert asked.status_code == 200
    assert "امشب ۱ مورد بیشتر پاک می‌شود: نام و شمارهٔ خریدارها" in asked.text
    assert preferences.load().keep_contacts_days == 180
    seen = asked.text.split('name="seen"')[1].split('value="')[1].split('"')[0]
    saved = administrator.post("/office/retention", data=changed | {"seen": seen})
    assert saved.status_code == 303
    assert preferences.load().keep_contacts_days == 30
    event = eventlog.history("preferences", 1)[0]
    assert event.changes == {"keep_contacts_days": [180, 30]}

    clock.advance(days=1)
    with unit_of_work():
        night.erase()
    page = administrator.get("/office/retention").text
    assert "آخرین پاک‌سازی" in page
    assert '<td data-label="نام و شمارهٔ خریدارها"><span>۱</span>' in page
    shown = administrator.get(f"/office/orders/{order.code}").text
    assert "سارا" not in shown
    assert "نام و شمارهٔ خریدار را پاک کرد" in shown
    english = administrator.get("/en/office/log?kind=retention").text
    assert "erased what was kept long enough" in english
    assert "buyers’ names and numbers: <bdi>1</bdi>" in english


@pytest.mark.parametrize(
    ("name", "value"),
    [("keep_contacts_days", "5"), ("keep_documents_days", "0"), ("keep_codes_days", "all")],
)
def test_mistakes_are_said(administrator, name, value):
    refused = administrator.post("/office/retention", data=TYPED | {name: value})
    assert refused.status_code == 422
    assert f'href="#{name}"' in refused.text


def test_other_staff_read_it_and_change_nothing(client, session):
    make.sign_in_as(client, "clerk")
    page = client.get("/office/retention").text
    assert "۱۸۰ روز" in page
    assert '<form class="form"' not in page
    assert client.post("/office/retention", data=TYPED).status_code == 403
