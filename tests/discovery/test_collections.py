"""Collections by hand and by rule, and what the front shows on which day."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from marketplace.catalogue import listings
from marketplace.discovery.front import collecting, collections
from marketplace.discovery.front.collection_models import Collection, Season
from marketplace.kernel import clock as house, eventlog
from marketplace.kernel.calendar import local_day
from marketplace.kernel.db import session as database
from marketplace.kernel.errors import DomainError, NotFound
from marketplace.kernel.unit import unit_of_work
from tests.support import factories as make


def a_collection(show=True, **fields):
    row = Collection()
    words = {"title_fa": "هدیه", "title_en": "Gifts", "words_fa": "", "words_en": ""}
    days = {"first_day": None, "last_day": None, "category_id": None, "price_up_to": None}
    with unit_of_work():
        collecting.save(row, words | days | {"slug": "", "on_home": True} | fields)
        if show:
            collecting.turn(row, "show")
    return row


def shown(row):
    return [piece.public_id for piece in collections.page(row.id, 1, "fa").pieces]


def test_by_rule_of_price_and_category(session):
    kilim = make.a_live_listing(price=4_000_000)
    make.a_live_listing(price=6_000_000)
    assert shown(a_collection(price_up_to=5_000_000)) == [kilim.public_id]
    other = make.a_craft("نمد", "Felt")
    felt = a_collection(price_up_to=5_000_000, category_id=other.id, slug="felt")
    assert shown(felt) == []
    both = a_collection(category_id=kilim.category_id, slug="kilims")
    assert len(shown(both)) == 2


def test_by_hand_comes_first_and_in_the_office_s_order(session):
    pieces = [make.a_live_listing() for _number in range(3)]
    row = a_collection()
    with unit_of_work():
        collecting.put(row, pieces[2].scan_code.lower())
        collecting.put(row, f"https://example.org/i/{pieces[0].public_id}/kilim")
    assert shown(row) == [pieces[2].public_id, pieces[0].public_id]
    with unit_of_work():
        collecting.change_piece(row, pieces[0].id, "up")
    assert shown(row) == [pieces[0].public_id, pieces[2].public_id]
    with unit_of_work():
        words = {"title_en": "Gifts", "title_fa": "x", "slug": ""}
        collecting.save(row, words | {"category_id": pieces[0].category_id})
    assert shown(row)[:2] == [pieces[0].public_id, pieces[2].public_id]
    assert len(shown(row)) == 3
    with unit_of_work():
        listings.take_down(database.get(type(pieces[0]), pieces[0].id))
        collecting.change_piece(row, pieces[2].id, "remove")
    assert pieces[0].public_id not in shown(row)
    with pytest.raises(NotFound), unit_of_work():
        collecting.change_piece(row, 99, "up")
    names = [event.name for event in eventlog.history("collection", row.id)]
    assert names == ["piece_removed", "changed", "piece_added", "piece_added", "show", "created"]


@pytest.mark.parametrize("typed", ["", "ZZZZZZ", "گلیم", "x" * 300])
def test_a_tag_that_nothing_has_is_told(session, typed):
    row = a_collection()
    with pytest.raises(DomainError) as error, unit_of_work():
        collecting.put(row, typed)
    assert error.value.field == "code"


def test_the_same_piece_twice_and_the_same_address_twice_are_refused(session):
    row, piece = a_collection(), make.a_live_listing()
    with unit_of_work():
        collecting.put(row, piece.scan_code)
    with pytest.raises(DomainError), unit_of_work():
        collecting.put(row, piece.scan_code)
    with pytest.raises(DomainError) as error:
        a_collection()
    assert error.value.field == "slug"


def test_the_front_shows_what_belongs_to_the_day(session, clock):
    today = local_day(house.now())
    row = a_collection(first_day=today + timedelta(days=1), last_day=today + timedelta(days=2))
    a_collection(slug="elsewhere", on_home=False)
    a_collection(slug="unready", show=False)
    yalda = Season()
    with unit_of_work():
        collecting.save(yalda, {
            "title_fa": "یلدا", "title_en": "", "words_fa": "شب بلند", "words_en": "",
            "first_day": today, "last_day": today + timedelta(days=1), "collection_id": row.id,
        })  # fmt: skip
        collecting.turn(yalda, "show")
    season, gathered = collections.on_front("fa")
    assert (season.title, season.words, season.slug) == ("یلدا", "شب بلند", "")
    assert gathered == []
    with pytest.raises(NotFound):
        collections.at(row.slug, "fa")
    clock.advance(days=1)
    season, gathered = collections.on_front("en")
    assert (season.title, season.slug) == ("یلدا", "gifts")
    assert [one.title for one in gathered] == ["Gifts"]
    assert collections.at("gifts", "en")[1].until == today + timedelta(days=2)
    clock.advance(days=2)
    assert collections.on_front("fa") == (None, [])


def test_days_that_end_before_they_begin_are_refused(session):
    today = local_day(house.now())
    with pytest.raises(DomainError) as error:
        a_collection(first_day=today, last_day=today - timedelta(days=1))
    assert error.value.field == "last_day"
    assert database.scalar(select(Collection.id)) is None


def test_the_cover_is_its_own_picture_or_the_first_piece_s(session):
    row, piece = a_collection(), make.a_live_listing()
    assert collections.on_front("fa")[1][0].picture is None
    with unit_of_work():
        collecting.put(row, piece.scan_code)
    key = piece.pictures[0].picture.key
    assert collections.on_front("fa")[1][0].picture.key == key
    with unit_of_work():
        own = make.a_picture()
        collecting.set_picture(database.get(Collection, row.id), own)
    assert collections.on_front("fa")[1][0].picture.key == own.key
