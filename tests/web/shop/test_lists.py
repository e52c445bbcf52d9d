"""Lists: what they hold, how they are narrowed, and what odd addresses get."""

import pytest

from tests.support import factories


def titles(page) -> list[str]:
    """The titles of the cards, in their order."""
    found = page.text.split('<section class="near"')[0].split("<h3>")[1:]
    return [card.split("<bdi>")[1].split("</bdi>")[0] for card in found]


@pytest.fixture
def three(session):
    """A dear kilim, a cheap jajim made to order, a stocked kilim between them; oldest first."""
    jajim = factories.a_craft("جاجیم", "Jajim")
    weaver, other = factories.a_maker(alias_fa="دار روناس"), factories.a_maker(jajim)
    return (
        factories.a_live_listing(weaver, title_fa="گلیم گران", price=200_000_000),
        factories.a_live_listing(
            other, title_fa="جاجیم سفارشی", price=9_000_000, kind="made_to_order"
        ),
        factories.a_live_listing(weaver, title_fa="گلیمک", price=30_000_000, quantity=3),
    )


def test_a_list_shows_the_newest_first_and_sorts_by_price(three, client):
    assert titles(client.get("/pieces")) == ["گلیمک", "جاجیم سفارشی", "گلیم گران"]
    assert titles(client.get("/pieces?sort=cheap")) == ["جاجیم سفارشی", "گلیمک", "گلیم گران"]
    assert titles(client.get("/pieces?sort=dear")) == ["گلیم گران", "گلیمک", "جاجیم سفارشی"]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("craft=kilim", ["گلیمک", "گلیم گران"]),
        ("craft=kilim&craft=jajim", ["گلیمک", "جاجیم سفارشی", "گلیم گران"]),
        ("price=1", ["جاجیم سفارشی"]),
        ("price=2", ["گلیمک"]),
        ("price=4", ["گلیم گران"]),
        ("ready=1", ["گلیمک", "گلیم گران"]),
        ("unique=1", ["گلیم گران"]),
        ("craft=jajim&ready=1", []),
        ("craft=silk&price=9&ready=x", ["گلیمک", "جاجیم سفارشی", "گلیم گران"]),
        ("unique=2&sort=odd&maker=nobody", ["گلیمک", "جاجیم سفارشی", "گلیم گران"]),
    ],
)
def test_filters_narrow_and_unknown_ones_are_left_out(three, client, asked, found):
    assert titles(client.get(f"/pieces?{asked}")) == found


def test_a_filter_that_would_show_nothing_is_left_out(three, client):
    page = client.get("/pieces/jajim").text
    assert 'name="unique"' not in page
    assert 'name="ready"' not in page
    assert 'name="unique"' in client.get("/pieces/kilim").text


def test_one_maker_s_pieces(three, client, session):
    maker = session.get(factories.Vendor, three[0].vendor_id).public_id
    assert titles(client.get(f"/pieces?maker={maker}")) == ["گلیمک", "گلیم گران"]


def test_a_set_filter_can_be_taken_away_alone(three, client):
    page = client.get("/pieces?craft=kilim&ready=1&sort=cheap")
    assert 'href="/pieces?ready=1&amp;sort=cheap"' in page.text
    assert 'href="/pieces?craft=kilim&amp;sort=cheap"' in page.text


def test_a_category_has_an_address_and_an_unknown_one_has_none(three, client):
    assert titles(client.get("/pieces/jajim")) == ["جاجیم سفارشی"]
    assert client.get("/pieces/silk").status_code == 404


def test_only_plain_lists_are_for_search_engines(three, client):
    assert 'name="robots"' not in client.get("/pieces").text
    for narrowed in ("q=گلیم", "ready=1", "sort=cheap"):
        assert 'content="noindex' in client.get(f"/pieces?{narrowed}").text


@pytest.mark.parametrize("page", ["2", "99", "1000000000", "9" * 5000, "-1", "0", "x", "۲", ""])
def test_a_page_that_is_not_there_is_the_nearest_one(three, client, monkeypatch, page):
    monkeypatch.setattr("marketplace.discovery.search.PAGE", 2)
    found = titles(client.get("/pieces", query_string={"page": page}))
    beyond = page[:1].isdigit() and page != "0"
    assert found == (["گلیم گران"] if beyond else ["گلیمک", "جاجیم سفارشی"])


def test_page_numbers_keep_what_was_asked(three, client, monkeypatch):
    monkeypatch.setattr("marketplace.discovery.search.PAGE", 1)
    page = client.get("/pieces?craft=kilim&sort=cheap")
    assert 'href="/pieces?craft=kilim&amp;sort=cheap&amp;page=2"' in page.text


def test_pieces_that_may_not_be_sold_are_nowhere(three, client, session):
    from marketplace.vendors import decisions

    with factories.unit():
        decisions.suspend(session.get(factories.Vendor, three[0].vendor_id), "پرونده ناقص است")
    assert titles(client.get("/pieces")) == ["جاجیم سفارشی"]
    assert client.get(f"/i/{three[0].public_id}").status_code == 404
    assert "گلیمک" not in client.get("/").text


def test_a_kind_without_pieces_is_not_shown(three, client):
    with factories.unit():
        factories.categories.create("نمد", "Felt")
    assert "نمد" not in client.get("/pieces").text
    assert "نمد" not in client.get("/").text


def test_each_language_names_the_unit_of_prices_in_its_own_words(three, client):
    for _ in range(2):
        assert "<small>تومان</small>" in client.get("/pieces").text
        english = client.get("/en/pieces").text
        assert "<small>Toman</small>" in english
        assert "تومان" not in english
