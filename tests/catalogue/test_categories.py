"""The tree, its words, and prices measured against it."""

import pytest

from marketplace.catalogue import categories, prices
from marketplace.catalogue.category import Category
from marketplace.kernel import eventlog
from marketplace.kernel.errors import DomainError
from marketplace.kernel.money import Money, toman
from marketplace.kernel.preferences import Preferences
from marketplace.kernel.unit import unit_of_work
from tests.support import factories as make


@pytest.fixture
def craft(session):
    return make.a_craft()


def test_two_levels_and_no_third(craft):
    with unit_of_work():
        kind = categories.create("گلیم دیواری", "Wall kilims", craft.id)
    with pytest.raises(DomainError), unit_of_work():
        categories.create("سوم", "Third", kind.id)
    assert [len(one.kinds) for one in categories.tree()] == [1]
    assert (categories.craft_of(kind.id), categories.craft_of(craft.id)) == (craft.id, craft.id)


def test_an_address_belongs_to_one(craft):
    with pytest.raises(DomainError) as error, unit_of_work():
        categories.create("دیگر", "Kilim")
    assert error.value.field == "code"


def test_staff_order_them(craft):
    with unit_of_work():
        second = categories.create("جاجیم", "Jajim")
        third = categories.create("نمد", "Felt")
        categories.move(third, -1)
        categories.move(third, -1)
        categories.move(third, -1)
        categories.move(second, 1)
    assert [one.name_en for one in categories.crafts()] == ["Felt", "Kilim", "Jajim"]


def test_a_new_name_is_found_at_once_and_recorded(session):
    listing = make.a_live_listing()
    with unit_of_work():
        category = session.get(Category, listing.category_id)
        categories.rename(category, "گلیم‌بافته", "Kilims", "kilim")
    session.refresh(listing)
    assert "گلیمبافته" in listing.search_text
    assert eventlog.history("category", category.id)[0].changes["name_en"] == ["Kilim", "Kilims"]


def test_one_in_use_stays(session):
    listing = make.a_live_listing()
    with pytest.raises(DomainError), unit_of_work():
        categories.delete(session.get(Category, listing.category_id))
    with unit_of_work():
        categories.delete(categories.create("نمد", "Felt"))
    assert len(categories.crafts()) == 1


def test_a_range_has_two_ends_in_order(craft):
    for low, high in ((toman(5), None), (toman(5), toman(4))):
        with pytest.raises(DomainError), unit_of_work():
            categories.set_range(craft, low, high)


def test_ten_times_off_is_doubted_by_the_craft_s_range(craft):
    with unit_of_work():
        kind = categories.create("گلیم دیواری", "Wall kilims", craft.id)
        categories.set_range(craft, toman(500_000), toman(5_000_000))
    assert prices.doubt(kind.id, toman(12_000_000)) == toman(1_200_000)
    assert prices.doubt(kind.id, toman(120_000)) == toman(1_200_000)
    assert prices.doubt(kind.id, toman(1_200_000)) is None
    assert prices.doubt(None, toman(1)) is None


@pytest.mark.parametrize(
    ("old", "new", "meant"),
    [
        (11_750_000, 1_175_000, 11_750_000),
        (11_750_000, 117_500_000, 11_750_000),
        (11_750_000, 1_000_000, 10_000_000),
        (11_750_000, 5_000_000, None),
        (11_750_000, 50_000_000, None),
    ],
)
def test_ten_times_off_is_doubted_by_the_price_in_the_shop(craft, old, new, meant):
    probably = toman(meant) if meant else None
    assert prices.doubt(craft.id, toman(new), toman(old)) == probably
    with unit_of_work():
        categories.set_range(craft, toman(500_000), toman(1_000_000))
    assert prices.doubt(craft.id, toman(new), toman(old)) == probably  # it was agreed to once


def test_the_short_account(session):
    draft = make.a_draft(price=18_500_000, making_days=5, material_cost=4_200_000)
    sums = prices.sums(draft, Preferences())
    assert sums.cost == Money(16_700_000)
    assert (sums.commission, sums.share) == (Money(1_850_000), Money(16_650_000))


def test_suspending_and_renaming_reach_the_pieces(session):
    from marketplace.kernel import events
    from marketplace.vendors import decisions
    from marketplace.vendors.events import ProfileChanged

    listing = make.a_live_listing()
    vendor = session.get(make.Vendor, listing.vendor_id)
    with unit_of_work():
        decisions.suspend(vendor, "بررسی")
    session.refresh(listing)
    assert listing.sellable_until is None
    with unit_of_work():
        decisions.restore(vendor, "درست شد")
        vendor.alias_fa = "کارگاه گردو"
        events.publish(ProfileChanged(vendor.id))
    session.refresh(listing)
    assert listing.sellable_until
    assert "کارگاه گردو" in listing.search_text
