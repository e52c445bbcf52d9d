"""What staff ask of a craft: kept in the revision, needed or not, never breaking what stands."""

import pytest
from hypothesis import given, strategies as st

from marketplace.catalogue import answers, attributes, listings, revisions
from marketplace.catalogue.attribute_models import ListingAttribute
from marketplace.catalogue.attributes import Wish
from marketplace.catalogue.completeness import gaps
from marketplace.catalogue.models import Listing
from marketplace.kernel import eventlog
from marketplace.kernel.errors import DomainError
from marketplace.kernel.money import Money
from marketplace.kernel.unit import unit_of_work
from tests.support import factories as make


@pytest.fixture
def maker(session):
    return make.a_maker()


def ask(maker, kind="choice", *choices, **rules):
    craft = maker.crafts[0].craft_id
    with unit_of_work():
        row = attributes.add(kind, Wish("رنگرزی", "Dye", frozenset([craft]), **rules))
        for name in choices:
            attributes.add_choice(row, name, f"{name} en")
    return row


def rows(session):
    found = session.query(ListingAttribute).order_by(ListingAttribute.attribute_id)
    return [(row.listing_id, row.attribute_id, row.value) for row in found]


def test_a_needed_answer_is_named_and_then_published_for_facets(session, maker):
    row = ask(maker, "choice", "گیاهی", "شیمیایی", required=True, filterable=True)
    draft = make.a_draft(maker)
    with pytest.raises(DomainError) as error, unit_of_work():
        revisions.submit(draft)
    assert error.value.field == f"attribute-{row.id}"
    assert [gap.attribute.name_fa for gap in gaps(draft)] == ["رنگرزی"]
    with unit_of_work():
        revisions.answer(draft, {row.id: answers.read(row, "گياهي")})
        revisions.submit(draft)
    with unit_of_work():
        revisions.approve(draft)
    listing = session.get_one(Listing, draft.listing_id)
    assert listing.attributes == {str(row.id): row.choices[0].id}
    assert rows(session) == [(listing.id, row.id, row.choices[0].id)]
    with unit_of_work():
        session.query(ListingAttribute).delete()
        answers.rebuild()
    assert rows(session) == [(listing.id, row.id, row.choices[0].id)]


def test_what_becomes_needed_later_holds_up_no_published_piece(session, maker):
    listing = make.a_live_listing(maker)
    row = ask(maker, "number", required=True)
    with unit_of_work():
        assert not listings.quick_price(listing, Money(listing.price + 1_000_000))
    revision = revisions.find_open(listing)
    assert revision.state == "pending"
    assert gaps(revision) == []
    assert [gap.field for gap in gaps(make.a_draft(maker))] == [f"attribute-{row.id}"]


def test_what_was_answered_is_not_taken_away_when_it_is_needed(session, maker):
    row = ask(maker, "number", required=True)
    listing = make.a_live_listing(maker, attributes={str(row.id): 40_000})
    with unit_of_work():
        revision = revisions.open_revision(listing)
        revisions.answer(revision, {row.id: None})
    assert [gap.field for gap in gaps(revision)] == [f"attribute-{row.id}"]


def test_what_ends_stays_on_the_pieces_that_answer_it(session, maker):
    row = ask(maker, "choice", "گیاهی", "شیمیایی")
    plant, _synthetic = row.choices
    listing = make.a_live_listing(maker, attributes={str(row.id): plant.id})
    with unit_of_work():
        attributes.end_choice(plant)
        attributes.end(row)
    assert answers.asked_of(listing) == []
    assert [answer for _row, answer in answers.shown_of(listing)] == [plant.id]
    with unit_of_work():
        revision = revisions.open_revision(listing)
        revisions.save(revision, {"care_fa": "خشک‌شویی"})
        revisions.submit(revision)
    with unit_of_work():
        revisions.approve(revision)
    assert session.get_one(Listing, listing.id).attributes == {str(row.id): plant.id}
    with unit_of_work():
        attributes.resume(row)
    with pytest.raises(DomainError):
        answers.read(row, "گیاهی")
    assert answers.read(row, "گیاهی", old=plant.id) == plant.id


def test_answers_of_another_craft_do_not_come_along(session, maker):
    row = ask(maker, "yes_no")
    jajim = make.a_craft("جاجیم", "Jajim")
    make.certify(maker, jajim)
    draft = make.a_draft(maker, attributes={str(row.id): True})
    with unit_of_work():
        revisions.save(draft, {"category_id": jajim.id})
    assert draft.attributes == {str(row.id): True}
    assert answers.kept_on_publishing(draft, draft.listing) == {}


def test_a_used_unit_and_used_variants_stay(session, maker):
    craft = frozenset([maker.crafts[0].craft_id])
    row = ask(maker, "number", unit_fa="میلی‌متر", unit_en="mm")
    make.a_live_listing(maker, attributes={str(row.id): 8_500})
    with pytest.raises(DomainError) as error, unit_of_work():
        attributes.change(row, Wish("پرز", "Pile", craft, unit_fa="سانتی‌متر", unit_en="cm"))
    assert error.value.field == "unit_fa"
    with unit_of_work():
        attributes.change(row, Wish("پرز", "Pile", craft, unit_fa="میلی‌متر", unit_en="mm"))
    event = eventlog.history("attribute", row.id)[0]
    assert event.changes == {"name_fa": ["رنگرزی", "پرز"], "name_en": ["Dye", "Pile"]}


@pytest.mark.parametrize(
    ("kind", "rules", "field"),
    [
        ("text", {"filterable": True}, "filterable"),
        ("number", {"varies": True}, "varies"),
        ("yes_no", {"unit_fa": "متر", "unit_en": "m"}, "unit_fa"),
        ("number", {"unit_fa": "متر"}, "unit_en"),
        ("poem", {}, "kind"),
    ],
)
def test_what_makes_no_sense_is_refused(session, maker, kind, rules, field):
    with pytest.raises(DomainError) as error:
        ask(maker, kind, **rules)
    assert error.value.field == field


def test_the_same_answer_is_not_offered_twice(session, maker):
    row = ask(maker, "choice", "گیاهی")
    with pytest.raises(DomainError), unit_of_work():
        attributes.add_choice(row, "گياهي", "Plant")
    with unit_of_work():
        attributes.move_choice(attributes.add_choice(row, "شیمیایی", "Synthetic"), -1)
    assert [choice.name_fa for choice in row.choices] == ["شیمیایی", "گیاهی"]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("۸٫۵", 8500), ("8.5", 8500), ("۸/۵", 8500), ("١٢", 12000), ("۱٬۲۰۰", 1_200_000), ("0", 0)],
)
def test_numbers_are_read_in_any_digits(session, maker, typed, kept):
    assert answers.read(ask(maker, "number"), typed) == kept


@pytest.mark.parametrize("typed", ["-1", "1e9", "۱٫۲۳۴۵", "99999999999", "سه", "1.2.3", "٫۵"])
def test_what_is_no_number_is_refused(session, maker, typed):
    with pytest.raises(DomainError):
        answers.read(ask(maker, "number"), typed)


@given(st.integers(0, answers.MOST * answers.PLACES), st.sampled_from(["fa", "en"]))
def test_a_number_is_read_as_it_is_shown(thousandths, locale):
    assert answers._number(answers.number_text(thousandths, locale)) == thousandths


def test_the_log_says_answers_in_words(session, maker):
    row = ask(maker, "number", unit_fa="میلی‌متر", unit_en="mm")
    assert answers.told({str(row.id): 8_500, "999": 1}) == "رنگرزی: ۸٫۵ میلی‌متر"
