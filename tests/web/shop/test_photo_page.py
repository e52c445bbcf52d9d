"""A photograph of a piece by itself, large, without script."""

import re
from urllib.parse import quote

import pytest

from marketplace.catalogue import listings
from marketplace.catalogue.models import ListingPicture
from marketplace.kernel.unit import unit_of_work
from marketplace.media import pictures
from marketplace.media.models import Picture
from tests.support import factories as make


@pytest.fixture
def piece(session):
    return make.a_live_listing(title_fa="گلیم یکتا")


def test_the_piece_leads_to_its_photo_and_back(client, piece):
    page = client.get(f"/i/{piece.public_id}", follow_redirects=True)
    path = f"/i/{piece.public_id}/photos/1"
    assert f'href="{path}"' in page.text
    photo = client.get(path)
    assert photo.status_code == 200
    assert f'href="{quote(page.request.path)}"' in photo.text
    assert re.search(r'<img src="/m/[^"]+\.jpg" width="240" height="300" alt="[^"]+"', photo.text)
    assert 'content="noindex, follow"' in photo.text
    assert "Set-Cookie" not in photo.headers
    assert client.get(f"/en{path}").status_code == 200


@pytest.mark.parametrize("number", ["0", "2", "99999999999999999999", "one"])
def test_a_photo_that_is_not_there_is_not_found(client, piece, number):
    assert client.get(f"/i/{piece.public_id}/photos/{number}").status_code == 404


def test_each_leads_to_the_next(client, session, piece):
    extra = [make.a_picture().id for _ in range(2)]
    with unit_of_work():
        held = session.merge(piece)
        for place, key in enumerate(extra, 2):
            pictures.publish(session.get_one(Picture, key))
            held.pictures.append(ListingPicture(position=place, picture_id=key))
    at = f"/i/{piece.public_id}/photos"
    pages = [client.get(f"{at}/{number}").text for number in (1, 2, 3)]
    assert [f'{at}/1" rel="prev"' in page for page in pages] == [False, True, False]
    assert [f'{at}/3" rel="next"' in page for page in pages] == [False, True, False]
    assert "۲ از ۳" in pages[1]


def test_photos_of_what_is_not_shown_are_not_found(client, session, piece):
    with unit_of_work():
        listings.take_down(session.merge(piece))
    assert client.get(f"/i/{piece.public_id}/photos/1").status_code == 404
