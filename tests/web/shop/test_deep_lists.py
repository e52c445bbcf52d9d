"""Deep pages: however far a visitor turns, each piece is on one page, in one order."""

import pytest

from marketplace.cli.seeding import bulk
from marketplace.discovery import search, walking
from marketplace.discovery.filters import Filters


@pytest.fixture
def sixty(session):
    bulk.seed_many(60)


@pytest.mark.parametrize("order", ["new", "cheap", "dear"])
def test_deep_pages_go_on_where_the_one_before_ended(sixty, monkeypatch, order):
    monkeypatch.setattr(search, "PAGE", 4)
    monkeypatch.setattr(walking, "STRIDE", 3)
    filters = Filters(order=order)
    first = search.find("", filters, 1, "fa")
    assert first.last > 9
    pages = [search.find("", filters, number, "fa") for number in range(1, first.last + 1)]
    turned = [piece.public_id for page in pages for piece in page.pieces]
    whole = [piece.public_id for piece in search.cards(walking.first(filters, 99), "fa")]
    assert turned == whole
    assert len(set(turned)) == first.total
