"""One ranking: both engines show the same first ten."""

from datetime import UTC, datetime

import pytest

from marketplace.cli.seeding import bulk
from marketplace.discovery import hits, search
from marketplace.discovery.filters import BEST, Filters

ASKED = {  # the numbers in the titles of the first ten
    ("گلیم", BEST): [286, 223, 264, 140, 268, 288, 220, 177, 290, 205],
    ("جاجيم راه راه", BEST): [218, 166, 131, 100, 83, 139, 243, 78, 217, 122],
    ("gelim", BEST): [223, 140, 268, 179, 76, 128, 216, 24, 93, 294],
    ("گلبم روناسی", BEST): [264, 288, 160, 285, 135, 12, 80, 189, 4, 245],
    ("wool socks", BEST): [162, 228, 232, 195, 62, 190, 15, 173, 171, 99],
    ("گلیم پشمی", "cheap"): [117, 165, 89, 69, 219, 71, 36, 259, 112, 65],
    ("قالی چه", "dear"): [113, 137, 130, 13, 283, 55, 255, 293, 277, 30],
    ("indigo", "new"): [286, 52, 240, 110, 223, 140, 268, 267, 141, 226],
    ("زیر ۵۰۰ هزار تومان", BEST): [272, 227, 229, 153, 267, 289, 90, 226, 133, 235],
    ("", "cheap"): [174, 167, 132, 235, 221, 188, 192, 54, 281, 272],
}
OF_MANY = ASKED | {  # when only the best of each word are looked at
    ("گلیم", BEST): [286, 264, 268, 288, 290, 285, 257, 297, 294, 287],
    ("جاجيم راه راه", BEST): [218, 243, 217, 251, 196, 292, 194, 202, 250, 296],
    ("gelim", BEST): [223, 140, 268, 179, 128, 216, 294, 238, 105, 101],
}


def first_ten(query: str, order: str) -> list[int]:
    page = search.find(query, Filters(order=order), 1, "fa")
    return [int(piece.title.rpartition("،")[2]) for piece in page.pieces[:10]]


def statements_are_built_anew() -> None:
    for built in (hits._best, hits._first):
        built.cache_clear()


@pytest.fixture
def few(monkeypatch):
    """Ten of a word are many."""
    with monkeypatch.context() as patch:
        patch.setattr(hits, "EXACT", 10)
        statements_are_built_anew()
        yield
    statements_are_built_anew()


@pytest.fixture
def pieces(session, clock):
    clock.set(datetime(2026, 11, 27, 9, tzinfo=UTC))  # whose turn it is changes with the day
    bulk.seed_many(300)


def test_the_first_ten_are_the_same_on_both_engines(pieces):
    assert {asked: first_ten(*asked) for asked in ASKED} == ASKED


def test_of_many_the_best_of_each_word_are_the_same_too(pieces, few):
    assert {asked: first_ten(*asked) for asked in OF_MANY} == OF_MANY
