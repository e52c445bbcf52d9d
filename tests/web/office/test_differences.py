"""A reviewer sees what an edit changes beside what the shop shows."""

import re

from marketplace.catalogue import attributes, photos, revisions
from marketplace.catalogue.attributes import Wish
from marketplace.kernel.unit import unit_of_work
from tests.support import factories as make


def an_edit(**content):
    """A live piece's change, sent to the office."""
    listing = make.a_live_listing(title_fa="گلیم روناسی", story_fa="بافته در زمستان")
    with unit_of_work():
        revision = revisions.open_revision(listing)
        revisions.save(revision, content)
        with_photo = make.a_picture()
        photos.add(revision, with_photo)
        photos.move(revision, revision.pictures[1].id, -1)
        revisions.submit(revision)
    return revision


def page_of(client, revision, language=""):
    make.sign_in_as(client, "moderator")
    return client.get(f"{language}/office/listings/{revision.listing.public_id}").text


def test_words_are_marked_one_by_one_and_other_values_whole(client, session):
    revision = an_edit(title_fa="گلیم نیلی", price=20_000_000, story_fa="")
    page = page_of(client, revision)
    table = page.partition('<section class="differs">')[2].partition("</section>")[0]
    bare = re.sub(r'<bdi class="vh">[^<]*</bdi>', "", table)
    assert '<div dir="auto">گلیم <del>روناسی</del></div>' in bare
    assert '<div dir="auto">گلیم <ins>نیلی</ins></div>' in bare
    assert "<del>۱٬۸۵۰٬۰۰۰\xa0تومان</del>" in bare
    assert "<ins>۲٬۰۰۰٬۰۰۰\xa0تومان</ins>" in bare
    assert "<del>بافته در زمستان</del>" in bare
    assert table.count("<tr><th scope") == 4  # the head, and three fields that differ
    assert "برداشته شد:" in table


def test_photos_that_come_and_move_are_named(client, session):
    revision = an_edit(title_fa="گلیم نیلی")
    page = page_of(client, revision, "/en")
    assert "New, as photo 1" in page
    assert "Photo 1 becomes photo 2" in page
    with unit_of_work():
        revisions.ask_changes(revision, [{"field": "photo", "reason": "blurred", "note": ""}])
        gone = next(one for one in revision.pictures if one.picture.public)
        photos.remove(revision, gone.id)
        revisions.submit(revision)
    page = client.get(f"/en/office/listings/{revision.listing.public_id}").text
    assert "Removed, was photo 1" in page


def test_what_she_types_stays_text(client, session):
    revision = an_edit(title_fa="گلیم <b>نیلی</b>")
    page = page_of(client, revision)
    assert "<b>نیلی" not in page
    assert "&lt;b&gt;نیلی&lt;/b&gt;</ins>" in page


def test_a_new_piece_has_nothing_to_be_compared_with(client, session):
    assert '<section class="differs">' not in page_of(client, make.a_pending_revision())


def test_answers_to_the_craft_s_attributes_are_compared_too(client, session):
    with unit_of_work():
        maker = make.a_maker()
        craft = frozenset([maker.crafts[0].craft_id])
        dye = attributes.add("text", Wish("رنگ", "Dye", craft))
        listing = make.a_live_listing(maker)
        revision = revisions.open_revision(listing)
        revision.attributes = {str(dye.id): {"fa": "روناس و نیل", "en": "Madder"}}
        revisions.submit(revision)
    page = page_of(client, revision)
    assert '<th scope="row">رنگ <small>' in page
    assert "روناس و نیل</ins>" in page
    assert '<th scope="row">رنگ به انگلیسی' in page
    assert "Madder</ins>" in page
