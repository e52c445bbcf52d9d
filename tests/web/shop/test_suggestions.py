"""Words suggested while somebody types, with a script or without."""

import pytest

from marketplace.discovery.language import synonyms
from marketplace.kernel.unit import unit_of_work
from tests.support import factories


@pytest.fixture
def pieces(session):
    factories.a_live_listing(title_fa="کوسن دست‌باف", title_en="Hand-woven cushion")
    factories.a_live_listing(title_fa="کوسن نمدی")


def suggested(client, typed: str, part: str = "1") -> str:
    return client.get("/search", query_string={"q": typed, "part": part}).text


@pytest.mark.parametrize(
    ("typed", "word"),
    [("کو", "کوسن"), ("كوس", "کوسن"), ("دستب", "دست‌باف"), ("دست‌ب", "دست‌باف"), ("cus", "cushion"),
     ("کوسن نم", "کوسن نمدی"), ("کیسن", "کوسن")],
)  # fmt: skip
def test_what_is_typed_is_completed_as_makers_write_it(pieces, client, typed, word):
    text = suggested(client, typed)
    assert f"<bdi>{word}</bdi>" in text
    assert "<html" not in text


@pytest.mark.parametrize(
    ("typed", "word"), [("namad", "نمدی"), ("kus", "کوسن"), ("kosan", "کوسن"), ("koosani", "کوسن")]
)
def test_words_in_latin_letters_suggest_the_persian_ones(pieces, client, typed, word):
    assert f"<bdi>{word}</bdi>" in suggested(client, typed)


def test_what_stands_for_a_word_suggests_it(pieces, client):
    with unit_of_work():
        synonyms.add("بالشتک", "کوسن")
    assert "<bdi>کوسن</bdi>" in suggested(client, "بالشتک")


def test_the_page_shows_the_same_without_a_script(pieces, client):
    page = suggested(client, "کو", part="")
    assert "<h1" in page
    assert "<bdi>کوسن</bdi>" in page
    assert 'data-suggest="/search"' in page


def test_a_craft_is_suggested_by_its_name(pieces, client):
    assert 'href="/pieces/kilim"' in suggested(client, "گل")
    assert 'href="/en/pieces/kilim"' in client.get("/en/search?q=kil&part=1").text


@pytest.mark.parametrize("typed", ["", " ", "ک", "%", "ا" * 9000, "\x00", "۱۲", "«»"])
def test_odd_beginnings_suggest_nothing(pieces, client, typed):
    page = client.get("/search", query_string={"q": typed, "part": "1"})
    assert page.status_code == 200
    assert "<li" not in page.text
