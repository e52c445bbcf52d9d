"""Searching: one spelling for many, the title first, and help when nothing is found."""

import pytest

from tests.support import factories
from tests.web.shop.test_lists import titles


@pytest.fixture
def two(session):
    maker = factories.a_maker(alias_fa="خانهٔ نیل", alias_en="Indigo House")
    return (
        factories.a_live_listing(maker, title_fa="کوسن دست‌باف", title_en="Hand-woven cushion"),
        factories.a_live_listing(
            maker, title_fa="گلیم", material_fa="پشم کوسن", title_en="Rug", price=17_000_000
        ),
    )


@pytest.mark.parametrize(
    "query",
    ["کوسن دست‌باف", "كوسن دستباف", "کوسن  دست باف", "cushions", "CUSHION indigo", "کوسن‌های دستباف",
     "«کوسن» با دست‌باف", "کوسن دستبافی", "کوس‌ن دستباف", "کوسن دستبلف", "koosan dastbaf"],
)  # fmt: skip
def test_one_piece_is_found_by_many_spellings(two, client, query):
    page = client.get("/pieces", query_string={"q": query})
    assert titles(page)[0] == "کوسن دست‌باف"


def test_a_word_of_the_title_comes_before_newer_pieces(two, client):
    assert titles(client.get("/pieces?q=کوسن")) == ["کوسن دست‌باف", "گلیم"]
    assert titles(client.get("/pieces?q=کوسن&sort=cheap"))[0] == "گلیم"


def test_filters_and_search_go_together(two, client):
    assert titles(client.get("/pieces?q=کوسن&price=4")) == []


def test_nothing_found_keeps_the_words_and_shows_the_nearest(two, client):
    page = client.get("/en/pieces", query_string={"q": "purple cushion"})
    assert page.status_code == 200
    assert "We have nothing for" in page.text
    assert 'value="purple cushion"' in page.text
    near = page.text.split('<section class="near"')[1]
    assert near.index("Hand-woven cushion") < near.index("Rug")
    assert 'href="/en/pieces?q=cushion"' in page.text


@pytest.mark.parametrize(
    "query", ["%", "_", "' OR 1=1 --", "\x00", "ـ", "\u202e", "😀", "گ" * 10_000, "\\"]
)
def test_odd_queries_are_only_words(two, client, query):
    assert client.get("/pieces", query_string={"q": query}).status_code == 200


def test_a_new_public_name_is_found_at_once(two, client, session):
    from marketplace.vendors import profile

    with factories.unit():
        vendor = session.get(factories.Vendor, two[0].vendor_id)
        profile.change(vendor, profile.Profile("ابریشم‌باف", district_fa="آوج"))
    assert len(titles(client.get("/pieces?q=ابریشم باف"))) == 2


def test_the_projection_is_rebuilt_from_the_listings(two, client, session):
    from marketplace.discovery import entries
    from marketplace.discovery.models import SearchWord

    with factories.unit():
        session.query(SearchWord).delete()
    assert titles(client.get("/pieces?q=کوسن")) == []
    with factories.unit():
        assert entries.rebuild() == 2
    assert len(titles(client.get("/pieces?q=کوسن"))) == 2
