"""A variant is a listing of a family: its own price, stock and tag, told apart by its choices."""

import pytest

from marketplace.catalogue import attributes, listings, photo_hints, revisions, variants
from marketplace.catalogue.attribute_models import ListingAttribute
from marketplace.catalogue.models import Listing, Revision
from marketplace.kernel.errors import DomainError, WrongState
from marketplace.kernel.money import Money
from marketplace.kernel.unit import unit_of_work
from marketplace.stock.lots import free
from tests.support import factories as make, families


@pytest.fixture
def maker(session):
    return make.a_maker()


@pytest.fixture
def colour(maker):
    return families.an_option(maker)


@pytest.fixture
def socks(maker, colour):
    return make.a_live_listing(maker, title_fa="جوراب پشمی", title_en="Wool socks", quantity=3)


def keys(option):
    return [choice.id for choice in option.choices]


def test_each_has_its_own_figures_words_and_tag(session):
    red, blue, green = families.a_family()
    assert [one.title_fa for one in (red, blue, green)] == [
        "جوراب پشمی، قرمز", "جوراب پشمی، آبی", "جوراب پشمی، سبز",
    ]  # fmt: skip
    assert blue.title_en == "Wool socks, Blue"
    assert {one.family_id for one in (red, blue, green)} == {red.id}
    assert len({one.scan_code for one in (red, blue, green)}) == 3
    assert [one.price for one in (red, blue, green)] == [18_500_000, 20_000_000, 15_000_000]
    assert free([red.id, blue.id, green.id]) == {red.id: 2, blue.id: 2, green.id: 2}
    values = session.query(ListingAttribute).order_by(ListingAttribute.listing_id)
    assert [row.value for row in values] == [int(one.combination) for one in (red, blue, green)]
    assert "قرمز" in red.search_text


def test_the_piece_itself_is_named_at_once_and_the_new_one_waits_for_review(session, socks, colour):
    red, blue, _green = keys(colour)
    with unit_of_work():
        revision = variants.add(socks, {colour.id: red}, {colour.id: blue})
    session.refresh(socks)
    assert (socks.state, socks.title_fa) == ("live", "جوراب پشمی، قرمز")
    assert (revision.state, revision.listing.state) == ("draft", "new")
    assert revision.attributes == {str(colour.id): blue}
    assert [photo.alt_fa for photo in revision.pictures] == [""]
    assert photo_hints.twins(revision) == {}


def test_a_word_in_the_name_is_replaced_not_repeated(session, maker, colour):
    red, blue, _green = keys(colour)
    kilim = make.a_live_listing(maker, title_fa="گلیم قرمز دورو")
    with unit_of_work():
        revision = variants.add(kilim, {colour.id: red}, {colour.id: blue})
    session.refresh(kilim)
    assert (kilim.title_fa, revision.title_fa) == ("گلیم قرمز دورو", "گلیم آبی دورو")


def test_the_same_one_is_not_added_twice(session, socks, colour):
    red, blue, _green = keys(colour)
    for pair in ((red, red), (red, blue)):
        if pair == (red, blue):
            with unit_of_work():
                variants.add(socks, {colour.id: red}, {colour.id: blue})
        with pytest.raises(DomainError) as error, unit_of_work():
            variants.add(socks, {colour.id: pair[0]}, {colour.id: pair[1]})
        assert error.value.sentence == variants.THERE
    assert session.query(Listing).count() == 2


def test_what_is_not_offered_or_not_chosen_is_refused(session, socks, colour):
    red, blue, green = keys(colour)
    with unit_of_work():
        attributes.end_choice(colour.choices[2])
    ended, unknown = {colour.id: green}, {777: 1}
    mine = {colour.id: red}
    for own, new in (({}, {colour.id: blue}), (mine, {}), (mine, ended), (mine, unknown)):
        with pytest.raises(DomainError), unit_of_work():
            variants.add(socks, own, new)
    session.expire_all()
    assert socks.family_id is None


def test_one_thrown_away_gives_its_place_to_another(session, socks, colour):
    red, blue, _green = keys(colour)
    with unit_of_work():
        revision = variants.add(socks, {colour.id: red}, {colour.id: blue})
    with unit_of_work():
        revisions.drop(revision)
    session.expire_all()
    with unit_of_work():
        again = variants.add(socks, {}, {colour.id: blue})
    assert again.listing.family_id == socks.id
    assert len(variants.family_of(socks)) == 2


def test_a_draft_has_no_variants_yet_and_one_in_review_may(session, maker, colour):
    draft = make.a_draft(maker)
    with pytest.raises(WrongState):
        variants.options_of(draft.listing)
    with unit_of_work():
        revisions.submit(draft)
    red, blue, _green = keys(colour)
    with unit_of_work():
        new = variants.add(draft.listing, {colour.id: red}, {colour.id: blue})
    assert session.get_one(Revision, draft.id).title_fa.endswith("، قرمز")
    assert new.title_fa.endswith("، آبی")


def test_sizes_and_colours_together(session, maker, colour):
    size = families.an_option(maker, "اندازه", ("کوچک", "Small"), ("بزرگ", "Large"))
    socks = make.a_live_listing(maker, title_fa="جوراب")
    (red, blue, _), (small, large) = keys(colour), keys(size)
    with unit_of_work():
        variants.add(socks, {colour.id: red, size.id: small}, {colour.id: red, size.id: large})
    with unit_of_work():
        third = variants.add(socks, {}, {colour.id: blue, size.id: large})
    assert third.title_fa == "جوراب، آبی، بزرگ"
    assert [row.id for row in variants.options_of(socks)] == [colour.id, size.id]


def test_prices_and_numbers_follow_the_rules_of_every_piece(session):
    red, blue, _green = families.a_family()
    with unit_of_work():
        assert listings.quick_price(blue, Money(19_000_000))
        assert not listings.quick_price(red, Money(30_000_000))
        listings.set_quantity(blue, 0)
    session.expire_all()
    assert (blue.price, blue.state, red.price, red.state) == (
        19_000_000,
        "sold",
        18_500_000,
        "live",
    )
    with unit_of_work():
        revision = revisions.find_open(red)
        revisions.approve(revision)
    session.expire_all()
    assert (red.price, red.title_fa, red.attributes) == (
        30_000_000, "جوراب پشمی، قرمز", revision.attributes,
    )  # fmt: skip
