"""The page of the office's shares, and what makers and buyers read of them."""

from marketplace.catalogue import commission
from marketplace.kernel import clock, preferences
from marketplace.kernel.calendar import jalali, local_day
from marketplace.kernel.unit import unit_of_work
from tests.support import factories as make

PAGE = "/office/commission"


def typed(**fields):
    year, month, day = jalali(local_day(clock.now()))
    row = {"rate": "۵", "valid_from-day": day, "valid_from-month": month,
           "valid_from-year": year, "vendor_id": "", "craft_id": "", "channel": "",
           "above": ""}  # fmt: skip
    return row | fields


def test_rows_are_added_changed_moved_and_taken_away(client, session):
    listing = make.a_live_listing()
    make.sign_in_as(client, "treasurer")
    assert "هر چیز دیگر" in client.get(PAGE).text
    craft = typed(craft_id=str(listing.craft_id), rate="۱۲٫۵")
    assert client.post(PAGE, data=craft).status_code == 303
    assert client.post(PAGE, data=typed(vendor_id=str(listing.vendor_id))).status_code == 303
    page = client.get(PAGE).text
    assert "۱۲٫۵٪" in page
    assert "بالاتر" in page
    craft, hers = commission.listed()
    client.post(f"{PAGE}/{hers.id}/up")
    session.expire_all()
    assert [row.id for row in commission.listed()] == [hers.id, craft.id]
    assert "تغییر ردیف ۱" in client.get(f"{PAGE}?change={hers.id}").text
    assert client.post(f"{PAGE}/{hers.id}", data={"rate": "x"}).status_code == 422
    client.post(f"{PAGE}/{hers.id}", data={"rate": "7"})
    client.post(f"{PAGE}/{craft.id}/remove")
    session.expire_all()
    assert [row.rate_bp for row in commission.listed()] == [700]
    make.sign_in_as(client, "administrator")
    log = client.get("/office/log").text
    assert "یک ردیف به سهم‌های غرفه افزود" in log


def test_a_row_in_vain_is_refused_with_everything_typed_kept(client, session):
    make.sign_in_as(client, "treasurer")
    client.post(PAGE, data=typed(rate="8"))
    page = client.post(PAGE, data=typed(channel="web", rate="۹"))
    assert page.status_code == 422
    assert "نوبت به ردیف ۲ هیچ‌وقت نمی‌رسد" in page.text
    assert 'value="۹"' in page.text
    assert len(commission.listed()) == 1


def test_a_day_that_is_none_and_a_share_above_half_are_refused(client, session):
    make.sign_in_as(client, "treasurer")
    assert client.post(PAGE, data=typed(rate="۶۰")).status_code == 422
    assert client.post(PAGE, data=typed(**{"valid_from-day": "40"})).status_code == 422
    assert client.post(PAGE, data=typed(vendor_id="9999")).status_code == 422
    assert client.post(f"{PAGE}/77/up").status_code == 404


def test_the_buyer_reads_the_maker_s_share_if_the_office_wishes(client, session):
    listing = make.a_live_listing()
    with unit_of_work():
        wish = commission.Wish(None, listing.craft_id, None, listing.created_at.date(), 2000)
        commission.add(wish)
    page = client.get(f"/i/{listing.public_id}", follow_redirects=True).text
    assert "۱٬۴۸۰٬۰۰۰" in page
    make.sign_in_as(client, "treasurer")
    assert client.post(f"{PAGE}/showing", data={}).status_code == 303
    session.expire_all()
    assert not preferences.load().show_share
    page = client.get(f"/i/{listing.public_id}", follow_redirects=True).text
    assert "۱٬۴۸۰٬۰۰۰" not in page
    client.post(f"{PAGE}/showing", data={"show": "1"})
    assert "۱٬۴۸۰٬۰۰۰" in client.get(f"/i/{listing.public_id}", follow_redirects=True).text
