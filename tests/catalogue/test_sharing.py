"""The shared picture of a piece: drawn once published, anew when it shows something else."""

import re

import pytest
import pyvips
from sqlalchemy import select

from marketplace.catalogue import revisions, sharing, words
from marketplace.kernel import outbox
from marketplace.kernel.outbox import Job, Outbox
from marketplace.kernel.unit import unit_of_work
from marketplace.media import storage
from marketplace.vendors import decisions
from marketplace.vendors.events import ProfileChanged
from tests.support import factories as make


@pytest.fixture
def piece(session, worker):
    found = make.a_live_listing(title_fa="گلیم روناسی", title_en="Madder kilim")
    session.rollback()
    worker()
    session.expire_all()
    return found


def drawn_anew(session, piece):
    outbox.drain()
    session.expire_all()
    return piece.share_key


def test_a_published_piece_is_shared_with_its_picture(piece, client):
    assert re.fullmatch(r"[0-9a-f]{20}", piece.share_key)
    for prefix, language, title in (("", "fa", "گلیم روناسی"), ("/en", "en", "Madder kilim")):
        page = client.get(f"{prefix}/i/{piece.public_id}", follow_redirects=True).text
        where = re.search(r'og:image" content="http://localhost(/m/[^"]+)"', page)[1]
        assert where == f"/m/{piece.share_key}/share-{language}.jpg"
        assert 'og:image:width" content="1200"' in page
        assert 'og:image:height" content="630"' in page
        assert re.search(rf'og:image:alt" content="{title}', page)
        assert 'twitter:card" content="summary_large_image"' in page
        answer = client.get(where)
        assert answer.content_type == "image/jpeg"
        assert "immutable" in answer.headers["Cache-Control"]
        image = pyvips.Image.new_from_buffer(answer.data, "")
        assert (image.width, image.height) == (1200, 630)
        assert "Set-Cookie" not in answer.headers


def test_another_title_is_drawn_under_another_address(piece, client, session, clock):
    old = piece.share_key
    with unit_of_work():
        revision = revisions.open_revision(session.merge(piece))
        revisions.save(revision, {"title_fa": "گلیم فیروزه‌ای"})
        revisions.submit(revision)
        revisions.approve(revision)
    new = drawn_anew(session, piece)
    assert new != old
    assert client.get(f"/m/{old}/share-fa.jpg").status_code == 404
    assert client.get(f"/m/{new}/share-fa.jpg").status_code == 200
    clock.advance(hours=2)
    outbox.drain()
    assert storage.pictures.read(old, "share-fa.jpg") is None
    assert storage.pictures.read(new, "share-fa.jpg")


def test_what_shows_the_same_is_not_drawn_again(piece, session):
    old = piece.share_key
    with unit_of_work():
        words.refresh_one(session.merge(piece))
    assert drawn_anew(session, piece) == old


def test_a_makers_new_name_is_drawn(piece, session):
    old = piece.share_key
    with unit_of_work():
        vendor = session.get_one(make.Vendor, piece.vendor_id)
        vendor.alias_fa = "نام تازه"
        session.flush()
        words.on_profile_changed(ProfileChanged(vendor.id))
    assert drawn_anew(session, piece) != old


def test_who_hides_hides_her_shared_pictures(piece, client, session):
    with unit_of_work():
        decisions.pause(session.get_one(make.Vendor, piece.vendor_id))
    assert client.get(f"/m/{piece.share_key}/share-fa.jpg").status_code == 404


def test_a_piece_without_one_is_asked_for(piece, session):
    with unit_of_work():
        session.merge(piece).share_key = None
    with unit_of_work():
        assert sharing.missing() == 1
    assert drawn_anew(session, piece)
    with unit_of_work():
        assert sharing.missing() == 0


def test_a_photo_that_is_gone_is_said_and_the_page_shows_the_first(session, client):
    found = make.a_live_listing()
    key = found.pictures[0].picture.key
    session.rollback()
    storage.pictures.remove(key)
    outbox.drain()
    row = session.scalars(select(Outbox).filter_by(topic="share")).first()
    assert (row.state, row.error) == ("failed", "the picture's file is gone")
    assert f"/m/{key}/" in client.get(f"/i/{found.public_id}", follow_redirects=True).text


@pytest.mark.parametrize("address", ["/m/zz/share-fa.jpg", "/m/zz/share-de.jpg"])
def test_what_is_not_there_is_not_found(client, session, address):
    assert client.get(address).status_code == 404


def test_a_draft_is_not_drawn(session):
    revision = make.a_draft()
    session.rollback()
    sharing.draw(Job(0, {"listing": revision.listing_id}))
    assert revision.listing.share_key is None
