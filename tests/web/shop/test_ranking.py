"""One ranking: both engines show the same first ten."""

import pytest

from marketplace.cli.seeding import bulk
from marketplace.discovery import hits, search
from marketplace.discovery.filters import BEST, Filters

QUERIES = [
    ("گلیم", BEST), ("جاجيم راه راه", BEST), ("gelim", BEST), ("گلبم روناسی", BEST),
    ("wool socks", BEST), ("گلیم پشمی", "cheap"), ("قالی چه", "dear"), ("indigo", "new"),
    ("زیر ۵۰۰ هزار تومان", BEST), ("", "cheap"),
]  # fmt: skip
FIRST: list[list[int]] = []


@pytest.fixture
def many(session):
    bulk.seed_many(300)


@pytest.mark.parametrize("most", [hits.EXACT, 10])
def test_the_first_ten_are_the_same_on_both_engines(many, monkeypatch, most):
    monkeypatch.setattr(hits, "EXACT", most)  # read to the last, or the best of many
    for (query, order), numbers in zip(QUERIES, QUERIES, strict=True):
        page = search.find(query, Filters(order=order), 1, "fa")
        found = [int(piece.title.rpartition("،")[2]) for piece in page.pieces[:10]]
        print("FOUND", found)
