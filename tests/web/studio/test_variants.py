"""A maker adds a colour on her phone, and keeps all of them in one table."""

import re

import pytest

from marketplace.catalogue import revisions
from marketplace.catalogue.models import Listing, Revision
from marketplace.kernel.unit import unit_of_work
from marketplace.vendors import members
from marketplace.vendors.models import Vendor
from tests.support import factories as make, families


@pytest.fixture
def maker(client, session):
    vendor = make.a_maker()
    make.sign_in_as(client, members.of(vendor)[0])
    return vendor


def test_step_by_step(client, session, maker):
    colour = families.an_option(maker)
    red, blue, _green = (choice.id for choice in colour.choices)
    socks = make.a_live_listing(maker, title_fa="جوراب پشمی", quantity=3)
    at = f"/studio/pieces/{socks.public_id}"
    assert f"{at}/variants/new" in client.get(at).text
    asked = client.get(f"{at}/variants/new").text
    assert "همین یکی کدام است؟" in asked
    empty = client.post(f"{at}/variants", data={})
    assert (empty.status_code, "بگویید همین یکی کدام است." in empty.text) == (422, True)
    assert client.get(f"{at}/variants/new?own-{colour.id}=").status_code == 422
    second = client.get(f"{at}/variants/new?own-{colour.id}={red}").text
    assert "تازه کدام است؟" in second
    assert f'name="own-{colour.id}" value="{red}"' in second
    same = client.post(f"{at}/variants", data={f"own-{colour.id}": red, f"new-{colour.id}": red})
    assert same.status_code == 422
    assert "این یکی از پیش هست." in same.text
    wrong = client.post(f"{at}/variants", data={f"own-{colour.id}": "x", f"new-{colour.id}": red})
    assert wrong.status_code == 422
    went = client.post(f"{at}/variants", data={f"own-{colour.id}": red, f"new-{colour.id}": blue})
    new = session.query(Listing).filter_by(state="new").one()
    there = f"/studio/pieces/{new.public_id}"
    assert went.location == f"{there}/figures"
    assert "جوراب پشمی، آبی" in client.get(went.location).text
    bad = client.post(went.location, data={"price": "ارزان", "quantity": "۲"})
    assert (bad.status_code, 'value="ارزان"' in bad.text) == (422, True)
    went = client.post(went.location, data={"price": "۲٬۰۰۰٬۰۰۰", "quantity": "۲"})
    assert went.location == f"{there}/steps/photos"
    check = client.get(f"{there}/check").text
    assert "<bdi>آبی</bdi>" in check
    assert f"attributes?at={colour.id}" not in check
    assert client.post(f"{there}/submission").location == there
    session.expire_all()
    revision = session.query(Revision).filter_by(listing_id=new.id).one()
    assert (revision.state, revision.price, revision.quantity) == ("pending", 20_000_000, 2)
    page = client.get(at).text
    assert "گونه‌های آن" in page
    assert there in page
    with unit_of_work():
        revisions.approve(revision)
    assert "همین یکی کدام است؟" not in client.get(f"{there}/variants/new").text


def test_all_in_one_table(client, session):
    red, blue, green = families.a_family()
    make.sign_in_as(client, members.of(session.get_one(Vendor, red.vendor_id))[0])
    at = f"/studio/pieces/{red.public_id}/variants"
    assert 'value="۲٬۰۰۰٬۰۰۰"' in client.get(at).text
    typed = {f"{one.public_id}-price": "۱٬۴۰۰٬۰۰۰" for one in (red, blue, green)}
    typed |= {f"{one.public_id}-quantity": "۵" for one in (red, blue, green)}
    wrong = client.post(f"{at}/figures", data=typed | {f"{blue.public_id}-quantity": "چند"})
    assert (wrong.status_code, 'value="چند"' in wrong.text) == (422, True)
    typed[f"{blue.public_id}-price"] = "۹٬۰۰۰٬۰۰۰"
    assert client.post(f"{at}/figures", data=typed).status_code == 303
    session.expire_all()
    assert [one.price for one in (red, blue, green)] == [14_000_000, 20_000_000, 14_000_000]
    assert [one.quantity for one in (red, blue, green)] == [5, 5, 5]
    assert revisions.find_open(blue).price == 90_000_000


def test_a_slip_in_the_table_is_asked_about_before_anything_changes(client, session):
    red, blue, green = families.a_family()
    make.sign_in_as(client, members.of(session.get_one(Vendor, red.vendor_id))[0])
    at = f"/studio/pieces/{red.public_id}/variants/figures"
    typed = {f"{red.public_id}-price": "185000", f"{blue.public_id}-price": "200000",
             f"{green.public_id}-price": "1400000"}  # fmt: skip
    typed |= {f"{one.public_id}-quantity": "5" for one in (red, blue, green)}
    first = client.post(at, data=typed)
    session.expire_all()
    assert (first.status_code, green.price, red.price) == (200, 15_000_000, 18_500_000)
    typed |= dict(re.findall(r'name="([^"]+-asked)" value="(\d+)"', first.text))
    meant = f"{red.public_id}:18500000"
    assert meant in first.text
    second = client.post(at, data=typed | {"meant": meant})
    assert second.status_code == 200  # the other one is still to be answered
    assert f"{red.public_id}-price-asked" not in second.text
    assert 'value="۱٬۸۵۰٬۰۰۰"' in second.text
    typed[f"{red.public_id}-price"] = "۱٬۸۵۰٬۰۰۰"
    assert client.post(at, data=typed).status_code == 303
    session.expire_all()
    assert [one.price for one in (red, blue, green)] == [18_500_000, 2_000_000, 14_000_000]


def test_a_piece_of_a_craft_without_options_has_none(client, session, maker):
    listing = make.a_live_listing(maker)
    at = f"/studio/pieces/{listing.public_id}"
    assert "variants/new" not in client.get(at).text
    assert client.get(f"{at}/variants/new").status_code == 404
    assert client.get(f"{at}/figures").status_code == 404


def test_another_s_piece_is_not_hers(client, session, maker):
    red, *_others = families.a_family()
    at = f"/studio/pieces/{red.public_id}/variants"
    for address in (at, f"{at}/new"):
        assert client.get(address).status_code == 404
    assert client.post(f"{at}/figures", data={}).status_code == 404
    assert client.post(at, data={}).status_code == 404
