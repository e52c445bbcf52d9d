"""The office's orders: found, followed, moved on for a maker."""

import re

import pytest

from marketplace.kernel import eventlog
from marketplace.kernel.ids import show_code
from marketplace.orders.lists import turning
from marketplace.vendors.models import Vendor
from tests.support import factories as make
from tests.support.doing import fresh


@pytest.fixture
def moderator(client):
    make.sign_in_as(client, "moderator")
    return client


def test_queue_shows_what_fits_and_says_when_nothing_does(session, moderator):
    assert "سفارشی اینجا نیست" in moderator.get("/office/orders").text
    waiting = make.an_order(name="منتظر نمونه")
    ready = make.at_office(make.an_order(name="آماده نمونه"))
    everything = moderator.get("/office/orders").text
    assert "منتظر نمونه" in everything
    assert "آماده نمونه" in everything
    only = moderator.get("/office/orders?view=ready").text
    assert "آماده نمونه" in only
    assert "منتظر نمونه" not in only
    assert "چیزی دیر نشده" in moderator.get("/office/orders?view=late").text
    assert moderator.get("/office/orders?view=nonsense&page=999999999999").status_code == 200
    assert waiting.code != ready.code


def test_filters_are_counted_kept_from_page_to_page_and_told_when_nothing_fits(
    session, moderator, monkeypatch
):
    monkeypatch.setattr(turning, "PAGE", 1)
    listing = make.a_live_listing(kind="stocked", quantity=3)
    first, second = make.an_order(listing), make.an_order(listing)
    maker = session.get(Vendor, listing.vendor_id).public_id
    address = f"/office/orders?maker={maker}&state=placed&channel=web&sort=new&nonsense=1&state=x"
    page = moderator.get(address).text
    assert "۳ انتخاب" in page
    assert second.code[:4] in page
    assert first.code[:4] not in page
    (following,) = re.findall(r'href="([^"]+)"[^>]*>صفحهٔ بعد', page)
    following = following.replace("&amp;", "&")
    assert f"maker={maker}" in following
    assert first.code[:4] in moderator.get(following).text
    assert "سفارشی با همهٔ این شرط‌ها نیست" in moderator.get(f"{address}&delivery=post").text


def test_english_names_pieces_in_english(session, moderator):
    make.an_order(make.a_live_listing(title_en="Madder kilim"))
    assert "Madder kilim" in moderator.get("/en/office/orders").text
    assert "Madder kilim" not in moderator.get("/office/orders").text


def test_ticked_orders_are_printed_together(session, moderator):
    first, second = make.an_order(), make.an_order()
    page = moderator.get("/office/orders").text
    assert f'name="code" value="{first.code}" form="print"' in page
    printed = moderator.post("/office/papers", data={"kind": "order", "code": [first.code]})
    assert printed.status_code == 303
    sheets = moderator.get(printed.location).text
    assert show_code(first.code) in sheets
    assert show_code(second.code) not in sheets
    every = {"kind": "order", "all": [first.code, second.code]}
    sheets = moderator.get(moderator.post("/office/papers", data=every).location).text
    assert show_code(second.code) in sheets


def test_a_day_that_is_none_is_said(moderator):
    page = moderator.get("/office/orders?since-day=40&since-month=1&since-year=1405")
    assert page.status_code == 422
    assert "چنین روزی" in page.text


def test_late_answer_is_seen(session, moderator, clock):
    make.an_order(name="منتظر نمونه")
    clock.advance(days=3)
    assert "منتظر نمونه" in moderator.get("/office/orders?view=late").text


def test_office_accepts_for_a_maker_and_it_is_recorded_so(session, moderator):
    order = make.an_order()
    part = order.vendor_orders[0]
    done = moderator.post(f"/office/vendor-orders/{part.public_id}/acceptance")
    assert done.status_code == 303
    event = next(e for e in eventlog.history("vendor_order", part.id) if e.name == "accept")
    assert (event.actor_role, event.on_behalf_of) == ("moderator", part.vendor_id)
    page = moderator.get(f"/office/orders/{order.code}").text
    assert "به جای" in page
    assert fresh(order).state == "making"


def test_declining_for_a_maker_needs_a_reason(session, moderator):
    order = make.an_order()
    key = order.vendor_orders[0].public_id
    refused = moderator.post(f"/office/vendor-orders/{key}/refusal", data={f"{key}-why": "other"})
    assert refused.status_code == 422
    assert "در چند کلمه بنویسید چرا" in refused.text
    moderator.post(f"/office/vendor-orders/{key}/refusal", data={f"{key}-why": "damaged"})
    found = fresh(order)
    assert found.state == "declined"
    assert found.vendor_orders[0].decline_reason == "آسیب دیده است"


def test_making_and_readiness(session, moderator):
    maker = make.a_maker()
    order = make.an_order(make.a_live_listing(maker, kind="made_to_order"))
    key = order.vendor_orders[0].public_id
    for step in ("acceptance", "making", "readiness"):
        assert moderator.post(f"/office/vendor-orders/{key}/{step}").status_code == 303
    assert fresh(order).vendor_orders[0].state == "ready"


def test_two_more_days_for_a_maker_need_a_reason_and_end_after_the_second_time(session, moderator):
    order = make.accepted(make.an_order())
    key, before = order.vendor_orders[0].public_id, order.vendor_orders[0].bring_by
    page = f"/office/orders/{order.code}"
    assert "دو روز بیشتر برای او" in moderator.get(page).text
    address = f"/office/vendor-orders/{key}/more-days"
    assert moderator.post(address, data={f"{key}-reason": ""}).status_code == 422
    for _ in range(2):
        moderator.post(address, data={f"{key}-reason": "پشم نرسید"})
    part = fresh(order).vendor_orders[0]
    assert (part.bring_by - before).days >= 4
    event = eventlog.history("vendor_order", part.id)[0]
    assert (event.name, event.reason, event.on_behalf_of) == (
        "more_days", "پشم نرسید", part.vendor_id,
    )  # fmt: skip
    assert "دو روز بیشتر برای او" not in moderator.get(page).text
    moderator.post(address, data={f"{key}-reason": "باز هم"})
    assert fresh(order).vendor_orders[0].extended == 2


def test_second_answer_is_told_how_it_stands(session, moderator):
    order = make.an_order()
    key = order.vendor_orders[0].public_id
    moderator.post(f"/office/vendor-orders/{key}/acceptance")
    again = moderator.post(f"/office/vendor-orders/{key}/acceptance", follow_redirects=True)
    assert again.status_code == 200
    assert "tell-wrong" in again.text


def test_treasurer_looks_but_does_not_answer(session, client):
    make.sign_in_as(client, "treasurer")
    order = make.an_order()
    assert client.get(f"/office/orders/{order.code}").status_code == 200
    key = order.vendor_orders[0].public_id
    assert client.post(f"/office/vendor-orders/{key}/acceptance").status_code == 403
