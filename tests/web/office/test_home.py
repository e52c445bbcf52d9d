"""The staff's first page."""

import pytest

from marketplace.kernel import heartbeat
from marketplace.kernel.outbox import Outbox
from tests.support import factories as make


def test_all_clear(client, session):
    make.sign_in_as(client, "moderator")
    page = client.get("/office/").text
    assert "همهٔ کارها انجام شده" in page
    assert "زمان‌بند چند دقیقه است خاموش" in page


def test_oldest_is_the_heading_and_the_button_opens_it(client, session, clock):
    applicant = make.an_applicant(alias_fa="خانهٔ نیل")
    clock.advance(days=6)
    make.a_pending_revision()
    make.sign_in_as(client, "moderator")
    page = client.get("/office/").text
    assert "یک درخواست ۶ روز مانده است" in page
    assert f"/office/vendors/{applicant.public_id}" in page
    assert "old-bad" in page


def test_worker_and_its_troubles(client, session):
    with make.unit():
        heartbeat.beat("sweep")
        heartbeat.beat("orders", "OperationalError")
    make.sign_in_as(client, "administrator")
    page = client.get("/office/").text
    assert "خاموش است" not in page
    assert "مهلت سفارش‌ها" in page
    assert "OperationalError" in page
    assert "پایگاه داده جواب نداد" in page


def test_what_did_not_leave_the_house_is_said_and_linked(client, session):
    with make.unit():
        session.add(Outbox(topic="message", payload={}, state="unknown", error="no-answer"))
        session.add(Outbox(topic="message", payload={}, state="failed", error="connect"))
        session.add(Outbox(topic="message", payload={}, state="done"))
        session.add(Outbox(topic="removal", payload={}, state="failed"))
    make.sign_in_as(client, "moderator")
    page = client.get("/office/").text
    assert "۲ پیام نرفته" in page
    assert "/office/messages?state=failed" in page
    assert "۱ فایل پاک نشد" in page
    make.sign_in_as(client, "clerk")
    page = client.get("/office/").text
    assert "۲ پیام نرفته" in page
    assert "/office/messages" not in page


def test_clerk_sees_only_her_queues(client, session):
    make.an_applicant(alias_fa="خانهٔ نیل")
    make.sign_in_as(client, "clerk")
    page = client.get("/office/").text
    assert "خانهٔ نیل" not in page
    assert "آمادهٔ تحویل" in page


@pytest.mark.parametrize("role", ["clerk", "trainer", "moderator", "treasurer", "administrator"])
@pytest.mark.parametrize("language", ["", "/en"])
def test_every_role_may_open_it(client, session, role, language):
    make.paid(make.at_office(make.an_order()))
    make.sign_in_as(client, role)
    assert client.get(f"{language}/office/").status_code == 200


def test_counts_in_the_bar_cost_one_query(client, session, queries):
    make.sign_in_as(client, "moderator")
    queries.clear()
    client.get("/office/log")
    counted = [s for s in queries.statements if "AS applications" in s]
    assert len(counted) == 1


def test_books_that_do_not_agree_are_something_to_do(client, session):
    with make.unit():
        heartbeat.beat("ledger", "drifted 2")
    make.sign_in_as(client, "treasurer")
    page = client.get("/office/").text
    assert "ناهمخوانی دفتر حساب" in page
    assert "۲ قاعدهٔ دفتر حساب درست درنمی‌آید" in page
    with make.unit():
        heartbeat.beat("ledger")
    page = client.get("/office/").text
    assert "درستی دفتر حساب" in page
    assert "همهٔ کارها انجام شده" in page


def test_a_trainer_whom_nothing_waits_for_is_led_to_her_work(client, session):
    make.sign_in_as(client, "trainer")
    page = client.get("/en/office/").text
    assert "Nothing is waiting. All is done." in page
    assert 'href="/en/office/certificates/new"' in page


def test_the_jobs_are_folded_until_one_goes_wrong(client, session):
    with make.unit():
        heartbeat.beat("daily")
    make.sign_in_as(client, "administrator")
    assert '<details class="other"><summary>Each job' in client.get("/en/office/").text
    with make.unit():
        heartbeat.beat("daily", "OSError")
    assert '<details class="other" open><summary>Each job' in client.get("/en/office/").text
