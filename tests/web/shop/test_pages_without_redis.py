"""Redis gone in the middle of it all: pages stand on the edition in the database, not on Redis."""

import pytest

from marketplace.catalogue import listings
from marketplace.catalogue.models import Listing
from marketplace.kernel import shared
from marketplace.kernel.money import Money
from marketplace.kernel.unit import unit_of_work
from tests.support import factories


@pytest.fixture
def visitor(redis_server, make_app, session):
    """Somebody who visits a shop with Redis; without it again afterwards."""
    yield make_app(redis_url=redis_server.url).test_client()
    shared.use("")


def test_pages_are_kept_and_renewed_while_redis_dies_and_comes_back(
    visitor, redis_server, session, queries
):
    piece = factories.a_live_listing(title_fa="گلیم یکتا")
    key, paths = piece.id, ("/", "/pieces", "/pieces?q=گلیم")
    for turn, happens in enumerate((None, redis_server.stop, None, redis_server.start)):
        before = [visitor.get(path).data for path in paths]
        if happens:
            happens()
        queries.clear()
        assert [visitor.get(path).data for path in paths] == before
        assert queries.statements == []
        with unit_of_work():
            listings.quick_price(session.get_one(Listing, key), Money(18_000_000 - turn * 100_000))
        session.rollback()
        after = [visitor.get(path) for path in paths]
        assert [page.status_code for page in after] == [200] * len(paths)
        assert after[1].data != before[1]
