"""The words that search knows are counted once a night, while everybody goes on."""

import pytest
from sqlalchemy import select, update

from marketplace.discovery import entries, recounting
from marketplace.discovery.language import vocabulary
from marketplace.discovery.models import SearchTerm, SearchWord
from marketplace.kernel.heartbeat import Heartbeat
from marketplace.kernel.unit import unit_of_work
from tests.support import factories as make
from tests.web.shop.test_lists import titles


@pytest.fixture
def two(session):
    maker = make.a_maker(alias_fa="دار")
    return [make.a_live_listing(maker, title_fa=name) for name in ("گلیم راه‌راه", "گلیم خشتی")]


def often(session, word):
    session.rollback()
    return session.scalar(select(SearchTerm.listings).where(SearchTerm.word == word))


def test_the_worker_counts_each_word_once_a_night(two, session, clock, worker):
    assert often(session, "گلیم") == 1
    worker()
    assert often(session, "گلیم") == 2
    assert session.get_one(Heartbeat, recounting.JOB).error is None
    with unit_of_work():
        session.execute(update(SearchTerm).values(listings=7))
    worker()
    assert often(session, "گلیم") == 7
    clock.advance(days=1, minutes=1)
    worker()
    assert often(session, "گلیم") == 2
    assert vocabulary.miscounted() == []


def test_what_is_right_is_not_written_again(two, session, clock, queries):
    assert recounting.recount_nightly() > 0
    clock.advance(days=1)
    queries.clear()
    assert recounting.recount_nightly() == 0
    assert not [one for one in queries.statements if "UPDATE search_term" in one]


def test_a_word_that_stands_nowhere_is_not_suggested_until_it_comes_back(two, session, client):
    with unit_of_work():
        session.query(SearchWord).filter_by(word="خشتی").delete()
    recounting.recount_nightly()
    assert often(session, "خشتی") == 0
    assert "خشتی" not in client.get("/search?q=خشت&part=1").text
    with unit_of_work():
        entries.on_words_changed(make_changed(two[1].id))
    assert often(session, "خشتی") == 1
    assert "خشتی" in client.get("/search?q=خشت&part=1").text
    assert titles(client.get("/pieces?q=خشتی")) == ["گلیم خشتی"]


def make_changed(key):
    from marketplace.catalogue.events import WordsChanged

    return WordsChanged(key)
