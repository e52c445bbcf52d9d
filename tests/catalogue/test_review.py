"""From draft to shop: what staff decide, and what a live piece keeps."""

import pytest

from marketplace.catalogue import listings, photos, revisions
from marketplace.catalogue.models import Listing, Revision
from marketplace.kernel import eventlog
from marketplace.kernel.actor import Actor, acting
from marketplace.kernel.errors import DomainError, WrongState
from marketplace.kernel.money import Money
from marketplace.kernel.unit import unit_of_work
from marketplace.notify.models import Message
from tests.support import factories as make


def test_a_published_piece_shows_what_was_approved(session):
    listing = make.a_live_listing(title_fa="گلیم دست‌باف")
    assert (listing.state, listing.price, listing.craft_id) == (
        "live",
        18_500_000,
        listing.category_id,
    )
    assert listing.sellable_until
    assert listing.published_at
    assert [photo.picture.public for photo in listing.pictures] == [True]
    assert listing.pictures[0].alt_fa == "گلیم دست‌باف، پشم"
    title, other = listing.search_text.split("\n")
    assert "دست باف" in title
    assert "دستباف" in title
    assert "kilim" in other
    assert "دار روناس" in other


def test_the_maker_is_told(session):
    make.a_live_listing()
    assert [m.template for m in session.query(Message)][-1] == "listing_published"


def test_a_draft_with_gaps_is_not_sent(session):
    draft = make.a_draft(price=None)
    with pytest.raises(DomainError) as error, unit_of_work():
        revisions.submit(draft)
    assert error.value.field == "price"


def test_a_piece_without_a_photo_is_not_sent(session):
    draft = make.a_draft()
    with unit_of_work():
        photos.remove(draft, draft.pictures[0].id)
    with pytest.raises(DomainError) as error, unit_of_work():
        revisions.submit(session.get(Revision, draft.id))
    assert error.value.field == "photo"


def test_only_an_active_maker_sends_a_piece(session):
    with unit_of_work():
        vendor = make.an_applicant()
        draft = make.a_draft(vendor)
    with pytest.raises(revisions.NotEligible), unit_of_work():
        revisions.submit(draft)


def test_only_in_a_craft_that_she_may_sell_in(session):
    other = make.a_craft("قالی", "Carpet")
    draft = make.a_draft(category_id=other.id)
    with pytest.raises(revisions.NotEligible), unit_of_work():
        revisions.submit(draft)


def test_what_was_asked_stands_beside_her_field_until_it_is_approved(session):
    revision = make.a_pending_revision()
    asked = [{"field": "photo", "reason": "blurred", "note": "پشت کار تار است"}]
    with unit_of_work():
        revisions.ask_changes(revision, asked)
    assert (revision.state, revision.asked) == ("changes_asked", asked)
    with unit_of_work():
        revisions.submit(revision)
        revisions.approve(revision)
    assert (revision.state, revision.asked) == ("approved", [])


def test_a_refused_piece_ends(session):
    revision = make.a_pending_revision()
    with unit_of_work():
        revisions.refuse(revision, "عکس از اینترنت است")
    assert (revision.state, revision.listing.state) == ("refused", "refused")
    with pytest.raises(WrongState), unit_of_work():
        revisions.open_revision(revision.listing)


def test_an_edit_of_a_live_piece_waits_while_the_old_one_stays(session):
    listing = make.a_live_listing(title_fa="نام پیشین")
    with unit_of_work():
        draft = revisions.open_revision(listing)
        revisions.save_step(draft, 2, {"title_fa": "نام تازه", "price": 1})
        revisions.submit(draft)
    assert (listing.title_fa, draft.title_fa, draft.price) == ("نام پیشین", "نام تازه", 18_500_000)
    with unit_of_work():
        revisions.approve(draft)
    assert listing.title_fa == "نام تازه"
    newest = eventlog.history("listing", listing.id)[0]
    assert newest.changes["title_fa"] == ["نام پیشین", "نام تازه"]


def test_refusing_an_edit_leaves_the_live_piece_alone(session):
    listing = make.a_live_listing()
    with unit_of_work():
        draft = revisions.open_revision(listing)
        revisions.submit(draft)
        revisions.refuse(draft, "نه")
    assert listing.state == "live"


def test_a_price_cut_passes_at_once_also_in_an_open_edit(session):
    listing = make.a_live_listing()
    with unit_of_work():
        draft = revisions.open_revision(listing)
        assert listings.quick_price(listing, Money(15_000_000))
    assert (listing.price, draft.price) == (15_000_000, 15_000_000)


def test_a_price_rise_waits_for_the_office(session):
    listing = make.a_live_listing()
    with unit_of_work():
        assert not listings.quick_price(listing, Money(20_000_000))
    draft = revisions.find_open(listing)
    assert (listing.price, draft.price, draft.state) == (18_500_000, 20_000_000, "pending")


@pytest.mark.parametrize("price", [15_000_000, 18_500_000])
def test_a_lower_price_or_the_old_one_takes_a_waiting_rise_back(session, price):
    listing = make.a_live_listing()
    with unit_of_work():
        listings.quick_price(listing, Money(25_000_000))
        risen = revisions.find_open(listing)
    with unit_of_work():
        assert listings.quick_price(listing, Money(price))
    assert (listing.price, risen.state) == (price, "dropped")
    assert revisions.find_open(listing) is None
    assert eventlog.history("revision", risen.id)[0].name == "withdraw"
    assert listing.pictures, "the shop's own photograph stays"


def test_a_cut_takes_a_rise_out_of_a_waiting_edit_and_leaves_the_rest_with_the_office(session):
    listing = make.a_live_listing(title_fa="نام پیشین")
    with unit_of_work():
        draft = revisions.open_revision(listing)
        revisions.save(draft, {"title_fa": "نام تازه"})
        listings.quick_price(listing, Money(25_000_000))
    with unit_of_work():
        assert listings.quick_price(listing, Money(17_000_000))
    assert (draft.state, draft.price) == ("pending", 17_000_000)
    with unit_of_work():
        revisions.approve(draft)
    assert (listing.price, listing.title_fa) == (17_000_000, "نام تازه")


def test_numbers_pass_without_review_and_an_edit_does_not_undo_them(session):
    listing = make.a_live_listing(quantity=5)
    with unit_of_work():
        draft = revisions.open_revision(listing)
        revisions.submit(draft)
        listings.set_quantity(listing, 3)
    with unit_of_work():
        session.get(Listing, listing.id).quantity = 2  # one was sold meanwhile
    with unit_of_work():
        revisions.approve(draft)
    assert session.get(Listing, listing.id).quantity == 2


def test_a_single_piece_has_no_number(session):
    listing = make.a_live_listing()
    with pytest.raises(DomainError), unit_of_work():
        listings.set_quantity(listing, 4)


def test_take_down_and_put_back(session):
    listing = make.a_live_listing()
    with unit_of_work():
        listings.take_down(listing)
    assert listing.state == "taken_down"
    with unit_of_work():
        listings.put_back(listing)
    assert listing.state == "live"


def test_nothing_is_put_back_when_none_is_left(session):
    listing = make.a_live_listing()
    with unit_of_work():
        listings.take_down(listing)
        listing.quantity = 0
    with pytest.raises(DomainError), unit_of_work():
        listings.put_back(listing)


def test_a_dropped_draft_takes_its_pictures_along(session):
    draft = make.a_draft()
    with unit_of_work():
        revisions.drop(draft)
    assert draft.state == "dropped"
    assert session.query(make.Picture).count() == 0


def test_dropping_an_edit_keeps_the_live_pictures(session):
    listing = make.a_live_listing()
    with unit_of_work():
        revisions.drop(revisions.open_revision(listing))
    assert len(listing.pictures) == 1
    assert revisions.find_open(listing) is None


def test_a_maker_cannot_change_what_waits_but_the_office_can(session):
    revision = make.a_pending_revision()
    with pytest.raises(WrongState), unit_of_work():
        revisions.save(revision, {"title_fa": "دیگر"})
    with unit_of_work(), acting(Actor(kind="user", user_id=1, on_behalf_of=1)):
        revisions.save(revision, {"title_en": "Kilim"})
    assert eventlog.history("revision", revision.id)[0].changes == {"title_en": ["", "Kilim"]}


def test_five_photographs_at_most_in_her_order(session):
    draft = make.a_draft()
    with unit_of_work():
        for _ in range(4):
            photos.add(draft, make.a_picture())
    with pytest.raises(DomainError), unit_of_work():
        photos.add(draft, make.a_picture())
    first, second, *_ = [photo.id for photo in draft.pictures]
    with unit_of_work():
        photos.move(draft, second, -1)
    assert [photo.id for photo in draft.pictures][:2] == [second, first]
    with unit_of_work():
        photos.move(draft, second, -1)
        photos.remove(draft, second)
    assert [photo.position for photo in draft.pictures] == [1, 2, 3, 4]
