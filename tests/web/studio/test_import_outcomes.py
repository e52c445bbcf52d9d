"""What is said of a table's lines: which piece each is, what becomes of it, and of odd prices."""

import re
from datetime import timedelta

from sqlalchemy import select

from marketplace.catalogue import categories, revisions
from marketplace.catalogue.category import Category
from marketplace.catalogue.imports.models import Import, ImportLine
from marketplace.catalogue.models import Listing
from marketplace.kernel import clock
from marketplace.kernel.db import session as db
from marketplace.kernel.money import toman
from marketplace.vendors.models import VendorCraft
from tests.support import factories
from tests.support.imported import page, sent, take_over
from tests.support.tables import excel, line, text


def prices_of(*lines):
    return text([["Tag code", "Price"], *([one.scan_code, price] for one, price in lines)])


def outcomes():
    db.expire_all()
    return list(db.scalars(select(ImportLine.outcome).order_by(ImportLine.id)))


def test_each_line_says_what_becomes_of_it_before_and_after(hers, vendor):
    cheap = factories.a_live_listing(vendor, title_fa="گلیم ارزان")
    dear = factories.a_live_listing(vendor, title_fa="گلیم گران")
    address = sent(hers, prices_of((cheap, "1,000,000"), (dear, "2,000,000")))
    shown = page(hers, address)
    assert "گلیم ارزان" in shown
    assert "هنوز نام ندارد" not in shown
    assert "۱ تغییر بی‌درنگ انجام می‌شود" in shown
    assert "۱ کار آمادهٔ رفتن به دفتر است" in shown
    assert "پیش‌نویس" not in shown
    before = outcomes()
    take_over(hers, address)
    assert outcomes() == before == ["at_once", "office"]
    told = page(hers, address)
    assert "۱ تغییر بی‌درنگ انجام شد" in told
    assert "۱ کار به دفتر فرستاده شد" in told
    assert "پیش‌نویس" not in told


def test_what_is_incomplete_is_said_to_wait_and_a_draft_has_its_name(hers, vendor):
    take_over(hers, sent(hers, excel([line(1)])))
    assert outcomes() == ["draft"]
    address = sent(hers, text([["کد خودتان", "قیمت"], ["K-1", "1,700,000"]]))
    shown = page(hers, address)
    assert "گلیم شمارهٔ 1" in shown
    assert "۱ کار در پیش‌نویس‌ها می‌ماند" in shown
    assert "به دفتر است" not in shown


def test_a_price_ten_times_off_is_marked_and_waits_for_a_yes(hers, vendor):
    piece = factories.a_live_listing(vendor, price=117_500_000)
    address = sent(hers, prices_of((piece, "1,175,000")))
    shown = page(hers, address)
    assert "منظورتان ۱۱٬۷۵۰٬۰۰۰" in shown
    assert "قیمت خط ۲" in shown
    refused = take_over(hers, address)
    assert refused.status_code == 422
    assert "نخست قیمت‌های نشان‌دار را ببینید" in refused.text
    assert db.get(Listing, piece.id).price == 117_500_000
    assert db.query(Import).one().state == "ready"
    take_over(hers, address, sure="1")
    assert db.get(Listing, piece.id).price == 11_750_000
    assert "منظورتان" not in page(hers, address)


def test_the_price_that_was_meant_is_taken_with_one_touch(hers, vendor):
    piece = factories.a_live_listing(vendor, price=117_500_000)
    address = sent(hers, prices_of((piece, "1,000,000")))
    ((name, value),) = re.findall(r'name="(\d+\.price)" value="([^"]+)"', page(hers, address))
    hers.post(f"{address}/lines", data={name: value})
    assert "منظورتان" not in page(hers, address)
    assert take_over(hers, address).status_code == 303
    assert db.get(Listing, piece.id).price == 100_000_000


def test_a_new_piece_is_measured_by_the_usual_range(hers, vendor):
    with factories.unit():
        craft = db.get(Category, vendor.crafts[0].craft_id)
        categories.set_range(craft, toman(500_000), toman(5_000_000))
    address = sent(hers, excel([line(1, price="۱۸٬۵۰۰٬۰۰۰"), line(2)]))
    assert "قیمت خط ۲ " in page(hers, address)
    assert take_over(hers, address).status_code == 422
    assert take_over(hers, address, sure="1").status_code == 303


def test_a_higher_price_of_who_may_not_sell_now_waits_as_a_draft(hers, vendor):
    dear = factories.a_live_listing(vendor)
    with factories.unit():
        for craft in db.scalars(select(VendorCraft)):
            craft.sellable_until = clock.now() - timedelta(1)
    address = sent(hers, prices_of((dear, "2,000,000")))
    assert "۱ کار در پیش‌نویس‌ها می‌ماند" in page(hers, address)
    assert take_over(hers, address).status_code == 303
    assert outcomes() == ["draft"]
    assert revisions.find_open(db.get(Listing, dear.id)).price == 20_000_000


def test_a_higher_price_goes_to_the_office_though_nothing_else_is_sent(hers, vendor):
    dear = factories.a_live_listing(vendor)
    address = sent(hers, prices_of((dear, "2,000,000")))
    hers.post(f"{address}/application", data={})
    assert outcomes() == ["office"]
    assert revisions.find_open(db.get(Listing, dear.id)).state == "pending"
