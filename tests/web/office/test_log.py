"""The event log: everything findable, in words."""

import re
from pathlib import Path

import pytest

from marketplace.catalogue import revisions, states as catalogue
from marketplace.catalogue.category import Category
from marketplace.kernel import eventlog, preferences
from marketplace.kernel.actor import on_behalf_of
from marketplace.orders import states as orders
from marketplace.vendors import states as vendors
from marketplace.web.log import subjects as event_subjects, words as event_words
from marketplace.web.log.names import READERS
from marketplace.web.log.states import STATES
from marketplace.web.log.words import EVENTS
from tests.support import factories as make

MACHINES = (
    catalogue.listing, catalogue.revision, orders.ORDER, orders.VENDOR_ORDER, orders.FULFILMENT,
    vendors.VENDOR, vendors.SUBMISSION,
)  # fmt: skip


@pytest.fixture
def moderator(client):
    make.sign_in_as(client, "moderator")
    return client


@pytest.mark.parametrize("machine", MACHINES, ids=lambda machine: machine.kind)
def test_every_transition_and_state_has_words(machine):
    assert {f"{machine.kind}.{name}" for name in (*machine.table, "created")} <= set(EVENTS)
    assert machine.states <= set(STATES)


def test_every_recorded_event_has_words():
    written = re.compile(r'eventlog\.record\(\s*"(\w+)",\s*[\w.]+,\s*"(\w+)"')
    for path in Path("marketplace").rglob("*.py"):
        for kind, name in written.findall(path.read_text("utf-8")):
            assert f"{kind}.{name}" in EVENTS, path


def test_every_changed_field_that_stands_in_the_code_has_a_word():
    written = re.compile(r'changes=\{"(\w+)":')
    named = {
        name
        for path in Path("marketplace").rglob("*.py")
        for name in written.findall(path.read_text("utf-8"))
    }
    assert len(named) > 10
    assert named <= set(event_words.FIELDS) | event_words.NAMELESS | set(READERS)


@pytest.mark.parametrize("name", ["KINDS", "EVENTS", "FIELDS"])
def test_a_word_stands_in_one_part_only(name):
    written = [key for part in event_words.PARTS for key in getattr(part, name, {})]
    assert len(written) == len(set(written))


def test_a_subject_has_one_reader_and_a_word():
    read = [kind for part in event_subjects.PARTS for kind in part.READERS]
    assert len(read) == len(set(read))
    assert set(read) <= set(event_words.KINDS)


def test_by_order_code_everything_about_it(session, moderator):
    order = make.paid(make.at_office(make.an_order()))
    other = make.an_order()
    page = moderator.get("/office/log", query_string={"q": order.code}).text
    for words in (
        "سفارش را ثبت کرد",
        "قبول کرد",
        "قطعه‌ها را در دفتر تحویل گرفت",
        "پول را گرفت",
    ):
        assert words in page
    assert other.code[:4] not in page


def test_by_actor_role_kind_and_words(session, moderator):
    make.a_live_listing(title_fa="گلیم یگانه")
    found = moderator.get("/office/log?q=گلیم یگانه&role=moderator").text
    assert "تأیید کرد" in found
    assert "نوشتن را آغاز کرد" not in found
    staff = make.staff("trainer")
    assert "گواهی ثبت کرد" in moderator.get(f"/office/log?actor={staff.id}").text
    assert "گواهی ثبت کرد" not in moderator.get("/office/log?kind=listing").text


def test_old_and_new_are_shown(session, moderator):
    with make.unit():
        preferences.change(accept_days=4)
    page = moderator.get("/office/log?kind=preferences").text
    assert "مهلت جواب هنرمند، روز" in page
    assert re.search("۲.*←.*۴", page)


def test_things_are_named_and_first_values_stand_alone(session, moderator):
    revision = make.a_draft()
    vendor, craft = revision.listing.vendor_id, revision.category_id
    category = session.get_one(Category, craft)
    with make.unit(), on_behalf_of(vendor):
        category.name_en = "Kilim weaving"
        revisions.save(revision, {"category_id": None, "hand_share": "half"})
        revisions.save(revision, {"category_id": craft, "care_fa": "با آب سرد"})
    page = moderator.get("/office/log?kind=revision").text
    assert f"دسته: <bdi>{category.name_fa}</bdi> برداشته شد" in page
    assert f"دسته: <bdi>{category.name_fa}</bdi>" in page
    assert "نگهداری: <bdi>با آب سرد</bdi><" in page
    assert "<bdi>همه‌اش</bdi> ← <bdi>نزدیک به نیمی</bdi>" in page
    assert "–" not in page
    assert "Kilim weaving" in moderator.get("/en/office/log?kind=revision").text


def test_ids_in_changes_are_told_by_name_or_not_at_all(session, moderator):
    vendor = make.a_maker()
    with make.unit():
        for craft in (vendor.crafts[0].craft_id, 999):
            eventlog.record("vendor", vendor.id, "craft_added", changes={"craft_id": [None, craft]})
        eventlog.record("category", 1, "changed", changes={"picture_id": [None, 77_777]})
    page = moderator.get("/office/log").text
    assert "چیزی که حذف شده است" in page
    craft = session.get_one(Category, vendor.crafts[0].craft_id)
    assert f"هنر: <bdi>{craft.name_fa}</bdi>" in page
    for raw in ("۷۷٬۷۷۷", "۹۹۹", "craft_id", "picture_id"):
        assert raw not in page


def test_on_behalf_and_days(session, moderator):
    order = make.an_order()
    moderator.post(f"/office/vendor-orders/{order.vendor_orders[0].public_id}/acceptance")
    page = moderator.get("/office/log?on_behalf=y").text
    assert "قبول کرد" in page
    assert "سفارش را ثبت کرد" not in page
    future = {"since-day": "1", "since-month": "1", "since-year": "1499"}
    assert "جور نیست" in moderator.get("/office/log", query_string=future).text
    nonsense = moderator.get("/office/log", query_string=future | {"since-day": "40"})
    assert nonsense.status_code == 422
    assert 'value="40"' in nonsense.text


def test_pages_of_fifty(session, moderator):
    with make.unit():
        for number in range(60):
            preferences.change(accept_days=number + 3)
    first = moderator.get("/office/log?kind=preferences").text
    older = re.search(r'href="([^"]*before=[^"]*)"', first)[1].replace("&amp;", "&")
    assert first.count("تنظیمات را تغییر داد") == 50
    assert moderator.get(older).text.count("تنظیمات را تغییر داد") == 10
    for odd in ("before=-1", "before=99999999999999999999", "actor=x", "kind=x&role=y"):
        assert moderator.get(f"/office/log?{odd}").status_code == 200


def test_clerks_and_makers_do_not_read_it(client, session):
    make.sign_in_as(client, "clerk")
    assert client.get("/office/log").status_code == 403


def test_what_a_gateway_said_is_told_in_words(session, moderator):
    facts = "zarinpal · A00-17 · 3,190,000 IRR · another_amount"
    with make.unit():
        eventlog.record("payment_intent", 1, "fail", reason="zarinpal.-51")
        eventlog.record("payment_intent", 1, "lose_sight", reason="stripe.card_declined")
        eventlog.record("order", 1, "task_puzzling_money", reason=facts)
    page = moderator.get("/office/log").text
    told = ("پولی پرداخت نشده است", "stripe.card_declined", "درگاه مبلغ دیگری می‌گوید", "A00-17")
    for words in told:
        assert words in page
    for raw in ("zarinpal", "another_amount", "IRR"):
        assert raw not in page.split("</thead>")[1]
    assert "The gateway said: stripe.card_declined" in moderator.get("/en/office/log").text


def test_foreign_notes_are_told_in_their_own_currency(session, moderator):
    counted = {"currency": [None, "EUR"], "expected": [None, 2_000], "counted": [None, 1_950]}
    with make.unit():
        eventlog.record("till_count", 1, "counted", changes=counted)
    page = moderator.get("/office/log").text
    assert "۲۰٫۰۰\u00a0یورو" in page
    assert "۱۹٫۵۰\u00a0یورو" in page
    assert "تومان" not in page.split("</thead>")[1]


def test_a_choice_that_nobody_made_yet_shows_what_it_means(client, session):
    make.sign_in_as(client, "administrator")
    page = client.get("/en/office/log").text
    assert '<option value="">Anybody</option>' in page
    assert '<option value="" selected></option>' not in page
