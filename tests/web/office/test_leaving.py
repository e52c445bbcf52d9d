"""An account erased through the page: refused with its cause, asked twice, gone everywhere."""

import re

import pytest
from sqlalchemy import select

from marketplace.catalogue.models import Listing
from marketplace.kernel.actor import Actor, acting
from marketplace.kernel.db import session as database
from marketplace.programme.models import Certificate
from marketplace.vendors import decisions
from marketplace.vendors.models import NOBODY
from tests.payouts.stage import sold
from tests.retention.leaving import (
    ALIAS,
    ENGLISH,
    FORMER,
    HERS,
    NAME,
    STORY,
    a_colleague,
    a_maker,
    a_settled_maker,
    found,
)
from tests.retention.test_leaving_unsettled import a_piece_at_the_office
from tests.support import factories as make


@pytest.fixture
def administrator(client, session):
    make.sign_in_as(client, "administrator")
    return client


def asked(address, **more):
    return {"mobile": address, "reason": "wish_visit"} | more


def erase(client, address):
    """Asked, read, confirmed; the page of the second yes and the answer to it."""
    page = client.post("/office/person/erasure", data=asked(address, whole="1")).text
    seen = re.search(r'name="seen" value="([^"]*)"', page)
    assert seen, page
    return page, client.post("/office/person/erasure", data=asked(address, whole="1", seen=seen[1]))


def public_pages(client, app):
    """Every public page without a variable, and a search for her, as one text."""
    texts = []
    for rule in app.url_map.iter_rules():
        if "GET" in rule.methods and not rule.arguments and rule.endpoint.startswith("shop."):
            texts += [client.get(f"{way}{rule.rule}").text for way in ("", "/en")]
    texts += [client.get("/listings", query_string={"q": word}).text for word in ("گلیم", "جاجیم")]
    return "\n".join(texts)


def test_it_is_erased_at_the_second_yes_and_the_shop_knows_nothing_of_her(administrator, app):
    vendor, user, _order = a_settled_maker()
    visitor, mobile = app.test_client(), user.mobile
    maker, (certificate,) = vendor.public_id, database.scalars(select(Certificate)).all()
    code = certificate.public_code
    database.rollback()
    before = public_pages(visitor, app)
    assert ALIAS in before
    assert ENGLISH in before
    assert visitor.get(f"/c/{code}").status_code == 200
    page, done = erase(administrator, mobile)
    for words in ("هنوز چیزی پاک نشده است", ALIAS, NOBODY["fa"], "دفترهای حساب"):
        assert words in page
    assert done.status_code == 303
    after = public_pages(visitor, app)
    for word in HERS:
        assert word not in after
    assert visitor.get(f"/makers/{maker}").status_code == 404
    assert visitor.get(f"/c/{code}").status_code == 404
    assert found((*HERS, mobile)) == []
    assert "حساب و هر چه از آن بود رفت" in administrator.get("/office/person").text


def test_what_was_hers_has_no_page_to_change_it_any_more(administrator):
    vendor, user, _order = a_settled_maker()
    mobile, booth, person = user.mobile, vendor.public_id, user.public_id
    listing = database.scalars(select(Listing.public_id).filter_by(vendor_id=vendor.id)).first()
    database.rollback()
    erase(administrator, mobile)
    for path in (f"vendors/{booth}", f"listings/{listing}", f"listings/{listing}/content",
                 f"users/{person}"):  # fmt: skip
        assert administrator.get(f"/office/{path}").status_code == 404, path
    assert administrator.post(f"/office/vendors/{booth}/restoration").status_code == 404
    money = administrator.get(f"/office/vendors/{booth}/money")
    assert money.status_code == 200
    assert NOBODY["fa"] in money.text


def test_the_log_and_the_lists_are_drawn_without_her(administrator):
    _vendor, user, order = a_settled_maker()
    mobile, code = user.mobile, order.code
    database.rollback()
    erase(administrator, mobile)
    for path in ("/office/log", "/office/log?kind=vendor", "/office/log?kind=listing",
                 "/office/log?kind=revision", "/office/log?kind=user", f"/office/orders/{code}",
                 f"/office/orders/{code}/history", "/office/payments", "/office/payouts",
                 "/office/certificates", "/office/vendors", "/office/users", "/office/listings",
                 "/office/listings/published", "/office/"):  # fmt: skip
        for way in ("", "/en"):
            answer = administrator.get(way + path)
            assert answer.status_code in (200, 301, 302, 308, 404), path
            for word in (NAME, ALIAS, FORMER, ENGLISH, STORY):
                assert word not in answer.text, path
    assert "پاک شده" in administrator.get("/office/log?kind=vendor").text


def test_what_is_not_settled_is_named_and_leads_to_its_page(administrator):
    vendor, user = a_maker()
    sold(vendor)
    mobile, booth = user.mobile, vendor.public_id
    database.rollback()
    page = administrator.post("/office/person/erasure", data=asked(mobile, whole="1")).text
    assert "حساب هنوز پاک‌شدنی نیست" in page
    assert f"«{ALIAS}» هنوز طلب یا بدهی دارد" in page
    assert f'href="/office/vendors/{booth}/money"' in page
    assert 'name="seen"' not in page
    assert 'name="whole"' not in page
    english = administrator.post("/en/office/person", data={"mobile": mobile}).text
    assert "Money is still owed to" in english
    forced = administrator.post(
        "/office/person/erasure", data=asked(mobile, whole="1", seen="account")
    )
    assert forced.status_code == 422
    assert f'value="{mobile}"' in forced.text or "۰۹۰۰" in forced.text
    database.expire_all()
    assert user.name == NAME


def test_a_piece_at_the_office_is_given_back_on_its_page(administrator):
    user, _kinds = a_piece_at_the_office()
    mobile = user.mobile
    database.rollback()
    page = administrator.post("/office/person", data={"mobile": mobile}).text
    path = re.search(r'پس بدهید\. <a href="(/office/listings/[^"]+)"', page)[1]
    assert "به هنرمندش پس دادم" in administrator.get(path).text
    assert administrator.post(f"{path}/hand-back").status_code == 303
    assert "به هنرمندش پس دادم" not in administrator.get(path).text
    again = administrator.post(f"{path}/hand-back", follow_redirects=True).text
    assert "چیزی آزاد در دفتر نیست" in again
    _page, done = erase(administrator, mobile)
    assert done.status_code == 303


def test_a_colleague_is_found_by_her_e_mail_and_is_signed_out(administrator, app):
    colleague = a_colleague()
    hers = app.test_client()
    make.sign_in_as(hers, colleague)
    assert hers.get("/office/").status_code == 200
    email = colleague.email
    database.rollback()
    page, done = erase(administrator, email.upper())
    assert "پاک نشده است" in page
    assert done.status_code == 303
    assert found((email, "نگین همکار")) == []
    assert hers.get("/office/").status_code in (302, 303, 401, 403)


def test_in_the_log_stands_that_a_colleague_left(administrator):
    colleague = a_colleague(roles=("moderator",))
    with acting(Actor(kind="user", user_id=colleague.id, role="moderator")), make.unit():
        decisions.pause(make.a_maker(), "به خواست خودش")
    email = colleague.email
    database.rollback()
    erase(administrator, email)
    assert "همکار پیشین #" in administrator.get("/office/log").text
    assert "A former colleague #" in administrator.get("/en/office/log").text


def test_oneself_and_the_last_administrator_are_named(administrator):
    me = make.staff("administrator")
    page = administrator.post("/office/person", data={"mobile": me.email}).text
    assert "این حساب خود شماست" in page
    assert "تنها مدیر اوست" in page
    assert 'name="whole"' not in page


def test_neither_number_nor_address_is_said_and_kept(administrator):
    refused = administrator.post("/office/person", data={"mobile": "nobody@"})
    assert refused.status_code == 422
    assert 'value="nobody@"' in refused.text
